"""What the machine says of a socket: endpoints and rows of its table."""

from dataclasses import dataclass
from typing import Literal


class HostRefusedError(Exception):
    """The machine, or somebody on it, doesn't let us do what we wanted; the message says what and why."""


Protocol = Literal["TCP", "UDP", "UNIX"]


@dataclass(frozen=True)
class Endpoint:
    """One end of a conversation: an IP address and a port, 0 to 65535.

    A Unix socket has a path in place of both (man 7 unix): `address` holds it, and `port` is 0.
    `masked` is empty, or says what kind of address ("private", "public") a documentation address stands for.
    """

    address: str
    port: int
    masked: Literal["", "private", "public"] = ""

    def __str__(self) -> str:
        if self.is_path:
            return self.address
        return f"[{self.address}]:{self.port}" if ":" in self.address else f"{self.address}:{self.port}"

    @property
    def is_path(self) -> bool:
        """Whether this is the path of a Unix socket; no IP address contains a slash."""
        return "/" in self.address

    @property
    def number(self) -> str:
        """What hangs on the door: the port, and for a path its last part."""
        return self.address.rpartition("/")[2] if self.is_path else str(self.port)

    @property
    def marked(self) -> str:
        """The endpoint as text, with the kind of address that a masked one stands for."""
        return f"{self} ({self.masked})" if self.masked else str(self)


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
