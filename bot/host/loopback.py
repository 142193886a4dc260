"""Opens sockets on loopback for the demos: with a time-out, and closed at the end whatever happens."""

import errno
import socket
import struct
import sys
from types import TracebackType

from bot.host.rows import Endpoint, HostRefusedError, Protocol, SocketRow

ADDRESS = "127.0.0.1"
Socket = socket.socket

# The kernel's numbering of TCP states: Linux, include/net/tcp_states.h.
_LINUX_STATES = (
    "", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT", "CLOSE", "CLOSE_WAIT",
    "LAST_ACK", "LISTEN", "CLOSING",
)  # fmt: skip


class StrangerError(HostRefusedError):
    """Somebody else on this machine connected to a demo's listening socket."""


class Loopback:
    """Makes plain blocking sockets on 127.0.0.1. Use it as a context; leaving closes every socket it made."""

    def __init__(self, timeout: float) -> None:
        """Let no call on any of the sockets last longer than `timeout` seconds."""
        self._timeout = timeout
        self._sockets: list[Socket] = []

    def __enter__(self) -> "Loopback":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for each in reversed(self._sockets):
            each.close()

    def listen(self, port: int = 0) -> Socket:
        """Make a listening TCP socket; with port 0 the host picks the port.

        Raises:
            OSError: the port is taken (`EADDRINUSE`) or not allowed (`EACCES`).
        """
        listener = self._new(socket.SOCK_STREAM)
        listener.bind((ADDRESS, port))
        listener.listen()
        return listener

    def connect(self, port: int) -> Socket:
        """Make a TCP socket and connect it to a port; the host picks the local port.

        Raises:
            OSError: nobody listens there (`ECONNREFUSED`), or the time-out.
        """
        client = self._new(socket.SOCK_STREAM)
        client.connect((ADDRESS, port))
        return client

    def accept(self, listener: Socket, client: Socket) -> Socket:
        """Take the next connection off a listening socket, which is to be that of `client`.

        Raises:
            StrangerError: it is somebody else's.
            OSError: none comes before the time-out.
        """
        accepted, peer = listener.accept()
        self._sockets.append(accepted)
        accepted.settimeout(self._timeout)
        if peer != client.getsockname():
            raise StrangerError("Another program on this machine connected to the demo. Try it again.")
        return accepted

    def bind_udp(self, port: int = 0) -> Socket:
        """Make a UDP socket with a port of its own.

        Raises:
            OSError: the port is taken (`EADDRINUSE`) or not allowed (`EACCES`).
        """
        bound = self._new(socket.SOCK_DGRAM)
        bound.bind((ADDRESS, port))
        return bound

    def _new(self, kind: socket.SocketKind) -> Socket:
        made = socket.socket(socket.AF_INET, kind)
        self._sockets.append(made)
        made.settimeout(self._timeout)
        return made


def port_of(bound: Socket) -> int:
    """Tell a socket's local port."""
    return int(bound.getsockname()[1])


def errno_name(error: OSError) -> str:
    """Name an error as the system's headers do: `EADDRINUSE`, on Windows `WSAEADDRINUSE`."""
    return errno.errorcode.get(error.errno or 0, type(error).__name__)


def row_of(seen: Socket) -> SocketRow:
    """Ask an open socket for its endpoints and its state."""
    protocol: Protocol = "TCP" if seen.type == socket.SOCK_STREAM else "UDP"
    local = Endpoint(*seen.getsockname()[:2])
    try:
        remote = Endpoint(*seen.getpeername()[:2])
    except OSError:
        remote = None
    return SocketRow(protocol, local, remote, _state(seen, remote) if protocol == "TCP" else "")


def _state(seen: Socket, remote: Endpoint | None) -> str:
    if sys.platform == "linux":
        # tcpi_state is the first byte of TCP_INFO (man 7 tcp; linux/tcp.h).
        (number,) = struct.unpack("B", seen.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1))
        return _LINUX_STATES[number]
    if seen.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
        return "LISTEN"
    return "ESTABLISHED" if remote else "CLOSE"
