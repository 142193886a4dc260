"""two-clients: one port serves many, because a connection is told apart by both of its ends."""

from collections.abc import Iterator

from bot.demos.demo import experiment
from bot.demos.transcript import Door, Step
from bot.host.loopback import Loopback, port_of, row_of


def run(loopback: Loopback) -> Iterator[Step]:
    """Listen, connect two clients, accept both, and see whose letter arrives where."""
    listener = loopback.listen()
    port = port_of(listener)
    waiting = Door("listener", row_of(listener), f"Number {port}: new callers knock here.")
    yield Step(
        "Listen on any free port",
        f"we got port {port}",
        f"A household puts up a door, and the porter hangs {port} on it.",
        (waiting,),
    )

    clients = [loopback.connect(port) for _ in range(2)]
    writers = tuple(
        Door(f"client {number}", row_of(client), f"A caller's own door, {port_of(client)}.")
        for number, client in enumerate(clients, 1)
    )
    numbers = " and ".join(str(port_of(client)) for client in clients)
    yield Step(
        f"Connect two clients to port {port}",
        f"they got {numbers}",
        "Each caller writes from a door of its own, with a number that the porter picked for the occasion.",
        (waiting, *writers),
    )

    accepted = [loopback.accept(listener, client) for client in clients]
    answering = tuple(
        Door(f"accepted {number}", row_of(each), f"{port} again, for one caller only.")
        for number, each in enumerate(accepted, 1)
    )
    same = {port_of(each) for each in accepted} == {port}
    yield Step(
        "Accept both",
        f"two sockets, {'both' if same else 'not both'} on {port}",
        f"Now three doors bear {port}: one for newcomers, and one for each caller.",
        (waiting, *answering, *writers),
    )

    for number, client in enumerate(clients, 1):
        client.sendall(f"I am client {number}".encode())
    heard = [each.recv(64).decode() for each in accepted]
    yield Step(
        "Let both clients write",
        ", ".join(f"accepted {number}: {letter!r}" for number, letter in enumerate(heard, 1)),
        "Both letters bear the same number. The porter reads the sender's address and number too, and knows the door.",
        (waiting, *answering, *writers),
    )


DEMO = experiment(
    "two-clients",
    title="Two clients, one port",
    shows="Three sockets share one port, and no letter goes astray.",
    lesson="A connection is known by four things: both addresses and both ports. So one port can serve many clients.",
    run=run,
    leads_to=("life-of-a-connection", "backlog", "http"),
)
