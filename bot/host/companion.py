"""A process of our own beside this one, for work that would keep the event loop waiting."""

import asyncio
import contextlib
import os
import sys
from asyncio import StreamReader, StreamWriter
from asyncio.subprocess import PIPE, Process
from collections.abc import Collection
from typing import cast

from bot.host.frames import LENGTH, framed

ENDING_SECONDS = 2.0
"""How long a companion may take to end by itself."""


class CompanionError(Exception):
    """The companion doesn't start, crashed or took too long; the message says which."""


class Companion:
    """Runs a module as a process, `python -m module`, which answers messages by `bot.host.frames.serve`.

    It starts at the first message, gets one message at a time in the order of asking, is replaced after a crash, and
    ends when nothing was asked for a while. It ends by itself when this process does, however that comes about,
    because its standard input ends then.
    """

    def __init__(
        self, module: str, *, seconds: float = 10, idle_seconds: float = 60, withhold: Collection[str] = ()
    ) -> None:
        """Let a reply take at most `seconds`, start included, and end the process `idle_seconds` after the last one.

        `withhold` names variables of the environment that are none of its business.
        """
        self._module = module
        self._seconds = seconds
        self._idle_seconds = idle_seconds
        self._withhold = withhold
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._resting: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """The number of the process while one runs."""
        return self._process.pid if self._process else None

    async def ask(self, message: bytes) -> bytes:
        """Send a message and return the reply to it.

        Raises:
            CompanionError: the process doesn't start, crashed over this message, or took too long.
        """
        async with self._turn:
            self._stay()
            try:
                if self._process:
                    # It may have been ended from outside while nobody asked; this message shouldn't suffer for that.
                    with contextlib.suppress(_CrashedError):
                        return await self._exchange(message)
                return await self._exchange(message)
            finally:
                self._resting = asyncio.create_task(self._rest())

    async def close(self) -> None:
        """End the process if one runs; a later message would start another."""
        async with self._turn:
            self._stay()
            await self._end()

    async def _exchange(self, message: bytes) -> bytes:
        """Send a message to the process, or to a new one if none runs; whatever goes wrong, the process ends."""
        finished = False
        try:
            async with asyncio.timeout(self._seconds):
                self._process = self._process or await self._start()
                reply = await _exchanged(self._process, message)
        except TimeoutError:
            raise CompanionError(f"{self._module} took longer than {self._seconds:g} seconds.") from None
        except (ConnectionError, EOFError):
            raise _CrashedError(f"{self._module} crashed.") from None
        except OSError as error:
            raise CompanionError(f"{self._module} doesn't start ({error.strerror}).") from None
        else:
            finished = True
            return reply
        finally:
            # Even if only the asking was cancelled: the late reply would be taken for that to the next message.
            if not finished:
                await self._end(at_once=True)

    async def _start(self) -> Process:
        environment = {name: value for name, value in os.environ.items() if name not in self._withhold}
        command = (sys.executable, "-m", self._module)
        return await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, env=environment)

    async def _end(self, *, at_once: bool = False) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if at_once:
            _kill(process)
        try:
            async with asyncio.timeout(ENDING_SECONDS):
                await process.communicate(b"")  # closes its input, by which it ends
        except TimeoutError:
            _kill(process)
            await process.communicate()

    async def _rest(self) -> None:
        await asyncio.sleep(self._idle_seconds)
        async with self._turn:
            await self._end()

    def _stay(self) -> None:
        if self._resting:
            self._resting.cancel()
            self._resting = None


class _CrashedError(CompanionError):
    pass


async def _exchanged(process: Process, message: bytes) -> bytes:
    requests, replies = cast("StreamWriter", process.stdin), cast("StreamReader", process.stdout)
    requests.write(framed(message))
    await requests.drain()
    (length,) = LENGTH.unpack(await replies.readexactly(LENGTH.size))
    return await replies.readexactly(length)


def _kill(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):  # it was quicker
        process.kill()
