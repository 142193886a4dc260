"""Compares two entries that somebody picked by their names."""

import re

from bot.answering.answer import MOST_SUGGESTIONS, Answer, Found, NothingFound, Silence, Suggestions
from bot.answering.entry import Entry
from bot.answering.evidence import with_covered
from bot.answering.finding import find_entries
from bot.answering.library import Library

# What stands between two names, the surest first: "and" and "or" stand in names as well.
_BETWEEN = (
    re.compile(r"\s+(?:vs\.?|versus)\s+|\s*,\s*", re.IGNORECASE),
    re.compile(r"\s+(?:and|or|to|with)\s+", re.IGNORECASE),
)
# Of each unknown name so many entries are suggested.
_SUGGESTED = 2


def compare(one: str, other: str, library: Library) -> Answer:
    """Compare what two names stand for: by the comparison of just these two if there is one, else side by side.

    The same twice is that entry, and so is a comparison with one of its own sides. Where a name is unknown the entries
    nearest to it are suggested, and after them the one that is known.
    """
    first, second = library.find(one), library.find(other)
    if first is None or second is None:
        return _suggested(
            [typed for typed, entry in ((one, first), (other, second)) if entry is None], first or second, library
        )
    if first == second or second.name in first.covers:
        return Found(with_covered(first, library))
    if first.name in second.covers:
        return Found(with_covered(second, library))
    return Found((*library.comparisons([first.name, second.name]), first, second))


def two_names(typed: str) -> tuple[str, str] | None:
    """Split "time wait vs open port", "tcp, udp" or "port and socket" into two names; None if nothing is between."""
    for between in _BETWEEN:
        names = [name.strip() for name in between.split(typed, maxsplit=1)]
        if len(names) > 1 and all(names):
            return names[0], names[1]
    return None


def _suggested(unknown: list[str], known: Entry | None, library: Library) -> Answer:
    near = [entry for typed in unknown for entry in find_entries(typed, library, _SUGGESTED)]
    names = dict.fromkeys(entry.name for entry in (*near, *([known] if known else [])))
    entries = tuple(library.entries[name] for name in names)[:MOST_SUGGESTIONS]
    return Suggestions(entries) if entries else NothingFound(Silence.UNKNOWN)
