"""The numbers by which a process knows what it has open, and what the system has behind them."""

import os
import socket
import stat
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.host.rows import LINUX_STATES, Endpoint, SocketRow

_TABLE = Path("/proc/net/tcp")


@dataclass(frozen=True)
class Line:
    """A line of the kernel's table of TCP sockets: how `text` tells the local end and the state, and what it means."""

    text: str
    row: SocketRow


def behind(descriptor: int) -> str:
    """Say what a descriptor stands for: on Linux the name in /proc/self/fd (`socket:[inode]`), else what kind of file.

    Windows doesn't tell: there a socket's number is a handle, which is no descriptor.
    """
    if sys.platform == "linux":
        return os.readlink(f"/proc/self/fd/{descriptor}")  # noqa: PTH115 (a Path of "socket:[1]" tells nothing more)
    if sys.platform == "win32":
        return "not told"
    mode = os.fstat(descriptor).st_mode
    return "socket" if stat.S_ISSOCK(mode) else "device" if stat.S_ISCHR(mode) else "file"


def inode_of(descriptor: int) -> int:
    """Tell the number by which a Linux kernel knows the socket behind a descriptor."""
    return os.fstat(descriptor).st_ino


def line_of(inode: int) -> Line | None:
    """Find a socket in the kernel's table of TCP sockets over IPv4, /proc/net/tcp; None where it isn't listed.

    Those that listen are listed first, so finding one takes no time.
    """
    with _TABLE.open(encoding="utf-8") as table:
        fields = next((line.split() for line in table if line.split()[9] == str(inode)), None)
    if fields is None:
        return None
    _, local, remote, state, *_ = fields
    partner = None if remote.endswith(":0000") else _endpoint(remote)
    row = SocketRow("TCP", _endpoint(local), partner, LINUX_STATES[int(state, 16)])
    return Line(f"{local}, state {state}", row)


def _endpoint(written: str) -> Endpoint:
    """Read an endpoint: the address as the processor stores the number, the port as it is."""
    address, port = written.split(":")
    return Endpoint(socket.inet_ntoa(struct.pack("=I", int(address, 16))), int(port, 16))
