"""unix-socket: a door with a path in place of an address and a number (man 7 unix)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from bot.demos.demo import experiment
from bot.demos.transcript import Door, Step
from bot.host.children import Child, Children
from bot.host.loopback import Loopback, Socket, errno_name
from bot.host.rows import UNNAMED, SocketRow
from bot.host.unix_sockets import accept_next, caller_of, connect_to, file_mode, listen_at, new_path, row_of_unix


def run(loopback: Loopback) -> Iterator[Step]:
    """Listen at a path, let a second process call there, then see what becomes of the path without its socket."""
    with new_path() as path, Children(loopback) as children:
        listener = listen_at(loopback, path)
        listening = Door("listener", row_of_unix(listener), "Has a name and no number.", "parent")
        yield Step(
            "Listen at a path",
            f"{file_mode(path)} {listening.row.local}",
            "In place of a number, the door has a name plate: a file. Its s, as in ls -l, stands for socket.",
            (listening,),
        )

        child = children.start("knock", str(path))
        child.heard()
        accepted = accept_next(loopback, listener)
        doors = (listening, *_connection(row_of_unix(accepted)))
        yield Step(
            "Let a second process connect to that path",
            f"{accepted.recv(64).decode()!r} {_from_whom(accepted, child)}",
            "No port anywhere, and no network. On Linux the porter even tells which process knocks (SO_PEERCRED).",
            doors,
        )

        yield Step(
            "Listen at the same path a second time",
            _outcome(lambda: listen_at(loopback, path)),
            "One path, one door: names are as exclusive as numbers.",
            doors,
        )

        child.end()
        for each in (accepted, listener):
            each.close()
        yield Step(
            "Close all sockets, then connect, then listen",
            f"{_last_knock(loopback, path)}, {_outcome(lambda: listen_at(loopback, path))}",
            "The door is gone, but its name plate hangs on: callers find nobody, and newcomers find the place taken.",
        )

        path.unlink()
        yield Step(
            "Remove the file, then connect",
            _outcome(lambda: connect_to(loopback, path)),
            "No plate, no door of that name. That's why servers remove an old file before they listen.",
        )


def _connection(accepted: SocketRow) -> tuple[Door, Door]:
    """Both ends of a connection, of which the child's mirrors ours."""
    mirrored = replace(accepted, local=accepted.remote or UNNAMED, remote=accepted.local)
    return (
        Door("accepted", accepted, "The same name, for one caller only.", "parent"),
        Door("client", mirrored, "A caller's door needs no name at all.", "child"),
    )


def _from_whom(accepted: Socket, child: Child) -> str:
    """Say who wrote, as far as the system tells."""
    caller = caller_of(accepted)
    if caller is None:
        return "has come in"
    return "from our child" if caller == child.pid else "from a stranger"


def _outcome(attempt: Callable[[], Socket]) -> str:
    """Try something, and say what the machine replied."""
    try:
        return row_of_unix(attempt()).state
    except OSError as error:
        return errno_name(error)


def _last_knock(loopback: Loopback, path: Path) -> str:
    # Why it may take another moment: see Loopback.knock_once_closed. Our knocks may fill its queue meanwhile (EAGAIN).
    loopback.wait_until(lambda: _outcome(lambda: connect_to(loopback, path)) == "ECONNREFUSED")
    return _outcome(lambda: connect_to(loopback, path))


DEMO = experiment(
    "unix-socket",
    title="A door with a path, not a port",
    shows="Two processes talk through a file of type socket; no port, and no network.",
    lesson="A Unix socket's address is a path. Its file outlives the socket, until somebody removes it.",
    run=run,
    leads_to=("peek-inside", "port-in-use", "two-clients"),
)
