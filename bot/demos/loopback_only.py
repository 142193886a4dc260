"""loopback-only: listening at 127.0.0.1 is not listening at every address (0.0.0.0); man 7 ip, `INADDR_ANY`.

Nothing is opened to the network: the socket at 0.0.0.0 is confined to the loopback device, where Linux lets us.
"""

import sys
from collections.abc import Iterator

from bot.demos.demo import experiment
from bot.demos.transcript import Door, Step
from bot.host.confined import device_of, listen_everywhere
from bot.host.loopback import ADDRESS, Loopback, errno_name, port_of, row_of
from bot.host.rows import HostRefusedError

OTHER_ADDRESS = "127.0.0.2"
"""Another address of the same machine: on Linux all of 127.0.0.0/8 are."""


def run(loopback: Loopback) -> Iterator[Step]:
    """Listen at one address and knock at another, then listen at every address and knock again."""
    if sys.platform != "linux":
        raise HostRefusedError(
            "Only on Linux can I keep a socket at 0.0.0.0 away from the network, so I don't open one here."
        )
    listener = loopback.listen()
    port = port_of(listener)
    one = Door("at 127.0.0.1", row_of(listener), f"Number {port}, at one street address only.")
    yield Step(
        f"Listen at {ADDRESS}, any free port",
        f"we got {one.row.local}",
        f"This building has several street addresses. {port} hangs at the first of them only.",
        (one,),
    )

    yield Step(
        f"Knock at {ADDRESS}, then at {OTHER_ADDRESS}",
        _knock(loopback, port),
        "The same building and number at another address: nobody listens there, nor at its addresses on the network.",
        (one,),
    )

    try:
        everywhere = listen_everywhere(loopback)
    except OSError as error:
        yield Step(
            "Listen at 0.0.0.0, but closed to the network",
            errno_name(error),
            "I may not confine the door to the loopback device here, so I don't open it: strangers could come in.",
            (one,),
        )
        return
    port = port_of(everywhere)
    every = Door("at 0.0.0.0", row_of(everywhere), f"Number {port}, at every street address.")
    yield Step(
        "Listen at 0.0.0.0, but closed to the network",
        f"we got {every.row.local}, confined to device {device_of(everywhere)!r}",
        "0.0.0.0 means every IPv4 address. For safety, this one takes only what comes over loopback (SO_BINDTODEVICE).",
        (one, every),
    )

    yield Step(
        f"Knock at {ADDRESS}, then at {OTHER_ADDRESS}",
        _knock(loopback, port),
        "One door, and each address leads to it. Unconfined, so would the addresses on the network.",
        (one, every),
    )


def _knock(loopback: Loopback, port: int) -> str:
    """Connect to a port at both addresses, and say what came of it."""
    return ", ".join(f"{address}: {loopback.knock(port, address=address)}" for address in (ADDRESS, OTHER_ADDRESS))


DEMO = experiment(
    "loopback-only",
    title="127.0.0.1 is not 0.0.0.0",
    shows="Listening at one address of the machine, or at all of them, and who gets in.",
    lesson="A listener at 127.0.0.1 is reached from this machine alone; one at 0.0.0.0 at each of its IPv4 addresses.",
    run=run,
    leads_to=("connection-refused", "port-in-use", "http"),
)
