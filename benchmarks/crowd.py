"""Processes that hold many real sockets on loopback, so that there is something to count.

    with crowd(10_000):
        ...

Each process listens at an address of its own, 127.0.1.1, 127.0.1.2 and so on, so that the clients' ephemeral ports
never run out: a port is in use only for one pair of addresses. A process ends when its standard input does, that is at
the latest with whoever started it.
"""

import resource
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

PROCESSES = 50
UDP_SOCKETS = 2
SPARE = 64
READY = b"ready\n"


@contextmanager
def crowd(sockets: int) -> Iterator[None]:
    """Keep so many sockets open, in `PROCESSES` processes or fewer where there are few sockets."""
    processes = min(PROCESSES, max(1, sockets // 10))
    each, more = divmod(sockets, processes)
    with ExitStack() as children:
        started = [children.enter_context(_child(number, each + (number < more))) for number in range(processes)]
        for child in started:
            if not child.stdout or child.stdout.readline() != READY:
                raise RuntimeError("a process of the crowd couldn't open its sockets; it said why above")
        yield


@contextmanager
def _child(number: int, sockets: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-I", "-S", __file__, str(number), str(sockets)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:  # noqa: S603 (our own)
        try:
            yield child
        finally:
            child.kill()


def hold(number: int, sockets: int) -> None:
    """Open so many sockets, and keep them until nobody wants them any more."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(sockets + SPARE, most), most))
    listener = socket.create_server((f"127.0.1.{number + 1}", 0), backlog=SPARE)
    kept = [listener]
    for _ in range(min(UDP_SOCKETS, sockets - 1)):
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", 0))
        kept.append(udp)
    while len(kept) < sockets:
        client = socket.create_connection(listener.getsockname())
        accepted, _ = listener.accept()
        kept += [client, accepted]
        for each in (client, accepted):
            # Closing resets the connection (man 7 socket, SO_LINGER), so that none is left in TIME_WAIT.
            each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sys.stdout.buffer.write(READY)
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        hold(*map(int, sys.argv[1:]))
