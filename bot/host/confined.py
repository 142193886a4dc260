"""A listening socket at every address of the machine that nevertheless nobody reaches from the network."""

import socket
import sys

from bot.host.loopback import Loopback, Socket
from bot.host.rows import HostRefusedError

ANY_ADDRESS = "0.0.0.0"  # noqa: S104 (it is what this is about)
LOOPBACK_DEVICE = b"lo"


def listen_everywhere(loopback: Loopback) -> Socket:
    """Make a TCP socket that listens at 0.0.0.0 and takes only what comes over the loopback device (Linux only).

    `SO_BINDTODEVICE` (man 7 socket) stands before `bind`, so at no time the port is open to the network. Since Linux
    5.7 ordinary users may set it, while the socket isn't bound to a device yet.

    Raises:
        HostRefusedError: this system can't confine a socket to a device.
        OSError: it doesn't let us do so (`EPERM`).
    """
    if sys.platform != "linux":
        raise HostRefusedError("Only Linux confines a socket to a device, and without that I open none to the network.")
    listener = loopback.keep(socket.socket())
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, LOOPBACK_DEVICE)
    listener.bind((ANY_ADDRESS, 0))
    listener.listen()
    return listener


def device_of(confined: Socket) -> str:
    """Tell the device to which a socket is confined; empty if to none."""
    # At most IFNAMSIZ bytes, the end of the name included (man 7 netdevice).
    return confined.getsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, 16).rstrip(b"\0").decode()
