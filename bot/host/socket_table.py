"""Reads the machine's table of sockets, as far as the system lets this user see it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
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


def count_host_sockets() -> tuple[Count, ...]:
    """Count all sockets of the host by protocol and state.

    Raises:
        TableRefusedError: the system shows them to root only, as macOS does.
    """
    try:
        found = psutil.net_connections("inet")
    except psutil.Error as error:
        raise TableRefusedError(f"The system doesn't show the host's sockets ({error}).") from None
    return tuple(_count(found))


def in_container() -> bool:
    """Tell whether this process seems to run in a container, by what Docker, Podman and Kubernetes leave there."""
    marks = ("/.dockerenv", "/run/.containerenv", "/run/secrets/kubernetes.io", "/var/run/secrets/kubernetes.io")
    return any(Path(mark).exists() for mark in marks)


def _count(found: Iterable[Any]) -> Iterable[Count]:
    sockets: Counter[tuple[str, str]] = Counter()
    hidden: Counter[tuple[str, str]] = Counter()
    for each in found:
        row = _row(each)
        sockets[row.protocol, row.state] += 1
        hidden[row.protocol, row.state] += each.pid is None and row.state not in _OWNERLESS
    for (protocol, state), count in sorted(sockets.items()):
        yield Count(protocol, state, count, hidden[protocol, state])


def _row(found: Any) -> SocketRow:
    """Turn psutil's row into ours; psutil calls the state of a UDP socket NONE, and spells FIN_WAIT1 as we do."""
    udp = found.type.name == "SOCK_DGRAM"
    remote = Endpoint(found.raddr.ip, found.raddr.port) if found.raddr else None
    local = Endpoint(found.laddr.ip, found.laddr.port) if found.laddr else Endpoint("0.0.0.0", 0)  # noqa: S104 (nothing is bound here)
    return SocketRow("UDP" if udp else "TCP", local, remote, "" if udp else found.status)
