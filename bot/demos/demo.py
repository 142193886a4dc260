"""What a demo is, and what it is given to run with."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.demos.transcript import HostReport, Step, Transcript
from bot.host.loopback import Loopback

Shown = Transcript | HostReport


@dataclass(frozen=True)
class Surroundings:
    """What a demo is given: the time-out in seconds of a call on its sockets, and what is known of own sockets.

    `known_doors` tells by local port what one of the bot's own sockets is for ("the live connection to Discord").
    """

    timeout: float = 2.0
    known_doors: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Demo:
    """One thing that Porter can show: `shows` says what in a short sentence, `perform` does it (blocking)."""

    name: str
    title: str
    shows: str
    perform: Callable[[Surroundings], Shown]


def experiment(name: str, title: str, shows: str, lesson: str, run: Callable[[Loopback], Iterator[Step]]) -> Demo:
    """Make a demo of a script on loopback."""

    def perform(surroundings: Surroundings) -> Transcript:
        with Loopback(surroundings.timeout) as loopback:
            return Transcript(name, title, tuple(run(loopback)), lesson)

    return Demo(name, title, shows, perform)
