"""Whatever a demo opens, starts or writes is gone afterwards, also if it fails in the middle."""

import errno
import os
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from bot.demos import http, inherited_door, loopback_only, peek_inside, shared_port, unix_socket
from bot.demos.demo import Surroundings
from bot.demos.transcript import Step
from bot.host.loopback import Loopback, Socket
from bot.host.rows import HostRefusedError

Script = Callable[[Loopback], Iterator[Step]]

DEMOS = {each.DEMO.name: each for each in (shared_port, inherited_door, http, loopback_only, unix_socket, peek_inside)}
EACH = pytest.mark.parametrize("name", DEMOS)


@dataclass(frozen=True)
class Traces:
    """What this process has: what is behind its descriptors, its threads and children, and its temporary files."""

    open: Counter[str]
    threads: int
    children: frozenset[int]
    files: tuple[str, ...]


def traces() -> Traces:
    own = psutil.Process()
    return Traces(
        Counter(_behind_descriptors()),
        threading.active_count(),
        frozenset(each.pid for each in own.children(recursive=True)),
        tuple(os.listdir(tempfile.gettempdir())),  # noqa: PTH208 (names, and nothing more)
    )


def _behind_descriptors() -> Iterator[str]:
    if sys.platform != "linux":
        own = psutil.Process()
        yield str(own.num_handles() if sys.platform == "win32" else own.num_fds())
        return
    for each in Path("/proc/self/fd").iterdir():
        try:
            yield os.readlink(each)  # noqa: PTH115 (a Path of "socket:[1]" tells nothing more)
        except FileNotFoundError:  # the descriptor by which the directory itself was read
            continue


@pytest.fixture(autouse=True)
def temporary_directory(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let temporary files lie apart from those of others; short, because the path of a Unix socket has to be."""
    with tempfile.TemporaryDirectory() as directory:
        monkeypatch.setattr(tempfile, "tempdir", directory)
        yield


def steps_of(script: Iterator[Step]) -> list[Step]:
    """Run a demo to its end; skips where another system than Linux can't show it."""
    try:
        return list(script)
    except HostRefusedError as refused:
        if sys.platform == "linux":
            raise
        pytest.skip(f"NOT TESTED HERE: {refused}")


@EACH
def test_a_demo_leaves_nothing(name: str) -> None:
    before = traces()
    with Loopback(timeout=5) as loopback:
        steps_of(DEMOS[name].run(loopback))

    assert traces() == before


@EACH
def test_a_demo_leaves_nothing_when_it_fails_after_any_of_its_steps(name: str) -> None:
    with Loopback(timeout=5) as loopback:
        number = len(steps_of(DEMOS[name].run(loopback)))
    before = traces()

    for step in range(1, number + 1):
        with Loopback(timeout=5) as loopback:
            script = DEMOS[name].run(loopback)
            for _ in range(step):
                next(script)
            with pytest.raises(ZeroDivisionError):
                script.throw(ZeroDivisionError)

        assert traces() == before


class Exhausted(Loopback):
    """Has no more descriptors to give after so many sockets."""

    def __init__(self, timeout: float, sockets: int) -> None:
        super().__init__(timeout)
        self.left = sockets

    def keep(self, made: Socket) -> Socket:
        super().keep(made)
        self.left -= 1
        if self.left < 0:
            raise OSError(errno.EMFILE, "too many")
        return made


@EACH
def test_a_demo_leaves_nothing_when_any_of_its_sockets_cannot_be_made(name: str) -> None:
    with Loopback(timeout=5) as loopback:
        steps_of(DEMOS[name].run(loopback))
    before = traces()
    sockets, enough = 0, False

    while not enough:
        with Exhausted(5, sockets) as loopback:
            with suppress(OSError):
                list(DEMOS[name].run(loopback))
            enough = loopback.left >= 0
        sockets += 1

        assert traces() == before


@EACH
def test_a_demo_leaves_nothing_when_its_children_die_after_any_of_its_steps(name: str) -> None:
    with Loopback(timeout=5) as loopback:
        number = len(steps_of(DEMOS[name].run(loopback)))
    before = traces()

    for step in range(1, number + 1):
        with Loopback(timeout=0.5) as loopback:
            script = DEMOS[name].run(loopback)
            for _ in range(step):
                next(script)
            for child in psutil.Process().children():
                child.kill()
            with suppress(HostRefusedError, OSError):
                list(script)

        assert traces() == before


@EACH
def test_a_performance_leaves_nothing(name: str) -> None:
    before = traces()
    with suppress(HostRefusedError):
        DEMOS[name].DEMO.perform(Surroundings(timeout=5))

    assert traces() == before
