"""Starts children, processes of our own beside this one, and ends them with the demo whatever happens."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, cast

from bot.host.loopback import Loopback, Socket, errno_name
from bot.host.process_sockets import read_tcp_rows
from bot.host.rows import HostRefusedError, SocketRow

PROGRAM = Path(__file__).with_name("child.py")
LONGEST_LIFE = 10
"""After so many seconds a child ends by itself, should this process be stopped, or too busy to end it."""

# What some interpreters need to start, and what Windows' sockets need. Nothing else of ours is a child's business.
_PASSED_ON = ("LD_LIBRARY_PATH", "SYSTEMROOT")


class ChildEndedError(HostRefusedError):
    """A child ended before it had done its part."""

    def __init__(self) -> None:
        super().__init__("A second process that I started ended too early. Try it again.")


class Child:
    """A process that we started: it plays a role of `bot.host.child`, and says line by line what it does."""

    def __init__(self, running: subprocess.Popen[str], loopback: Loopback) -> None:
        """Wait no longer than `loopback` does for anything that it says or does."""
        self._running = running
        self._loopback = loopback
        self.pid = int(self.heard())
        """What it calls its own process id. On Windows a virtual environment starts it by a process in between."""

    def heard(self) -> str:
        """Wait for the next line that the child says.

        Raises:
            ChildEndedError: it has ended, or was ended because it said nothing in time.
        """
        with self._ending_it_late():
            line = cast("IO[str]", self._running.stdout).readline()
        if not line:
            raise ChildEndedError
        return line.strip()

    def row(self, wanted: Callable[[SocketRow], bool]) -> SocketRow:
        """Wait until the system lists a TCP socket of the child that is wanted.

        Raises:
            ChildEndedError: the child has ended.
            HostRefusedError: the system lists none in time, or doesn't tell.
        """
        found: list[SocketRow] = []

        def is_there() -> bool:
            if self._running.poll() is not None:
                raise ChildEndedError
            found[:] = filter(wanted, read_tcp_rows(self.pid))
            return bool(found)

        if not self._loopback.wait_until(is_there):
            raise HostRefusedError("The system shows no such socket of a second process that I started. Try it again.")
        return found[0]

    def end(self) -> None:
        """Let the child end, and wait until it is gone; with it go its descriptors."""
        cast("IO[str]", self._running.stdin).close()
        with self._ending_it_late():
            self._running.wait()

    @contextmanager
    def _ending_it_late(self) -> Iterator[None]:
        # Neither a pipe nor a process can be waited for with a time limit on every system, so an alarm ends the child.
        alarm = threading.Timer(self._loopback.timeout, self._running.kill)
        alarm.start()
        try:
            yield
        finally:
            alarm.cancel()
            alarm.join()


class Children:
    """Starts children. Use it as a context; leaving ends and collects every one, so that no zombie stays."""

    def __init__(self, loopback: Loopback) -> None:
        """Wait no longer than `loopback` does for anything that a child says or does."""
        self._loopback = loopback
        self._running: list[subprocess.Popen[str]] = []

    def __enter__(self) -> "Children":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for each in self._running:
            with each:
                each.kill()

    def start(self, role: str, *arguments: str, inherits: Socket | None = None) -> Child:
        """Start a child in a role; of our descriptors it gets its pipes, and the socket that it inherits (POSIX only).

        Raises:
            HostRefusedError: no process can be started here.
        """
        running = self._started([role, *arguments], () if inherits is None else (inherits.fileno(),))
        return Child(running, self._loopback)

    def _started(self, role: list[str], descriptors: tuple[int, ...]) -> subprocess.Popen[str]:
        command = [sys.executable, "-I", "-S", str(PROGRAM), str(LONGEST_LIFE), *role]
        try:
            running = subprocess.Popen(  # noqa: S603 (arguments of our own, and no shell)
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
                pass_fds=descriptors,
                text=True,
                encoding="utf-8",
            )
        except OSError as error:
            raise HostRefusedError(f"I may not start a second process here ({errno_name(error)}).") from error
        self._running.append(running)
        return running


def answer_at(loopback: Loopback, port: int) -> str:
    """Connect to a port, and read what the child behind it answers: its name.

    Raises:
        ChildEndedError: it hangs up without an answer.
        OSError: nobody listens there (`ECONNREFUSED`), or nobody answers before the time-out.
    """
    with loopback.connect(port) as client:
        answer = client.recv(64).decode()
    if not answer:
        raise ChildEndedError
    return answer
