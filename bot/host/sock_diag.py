"""Asks Linux for its TCP and UDP sockets over netlink: for all, or for the one with given ends (man 7 sock_diag)."""

import ipaddress
import os
import socket
import struct
from collections.abc import Iterator

from bot.host.rows import LINUX_STATES, Endpoint, Protocol, SocketRow

# man 7 netlink; linux/netlink.h, linux/sock_diag.h.
NETLINK_SOCK_DIAG = 4
_SOCK_DIAG_BY_FAMILY = 20
_REQUEST, _MANY_PARTS, _DUMP = 0x1, 0x2, 0x300
_HEADER = struct.Struct("=IHHII")  # length, kind, flags, sequence, port id
_ERRNO = struct.Struct("=i")

# linux/inet_diag.h: the two ends are struct inet_diag_sockid, of which we read ports and addresses.
_WANTED = struct.Struct("=BBxxI48s")  # family, protocol, states, ends
_MESSAGE = struct.Struct("=IHH8xxBxx48s12xII")  # length, kind, flags; state, ends, user id, inode
_PADDING = bytes(_MESSAGE.size)  # so that also a message that is shorter can be unpacked
_ENDS = struct.Struct("!HH16s16s")  # local port, remote port, local address, remote address
_ANY_COOKIE = b"\xff" * 8

_EVERY_STATE = (1 << len(LINUX_STATES)) - 1
_LISTEN = 1 << LINUX_STATES.index("LISTEN")
_PROTOCOLS: dict[Protocol, int] = {"TCP": socket.IPPROTO_TCP, "UDP": socket.IPPROTO_UDP}
FAMILIES = (socket.AF_INET, socket.AF_INET6)

SECONDS = 2.0
BUFFER = 65_536  # the kernel fills at most 32 KiB at a time

NO_PORT = b"\0\0"

# State, ends (packed: local port, remote port, ...), id of the user who opened it, and inode, which is 0 where a socket
# belongs to no process. Plain tuples, because there may be tens of thousands: named ones take a third longer.
Told = tuple[int, bytes, int, int]
INODE = 3


def dump(family: socket.AddressFamily, protocol: Protocol, states: int = _EVERY_STATE) -> Iterator[Told]:
    """Give every socket of a family and protocol in this network namespace: some 30,000 in 25 ms.

    A UDP socket without a partner is told as CLOSE, one with a partner as ESTABLISHED.

    Raises:
        OSError: netlink is refused here, as by gVisor (`EPROTONOSUPPORT`) or a seccomp filter, or the kernel was
            built without inet_diag (`ENOENT`).
    """
    return _ask(_WANTED.pack(family, _PROTOCOLS[protocol], states, b""), _DUMP)


def state_between(local: Endpoint, remote: Endpoint) -> str:
    """Tell the state of the TCP socket with exactly these ends, whoever holds it, if anybody; empty if there is none.

    Takes about 0.05 ms, however many sockets there are.

    Raises:
        OSError: as for `dump`.
    """
    ends = _ENDS.pack(local.port, remote.port, _packed(local), _packed(remote))
    family = socket.AF_INET6 if ":" in local.address else socket.AF_INET
    wanted = ends + bytes(4) + _ANY_COOKIE
    try:
        ((state, found, *_),) = _ask(_WANTED.pack(family, socket.IPPROTO_TCP, _EVERY_STATE, wanted), 0)
    except FileNotFoundError:
        # ENOENT: there is no such socket, or nobody to ask. Those that listen can be listed only by somebody.
        list(dump(socket.AF_INET, "TCP", _LISTEN))
        return ""
    # Where no connection has these ends, the kernel tells of the listener that would take one.
    return LINUX_STATES[state] if found[2:4] != NO_PORT else ""


def row_told(family: socket.AddressFamily, protocol: Protocol, told: Told) -> SocketRow:
    """Unpack what was told of a socket."""
    state, ends, *_ = told
    local_port, remote_port, *addresses = _ENDS.unpack_from(ends)
    size = 4 if family == socket.AF_INET else 16
    local, remote = (socket.inet_ntop(family, address[:size]) for address in addresses)
    partner = Endpoint(remote, remote_port) if remote_port else None
    return SocketRow(protocol, Endpoint(local, local_port), partner, LINUX_STATES[state] if protocol == "TCP" else "")


def _packed(endpoint: Endpoint) -> bytes:
    return ipaddress.ip_address(endpoint.address.partition("%")[0]).packed.ljust(16, b"\0")


def _ask(wanted: bytes, flags: int) -> Iterator[Told]:
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_SOCK_DIAG) as kernel:
        kernel.settimeout(SECONDS)
        length = _HEADER.size + len(wanted)
        kernel.send(_HEADER.pack(length, _SOCK_DIAG_BY_FAMILY, _REQUEST | flags, 1, 0) + wanted)
        more = True
        while more:
            messages = kernel.recv(BUFFER)
            start, end = 0, len(messages)
            messages += _PADDING
            while start < end:
                length, kind, flags, state, ends, user, inode = _MESSAGE.unpack_from(messages, start)
                if kind != _SOCK_DIAG_BY_FAMILY:
                    _raise_if_refused(messages, start)
                    return
                yield state, ends, user, inode
                more = bool(flags & _MANY_PARTS)
                start += length + 3 & ~3


def _raise_if_refused(messages: bytes, start: int) -> None:
    """Read the number in what ends an answer (NLMSG_DONE) or refuses one (NLMSG_ERROR): an errno, negated, or 0."""
    (number,) = _ERRNO.unpack_from(messages, start + _HEADER.size)
    if number:
        raise OSError(-number, os.strerror(-number))
