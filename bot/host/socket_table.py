"""Reads the machine's table of sockets, as far as the system lets this user see it."""

import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from bot.host.rows import Endpoint, HostRefusedError, SocketRow

# A connection that is being opened or closed may have no process (man 7 tcp); its owner isn't hidden, there is none.
_OWNERLESS = frozenset({"SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT", "CLOSE", "CLOSING", "LAST_ACK"})


class TableRefusedError(HostRefusedError):
    """The system doesn't let this user read the table of sockets."""


@dataclass(frozen=True)
class OwnProcess:
    """This process: its id, its name, and the rows of its TCP and UDP sockets."""

    pid: int
    name: str
    rows: tuple[SocketRow, ...]


@dataclass(frozen=True)
class Count:
    """How many sockets of the host have a protocol and state, and how many of those show us no owner.

    A connection that waits to be accepted has none yet, and psutil can't tell it from one whose owner is hidden.
    """

    protocol: str
    state: str
    sockets: int
    hidden: int


@dataclass(frozen=True)
class Owner:
    """A process that holds a socket."""

    pid: int
    name: str


@dataclass(frozen=True)
class Listener:
    """A socket that waits for callers (TCP) or letters (UDP), and who holds it.

    `owners` is empty where the system hides them from this user.
    """

    row: SocketRow
    owners: tuple[Owner, ...]


@dataclass(frozen=True)
class SocketTable:
    """What the machine says of all its TCP and UDP sockets.

    `connections` counts the TCP connections by local port. `whole` is false where the system shows only the sockets
    of this user's processes.
    """

    counts: tuple[Count, ...]
    listeners: tuple[Listener, ...]
    connections: Mapping[int, int]
    whole: bool


@dataclass
class HostTable:
    """Reads the table for many who ask: one read at a time, and what was read stays good for `fresh_seconds`."""

    fresh_seconds: float = 3.0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _read: tuple[float, SocketTable] | None = None

    def read(self) -> SocketTable:
        """Give the table, read now or some seconds ago.

        Raises:
            TableRefusedError: the system doesn't show it.
        """
        with self._lock:
            if self._read is None or time.monotonic() - self._read[0] > self.fresh_seconds:
                self._read = time.monotonic(), read_table()
            return self._read[1]


def read_own_process() -> OwnProcess:
    """Read this process's own sockets. Takes about 10 ms, and 150 ms where the host has 30,000 sockets.

    Raises:
        TableRefusedError: the system doesn't show them.
    """
    try:
        own = psutil.Process()
        return OwnProcess(own.pid, own.name(), tuple(map(_row, own.net_connections("inet"))))
    except psutil.Error as error:
        raise TableRefusedError(f"The system doesn't show this process's sockets ({error}).") from None


def read_table() -> SocketTable:
    """Read the table of the whole host.

    Raises:
        TableRefusedError: the system shows it to root only, as macOS does.
    """
    try:
        found = psutil.net_connections("inet")
    except psutil.Error as error:
        raise TableRefusedError(f"The system doesn't show the host's sockets ({error}).") from None
    rows = [(_row(each), each.pid) for each in found]
    connections = Counter(row.local.port for row, _ in rows if row.protocol == "TCP" and row.remote)
    return SocketTable(tuple(_count(rows)), tuple(_listeners(rows)), connections, whole=True)


def state_between(local: Endpoint, remote: Endpoint) -> str:
    """Tell the state of the TCP socket with these ends, whoever holds it, also if nobody does; empty if there is none.

    A connection that was closed may go on in TIME_WAIT without a process, so it has to be looked up in the table.

    Raises:
        TableRefusedError: the system doesn't show it.
    """
    try:
        found = psutil.net_connections("tcp")
    except psutil.Error as error:
        raise TableRefusedError(f"The system doesn't show the host's sockets ({error}).") from None
    rows = map(_row, found)
    return next((row.state for row in rows if (row.local, row.remote) == (local, remote)), "")


def in_container() -> bool:
    """Tell whether this process seems to run in a container, by what Docker, Podman and Kubernetes leave there."""
    marks = ("/.dockerenv", "/run/.containerenv", "/run/secrets/kubernetes.io", "/var/run/secrets/kubernetes.io")
    return any(Path(mark).exists() for mark in marks)


def _count(found: Iterable[tuple[SocketRow, int | None]]) -> Iterator[Count]:
    sockets: Counter[tuple[str, str]] = Counter()
    hidden: Counter[tuple[str, str]] = Counter()
    for row, pid in found:
        sockets[row.protocol, row.state] += 1
        hidden[row.protocol, row.state] += pid is None and row.state not in _OWNERLESS
    for (protocol, state), count in sorted(sockets.items()):
        yield Count(protocol, state, count, hidden[protocol, state])


def _listeners(found: Iterable[tuple[SocketRow, int | None]]) -> Iterator[Listener]:
    for row, pid in found:
        if row.state == "LISTEN" or (row.protocol == "UDP" and row.remote is None):
            yield Listener(row, () if pid is None else (Owner(pid, _name_of(pid)),))


def _name_of(pid: int) -> str:
    try:
        return str(psutil.Process(pid).name())
    except psutil.Error:
        return ""


def _row(found: Any) -> SocketRow:
    """Turn psutil's row into ours; psutil calls the state of a UDP socket NONE, and spells FIN_WAIT1 as we do."""
    udp = found.type.name == "SOCK_DGRAM"
    remote = Endpoint(found.raddr.ip, found.raddr.port) if found.raddr else None
    local = Endpoint(found.laddr.ip, found.laddr.port) if found.laddr else Endpoint("0.0.0.0", 0)  # noqa: S104 (nothing is bound here)
    return SocketRow("UDP" if udp else "TCP", local, remote, "" if udp else found.status)
