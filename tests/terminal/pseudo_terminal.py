"""A person at a terminal, with the real command in it."""

import contextlib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Iterator
from pathlib import Path

from terminal.porter_command import command, environment

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[()][A-Z0-9]|[=>78])")
# A terminal is asked where its cursor stands, and replies.
_WHERE, _HERE = b"\x1b[6n", b"\x1b[1;1R"
ENTER, CONTROL_C, CONTROL_D = "\r", "\x03", "\x04"


class PseudoTerminal:
    """What is typed goes to the process; `screen` is what it wrote since the last line was typed."""

    def __init__(self, process: subprocess.Popen[bytes], master: int) -> None:
        self._process = process
        self._master = master
        self._raw = b""

    @property
    def screen(self) -> str:
        return _ESCAPES.sub("", self._raw.decode(errors="replace"))

    def type(self, keys: str) -> None:
        self._raw = b""
        os.write(self._master, keys.encode())

    def sees(self, *texts: str, within: float = 10) -> None:
        """Wait until some texts are on the screen, one after the other."""
        seen = re.compile(".*?".join(map(re.escape, texts)), re.DOTALL)
        end = time.monotonic() + within
        while not seen.search(self.screen):
            assert time.monotonic() < end, f"{texts} not seen in:\n{self.screen}"
            assert self._read(0.05) or self._process.poll() is None, f"{texts} not seen before the end:\n{self.screen}"

    def ends(self, within: float = 10) -> int:
        """Wait for the process to end by itself, and give its exit code."""
        end = time.monotonic() + within
        while self._process.poll() is None:
            assert time.monotonic() < end, f"still running:\n{self.screen}"
            self._read(0.05)
        return self._process.returncode

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        try:
            new = os.read(self._master, 65_536)
        except OSError:  # Linux tells so that the other end was closed
            return False
        self._raw += new
        if _WHERE in new:
            os.write(self._master, _HERE)
        return bool(new)


@contextlib.contextmanager
def in_terminal(*arguments: str, home: Path, **more: str) -> Iterator[PseudoTerminal]:
    """Start `porter` in a terminal of 100 columns and 40 lines; it is killed at the end, come what may."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    process = subprocess.Popen(
        command(*arguments),
        cwd=home,
        env=environment(home, **more),
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    try:
        yield PseudoTerminal(process, master)
    finally:
        process.kill()
        process.wait()
        os.close(master)
