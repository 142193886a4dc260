"""inherited-door: a child inherits a listening socket, and it stays open until the last process lets go of it.

A child's descriptors are copies that refer to the same sockets (man 2 fork); with the last of its descriptors a socket
is closed (man 2 close).
"""

import sys
from collections.abc import Iterator

from bot.demos.demo import experiment
from bot.demos.transcript import Door, Step
from bot.host.children import Child, Children, answer_at
from bot.host.loopback import Loopback, errno_name, port_of, row_of
from bot.host.own_process import read_own_process
from bot.host.process_sockets import read_tcp_rows
from bot.host.rows import HostRefusedError, SocketRow


def run(loopback: Loopback) -> Iterator[Step]:
    """Hand a listener down to a child, close it here, and see that it ends only with the child."""
    if sys.platform == "win32":
        raise HostRefusedError("That takes Linux or macOS; Windows hands sockets down in a way of its own.")
    with Children(loopback) as children:
        listener = loopback.listen()
        port = port_of(listener)
        row = row_of(listener)
        yield Step(
            "Listen on any free port",
            f"we got port {port}",
            f"Our household, the parent, puts up a door with the number {port}.",
            (_door(row, "parent"),),
        )

        child = children.start("hold", str(listener.fileno()), "child", inherits=listener)
        child.heard()
        holders = _holders(row, child)
        yield Step(
            "Start a child that inherits it",
            f"port {port} is held by {holders}",
            "Two households, one door: the child got a second key to it (a descriptor), not a second door.",
            (_door(row, holders),),
        )

        listener.close()
        refused = _try_to_listen(loopback, port)
        holders = _holders(row, child)
        yield Step(
            f"Close it in the parent, then listen on {port} anew",
            refused,
            "We gave our key back, but the child has one. So the door stays, and the number on it is taken.",
            (_door(row, holders),),
        )

        yield Step(
            f"Connect to {port}",
            f"{answer_at(loopback, port)!r} answers",
            "Callers reach the child now. A forgotten child keeps a port busy in just this way.",
            (_door(row, holders),),
        )

        child.end()
        yield Step(
            f"End the child, and connect to {port}",
            loopback.knock_once_closed(port),
            "The last household with a key has moved out, and the door is gone with it.",
        )


def _holders(row: SocketRow, child: Child) -> str:
    """Ask the system which of the two processes hold a socket."""
    held = {"parent": read_own_process().rows, "child": read_tcp_rows(child.pid)}
    return " and ".join(name for name, rows in held.items() if row in rows)


def _door(row: SocketRow, holders: str) -> Door:
    return Door("listener", row, f"Keys to it: {holders}.", holders)


def _try_to_listen(loopback: Loopback, port: int) -> str:
    try:
        loopback.listen(port)
    except OSError as error:
        return errno_name(error)
    return f"we got {port} again"


DEMO = experiment(
    "inherited-door",
    title="One door, two households",
    shows="A child inherits a listening socket, and keeps it open after its parent has closed it.",
    lesson="A socket stays open until the last process that holds it has closed it, or has ended.",
    run=run,
    leads_to=("peek-inside", "shared-port", "port-in-use"),
)
