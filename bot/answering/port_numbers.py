"""The ports that learners meet: what a number is for, and which number a service uses."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from bot.answering.entry import Line, Part
from bot.answering.reading import stem, words_of
from bot.answering.scoring import is_function_word

HIGHEST = 65_535
MOST_SAID = 4
# The entries that tell more.
LISTED, RANGES = "well-known-ports", "port-ranges"
NO_PORT = "Not a port number"


class PortNumber(Part):
    """One number and one service on it, as `knowledge/port-numbers.yaml` has it.

    `assigned` is by IANA for this service, or merely by habit; `encrypted` tells how the wire looks in usual set-ups.
    """

    number: Annotated[int, Field(ge=0, le=HIGHEST)]
    protocols: tuple[Literal["tcp", "udp"], ...] = Field(min_length=1)
    service: Line
    also_called: tuple[Line, ...] = ()
    what: Line
    assigned: Literal["iana", "habit"]
    encrypted: Literal["always", "optional", "never"]


class PortList(Part):
    """The whole file."""

    ports: tuple[PortNumber, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_service_once(self) -> Self:
        for (number, service), times in Counter((port.number, port.service) for port in self.ports).items():
            if times > 1:
                raise ValueError(f"{service} is listed on {number} {times} times; keep one")
        return self


@dataclass(frozen=True)
class Facts:
    """Exact facts: a heading and sentences, and the name of the entry that tells more."""

    heading: str
    sentences: tuple[str, ...]
    entry: str


# What may stand in a question about a port number beside the number, the service, and words that shape any question.
_ABOUT_PORTS = frozenset(
    """allowed assigned associated common commonly default exist exists known legal normal normally number port
    possible protocol real reserved run running runs service stand standard tcp typically udp used usual usually
    valid well""".split()  # noqa: SIM905 (many words)
)
# "What is using port 80" asks who holds it on somebody's machine, "can two share port 80" for a rule; neither asks what
# the number is for.
_ANOTHER_QUESTION = frozenset(
    """change else free how more my ok okay right two using who why with work working works""".split()  # noqa: SIM905 (many words)
)
# "Is 3306 mysql" and "does mysql use 3306" want a yes or no.
_VERDICT = frozenset({"is", "does", "do"})
_NUMBER = re.compile(r"(?<![\w.:/-])[0-9]{1,5}(?![\w/-]|\.\d|:\d)")
# Something with a digit where a port number should stand, that is none: -1, 80.5, 1_000, 0x50, 99999.
_WRITTEN_NUMBER = re.compile(r"\bport\s+(?:number\s+)?([+\-\u2212]?[^\s?!;()\"'`]*\d[^\s?!;()\"'`]*)", re.IGNORECASE)


class PortNumbers:
    """All listed ports, by number and by the names of their services."""

    def __init__(self, ports: Iterable[PortNumber] = ()) -> None:
        self.ports = tuple(ports)
        self._by_number: dict[int, list[PortNumber]] = {}
        self._by_name: dict[tuple[str, ...], list[PortNumber]] = {}
        for port in self.ports:
            self._by_number.setdefault(port.number, []).append(port)
            for name in (port.service, *port.also_called):
                self._by_name.setdefault(_stems(words_of(name)), []).append(port)
        self._longest = max(map(len, self._by_name), default=0)

    def facts(self, prose: str) -> Facts | None:
        """Answer a question that is about a port number or a service's port and nothing else; else None.

        `prose` is the message as it was typed: only ASCII digits make a number, so it must not be normalised.
        """
        if (odd := _odd_number(prose)) is not None:
            return no_port(odd)
        words = words_of(prose)
        if not self.ports or len(words) > 14 or not _ANOTHER_QUESTION.isdisjoint(words):
            return None
        services, rest = self._services(words)
        numbers = [int(number) for number in _NUMBER.findall(prose)]
        content = {word for word in rest if not is_function_word(word) and not word.isdecimal()} - _ABOUT_PORTS
        listed = any(number > 1_023 and number in self._by_number for number in numbers)
        asks_of_ports = "port" in _stems(words) or listed or (bool(numbers) and bool(services))
        if content - {"ports"} or not asks_of_ports or len(numbers) > 1:
            return None
        if numbers:
            return self._of_number(numbers[0], services if words[0] in _VERDICT else ())
        return _of_services(services) if services else None

    def _services(self, words: Sequence[str]) -> tuple[list[PortNumber], list[str]]:
        """Find the services that the words name, and the words that are left."""
        found: list[PortNumber] = []
        rest: list[str] = []
        stems = _stems(words)
        at = 0
        while at < len(words):
            for length in range(min(self._longest, len(words) - at), 0, -1):
                if ports := self._by_name.get(stems[at : at + length]):
                    found.extend(port for port in ports if port not in found)
                    at += length
                    break
            else:
                rest.append(words[at])
                at += 1
        return found, rest

    def _of_number(self, number: int, services: Sequence[PortNumber]) -> Facts:
        if number > HIGHEST:
            return no_port(str(number))
        listed = self._by_number.get(number, [])
        said = [_said(port) for port in listed[:MOST_SAID]] or [_unlisted(number)]
        if len(listed) > MOST_SAID:
            more = ", ".join(port.service for port in listed[MOST_SAID:])
            said.append(f"It is also used by {more}.")
        if services:
            said.insert(0, _verdict(number, services))
        return Facts(f"Port {number}", tuple(said), LISTED if listed or services else RANGES)


def _of_services(services: Sequence[PortNumber]) -> Facts:
    heading = " and ".join(dict.fromkeys(port.service for port in services[:3]))
    return Facts(f"The port of {heading}", tuple(_said(port) for port in services[:MOST_SAID]), LISTED)


def _verdict(number: int, services: Sequence[PortNumber]) -> str:
    names = " or ".join(dict.fromkeys(port.service for port in services))
    if any(port.number == number for port in services):
        return f"Yes, {number} is what {names} usually uses."
    usual = " and ".join(dict.fromkeys(str(port.number) for port in services))
    return f"Not usually: {names} uses {usual} by default."


def _said(port: PortNumber) -> str:
    protocols = " and ".join(protocol.upper() for protocol in port.protocols)
    assigned = "registered with IANA" if port.assigned == "iana" else "used by habit"
    wire = {
        "always": ", and encrypted",
        "optional": ", and encrypted only where it is set up so",
        "never": ", and not encrypted by itself",
    }[port.encrypted]
    told = "" if "encrypt" in port.what.lower() else wire
    return f"**{port.number}** ({protocols}) is {port.service}: {port.what} It is {assigned}{told}."


def _unlisted(number: int) -> str:
    # The ranges of RFC 6335, section 6.
    if number == 0:
        return 'Port 0 is reserved: nobody listens on it, and asking for it means "any free port".'
    if number < 1_024:
        kind = "a system port (0 to 1023), given to well-known services by IANA"
    elif number < 49_152:
        kind = "a user port (1024 to 49151): IANA registers some of them, and any program may use one that is free"
    else:
        kind = "a dynamic port (49152 to 65535): never registered, used for a while and given back"
    return f"I have no service listed for **{number}**. It is {kind}."


def no_port(written: str) -> Facts:
    """Say of something that was written in a port number's place that it is none."""
    shown = f"`{written}` is" if re.fullmatch(r"[+-]?[0-9][0-9._]{0,11}", written) else "That is"
    sentence = f"{shown} no port number: ports are the whole numbers from 0 to {HIGHEST}, written in plain digits."
    return Facts(NO_PORT, (sentence,), RANGES)


def _odd_number(prose: str) -> str | None:
    """Give what stands where a port number should and isn't one; None where it is one, or more is asked."""
    match = _WRITTEN_NUMBER.search(prose)
    if not match or not re.fullmatch(r"[+\-\u2212]?[\d._,\u00b2\u00b3\u00b9xX]+", written := match[1].rstrip(".,:")):
        return None
    if re.fullmatch(r"[0-9]{1,5}", written) and int(written) <= HIGHEST:
        return None
    # "80,443" are two ports, for no port is that large; "1,000" and "65,536" are one number with a comma in it.
    if both := re.fullmatch(r"([0-9]{1,5}),([0-9]{1,5})", written):
        first, second = int(both[1]), int(both[2])
        one_number = len(both[2]) == 3 and first * 1_000 + second <= HIGHEST + 1
        if max(first, second) <= HIGHEST and not one_number:
            return None
    rest = words_of(prose.replace(match[1], " "))
    return written if all(word in _ABOUT_PORTS or is_function_word(word) for word in rest) else None


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(stem(word) for word in words)
