"""What the machine says of its sockets: endpoints, rows of its table, and who holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


class HostRefusedError(Exception):
    """The machine, or somebody on it, doesn't let us do what we wanted; the message says what and why."""


Protocol = Literal["TCP", "UDP", "UNIX"]


@dataclass(frozen=True)
class Endpoint:
    """One end of a conversation: an IP address and a port, 0 to 65535.

    A Unix socket has a path in place of both (man 7 unix): `address` holds it, and `port` is 0. It may have none.
    `masked` is empty, or says what kind of address ("private", "public") a documentation address stands for.
    """

    address: str
    port: int
    masked: Literal["", "private", "public"] = ""

    def __str__(self) -> str:
        if self.is_path or self == UNNAMED:
            return self.address or "no name"
        return f"[{self.address}]:{self.port}" if ":" in self.address else f"{self.address}:{self.port}"

    @property
    def is_path(self) -> bool:
        """Whether this is the path of a Unix socket; no IP address contains a slash."""
        return "/" in self.address

    @property
    def number(self) -> str:
        """What hangs on the door: the port, for a path its last part, and a dash where there is neither."""
        if self == UNNAMED:
            return "–"
        return self.address.rpartition("/")[2] if self.is_path else str(self.port)

    @property
    def marked(self) -> str:
        """The endpoint as text, with the kind of address that a masked one stands for."""
        return f"{self} ({self.masked})" if self.masked else str(self)


UNNAMED = Endpoint("", 0)
"""The end of a Unix socket that wasn't bound to a path, as that of a caller mostly is (man 7 unix, "unnamed")."""


@dataclass(frozen=True)
class SocketRow:
    """One socket as the machine lists it.

    `state` is a TCP state as the source spells it (`LISTEN`, `TIME_WAIT`; RFC 9293, 3.3.2), and empty for UDP,
    which has none. `remote` is None while the socket has no partner.
    """

    protocol: Protocol
    local: Endpoint
    remote: Endpoint | None
    state: str


# The kernel's numbers of the TCP states, from 1 on: Linux, include/net/tcp_states.h.
LINUX_STATES = (
    "", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT", "CLOSE", "CLOSE_WAIT",
    "LAST_ACK", "LISTEN", "CLOSING",
)  # fmt: skip


@dataclass(frozen=True)
class Owner:
    """A process that holds a socket; its name is empty where it can't be read, as when the process has ended."""

    pid: int
    name: str


@dataclass(frozen=True)
class Listener:
    """A socket that waits for callers (TCP) or letters (UDP), and all who hold it.

    A socket that a child inherited has several owners. `owners` is empty where the system hides them from this user.
    """

    row: SocketRow
    owners: tuple[Owner, ...]


@dataclass(frozen=True)
class Count:
    """How many sockets of the host have a protocol and state, and how many of those are held by nobody we may see.

    A connection that waits to be accepted or rests in TIME_WAIT belongs to no process, so nothing of it is hidden.
    """

    protocol: Protocol
    state: str
    sockets: int
    hidden: int


@dataclass(frozen=True)
class SocketTable:
    """What the machine says of all its TCP and UDP sockets.

    `connections` counts, by protocol and state and then by local port, the sockets that have a partner. `whole` is
    false where the system shows only the sockets of this user's processes.
    """

    counts: tuple[Count, ...]
    listeners: tuple[Listener, ...]
    connections: Mapping[tuple[Protocol, str], Mapping[int, int]]
    whole: bool


class TableRefusedError(HostRefusedError):
    """The system doesn't let this user read the table of sockets."""
