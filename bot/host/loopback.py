"""Opens sockets on loopback for the demos: with a time-out, and closed at the end whatever happens."""

import errno
import socket
import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from bot.host.own_process import linux_row, read_own_process
from bot.host.rows import Endpoint, HostRefusedError, Protocol, SocketRow

ADDRESS = "127.0.0.1"
BACKLOG = 128
POLL_SECONDS = 0.001
Socket = socket.socket


class StrangerError(HostRefusedError):
    """Somebody else on this machine connected to a demo's listening socket."""


class Loopback:
    """Makes plain sockets on loopback. Use it as a context; leaving closes every socket it made."""

    def __init__(self, timeout: float) -> None:
        """Let no call on any of the sockets, and no wait for a state, last longer than `timeout` seconds."""
        self.timeout = timeout
        self._sockets: list[Socket] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for each in reversed(self._sockets):
            each.close()

    def listen(self, port: int = 0, *, address: str = ADDRESS, backlog: int = BACKLOG, shared: bool = False) -> Socket:
        """Make a listening TCP socket; with port 0 the host picks the port.

        At most about `backlog` connections wait to be accepted. `shared` lets others of our user listen on the same
        port, if they agree too (`SO_REUSEPORT`; Linux, man 7 socket).

        Raises:
            OSError: the port is taken (`EADDRINUSE`), not allowed (`EACCES`), or the address is none of this host's
                (`EADDRNOTAVAIL`).
        """
        listener = self.bind(port, address=address, shared=shared)
        listener.listen(backlog)
        return listener

    def bind(self, port: int = 0, *, address: str = ADDRESS, shared: bool = False) -> Socket:
        """Make a TCP socket with a port of its own that neither listens nor connects yet.

        Raises:
            OSError: as for `listen`.
        """
        bound = self._new(socket.SOCK_STREAM)
        if shared:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        bound.bind((address, port))
        return bound

    def connect(self, port: int, *, address: str = ADDRESS) -> Socket:
        """Make a TCP socket and connect it to a port; the host picks the local port.

        Raises:
            OSError: nobody listens there (`ECONNREFUSED`), or the time-out.
        """
        client = self._new(socket.SOCK_STREAM)
        client.connect((address, port))
        return client

    def knock(self, port: int, *, address: str = ADDRESS) -> str:
        """Connect to a port and hang up again; say what came of it: "connected", or the error's name."""
        try:
            self.connect(port, address=address).close()
        except OSError as error:
            return errno_name(error)
        return "connected"

    def knock_once_closed(self, port: int) -> str:
        """Knock at the port of a listener that was just closed, again and again until it is; say what came of it.

        It may stay open for another moment: a process that some thread of ours is starting has copies of all our
        descriptors until it executes its program (man 2 fork; `O_CLOEXEC` in man 2 open).
        """
        came: list[str] = []

        def is_closed() -> bool:
            came.append(self.knock(port))
            return came[-1] != "connected"

        self.wait_until(is_closed)
        return came[-1]

    def begin_to_connect(self, port: int) -> Socket:
        """Make a TCP socket that begins to connect to a port, without waiting for how that ends.

        Raises:
            OSError: it is refused at once (`ECONNREFUSED`).
        """
        client = self._new(socket.SOCK_STREAM)
        client.settimeout(0)
        begun = client.connect_ex((ADDRESS, port))
        if begun not in {0, errno.EINPROGRESS, errno.EWOULDBLOCK}:
            raise OSError(begun, errno.errorcode.get(begun, "the connection can't begin"))
        return client

    def is_answered(self, client: Socket, within: float) -> bool:
        """Wait `within` seconds for an answer to a connection that was begun, be it yes or no; say whether one came."""
        return self.wait_until(lambda: row_of(client).state != "SYN_SENT", within)

    def accept(self, listener: Socket, client: Socket) -> Socket:
        """Take the next connection off a listening socket, which is to be that of `client`.

        Raises:
            StrangerError: it is somebody else's.
            OSError: none comes before the time-out.
        """
        accepted, peer = listener.accept()
        self._sockets.append(accepted)
        accepted.settimeout(self.timeout)
        if peer != client.getsockname():
            raise StrangerError("Another program on this machine connected to the demo. Try it again.")
        return accepted

    def bind_udp(self, port: int = 0, *, address: str = ADDRESS) -> Socket:
        """Make a UDP socket with a port of its own.

        Raises:
            OSError: the port is taken (`EADDRINUSE`) or not allowed (`EACCES`).
        """
        bound = self._new(socket.SOCK_DGRAM)
        bound.bind((address, port))
        return bound

    def keep(self, made: Socket) -> Socket:
        """Give a socket that was made elsewhere the time-out, and close it with the others."""
        self._sockets.append(made)
        made.settimeout(self.timeout)
        return made

    def wait_until(self, reached: Callable[[], bool], within: float | None = None) -> bool:
        """Look again and again whether something is so until it is; say whether it was in time (`within` seconds)."""
        end = time.monotonic() + (self.timeout if within is None else within)
        while not reached():
            if time.monotonic() > end:
                return False
            time.sleep(POLL_SECONDS)
        return True

    def _new(self, kind: socket.SocketKind) -> Socket:
        return self.keep(socket.socket(socket.AF_INET, kind))


def port_of(bound: Socket) -> int:
    """Tell a socket's local port."""
    return int(bound.getsockname()[1])


def errno_name(error: OSError) -> str:
    """Name an error as the system's headers do: `EADDRINUSE`, on Windows `WSAEADDRINUSE`."""
    return errno.errorcode.get(error.errno or 0, type(error).__name__)


def hang_up(connected: Socket) -> None:
    """Say that nothing more will be sent (TCP's FIN), and go on reading: `shutdown(SHUT_WR)`, man 2 shutdown."""
    connected.shutdown(socket.SHUT_WR)


def row_of(seen: Socket) -> SocketRow:
    """Ask an open TCP or UDP socket for its endpoints and its state; TCP without any connection is in `CLOSE`.

    Raises:
        TableRefusedError: not on Linux, and the system doesn't show this process's sockets.
    """
    return linux_row(seen) if sys.platform == "linux" else listed_row(seen)


def listed_row(seen: Socket) -> SocketRow:
    """Look an open socket up among this process's own, since other systems than Linux don't let us ask it.

    Raises:
        TableRefusedError: the system doesn't show them.
    """
    protocol: Protocol = "TCP" if seen.type == socket.SOCK_STREAM else "UDP"
    local = Endpoint(*seen.getsockname()[:2])
    try:
        remote = Endpoint(*seen.getpeername()[:2])
    except OSError:  # it has none, or only calls it (man 2 getpeername)
        remote = None
    listed = (row for row in read_own_process().rows if (row.protocol, row.local) == (protocol, local))
    same = (row for row in listed if row.remote == remote or row.state == "SYN_SENT")
    return next(same, SocketRow(protocol, local, remote, "CLOSE" if protocol == "TCP" else ""))
