"""Which doors each step of an experiment opened, changed or closed."""

from dataclasses import dataclass
from typing import Literal

from bot.demos.transcript import Door, Step

News = Literal["new", "changed", "gone"]


@dataclass(frozen=True)
class Change:
    """A door that differs from the step before."""

    door: Door
    news: News


def changes(steps: tuple[Step, ...]) -> list[tuple[Change, ...]]:
    """The changes of each step against the last step before it that showed doors; none if only one step shows any."""
    told: list[tuple[Change, ...]] = []
    before: tuple[Door, ...] = ()
    for step in steps:
        told.append(_between(before, step.doors) if step.doors else ())
        before = step.doors or before
    return told if sum(map(bool, told)) > 1 else [()] * len(steps)


def _between(before: tuple[Door, ...], after: tuple[Door, ...]) -> tuple[Change, ...]:
    known = {_which(door): door for door in before}
    present = {_which(door) for door in after}
    opened = [Change(door, "new") for door in after if _which(door) not in known]
    turned = [
        Change(door, "changed") for door in after if _which(door) in known and known[_which(door)].row != door.row
    ]
    return (*opened, *turned, *(Change(door, "gone") for door in before if _which(door) not in present))


def _which(door: Door) -> tuple[str, str, int]:
    return door.label, door.row.protocol, door.row.local.port
