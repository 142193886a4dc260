"""port-in-use: a number hangs on one listening door at a time, for each protocol and address.

`EADDRINUSE`, `EADDRNOTAVAIL` and `EACCES`: man 7 ip. Which numbers are kept for the privileged: man 7 ip, and on Linux
`ip_unprivileged_port_start`, which belongs to the network namespace (kernel, networking/ip-sysctl); macOS keeps those
below 1024 of an exact address, Windows none.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress

from bot.demos.demo import experiment
from bot.demos.transcript import Door, Step
from bot.host.loopback import Loopback, Socket, errno_name, port_of, row_of
from bot.host.port_ranges import first_unprivileged

SECOND_ADDRESS = "127.0.0.2"
LOW = 1021
"""A number below 1024 that no service has: IANA keeps it for experiments (RFC 4727, section 6)."""

REFUSED = {
    "EADDRINUSE": "By chance somebody else has that number there, just now. Try it again.",
    "EADDRNOTAVAIL": "This building doesn't have that address: Linux and Windows bring it along, macOS does not.",
}
LAST_CALLERS_LEAVE = 0.1
"""Seconds."""


def run(loopback: Loopback) -> Iterator[Step]:
    """Listen, then try to take the same number again in several ways, and at last after closing the first."""
    first = loopback.listen()
    port = port_of(first)
    door = Door("listener", row_of(first), f"Number {port} hangs here; callers knock.")
    yield Step(
        "Listen on any free port",
        f"we got port {port}",
        f"We ask the porter for a number. He hangs {port} on our door.",
        (door,),
    )

    refused, *_ = _try_to_take(lambda: loopback.listen(port), "second", "")
    yield Step(
        f"Listen on port {port} a second time",
        refused,
        f"Number {port} hangs already. The porter won't hand it out twice: whose letters would they be?",
        (door,),
    )

    free = "TCP and UDP number their doors separately: a number on a TCP door is still free in UDP."
    outcome, means, in_udp = _try_to_take(lambda: loopback.bind_udp(port), "UDP socket", free)
    yield Step(f"Take the same number {port} in UDP", outcome, means, (door, *in_udp))

    free = "A building may have several street addresses, and each has all the numbers."
    outcome, means, there = _try_to_take(lambda: loopback.listen(port, address=SECOND_ADDRESS), "next address", free)
    yield Step(f"Take {port} at the address {SECOND_ADDRESS}", outcome, means, (door, *in_udp, *there))

    yield Step(f"Ask for a low number, {LOW}", *_try_low(loopback), (door, *in_udp, *there))

    first.close()
    loopback.knock_once_closed(port)
    free = "The number hung there only while a socket held it. Door gone, number free."
    outcome, means, again = _try_to_take(lambda: _listen_soon(loopback, port), "new listener", free)
    yield Step("Close the first listener, then listen again", outcome, means, (*again, *in_udp, *there))


def _listen_soon(loopback: Loopback, port: int) -> Socket:
    """Listen on a port whose listener has just gone, and with it, a moment later, the callers who were in its queue.

    Raises:
        OSError: it is taken all the same.
    """
    got: list[Socket] = []

    def is_free() -> bool:
        with suppress(OSError):
            got.append(loopback.listen(port))
        return bool(got)

    return got[0] if loopback.wait_until(is_free, within=LAST_CALLERS_LEAVE) else loopback.listen(port)


def _try_to_take(take: Callable[[], Socket], label: str, free: str) -> tuple[str, str, tuple[Door, ...]]:
    """Try to take a port; say what came of it, what that means (`free` if we got it), and which door there is now."""
    try:
        row = row_of(take())
    except OSError as error:
        outcome = errno_name(error)
        return outcome, REFUSED.get(outcome.removeprefix("WSA"), "This system doesn't allow it."), ()
    taken = Door(label, row, f"Number {row.local.port} of {row.protocol}, at {row.local.address}.")
    return f"{row.protocol} {row.local} is ours", free, (taken,)


def _try_low(loopback: Loopback) -> tuple[str, str]:
    """Take a low number for a moment, and say what the machine replied and why."""
    limit = first_unprivileged()
    try:
        loopback.bind(LOW).close()
    except OSError as error:
        if errno_name(error) == "EACCES":
            means = "Low numbers, mostly those below 1024, take a key: root, or on Linux CAP_NET_BIND_SERVICE."
        else:
            means = "Not to be had here just now. Otherwise low numbers take a key on Linux and macOS: root."
        return errno_name(error), means
    if limit is None:
        means = "We run as root, or this system locks no low numbers away. Windows doesn't."
    elif limit > LOW:
        means = "As root, or with CAP_NET_BIND_SERVICE, we have the key. Without it, this would be EACCES."
    else:
        means = f"Here everybody may have {limit} and above, as in many containers. Usually that begins at 1024."
    return f"{LOW} is ours", means


DEMO = experiment(
    "port-in-use",
    title="Port already in use",
    shows="One port, one listener: the second is refused, but UDP and other addresses don't mind.",
    lesson="A port has one listener at a time for each protocol and address, unless all of them agreed to share it.",
    run=run,
    leads_to=("two-clients", "shared-port", "life-of-a-connection"),
)
