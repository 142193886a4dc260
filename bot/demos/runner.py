"""Runs demos off the event loop: a few at a time, the others in turn, none for longer than the limit."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from bot.demos.demo import Demo, Shown, Surroundings
from bot.demos.disclosure import EVERYTHING_MASKED, Sight
from bot.host.loopback import errno_name
from bot.host.rows import HostRefusedError
from bot.host.socket_table import HostTable


class DemoRefusedError(Exception):
    """A demo couldn't be shown; the message says why, for the person who wanted it."""


class DemoRunner:
    """Runs at most `at_once` demos side by side, each for at most `seconds`."""

    def __init__(self, at_once: int, seconds: float) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="demo")
        self._seconds = seconds
        self._table = HostTable()

    async def run(self, demo: Demo, known_doors: Mapping[int, str], sight: Sight = EVERYTHING_MASKED) -> Shown:
        """Run a demo in a thread; `known_doors` is what is known of own sockets, by local port.

        Raises:
            DemoRefusedError: the machine refused something that the demo needs, or it took too long; its sockets have
                time-outs, so its thread ends soon after.
        """
        surroundings = Surroundings(min(2.0, self._seconds), known_doors, sight, self._table)
        async with self._places:
            try:
                async with asyncio.timeout(self._seconds) as limit:
                    return await asyncio.get_running_loop().run_in_executor(self._threads, demo.perform, surroundings)
            except TimeoutError:
                who, seconds = ("demo", self._seconds) if limit.expired() else ("machine", surroundings.timeout)
                raise DemoRefusedError(f"The {who} took longer than {seconds:g} s, so I gave it up.") from None
            except HostRefusedError as error:
                raise DemoRefusedError(str(error)) from error
            except OSError as error:
                raise DemoRefusedError(f"This machine doesn't let me show that ({errno_name(error)}).") from error

    def close(self) -> None:
        """Begin no further demo, and let those that run end by themselves."""
        self._threads.shutdown(wait=False, cancel_futures=True)
