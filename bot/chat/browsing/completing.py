"""What Discord offers to choose from while somebody types into a command."""

from discord import app_commands

from bot.answering.browsing import MOST_CHARACTERS, MOST_OPTIONS
from bot.answering.entry import Entry
from bot.answering.finding import find_entries
from bot.answering.library import Library

Choice = app_commands.Choice[str]


def names(typed: str, library: Library) -> list[Choice]:
    """Offer entries, however mistyped or unfinished; a choice stands for its entry's name."""
    return [_choice(entry.title, entry.name) for entry in _found(typed, library)]


def questions(typed: str, library: Library) -> list[Choice]:
    """Offer entries in place of a question, which may also be sent as typed; a choice asks by the entry's title."""
    return [_choice(entry.title, entry.title) for entry in _found(typed, library)]


def ports(typed: str, library: Library) -> list[Choice]:
    """Offer the listed ports whose number, or a name of whose service, begins as typed."""
    wanted = typed.strip().lower().removeprefix(":")
    offered = [
        _choice(f"{port.number}: {port.service}", str(port.number))
        for port in library.ports.ports
        if any(each.lower().startswith(wanted) for each in (str(port.number), port.service, *port.also_called))
    ]
    return offered[:MOST_OPTIONS]


def _found(typed: str, library: Library) -> list[Entry]:
    return find_entries(typed, library, MOST_OPTIONS)


def _choice(name: str, value: str) -> Choice:
    return app_commands.Choice(name=name[:MOST_CHARACTERS], value=value)
