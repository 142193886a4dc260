"""connection-refused: a clear no comes at once, and silence is something else.

A host that has no listener on a port answers a SYN with RST: RFC 9293, 3.5.2. What happens with a full queue: backlog.
A caller without an answer repeats its SYN until the system gives up with `ETIMEDOUT`, on Linux after about two
minutes (`tcp_syn_retries`, man 7 tcp). Windows repeats it after an RST too, so that a no takes a second or two there.
"""

import time
from collections.abc import Iterator

from bot.demos.demo import experiment
from bot.demos.transcript import Door, Step
from bot.host.loopback import Loopback, Socket, port_of, row_of

PATIENCE = 0.1
"""After so many seconds without an answer we call it silence."""
MOST_CALLERS = 4
AT_ONCE = "The porter himself says no, at once: nobody receives callers here. On the wire it's an RST."
AGAIN = "No door, a clear no again. Mostly it means that the program doesn't run."
CALLER = {"SYN_SENT": "Gets no answer.", "ESTABLISHED": "Got through."}
OTHERWISE = {
    "connected": "Somebody else took the number in between, and listens.",
    "TimeoutError": "No answer in time. Some systems call several times before they believe a no.",
}


def run(loopback: Loopback) -> Iterator[Step]:
    """Connect to one port: before it listens, while it does, while its queue is full, and once it is closed."""
    door = loopback.bind()
    port = port_of(door)
    yield Step(
        "Take any free port, but don't listen on it",
        f"we got port {port}",
        "A number hangs on our door, but nobody behind it receives callers.",
        (_our(door),),
    )

    yield Step(f"Connect to port {port}", *_knock(loopback, port, AT_ONCE), (_our(door),))

    door.listen(0)
    callers = [loopback.connect(port)]
    yield Step(
        "Listen on it, and connect again",
        f"client 1 {row_of(callers[0]).state}",
        "The same door with the same number: now somebody receives callers.",
        (_our(door), *_doors(callers)),
    )

    answer = _call_until_silence(loopback, port, callers)
    yield Step("Connect until nobody answers", *answer, (_our(door), *_doors(callers)))

    for each in (door, *callers):
        each.close()
    loopback.knock_once_closed(port)
    yield Step("Close all, and connect once more", *_knock(loopback, port, AGAIN))


def _knock(loopback: Loopback, port: int, refused: str) -> tuple[str, str]:
    """Connect for a moment, and say what came of it and what that means; `refused` is the meaning of a no."""
    began = time.perf_counter()
    outcome = loopback.knock(port)
    return f"{outcome} after {_milliseconds(began):.2f} ms", OTHERWISE.get(outcome, refused)


def _call_until_silence(loopback: Loopback, port: int, callers: list[Socket]) -> tuple[str, str]:
    """Connect further callers until one gets no answer, and say what came of it and what that means."""
    while len(callers) < MOST_CALLERS:
        began = time.perf_counter()
        callers.append(loopback.begin_to_connect(port))
        if not loopback.is_answered(callers[-1], PATIENCE):
            state = row_of(callers[-1]).state
            return (
                f"client {len(callers)} {state}, silence for {_milliseconds(began):.0f} ms",
                "The queue is full, and the letter is dropped without a word. A firewall that drops looks the same.",
            )
    return (
        f"all {MOST_CALLERS} got an answer",
        "This system leaves no caller waiting here. Silence is what you get from a firewall that drops letters.",
    )


def _milliseconds(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def _our(door: Socket) -> Door:
    row = row_of(door)
    return Door("our door", row, "Receives callers." if row.state == "LISTEN" else "Has a number, but receives nobody.")


def _doors(callers: list[Socket]) -> Iterator[Door]:
    for number, caller in enumerate(callers, 1):
        row = row_of(caller)
        yield Door(f"client {number}", row, CALLER.get(row.state, "Was sent away."))


DEMO = experiment(
    "connection-refused",
    title="Connection refused",
    shows="A closed port says no at once; a full or filtered one says nothing.",
    lesson="Refused is an answer: nobody listens there, or a guard says no; silence is none at all.",
    run=run,
    leads_to=("backlog", "loopback-only", "udp"),
)
