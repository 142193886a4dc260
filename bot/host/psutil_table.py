"""Reads the machine's table of sockets by psutil, which knows every system, though more slowly and less exactly."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import psutil

from bot.host.owners import owner
from bot.host.rows import Count, Endpoint, Listener, Protocol, SocketRow, SocketTable, TableRefusedError

# A connection that is being opened or closed may have no process; its owner isn't hidden, there is none.
_OWNERLESS = frozenset({"SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT", "CLOSE", "CLOSING", "LAST_ACK"})


def read_whole() -> SocketTable:
    """Read the table of the whole host.

    psutil tells one owner of each socket, and an ordinary user sees the listeners of another one that share an
    endpoint as one. It can't tell a connection that waits to be accepted from one whose owner is hidden.

    Raises:
        TableRefusedError: the system doesn't show it; macOS shows it to root only.
    """
    return _table(((row_read(each), each.pid) for each in _connections("inet")), whole=True)


def read_of_visible_processes() -> SocketTable:
    """Read the sockets of the processes that this user may look into, one process after the other.

    A socket that a child inherited is told of each of its owners, so it counts as often.
    """
    return _table(_rows_of_processes(), whole=False)


def state_between(local: Endpoint, remote: Endpoint) -> str:
    """Tell the state of the TCP socket with these ends, if there is one, else nothing.

    Raises:
        TableRefusedError: the system doesn't show it.
    """
    rows = map(row_read, _connections("tcp"))
    return next((row.state for row in rows if (row.local, row.remote) == (local, remote)), "")


def row_read(found: Any) -> SocketRow:
    """Turn psutil's row into ours; psutil calls the state of a UDP socket NONE, and spells FIN_WAIT1 as we do."""
    udp = found.type.name == "SOCK_DGRAM"
    remote = Endpoint(found.raddr.ip, found.raddr.port) if found.raddr else None
    local = Endpoint(found.laddr.ip, found.laddr.port) if found.laddr else Endpoint("0.0.0.0", 0)  # noqa: S104 (nothing is bound here)
    return SocketRow("UDP" if udp else "TCP", local, remote, "" if udp else found.status)


def _connections(kind: str) -> Iterable[Any]:
    try:
        return psutil.net_connections(kind)
    except (psutil.Error, OSError) as error:
        raise TableRefusedError(f"The system doesn't show the host's sockets ({type(error).__name__}).") from None


def _rows_of_processes() -> Iterator[tuple[SocketRow, int]]:
    for pid in psutil.pids():
        try:
            found = psutil.Process(pid).net_connections("inet")
        except (psutil.Error, OSError):  # another user's, a zombie, or gone meanwhile
            continue
        for each in found:
            yield row_read(each), pid


def _table(rows: Iterable[tuple[SocketRow, int | None]], *, whole: bool) -> SocketTable:
    sockets: Counter[tuple[Protocol, str]] = Counter()
    hidden: Counter[tuple[Protocol, str]] = Counter()
    connections: defaultdict[tuple[Protocol, str], Counter[int]] = defaultdict(Counter)
    listeners = []
    named = cache(owner)
    for row, pid in rows:
        kind = row.protocol, row.state
        sockets[kind] += 1
        # Windows gives what belongs to nobody to process 0.
        hidden[kind] += not pid and row.state not in _OWNERLESS
        if row.remote:
            connections[kind][row.local.port] += 1
        elif row.state == "LISTEN" or row.protocol == "UDP":
            listeners.append(Listener(row, (named(pid),) if pid else ()))
    counts = (Count(*kind, count, hidden[kind]) for kind, count in sorted(sockets.items()))
    return SocketTable(tuple(counts), tuple(listeners), connections, whole)
