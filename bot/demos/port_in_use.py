"""port-in-use: a number hangs on one listening door at a time."""

from collections.abc import Callable, Iterator

from bot.demos.demo import experiment
from bot.demos.transcript import Door, Step
from bot.host.loopback import Loopback, Socket, errno_name, port_of, row_of


def run(loopback: Loopback) -> Iterator[Step]:
    """Listen, try to listen again on the same port, then in UDP, then after closing the first."""
    first = loopback.listen()
    port = port_of(first)
    door = Door("first listener", row_of(first), f"A door with the number {port}; its household waits behind it.")
    yield Step(
        "Listen on any free port",
        f"The host gave us port {port}",
        f"We ask the porter for a number. He hangs {port} on our door.",
        (door,),
    )

    yield Step(
        f"Listen on port {port} a second time",
        _outcome(loopback.listen, port),
        f"Number {port} hangs already. The porter won't hand it out twice: whose letters would they be?",
        (door,),
    )

    yield Step(
        f"Take the same number {port} in UDP",
        _outcome(loopback.bind_udp, port),
        "TCP and UDP number their doors separately: what hangs on a TCP door doesn't take the number in UDP.",
        (door,),
    )

    first.close()
    yield Step(
        f"Close the first listener, and listen on {port} again",
        _outcome(loopback.listen, port),
        "The number hung there only while a socket held it. Door gone, number free.",
    )


def _outcome(take: Callable[[int], Socket], port: int) -> str:
    """Try to take a port, and say what the machine replied."""
    try:
        return f"{row_of(take(port)).protocol} port {port} is ours"
    except OSError as error:
        return errno_name(error)


DEMO = experiment(
    "port-in-use",
    title="Port already in use",
    shows="One port, one listener: the second is refused, and UDP doesn't mind.",
    lesson="A port has one listener at a time for each protocol and address, unless all of them agreed to share it.",
    run=run,
)
