"""Which doors of a picture write to each other."""

from dataclasses import dataclass

from bot.demos.transcript import Door
from bot.pictures.marks import Flow

SILENT = frozenset({"FIN_WAIT1", "FIN_WAIT2", "CLOSING", "LAST_ACK", "TIME_WAIT"})
"""Who is in one of these states has sent FIN, and writes no more (RFC 9293, 3.3.2)."""
DEAF = frozenset({"CLOSE_WAIT", "CLOSING", "LAST_ACK", "TIME_WAIT"})
"""Who is in one of these states has had the other's FIN, and hears no more (RFC 9293, 3.3.2)."""
KNOCKING = frozenset({"SYN_SENT", "SYN_RECV"})


@dataclass(frozen=True)
class Pair:
    """Two doors whose endpoints mirror each other; the one that waited for callers stands on the left."""

    left: Door
    right: Door


def connections(doors: tuple[Door, ...]) -> tuple[tuple[Pair, ...], tuple[Door, ...]]:
    """The pairs among the doors, and the doors without a partner in the picture; both in the given order."""
    known_numbers = {door.row.local.port for door in doors if door.row.state == "LISTEN"}
    pairs: list[Pair] = []
    alone: list[Door] = []
    rest = list(doors)
    while rest:
        door = rest.pop(0)
        at = next((at for at, other in enumerate(rest) if mirrors(door, other)), None)
        if at is None:
            alone.append(door)
            continue
        partner = rest.pop(at)
        turned = partner.row.local.port in known_numbers and door.row.local.port not in known_numbers
        pairs.append(Pair(partner, door) if turned else Pair(door, partner))
    return tuple(pairs), tuple(alone)


def mirrors(one: Door, other: Door) -> bool:
    """Whether each of the two has the other's endpoint as its remote end, by the same protocol."""
    same = one.row.protocol == other.row.protocol
    return same and one.row.local == other.row.remote and one.row.remote == other.row.local


def flow(left: str, right: str = "") -> Flow:
    """Which way letters still go between two ends in these TCP states; of the right one it may be unknown."""
    if left in KNOCKING or right in KNOCKING:
        return "knock"
    to_right = left not in SILENT and right not in DEAF
    to_left = right not in SILENT and left not in DEAF
    if to_right and to_left:
        return "both"
    return "to_right" if to_right else "to_left" if to_left else "none"
