"""Answers for a port that somebody gives by its number, or by the service on it."""

import re

from bot.answering.answer import Answer, Found, NothingFound, Silence
from bot.answering.library import Library
from bot.answering.port_numbers import no_port

# No number and no name of a service is written with more characters.
_LONGEST = 60


def look_up_port(typed: str | int, library: Library) -> Answer:
    """Tell what is known of a port, just as the question "what is port 443" does; `:443` and `ssh` will do as well.

    Whatever is no port is told so: its number has ASCII digits only, and lies between 0 and 65535.
    """
    written = str(typed).strip().removeprefix(":")[:_LONGEST]
    is_number = re.fullmatch("[0-9]{1,5}", written)
    is_signed = written.startswith(("+", "-"))
    asked = f"what is port {written}" if is_number or is_signed else f"which port does {written} use"
    facts = library.ports.facts(asked)
    if facts is None and not is_number:
        facts = no_port(written)
    if facts is None or facts.entry not in library.entries:
        return NothingFound(Silence.UNKNOWN)
    return Found((library.entries[facts.entry],), facts)
