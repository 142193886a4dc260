"""Which entries carry the others: what a beginner should see first."""

from collections import Counter
from collections.abc import Iterable

from bot.answering.entry import Entry


def most_prominent_first(entries: Iterable[Entry]) -> list[Entry]:
    """Order entries by how many others lead to them, those that stand on their own before comparisons of them."""
    entries = list(entries)
    led_to = Counter(
        name
        for entry in entries
        for name in {*entry.see_also, *entry.compares, *(each.to for each in entry.relations)} - {entry.name}
    )
    return sorted(entries, key=lambda entry: (-led_to[entry.name], entry.kind != "concept", entry.name))
