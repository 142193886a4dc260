"""life-of-a-connection: from LISTEN to TIME_WAIT, every state as the machine tells it.

The states and their order: RFC 9293, 3.3.2 and 3.6. That the system keeps TIME_WAIT by itself, and how long: Linux,
`TCP_TIMEWAIT_LEN` (include/net/tcp.h), 60 seconds; macOS 30; RFC 9293 asks for four minutes.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.demos.demo import experiment
from bot.demos.transcript import Door, Step
from bot.host.loopback import Loopback, errno_name, hang_up, port_of, row_of
from bot.host.own_process import read_own_process
from bot.host.rows import SocketRow, TableRefusedError
from bot.host.socket_table import state_between

NOTHING_STAYS = "This system keeps nothing of it. On most, something stays for a while where goodbye was said first."


def run(loopback: Loopback) -> Iterator[Step]:
    """Listen, connect, let the client close first and then the other side, and look at what stays behind."""
    listener = loopback.listen()
    port = port_of(listener)
    waiting = Door("listener", row_of(listener), f"Number {port}: new callers knock here.")
    yield Step(
        "Listen on any free port",
        f"{waiting.row.state} on port {port}",
        "A door that waits for callers. It belongs to no conversation yet.",
        (waiting,),
    )

    client = loopback.connect(port)
    accepted = loopback.accept(listener, client)
    talking = row_of(client), row_of(accepted)
    yield Step(
        "Connect, and accept",
        f"client {talking[0].state}, accepted {talking[1].state}",
        "Two doors write to each other, and either may say goodbye first.",
        (waiting, Door("client", talking[0], "Has called."), Door("accepted", talking[1], "Answers this caller only.")),
    )

    hang_up(client)
    loopback.wait_until(lambda: (row_of(client).state, row_of(accepted).state) == ("FIN_WAIT2", "CLOSE_WAIT"))
    leaving = row_of(client), row_of(accepted)
    yield Step(
        "Let the client say goodbye first",
        f"client {leaving[0].state}, accepted {leaving[1].state}",
        "The client writes no more, but still reads. The other side has its goodbye, and may go on writing.",
        (waiting, Door("client", leaving[0], "Said goodbye."), Door("accepted", leaving[1], "Heard the goodbye.")),
    )

    accepted.close()
    client.close()
    yield from _afterwards(loopback, waiting, *talking)


def _afterwards(loopback: Loopback, waiting: Door, first: SocketRow, second: SocketRow) -> Iterator[Step]:
    """Look up what is left of a connection that both sides closed; `first` is the row of the side that began."""
    try:
        loopback.wait_until(lambda: (_left(first, second), _left(second, first)) == ("TIME_WAIT", "gone"))
        left, other = _left(first, second), _left(second, first)
    except TableRefusedError as refused:
        yield Step("Close both sockets, and look them up", "what stays is hidden from us", str(refused), (waiting,))
        return
    outcome = f"client {left}, accepted {other}"
    if left == "gone":
        yield Step("Close both sockets, and look them up", outcome, NOTHING_STAYS, (waiting,))
        return
    doors = (waiting, Door("client", replace(first, state=left), "The household moved out; the number rests."))
    yield Step(
        "Close both sockets, and look them up",
        outcome,
        "The second goodbye (LAST_ACK) is confirmed in a blink. Where it was said first, something stays for a while.",
        doors,
    )

    ours = any(row.local == first.local for row in read_own_process().rows)
    yield Step(
        "Ask whose socket that is now",
        f"{'still' if ours else 'not'} among our process's sockets",
        "No household has it. The porter keeps it himself, on Linux for a minute, in case a late letter comes.",
        doors,
    )

    try:
        loopback.bind(first.local.port).close()
        outcome, means = f"{first.local.port} is ours", "Here the number is free again at once."
    except OSError as error:
        outcome = errno_name(error)
        means = "The number rests. Servers set SO_REUSEADDR to get theirs all the same when they start again."
    yield Step(f"Ask for its number, {first.local.port}", outcome, means, doors)


def _left(one: SocketRow, other: SocketRow) -> str:
    """Tell in which state the machine still has a socket of ours that talked with the other, or `gone`."""
    return state_between(one.local, other.local) or "gone"


DEMO = experiment(
    "life-of-a-connection",
    title="The life of a connection",
    shows="A connection from LISTEN to TIME_WAIT, and who has to wait at the end.",
    lesson="Each side closes for itself; the one that does so first leaves TIME_WAIT behind, which no process holds.",
    run=run,
    leads_to=("port-in-use", "connection-refused", "backlog"),
)
