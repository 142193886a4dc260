"""Unix sockets: doors that have a path in the file system in place of an address and a port (man 7 unix)."""

import os
import socket
import stat
import struct
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.host.loopback import Loopback, Socket
from bot.host.rows import UNNAMED, Endpoint, HostRefusedError, SocketRow

# sun_path holds 108 bytes on Linux (man 7 unix) and 104 on macOS (sys/un.h), one of which ends the path.
_LONGEST_PATH = 107 if sys.platform == "linux" else 103

# Where temporary files go; or where nothing may be written, as in many a container, shared memory (man 7 shm_overview).
_PARENTS = (None, "/dev/shm")  # noqa: S108 (the directory that is made there is readable by our user only)


@contextmanager
def new_path(parents: Sequence[str | None] = _PARENTS) -> Iterator[Path]:
    """Give a path for a Unix socket, in a directory of its own that is removed afterwards with all in it.

    `parents` are where to try to make that directory, in this order; None is where the system keeps temporary files.

    Raises:
        HostRefusedError: there are no Unix sockets here, no place for one, or only such with too long a path.
    """
    if not hasattr(socket, "AF_UNIX"):
        raise HostRefusedError("Python has no Unix sockets on this system, as on Windows; Linux and macOS have them.")
    with _new_directory(parents) as directory:
        path = Path(directory, "door")
        if len(os.fsencode(path)) > _LONGEST_PATH:
            raise HostRefusedError(f"The path of a Unix socket has at most {_LONGEST_PATH} bytes; here it has more.")
        yield path


def _new_directory(parents: Sequence[str | None]) -> tempfile.TemporaryDirectory[str]:
    for parent in parents:
        with suppress(OSError):
            return tempfile.TemporaryDirectory(prefix="porter-", dir=parent, ignore_cleanup_errors=True)
    raise HostRefusedError("A Unix socket needs a file, and I find no directory here to which I may write.")


def listen_at(loopback: Loopback, path: Path) -> Socket:
    """Make a listening Unix socket; binding it makes a file of type socket.

    Raises:
        OSError: the file is there already (`EADDRINUSE`), whether or not a socket still belongs to it.
    """
    listener = loopback.keep(socket.socket(socket.AF_UNIX))
    listener.bind(str(path))
    listener.listen()
    return listener


def connect_to(loopback: Loopback, path: Path) -> Socket:
    """Make a Unix socket and connect it to the one at a path; it gets no name itself.

    Raises:
        OSError: there is no such file (`ENOENT`), or no socket listens behind it any more (`ECONNREFUSED`).
    """
    client = loopback.keep(socket.socket(socket.AF_UNIX))
    client.connect(str(path))
    return client


def accept_next(loopback: Loopback, listener: Socket) -> Socket:
    """Take the next connection off a listening Unix socket. Only our own user may enter its directory.

    Raises:
        OSError: none comes before the time-out.
    """
    accepted, _ = listener.accept()
    return loopback.keep(accepted)


def row_of_unix(seen: Socket) -> SocketRow:
    """Ask a Unix socket for its ends and its state; of a path only the last part is shown, after an ellipsis."""
    local = _endpoint(seen.getsockname())
    if seen.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
        return SocketRow("UNIX", local, None, "LISTEN")
    try:
        return SocketRow("UNIX", local, _endpoint(seen.getpeername()), "ESTABLISHED")
    except OSError:
        return SocketRow("UNIX", local, None, "CLOSE")


def _endpoint(path: str) -> Endpoint:
    return Endpoint(f"…/{Path(path).name}", 0) if path else UNNAMED


def file_mode(path: Path) -> str:
    """Write a file's type and permissions as `ls -l` does: `s` at the beginning means socket."""
    return stat.filemode(path.lstat().st_mode)


def caller_of(accepted: Socket) -> int | None:
    """Ask the system for the id of the process that connected: Linux only, `SO_PEERCRED` in man 7 unix."""
    if sys.platform != "linux":
        return None
    pid, _, _ = struct.unpack("3i", accepted.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    return int(pid)
