"""udp: letters without a connection, and how one learns that nobody lives there.

UDP has no connection and no state: RFC 768. A letter to a port that nobody has is answered by ICMP "port unreachable"
(RFC 1122, 4.1.3.1), which man 7 udp says every sender learns; in fact Linux tells it to a connected socket only
(net/ipv4/udp.c, `__udp4_lib_err`), as the BSDs do, and Windows by an error of the next receive.
"""

from collections.abc import Iterator, Mapping

from bot.demos.demo import experiment
from bot.demos.transcript import Door, Step
from bot.host.loopback import ADDRESS, Loopback, Socket, StrangerError, errno_name, port_of, row_of

PATIENCE = 0.2
"""So many seconds we wait for a letter that may never come."""
TRIES = 2
"""The receiver may stay open for a moment after it was closed; for why see `Loopback.knock_once_closed`."""

REFUSED = "Connecting sent nothing, it noted a partner. Now the porter's no (ICMP) reaches us, with the next call."


def run(loopback: Loopback) -> Iterator[Step]:
    """Let two senders write to one socket, then write to nobody: first just so, then from a connected socket."""
    receiver, *senders = (loopback.bind_udp() for _ in range(3))
    port = port_of(receiver)
    numbers = [port_of(sender) for sender in senders]
    labels = {port: "receiver", numbers[0]: "sender 1", numbers[1]: "sender 2"}
    takes = Door("receiver", row_of(receiver), f"Number {port}: takes anybody's letters.")
    yield Step(
        "Take three ports in UDP",
        f"receiver {port}, senders {' and '.join(map(str, numbers))}",
        "Three doors with a number each. Nobody listens and nobody calls: in UDP a number is enough.",
        (takes, *_writers(senders)),
    )

    for sender in senders:
        sender.sendto(b"hello", (ADDRESS, port))
    letters = [_letter(receiver, labels) for _ in senders]
    yield Step(
        "Let both write to the receiver",
        ", ".join(f"{text!r} from {labels[sender]}" for text, sender in letters),
        "One door takes the letters of all. The sender's number stands on each, so it can write back.",
        (takes, *_writers(senders)),
    )

    (_, first), *_ = letters
    receiver.sendto(b"hello back", (ADDRESS, first))
    text, answering = _letter(senders[numbers.index(first)], labels)
    yield Step(
        "Answer the first letter",
        f"{text!r} from {labels[answering]} reached {labels[first]}",
        "A letter back, to the number that stood on the first. Still nobody is connected to anybody.",
        (takes, *_writers(senders)),
    )

    receiver.close()
    size = senders[1].sendto(b"are you there?", (ADDRESS, port))
    yield Step(
        "Close the receiver, and let sender 2 write again",
        f"{size} bytes sent, no error",
        "Sending succeeds, whoever lives there or not: a letter goes into the box, and UDP asks nothing more.",
        _writers(senders),
    )

    senders[0].connect((ADDRESS, port))
    yield Step("Connect sender 1 to that number, write, and read", *_write_and_read(senders[0]), _writers(senders))


def _letter(reader: Socket, labels: Mapping[int, str]) -> tuple[str, int]:
    """Take the next letter: its text and the sender's port, which has to be one of ours."""
    text, (_, sender) = reader.recvfrom(64)
    if sender not in labels:
        raise StrangerError("Another program on this machine wrote to the demo. Try it again.")
    return text.decode(), sender


def _write_and_read(sender: Socket) -> tuple[str, str]:
    """Write to a partner who is gone, then wait for an answer; say what came, and what it means."""
    sender.settimeout(PATIENCE)
    for _ in range(TRIES):
        try:
            sender.send(b"are you there?")
            sender.recv(64)
        except TimeoutError:
            continue
        except OSError as error:
            return f"sent, then {errno_name(error)}", REFUSED
        return "sent, and somebody answered", "Another program has the number by now."
    return "sent, then nothing came", "Nobody told us whether anybody lives there."


def _writers(senders: list[Socket]) -> tuple[Door, ...]:
    rows = [row_of(sender) for sender in senders]
    means = ("Writes to one partner only." if row.remote else "Writes to whom it likes." for row in rows)
    return tuple(Door(f"sender {at}", row, what) for at, (row, what) in enumerate(zip(rows, means, strict=True), 1))


DEMO = experiment(
    "udp",
    title="UDP: letters without a connection",
    shows="Two doors write to a third without calling first, and one writes to nobody.",
    lesson="UDP sends single letters and doesn't ask whether they arrive; a program that cares must ask itself.",
    run=run,
    leads_to=("port-in-use", "connection-refused", "two-clients"),
)
