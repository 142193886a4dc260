"""port-in-use: a number hangs on one listening door at a time."""

from collections.abc import Callable, Iterator

from bot.demos.demo import experiment
from bot.demos.transcript import Door, Step
from bot.host.loopback import Loopback, Socket, errno_name, port_of, row_of


def run(loopback: Loopback) -> Iterator[Step]:
    """Listen, try to listen again on the same port, then in UDP, then after closing the first."""
    first = loopback.listen()
    port = port_of(first)
    door = Door("listener", row_of(first), f"Number {port} hangs here; callers knock.")
    yield Step(
        "Listen on any free port",
        f"we got port {port}",
        f"We ask the porter for a number. He hangs {port} on our door.",
        (door,),
    )

    refused, _ = _try_to_take("second", loopback.listen, port)
    yield Step(
        f"Listen on port {port} a second time",
        refused,
        f"Number {port} hangs already. The porter won't hand it out twice: whose letters would they be?",
        (door,),
    )

    outcome, udp_door = _try_to_take("UDP socket", loopback.bind_udp, port)
    yield Step(
        f"Take the same number {port} in UDP",
        outcome,
        "TCP and UDP number their doors separately: a number on a TCP door is still free in UDP.",
        (door, *udp_door),
    )

    first.close()
    outcome, new_door = _try_to_take("new listener", loopback.listen, port)
    yield Step(
        "Close the first listener, then listen again",
        outcome,
        "The number hung there only while a socket held it. Door gone, number free.",
        (*new_door, *udp_door),
    )


def _try_to_take(label: str, take: Callable[[int], Socket], port: int) -> tuple[str, tuple[Door, ...]]:
    """Try to take a port, and say what the machine replied, with the door if there is one."""
    try:
        row = row_of(take(port))
    except OSError as error:
        return errno_name(error), ()
    return f"{row.protocol} {port} is ours", (Door(label, row, f"Number {port}, on the {row.protocol} side."),)


DEMO = experiment(
    "port-in-use",
    title="Port already in use",
    shows="One port, one listener: the second is refused, and UDP doesn't mind.",
    lesson="A port has one listener at a time for each protocol and address, unless all of them agreed to share it.",
    run=run,
    leads_to=("two-clients", "shared-port", "life-of-a-connection"),
)
