"""The knowledge as a map: topics with their entries in menus of a size that can be shown, and one entry at random."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from bot.answering.entry import Entry
from bot.answering.library import Library
from bot.answering.prominence import most_prominent_first
from bot.answering.wording import plain

# A select menu has at most so many options, and a text in one at most so many characters (Discord documentation,
# Component Reference, String Select).
MOST_OPTIONS = 25
MOST_CHARACTERS = 100

Item = TypeVar("Item")


@dataclass(frozen=True)
class Menu:
    """A topic, or a part of a large one, in a line, and its entries, those first that carry the others.

    `part` counts from 1, so that topic and part together name the menu.
    """

    topic: str
    part: int
    title: str
    description: str
    entries: tuple[Entry, ...]


def menus(library: Library) -> list[Menu]:
    """Give the map of the knowledge: its topics, the one with the most prominent entry first."""
    topics: dict[str, list[Entry]] = {}
    for entry in most_prominent_first(library.entries.values()):
        topics.setdefault(entry.topic, []).append(entry)
    return [menu for topic, entries in topics.items() for menu in _menus_of(topic, entries)]


def pages(items: Sequence[Item], most: int = MOST_OPTIONS) -> list[Sequence[Item]]:
    """Split items into as few pages of at most `most` as possible, all of nearly the same length."""
    count = -(-len(items) // most)
    bounds = [number * len(items) // count for number in range(count + 1)] if count else []
    return [items[start:end] for start, end in pairwise(bounds)]


def in_a_line(entry: Entry) -> str:
    """Say an entry in a line that fits under its title in a menu."""
    return _cut(plain(entry.short))


def worth_showing(library: Library) -> list[Entry]:
    """List what may be shown to somebody who asked for nothing: entries that make sense without another one."""
    entries = list(library.entries.values())
    return [entry for entry in entries if entry.kind != "comparison"] or entries


def entry_at(number: int, library: Library) -> Entry | None:
    """Give the entry that any whole number picks, each as often as the others; None if there is none at all."""
    entries = worth_showing(library)
    return entries[number % len(entries)] if entries else None


def _menus_of(topic: str, entries: Sequence[Entry]) -> list[Menu]:
    title = topic.replace("-", " ").capitalize()
    parts = pages(entries)
    return [
        Menu(
            topic,
            part,
            f"{title} ({part} of {len(parts)})" if len(parts) > 1 else title,
            _description(each),
            tuple(each),
        )
        for part, each in enumerate(parts, 1)
    ]


def _description(entries: Sequence[Entry]) -> str:
    """Name as many entries as fit into a line, and count the others."""
    titles = [plain(entry.title) for entry in entries]
    for named in range(len(titles), 1, -1):
        left = len(titles) - named
        line = ", ".join(titles[:named]) + (f" and {left} more" if left else "")
        if len(line) <= MOST_CHARACTERS:
            return line
    return _cut(titles[0])


def _cut(text: str) -> str:
    """Cut between words; `textwrap.shorten` would take a third of the time of an answer for its menu."""
    if len(text) <= MOST_CHARACTERS:
        return text
    kept = text[: MOST_CHARACTERS - 1]
    return f"{kept.rpartition(' ')[0] or kept[:-1]} …"
