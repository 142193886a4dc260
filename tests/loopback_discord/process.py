"""The real bot, as a process of its own."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

REPOSITORY = Path(__file__).parents[2]


class PorterProcess:
    """`python -m bot --config FILE` with an almost empty environment; killed at the end, come what may.

    Attributes:
        log: what it wrote to standard error so far
        output: what it wrote to standard output so far
    """

    def __init__(self, config: Path, *, token: str, home: Path, command: Sequence[str] = ("-m", "bot")) -> None:
        self._arguments = [*command, "--config", str(config)]
        self._environment = {
            "DISCORD_TOKEN": token,
            "HOME": str(home),
            "PATH": os.environ.get("PATH", ""),
            "LANG": "C.UTF-8",
            "PYTHONUNBUFFERED": "1",
        }
        self._process: asyncio.subprocess.Process | None = None
        self._readers: list[asyncio.Task[None]] = []
        self._changed = asyncio.Condition()
        self.log = ""
        self.output = ""

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    @property
    def pid(self) -> int:
        return self._started().pid

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *self._arguments,
            cwd=REPOSITORY,
            env=self._environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        self._readers = [asyncio.create_task(self._read_log()), asyncio.create_task(self._read_output())]
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self.running:
            with contextlib.suppress(ProcessLookupError):
                self._started().kill()
        await self._started().wait()
        await asyncio.gather(*self._readers)

    async def logs(self, text: str, within: float = 10) -> None:
        """Wait until the log contains a text, upper or lower case."""
        await self.until(lambda: text.lower() in self.log.lower(), f"{text!r} isn't in the log", within)

    async def until(self, fact: Callable[[], bool], otherwise: str, within: float = 10) -> None:
        """Wait until a fact holds; looked at whenever the log grows."""
        async with self._changed:
            try:
                await asyncio.wait_for(self._changed.wait_for(fact), within)
            except TimeoutError:
                raise AssertionError(f"{otherwise}:\n{self.log}") from None

    async def outlives(self, event: Coroutine[Any, Any, None]) -> None:
        """Wait for an event, but no longer than the process lives."""
        waiting, end = asyncio.create_task(event), asyncio.create_task(self._started().wait())
        await asyncio.wait((waiting, end), return_when=asyncio.FIRST_COMPLETED)
        end.cancel()
        if not waiting.done():
            waiting.cancel()
            raise AssertionError(f"the bot ended with exit code {self._started().returncode}; its log:\n{self.log}")
        await waiting

    def interrupt(self) -> None:
        """Send SIGTERM without waiting."""
        self._started().send_signal(signal.SIGTERM)

    def hang_up(self) -> None:
        """Send SIGHUP without waiting."""
        self._started().send_signal(signal.SIGHUP)

    async def terminate(self, within: float = 10) -> int:
        """Send SIGTERM and give the exit code."""
        self.interrupt()
        return await self.exits(within)

    async def exits(self, within: float = 10) -> int:
        """Wait for the process to end by itself and give its exit code."""
        try:
            code = await asyncio.wait_for(self._started().wait(), within)
        except TimeoutError:
            raise AssertionError(f"the bot still runs after {within} s; its log:\n{self.log}") from None
        await asyncio.gather(*self._readers)
        return code

    def _started(self) -> asyncio.subprocess.Process:
        if self._process is None:
            raise RuntimeError("the process was not started")
        return self._process

    async def _read_log(self) -> None:
        stream = self._started().stderr
        while stream is not None and (line := await stream.readline()):
            text = line.decode(errors="replace")
            self.log += text
            sys.stderr.write(text)  # pytest shows it with the test that failed
            async with self._changed:
                self._changed.notify_all()

    async def _read_output(self) -> None:
        stream = self._started().stdout
        while stream is not None and (line := await stream.readline()):
            self.output += line.decode(errors="replace")
