"""What each step of an experiment made of every door."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.demos.transcript import Door, Step

News = Literal["new", "changed", "same", "gone"]


@dataclass(frozen=True)
class Change:
    """What a step made of a door: `before` is how it was, or None if the step opened it."""

    door: Door
    news: News
    before: Door | None = None


Which = tuple[str, str, int, int]
"""By what a door is known from step to step: its name, protocol and port, and its place among doors alike in these."""


Told = Mapping[Which, Change]
"""What one step made of each door that was there before or after it; nothing for a step without doors."""


def changes(steps: tuple[Step, ...]) -> list[Told]:
    """What each step made of the doors."""
    told: list[Told] = []
    before: dict[Which, Door] = {}
    for step in steps:
        after = dict(_known(step.doors))
        told.append(_between(before, after) if after else {})
        before = after or before
    return told


def tells_something(told: Told) -> bool:
    """Whether the step changed any door."""
    return any(change.news != "same" for change in told.values())


def news_of(change: Change) -> str:
    """What is new about a door, in a word or two: its number if the door is new, else what differs from before."""
    row, before = change.door.row, change.before
    if change.news == "gone":
        return "gone"
    if before is None:
        return row.local.number if row.local.port or row.local.is_path else str(row.local)
    if row.state != before.row.state:
        return row.state
    if change.door.household != before.household:
        return change.door.household or "nobody's"
    return f"→ {row.remote.number}" if row.remote and row != before.row else change.door.means.rstrip(".")


def _between(before: Mapping[Which, Door], after: Mapping[Which, Door]) -> Told:
    gone = {which: Change(door, "gone", door) for which, door in before.items() if which not in after}
    return {which: _change(before.get(which), door) for which, door in after.items()} | gone


def _change(before: Door | None, after: Door) -> Change:
    if before is None:
        return Change(after, "new")
    return Change(after, "same" if before == after else "changed", before)


def _known(doors: tuple[Door, ...]) -> Iterator[tuple[Which, Door]]:
    seen: Counter[tuple[str, str, int]] = Counter()
    for door in doors:
        which = (door.label, door.row.protocol, door.row.local.port)
        yield (*which, seen[which]), door
        seen[which] += 1
