"""shared-port: two processes listen on one port, because both agreed to (`SO_REUSEPORT`, man 7 socket)."""

import sys
from collections import Counter
from collections.abc import Iterator

from bot.demos.demo import experiment
from bot.demos.transcript import Door, Step
from bot.host.children import Children, answer_at
from bot.host.loopback import Loopback, errno_name
from bot.host.rows import HostRefusedError

CALLERS = 16


def run(loopback: Loopback) -> Iterator[Step]:
    """Let two children listen on one port, see who gets which callers, and try to listen there without agreeing."""
    if sys.platform != "linux":
        raise HostRefusedError("That takes Linux, which deals the callers of a shared port out.")
    with Children(loopback) as children:
        first = _sharer(children, "child 1")
        port = first.row.local.port
        yield Step(
            "Start a process that would share its port",
            f"it listens on {port}",
            f"A household hangs {port} on its door and tells the porter: others may have it too (SO_REUSEPORT).",
            (first,),
        )

        both = (first, _sharer(children, "child 2", port))
        listening = " and ".join(door.household for door in both if door.row.local.port == port)
        yield Step(
            f"Start another one, on {port} too",
            f"{listening} listen on {port}",
            "Two households with one number. The porter allows it: both agreed, and both belong to one user.",
            both,
        )

        answers = Counter(answer_at(loopback, port) for _ in range(CALLERS))
        yield Step(
            f"Connect {CALLERS} clients, one after the other",
            ", ".join(f"{door.household} got {answers[door.household]}" for door in both),
            "The porter deals the callers out by a sum over both ends: about evenly, but never by turns.",
            both,
        )

        yield Step(
            f"Listen on {port} without agreeing",
            _try_to_listen(loopback, port),
            "Who doesn't agree to share gets nothing: for such a household the number is taken.",
            both,
        )


def _sharer(children: Children, name: str, port: int = 0) -> Door:
    """Start a child that listens on a port, or on any free one, and give its door as the system lists it."""
    child = children.start("share", str(port), name)
    child.heard()
    row = child.row(lambda row: row.state == "LISTEN")
    return Door(f"listener {name[-1]}", row, f"Number {row.local.port}, on the door of {name}.", name)


def _try_to_listen(loopback: Loopback, port: int) -> str:
    try:
        loopback.listen(port)
    except OSError as error:
        return errno_name(error)
    return f"we listen on {port} as well"


DEMO = experiment(
    "shared-port",
    title="Two processes share one port",
    shows="The exception to the rule: two processes listen on one port, and share the callers.",
    lesson="One port may have several listeners if each of them agreed before; the system deals the callers out.",
    run=run,
    leads_to=("port-in-use", "inherited-door", "backlog"),
)
