"""Reads the machine's table of sockets, as far as the system lets this user see it."""

import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from bot.host import netlink_table, psutil_table, sock_diag
from bot.host.rows import Endpoint, SocketTable, TableRefusedError


def read_table() -> SocketTable:
    """Read the table: of the whole host, or where that is shown to root only (macOS), of this user's processes.

    Raises:
        TableRefusedError: the system shows nothing of it.
    """
    if sys.platform == "linux":
        with suppress(OSError):  # netlink is refused, as by gVisor; /proc may still be there to read
            return netlink_table.read()
        return psutil_table.read_whole()
    try:
        return psutil_table.read_whole()
    except TableRefusedError:
        return psutil_table.read_of_visible_processes()


@dataclass
class HostTable:
    """Reads the table for many who ask: one read at a time, and what was read stays good for `fresh_seconds`."""

    fresh_seconds: float = 3.0
    reading: Callable[[], SocketTable] = read_table
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _read: tuple[float, SocketTable] | None = None

    def read(self) -> SocketTable:
        """Give the table, read now or some seconds ago.

        Raises:
            TableRefusedError: the system doesn't show it.
        """
        with self._lock:
            if self._read is None or time.monotonic() - self._read[0] > self.fresh_seconds:
                self._read = time.monotonic(), self.reading()
            return self._read[1]


def state_between(local: Endpoint, remote: Endpoint) -> str:
    """Tell the state of the TCP socket with these ends, whoever holds it, also if nobody does; empty if there is none.

    A connection that was closed may go on in TIME_WAIT without a process, so it has to be looked up in the table. On
    Linux that takes 0.05 ms.

    Raises:
        TableRefusedError: the system doesn't show it.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            return sock_diag.state_between(local, remote)
    return psutil_table.state_between(local, remote)
