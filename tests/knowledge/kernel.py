"""What the tests of claims ask the kernel: plain sockets that get closed, and Linux's own tables."""

import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType

HERE = "127.0.0.1"
BOUND = 5.0
# Linux, include/net/tcp_states.h.
STATES = {
    1: "ESTABLISHED", 2: "SYN-SENT", 4: "FIN-WAIT-1", 5: "FIN-WAIT-2", 6: "TIME-WAIT", 8: "CLOSE-WAIT", 10: "LISTEN",
}  # fmt: skip


class Sockets:
    """Makes sockets with a time-out on loopback, and closes them at the end."""

    def __init__(self) -> None:
        self._stack = ExitStack()

    def __enter__(self) -> "Sockets":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def keep(self, made: socket.socket) -> socket.socket:
        made.settimeout(BOUND)
        return self._stack.enter_context(made)

    def tcp(self, *options: int, family: int = socket.AF_INET) -> socket.socket:
        return self._new(family, socket.SOCK_STREAM, options)

    def udp(self, *options: int) -> socket.socket:
        return self._new(socket.AF_INET, socket.SOCK_DGRAM, options)

    def unix(self) -> socket.socket:
        return self._new(socket.AF_UNIX, socket.SOCK_STREAM, ())

    def listener(self, port: int = 0, *options: int, address: str = HERE, backlog: int = 16) -> socket.socket:
        made = self.tcp(*options)
        made.bind((address, port))
        made.listen(backlog)
        return made

    def client(self, listener: socket.socket) -> socket.socket:
        made = self.tcp()
        made.connect(listener.getsockname())
        return made

    def accepted(self, listener: socket.socket) -> socket.socket:
        return self.keep(listener.accept()[0])

    def connection(self, *options: int) -> tuple[socket.socket, socket.socket, socket.socket]:
        """Make a listener, a client of it, and the accepted socket."""
        listener = self.listener(0, *options)
        client = self.client(listener)
        return listener, client, self.accepted(listener)

    def _new(self, family: int, kind: int, options: tuple[int, ...]) -> socket.socket:
        made = self.keep(socket.socket(family, kind))
        for option in options:
            made.setsockopt(socket.SOL_SOCKET, option, 1)
        return made


def port_of(bound: socket.socket) -> int:
    return int(bound.getsockname()[1])


def breaks_off(connected: socket.socket) -> None:
    """Close with RST instead of FIN."""
    connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connected.close()


def rows(local: int, remote: int | None = None) -> list[tuple[str, int, int]]:
    """Give state, waiting line and inode of the TCP sockets with these ports, as /proc/net/tcp has them."""
    found = []
    for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
        cells = line.split()
        ports = [int(cell.rpartition(":")[2], 16) for cell in cells[1:3]]
        if ports[0] == local and remote in {None, ports[1]}:
            state = STATES.get(int(cells[3], 16), cells[3])
            found.append((state, int(cells[4].rpartition(":")[2], 16), int(cells[9])))
    return found


def states(local: int, remote: int | None = None) -> list[str]:
    return [state for state, _, _ in rows(local, remote)]


def process_state(pid: int) -> str:
    """Give the letter that `ps` shows; empty where there is no such process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])


def becomes(fact: Callable[[], object]) -> bool:
    """Wait until a fact holds, no longer than the bound."""
    end = time.monotonic() + BOUND
    while not fact():
        if time.monotonic() > end:
            return False
        time.sleep(0.002)
    return True


@contextmanager
def child(code: str, *arguments: str, keeps: tuple[socket.socket, ...] = ()) -> Iterator[subprocess.Popen[str]]:
    """Run Python code as a child with pipes; killed at the end. `keeps` are sockets that it inherits."""
    command = [sys.executable, "-S", "-c", code, *arguments]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, pass_fds=[each.fileno() for each in keeps], **pipes) as started:  # type: ignore[call-overload]
        try:
            yield started
        finally:
            started.kill()


def said_by(code: str, *arguments: str) -> str:
    """Run Python code as a child to its end, and give what it printed."""
    ran = subprocess.run(
        [sys.executable, "-S", "-c", code, *arguments], capture_output=True, text=True, timeout=BOUND, check=True
    )
    return ran.stdout.strip()


def shell(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True, timeout=BOUND, check=False)


# Put before a child's code: it then has the rights of an ordinary user, whoever runs the tests.
AS_ORDINARY_USER = """
import errno, os, socket, sys
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
def outcome(act):
    try:
        act()
    except OSError as error:
        return errno.errorcode[error.errno]
    return "done"
"""
