"""port-N: who holds one number of the host, and what a caller is told if nobody does."""

from collections.abc import Iterator
from functools import partial

from bot.demos.demo import Demo, Surroundings
from bot.demos.disclosure import Scope
from bot.demos.host_listing import OWNER_HIDDEN, listening_doors, name_notes
from bot.demos.host_notes import container_notes, sight_notes, table_notes
from bot.demos.transcript import HostReport
from bot.host.rows import SocketTable

HIGHEST_PORT = 65_535


def port_demo(port: int) -> Demo:
    """Make the demo that shows what is on a port of this host, 0 to 65535."""
    return Demo(
        f"port-{port}",
        f"Port {port} of this host",
        f"What listens on port {port}, and how many connections use that number.",
        partial(_report, port),
        Scope.HOST,
        leads_to=("host", "port-in-use", "connection-refused") if port else ("port-zero", "host"),
    )


def _report(port: int, surroundings: Surroundings) -> HostReport:
    demo = port_demo(port)
    if port == 0:
        return HostReport(demo.name, demo.title, (), (), (NEVER,))
    table = surroundings.table.read()
    sight = surroundings.sight
    doors = listening_doors((each for each in table.listeners if each.row.local.port == port), sight)
    notes = (
        *_without_listener(port, table),
        *_connections(port, table),
        *sight_notes(doors, sight),
        *name_notes(doors, sight),
        *table_notes(table, hidden=any(door.household == OWNER_HIDDEN for door in doors)),
        *container_notes(),
    )
    return HostReport(demo.name, demo.title, doors[: sight.rows], (), notes)


NEVER = (
    "Nobody ever listens on port 0. A program that asks for it gets another number, which the system picks from those "
    "that are free."
)


def _without_listener(port: int, table: SocketTable) -> Iterator[str]:
    """Say what becomes of a knock (RFC 9293, 3.10.7.1) or a letter (RFC 1122, 4.1.3.1) where nobody waits for it."""
    taken = {each.row.protocol for each in table.listeners if each.row.local.port == port}
    nobody = "Nobody" if table.whole else "As far as I can see, nobody"
    if "TCP" not in taken:
        yield (
            f"{nobody} listens on TCP {port}: a knock is then answered with a refusal (RST) at once, and the client's "
            "connect() fails with ECONNREFUSED. If a firewall drops the knock, the client hears nothing until its "
            "time is up."
        )
    if "UDP" not in taken:
        yield (
            f"{nobody} takes letters at UDP {port}: a letter can be sent all the same, and is lost. ICMP's \"port "
            'unreachable" comes back, unless a firewall keeps it.'
        )


def _connections(port: int, table: SocketTable) -> Iterator[str]:
    counts = {kind: ports[port] for kind, ports in table.connections.items() if ports.get(port)}
    udp = counts.pop(("UDP", ""), 0)
    total = sum(counts.values())
    states = ", ".join(f"{count} in {state}" for (_, state), count in sorted(counts.items()))
    if total:
        they = "connection has" if total == 1 else "connections have"
        yield f"{total} TCP {they} the number {port} on this side: {states}."
    else:
        yield f"No TCP connection has the number {port} on this side."
    if udp:
        yield f"UDP sockets with that number that write to one partner only: {udp}."
