import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from bot.answering.library import Library
from bot.answering.loader import load_library, own_directory

# What runs on for a whole module, and opens sockets when it likes.
LONG_LIVED = frozenset({"classroom"})


@pytest.fixture(scope="session")
def library() -> Library:
    """The knowledge that Porter brings."""
    return load_library(own_directory())


@pytest.fixture(autouse=True)
def leak_guard(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that leaves a socket or a thread behind, as psutil's own tests do."""
    sockets, threads = open_sockets(), running_threads()
    yield
    if LONG_LIVED.isdisjoint(request.fixturenames):
        left = wait_for_none_left(sockets, threads)
        assert not left, f"left behind: {', '.join(left)}"


def wait_for_none_left(sockets: frozenset[str], threads: frozenset[threading.Thread], within: float = 2) -> list[str]:
    """Say what is there beyond the given; transports and threads that are ending get some time to do so."""
    end = time.monotonic() + within
    while left := left_behind(sockets, threads):
        if time.monotonic() > end:
            break
        time.sleep(0.01)
    return left


def left_behind(sockets: frozenset[str], threads: frozenset[threading.Thread]) -> list[str]:
    return sorted(open_sockets() - sockets) + sorted(thread.name for thread in running_threads() - threads)


def open_sockets() -> frozenset[str]:
    """Name this process's sockets. An event loop's own pair is older than the guard, or closed before it looks."""
    if sys.platform != "linux":
        return frozenset(str(each._replace(status="")) for each in psutil.Process().net_connections("all"))
    # A tenth of a millisecond, where psutil reads the table of the whole host.
    targets = (_target(entry) for entry in Path("/proc/self/fd").iterdir())
    return frozenset(target for target in targets if target.startswith("socket:"))


def _target(entry: Path) -> str:
    try:
        return os.readlink(entry)  # noqa: PTH115 (a Path of "socket:[1]" tells nothing more)
    except OSError:  # the descriptor by which the directory itself was read
        return ""


def running_threads() -> frozenset[threading.Thread]:
    """List the threads that somebody of ours started; those of an event loop's own pool end with the loop."""
    return frozenset(thread for thread in threading.enumerate() if not thread.name.startswith("asyncio_"))
