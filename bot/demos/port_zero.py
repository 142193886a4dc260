"""port-zero: who asks for number 0 lets the system pick.

When a system picks a port: man 7 ip, `ip_local_port_range`. That 49152 to 65535 are for this: RFC 6335, section 6;
macOS and Windows use them, Linux has its own range.
"""

from collections.abc import Iterator

from bot.demos.demo import experiment
from bot.demos.transcript import Door, Step
from bot.host.loopback import Loopback, port_of, row_of
from bot.host.port_ranges import DYNAMIC, ephemeral_range

THIS_SYSTEM = "That is this system's drawer of spare numbers, ip_local_port_range. Other systems have others."
IANA = "These are the numbers that IANA sets aside for it. Which ones this system uses, it doesn't tell me."


def run(loopback: Loopback) -> Iterator[Step]:
    """Ask for port 0 three times, see where the numbers lie, and let a client get one without asking."""
    listeners = [loopback.listen(0) for _ in range(3)]
    ports = [port_of(listener) for listener in listeners]
    doors = tuple(
        Door(f"listener {number}", row_of(listener), f"Asked for 0, got {port_of(listener)}.")
        for number, listener in enumerate(listeners, 1)
    )
    yield Step(
        "Listen on port 0, three times",
        ", ".join(map(str, ports)),
        "0 means: I don't mind which. The porter takes a number that is free just now out of his drawer.",
        doors,
    )

    known = ephemeral_range()
    picked = known or DYNAMIC
    yield Step(
        "See between which numbers he picks",
        f"{picked}: {sum(port in picked for port in ports)} of {len(ports)} lie there",
        THIS_SYSTEM if known else IANA,
        doors,
    )

    client = loopback.connect(ports[0])
    accepted = loopback.accept(listeners[0], client)
    calling = Door("client", row_of(client), "Asked for no number, got one.")
    yield Step(
        f"Connect a client to {ports[0]}, asking for no number",
        f"it got {port_of(client)}, {'within' if port_of(client) in picked else 'outside'} {picked}",
        "A caller seldom cares about its own number, but the answer needs one. So the porter lends it one.",
        (*doors, calling),
    )

    seen = row_of(accepted).remote
    yield Step(
        "Ask both ends for the client's number",
        f"client says {port_of(client)}, accepted says {seen.port if seen else 'nothing'}",
        "A program asks getsockname for its own number; the other side reads it on each letter.",
        (*doors, calling, Door("accepted", row_of(accepted), f"Bears {ports[0]}, like listener 1.")),
    )


DEMO = experiment(
    "port-zero",
    title="Port zero: the host picks",
    shows="Who asks for port 0 gets a free number; a client gets one unasked.",
    lesson="Port 0 is a wish, not a number: the system picks a free port, and getsockname tells which.",
    run=run,
    leads_to=("port-in-use", "two-clients", "loopback-only"),
)
