"""Which doors share a storey of the building, and through whose flats the storey runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from bot.demos.transcript import Door
from bot.pictures.connections import Pair, connections

NOBODY = ""
WIDE_STOREYS = 3
"""Up to so many doors that write to an end outside the picture get a storey of their own."""


@dataclass(frozen=True)
class Row:
    """One or two doors side by side; at least one of them is there."""

    left: Door | None
    right: Door | None = None


@dataclass(frozen=True)
class Call:
    """A door that writes to an end which no door of the picture stands for."""

    door: Door


@dataclass(frozen=True)
class Common:
    """A door that two households hold."""

    door: Door


@dataclass(frozen=True)
class Floor:
    """One storey. `flats` are the households from left to right, "" for a half of nobody's, none if nobody is named."""

    stands: Row | Call | Common | Pair
    flats: tuple[str, ...] = ()


def households_of(doors: tuple[Door, ...]) -> tuple[str, ...]:
    """The households that hold the doors, those with a listener first."""
    waiting_first = sorted(doors, key=lambda door: door.row.state != "LISTEN")
    return tuple(dict.fromkeys(name for door in waiting_first for name in holders(door)))


def holders(door: Door) -> tuple[str, ...]:
    """The households that hold a door."""
    return tuple(name for name in door.household.split(" and ") if name)


def floors(doors: tuple[Door, ...], names: tuple[str, ...] = ()) -> tuple[Floor, ...]:
    """The storeys from the top: doors without a partner, those that write to the outside, then the connections.

    Storeys through the same flats of the named households stand together; without names there are no flats.
    """
    pairs, alone = connections(doors)
    quiet = [door for door in alone if door.row.remote is None]
    calling = [door for door in alone if door.row.remote is not None]
    if len(calling) > WIDE_STOREYS:
        quiet, calling = quiet + calling, []
    if not names:
        rows = [Floor(Row(*quiet[at : at + 2])) for at in range(0, len(quiet), 2)]
        return (*rows, *(Floor(Call(door)) for door in calling), *map(Floor, pairs))
    calls = (Floor(Call(door), (door.household, NOBODY)) for door in calling)
    placed = [*_quiet_floors(quiet, names), *calls, *(_shared_floor(pair, names) for pair in pairs)]
    first = {floor.flats: at for at, floor in reversed([*enumerate(placed)])}
    return tuple(sorted(placed, key=lambda floor: (floor.flats == (NOBODY,), first[floor.flats])))


def _quiet_floors(doors: list[Door], names: tuple[str, ...]) -> Iterator[Floor]:
    """Doors of two households face each other as far as they go round; what is left stands two by two."""
    common = [door for door in doors if len(holders(door)) == 2]
    yield from (Floor(Common(door), holders(door)) for door in common)
    single = [door for door in doors if door not in common]
    if len(names) == 2:
        left, right, others = ([door for door in single if door.household == name] for name in (*names, NOBODY))
        facing = max(1, min(len(left), len(right)))
        yield from (Floor(Row(*row), names) for row in zip_longest(left[:facing], right[:facing]))
        single = [*left[facing:], *right[facing:], *others]
    single.sort(key=lambda door: (*names, door.household).index(door.household))  # nobody's last
    for at in range(0, len(single), 2):
        row = single[at : at + 2]
        yield Floor(Row(*row), tuple(dict.fromkeys(door.household for door in row)))


def _shared_floor(pair: Pair, names: tuple[str, ...]) -> Floor:
    """A connection, through one flat or two; of two named households the first one is on the left."""
    places = [
        names.index(door.household) if door.household in names else len(names) for door in (pair.left, pair.right)
    ]
    if places[0] > places[1]:
        pair = Pair(pair.right, pair.left)
    return Floor(pair, tuple(dict.fromkeys((pair.left.household, pair.right.household))))
