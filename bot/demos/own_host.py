"""own-host: the bot's own process as a household with its doors, and the whole host in numbers."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from bot.demos.demo import Demo, Surroundings
from bot.demos.disclosure import Scope
from bot.demos.transcript import Door, HostReport, Total
from bot.host.loopback import Loopback, port_of
from bot.host.masking import Mask
from bot.host.rows import SocketRow
from bot.host.socket_table import (
    HostTable,
    OwnProcess,
    TableRefusedError,
    in_container,
    read_own_process,
)


def report(surroundings: Surroundings) -> HostReport:
    """Read this process's sockets and the host's totals; where the process has none, open three to look at."""
    notes: list[str] = []
    own = read_own_process()
    if own.rows:
        totals = totals_of(surroundings.table, notes)
    else:
        with Loopback(surroundings.timeout) as loopback:
            listener = loopback.listen()
            loopback.accept(listener, loopback.connect(port_of(listener)))
            own = read_own_process()
            totals = totals_of(surroundings.table, notes)
        notes.insert(0, "This process had no network socket of its own, so it opened three for this report.")
    doors = tuple(_doors(own, surroundings.known_doors))
    rows = surroundings.sight.rows
    notes.extend(_notes(doors, rows))
    title = f"The household {own.name} (process {own.pid})"
    return HostReport(DEMO.name, title, doors[:rows], totals, tuple(notes))


def _notes(doors: Sequence[Door], rows: int) -> Iterator[str]:
    if len(doors) > rows:
        yield f"{len(doors) - rows} more sockets of this process are not shown."
    if any(door.row.local.masked or (door.row.remote and door.row.remote.masked) for door in doors):
        yield (
            "Real addresses stay private: 192.0.2.x or 2001:db8:1:: stands for a private one, "
            "198.51.100.x or 2001:db8:2:: for a public one. Ports and states are real."
        )
    if in_container():
        yield "This looks like a container: unless it shares the host's network, only its own sockets are seen here."


def totals_of(table: HostTable, notes: list[str]) -> tuple[Total, ...]:
    """Count the host's sockets, and note what of them can't be seen."""
    try:
        counts = table.read().counts
    except TableRefusedError:
        notes.append("The host's other sockets are not shown: this system shows them to root only (macOS does so).")
        return ()
    if any(count.hidden for count in counts):
        notes.append(
            "Owner hidden: a system names a socket's process only to its own user or root, and not across containers."
        )
    return tuple(Total(count.protocol, count.state, count.sockets, count.hidden) for count in counts)


def _doors(own: OwnProcess, known: Mapping[int, str]) -> Iterator[Door]:
    mask = Mask()
    listening = {row.local.port for row in own.rows if row.state == "LISTEN"}
    order = {"LISTEN": 0, "ESTABLISHED": 1}
    rows = sorted(own.rows, key=lambda row: (row.local.port not in known, order.get(row.state, 2), row.local.port))
    for row in rows:
        yield Door(_label(row, listening), mask.row(row), known.get(row.local.port) or _means(row))


def _label(row: SocketRow, listening: Collection[int]) -> str:
    if row.protocol == "UDP":
        return "UDP socket"
    if row.state == "LISTEN":
        return "listener"
    return "accepted" if row.local.port in listening else "client"


def _means(row: SocketRow) -> str:
    """Say what a socket is in the town, by its protocol and state."""
    number = row.local.port
    if row.protocol == "UDP":
        return f"A UDP door with the number {number}: letters come and go, no conversation is kept."
    if row.state == "LISTEN":
        return f"The number {number} hangs on this door; the household waits for callers."
    if row.state == "ESTABLISHED" and row.remote and row.remote.port == 443:
        return f"Our door {number} and door 443 of another building exchange sealed letters (HTTPS)."
    there = f"door {row.remote.port}" if row.remote else "nobody yet"
    return _BY_STATE.get(row.state, "Door {here} is opening or closing its talk with {there}.").format(
        here=number, there=there
    )


_BY_STATE = {
    "ESTABLISHED": "Our door {here} and {there} write to each other.",
    "CLOSE_WAIT": "The partner at {there} has said goodbye; we haven't closed our door {here} yet.",
    "TIME_WAIT": "The talk with {there} is over; number {here} rests a while, for late letters.",
}

DEMO = Demo(
    "own-host",
    "Porter's own household",
    "The bot's own process, its sockets, and the host in numbers.",
    report,
    Scope.OWN_HOST,
    leads_to=("two-clients", "peek-inside", "port-zero"),
)
