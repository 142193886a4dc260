"""host: the doors of the whole building where somebody waits for callers or letters, and which household holds them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from fnmatch import fnmatch

from bot.demos.demo import Demo, Surroundings
from bot.demos.disclosure import Scope, Sight
from bot.demos.host_notes import container_notes, mask_for, sight_notes, table_notes, totals_of
from bot.demos.transcript import Door, HostReport
from bot.host.masking import unmapped
from bot.host.port_names import usual_name
from bot.host.rows import Listener, Owner, SocketRow

OWNER_HIDDEN = "owner hidden"
NAME_NOT_SHOWN = "name not shown"
MOST_NAME = 40
MOST_IDS = 3
MOST_NAMES = 3


class _Reach(IntEnum):
    """From where a listening socket can be reached, the widest first."""

    EVERY_ADDRESS = 0
    ONE_ADDRESS = 1
    LOOPBACK = 2


def report(surroundings: Surroundings) -> HostReport:
    """List the host's listening sockets: first those that others may reach, by number."""
    table = surroundings.table.read()
    sight = surroundings.sight
    doors = listening_doors(table.listeners, sight)
    totals = totals_of(table)
    notes = (
        *(() if doors else ("No socket is seen here that waits for callers or letters.",)),
        *sight_notes(doors, sight),
        *name_notes(doors, sight),
        *table_notes(table, hidden=any(total.hidden for total in totals)),
        *container_notes(),
    )
    return HostReport(DEMO.name, DEMO.title, doors[: sight.rows], totals, notes)


def listening_doors(listeners: Iterable[Listener], sight: Sight) -> tuple[Door, ...]:
    """Show listening sockets in order, with their addresses masked and their owners named as far as may be."""
    mask = mask_for(sight)
    return tuple(
        Door(_label(each.row), mask.row(each.row), _means(each.row), household_of(each.owners, sight))
        for each in sorted(listeners, key=lambda each: _order(each.row))
    )


def household_of(owners: Sequence[Owner], sight: Sight) -> str:
    """Name the processes that hold a socket: `postgres, process 812`, as far as their names may be shown."""
    if not owners:
        return OWNER_HIDDEN
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for owner in owners:
        ids[_name(owner, sight)].append(owner.pid)
    named = [f"{name}, {_ids(pids)}" for name, pids in ids.items()]
    more = [f"and {len(named) - MOST_NAMES} more names"] if len(named) > MOST_NAMES else []
    return "; ".join(named[:MOST_NAMES] + more)


def name_notes(doors: Sequence[Door], sight: Sight) -> Iterator[str]:
    """Say why names are not shown, if that is so."""
    if any(NAME_NOT_SHOWN in door.household for door in doors[: sight.rows]):
        yield "A process's name is shown only where the settings of who runs me list it."


def _name(owner: Owner, sight: Sight) -> str:
    if not any(fnmatch(owner.name, pattern) for pattern in sight.process_names):
        return NAME_NOT_SHOWN
    # A process chooses its name itself, line breaks and all.
    return "".join(each for each in owner.name if each.isprintable())[:MOST_NAME] or "name unknown"


def _ids(pids: Sequence[int]) -> str:
    if len(pids) == 1:
        return f"process {pids[0]}"
    shown = list(map(str, pids[:MOST_IDS]))
    if len(pids) > MOST_IDS:
        shown[MOST_IDS - 1 :] = [f"{len(pids) - MOST_IDS + 1} more"]
    return f"processes {', '.join(shown[:-1])} and {shown[-1]}"


def _label(row: SocketRow) -> str:
    return "listener" if row.protocol == "TCP" else "UDP socket"


def _order(row: SocketRow) -> tuple[int, int, str, str]:
    return _reach(row), row.local.port, row.protocol, row.local.address


def _reach(row: SocketRow) -> _Reach:
    address = unmapped(row.local.address)
    if address.is_unspecified:
        return _Reach.EVERY_ADDRESS
    return _Reach.LOOPBACK if address.is_loopback else _Reach.ONE_ADDRESS


def _means(row: SocketRow) -> str:
    usual = usual_name(row.local.port, row.protocol)
    number = f"{row.local.port} (usually {usual})" if usual else str(row.local.port)
    return _MEANS[row.protocol == "TCP", _reach(row)].format(number=number)


_MEANS = {
    (
        True,
        _Reach.EVERY_ADDRESS,
    ): "Number {number}, at every address of the building: callers from outside may knock, if the guard lets them.",
    (True, _Reach.ONE_ADDRESS): "Number {number}, at one address of the building only: whoever writes there may knock.",
    (True, _Reach.LOOPBACK): "Number {number}, indoors: only households of this building can knock.",
    (False, _Reach.EVERY_ADDRESS): "UDP number {number}, at every address of the building: letters are taken in.",
    (False, _Reach.ONE_ADDRESS): "UDP number {number}, at one address only: letters to it are taken in.",
    (False, _Reach.LOOPBACK): "UDP number {number}, indoors: only letters from this building are taken in.",
}

DEMO = Demo(
    "host",
    "Who listens on this host",
    "The host's listening sockets, and which process holds them; `port 8080` shows one number.",
    report,
    Scope.HOST,
    leads_to=("own-host", "port-in-use", "shared-port"),
)
