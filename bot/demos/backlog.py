"""backlog: callers are connected before anybody accepts them, and wait in a queue.

`listen(backlog)` limits how many connections wait to be accepted: man 2 listen. Linux holds one more than asked for
(include/net/sock.h, `sk_acceptq_is_full`) and ignores further callers, who call again after a second (RFC 6298, 2.1).
Windows refuses them (Microsoft, `listen` in winsock2.h).
"""

from collections.abc import Iterator

from bot.demos.demo import experiment
from bot.demos.transcript import Door, Step
from bot.host.loopback import Loopback, Socket, port_of, row_of

PATIENCE = 0.1
"""So many seconds a caller waits to be answered."""
THIRD = {
    "SYN_SENT": "The bench is full. The porter ignores the caller, who will call again in a moment.",
    "ESTABLISHED": "On this system the bench has room for one more than on others.",
}
SENT_AWAY = "The bench is full, and this system says so: the caller is sent away."
CALLER = {"SYN_SENT": "Calls, and gets no answer.", "ESTABLISHED": "Is connected."}


def run(loopback: Loopback) -> Iterator[Step]:
    """Listen with a short queue, connect three clients before anything is accepted, then accept."""
    listener = loopback.listen(backlog=1)
    port = port_of(listener)
    knocked = Door("listener", row_of(listener), f"Number {port}, with a bench for callers.")
    yield Step(
        "Listen, with a queue for 1",
        f"{knocked.row.state} on port {port}",
        "The household puts up a door, and a short bench for callers who come while it is busy.",
        (knocked,),
    )

    callers = [_call(loopback, port) for _ in range(2)]
    doors = _doors(callers)
    yield Step(
        "Connect two clients, and accept none",
        _states(doors),
        "The porter greets callers himself and seats them. Linux has room for one more than we asked for.",
        (knocked, *doors),
    )

    callers.append(_call(loopback, port))
    doors = _doors(callers)
    yield Step("Connect a third one", _states(doors[2:]), THIRD.get(doors[2].row.state, SENT_AWAY), (knocked, *doors))

    seated = [caller for caller in callers if row_of(caller).state == "ESTABLISHED"][:2]
    accepted = [row_of(loopback.accept(listener, caller)) for caller in seated]
    names = {port_of(caller): f"client {number}" for number, caller in enumerate(callers, 1)}
    whose = [names[row.remote.port] for row in accepted if row.remote]
    answering = [Door(f"accepted {at}", row, f"{port} again, for one.") for at, row in enumerate(accepted, 1)]
    yield Step(
        "Accept, and accept again",
        f"first {', then '.join(whose)}",
        "Who came first is served first. Each gets a door of its own, and the bench is free again.",
        (knocked, *answering, *_doors(callers)),
    )


def _call(loopback: Loopback, port: int) -> Socket:
    """Begin to connect, and wait a little for the answer."""
    caller = loopback.begin_to_connect(port)
    loopback.is_answered(caller, PATIENCE)
    return caller


def _doors(callers: list[Socket]) -> list[Door]:
    rows = map(row_of, callers)
    return [
        Door(f"client {number}", row, CALLER.get(row.state, "Was sent away.")) for number, row in enumerate(rows, 1)
    ]


def _states(doors: list[Door]) -> str:
    return ", ".join(f"{door.label} {door.row.state}" for door in doors)


DEMO = experiment(
    "backlog",
    title="The queue before accept",
    shows="Clients are connected before anybody accepts them, until the queue is full.",
    lesson="The system connects callers by itself; accept() only fetches the one who has waited longest.",
    run=run,
    leads_to=("two-clients", "connection-refused", "life-of-a-connection"),
)
