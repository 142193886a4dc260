"""What the machine says of a socket: endpoints and rows of its table."""

from dataclasses import dataclass
from typing import Literal


class HostRefusedError(Exception):
    """The machine, or somebody on it, doesn't let us do what we wanted; the message says what and why."""


Protocol = Literal["TCP", "UDP"]


@dataclass(frozen=True)
class Endpoint:
    """One end of a conversation: an IP address and a port, 0 to 65535.

    `masked` is empty, or says what kind of address ("private", "public") a documentation address stands for.
    """

    address: str
    port: int
    masked: Literal["", "private", "public"] = ""

    def __str__(self) -> str:
        return f"[{self.address}]:{self.port}" if ":" in self.address else f"{self.address}:{self.port}"

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
