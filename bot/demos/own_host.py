"""own-host: the bot's own process as a household with its doors, and the whole host in numbers."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from bot.demos.demo import Demo, Surroundings
from bot.demos.disclosure import Scope
from bot.demos.host_notes import container_notes, mask_for, sight_notes, table_notes, totals_of
from bot.demos.transcript import Door, HostReport, Total
from bot.host.loopback import Loopback, port_of
from bot.host.masking import unmapped
from bot.host.own_process import OwnProcess, read_own_process
from bot.host.rows import SocketRow, TableRefusedError


def report(surroundings: Surroundings) -> HostReport:
    """Read this process's sockets and the host's totals; where the process has none, open three to look at."""
    own = read_own_process()
    if own.rows:
        return _report(own, surroundings)
    with Loopback(surroundings.timeout) as loopback:
        listener = loopback.listen()
        loopback.accept(listener, loopback.connect(port_of(listener)))
        shown = _report(read_own_process(), surroundings)
    return replace(shown, notes=(OPENED_THREE, *shown.notes))


OPENED_THREE = "This process had no network socket of its own, so it opened three for this report."


def _report(own: OwnProcess, surroundings: Surroundings) -> HostReport:
    doors = tuple(_doors(own, surroundings))
    totals, unseen = _whole_host(surroundings)
    sight = surroundings.sight
    notes = (*sight_notes(doors, sight), *unseen, *container_notes())
    return HostReport(DEMO.name, f"The household {own.name} (process {own.pid})", doors[: sight.rows], totals, notes)


def _whole_host(surroundings: Surroundings) -> tuple[tuple[Total, ...], tuple[str, ...]]:
    try:
        table = surroundings.table.read()
    except TableRefusedError as refused:
        return (), (str(refused),)
    totals = totals_of(table)
    return totals, tuple(table_notes(table, hidden=any(total.hidden for total in totals)))


def _doors(own: OwnProcess, surroundings: Surroundings) -> Iterator[Door]:
    known, mask = surroundings.known_doors, mask_for(surroundings.sight)
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
    if row.state == "CLOSE":
        return "TCP socket"
    return "accepted" if row.local.port in listening else "client"


def _means(row: SocketRow) -> str:
    """Say what a socket is in the town, by its protocol and state."""
    here, there = row.local.port, _partner(row)
    if not here:
        return "A door that has no number yet."
    if row.protocol == "TCP":
        return _BY_STATE.get(row.state, _OPENING_OR_CLOSING).format(here=here, there=there)
    if row.remote:
        return f"Our UDP door {here} exchanges letters with {there} alone, without a conversation."
    return f"A UDP door with the number {here}: letters come and go, no conversation is kept."


def _partner(row: SocketRow) -> str:
    if row.remote is None:
        return "somebody"
    indoors = unmapped(row.remote.address).is_loopback or row.remote.address == row.local.address
    return f"door {row.remote.port} {'in this building' if indoors else 'of another building'}"


# RFC 9293, 3.3.2; a listener has no partner, and CLOSE is what Linux calls a socket without a connection.
_BY_STATE = {
    "LISTEN": "The number {here} hangs on this door; the household waits for callers.",
    "SYN_SENT": "We have knocked from our door {here}; nobody has answered yet.",
    "ESTABLISHED": "Our door {here} and {there} write to each other.",
    "FIN_WAIT1": "We have said goodbye from door {here}; {there} hasn't confirmed it yet.",
    "FIN_WAIT2": "We have said goodbye from door {here}; {there} may still write to us.",
    "CLOSING": "Door {here} and {there} said goodbye at the same moment; theirs still has to confirm ours.",
    "CLOSE_WAIT": "The partner at {there} has said goodbye; we haven't closed our door {here} yet.",
    "LAST_ACK": "Both have said goodbye; {there} still has to confirm ours from door {here}.",
    "TIME_WAIT": "The talk with {there} is over; number {here} rests a while, for late letters.",
    "CLOSE": "The number {here} hangs on this door, but it neither waits for callers nor writes to anybody.",
}
_OPENING_OR_CLOSING = "Door {here} is opening or closing its talk with {there}."


DEMO = Demo(
    "own-host",
    "Porter's own household",
    "The bot's own process, its sockets, and the host in numbers.",
    report,
    Scope.OWN_HOST,
    leads_to=("two-clients", "peek-inside", "port-zero"),
)
