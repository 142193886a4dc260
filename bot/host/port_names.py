"""Looks up what a port is usually for."""

import socket

from bot.host.rows import Protocol


def usual_name(port: int, protocol: Protocol) -> str:
    """Tell the name that this machine's list of services has for a port (man 3 getservbyport); empty if it has none.

    A name is only a convention: any process may listen there. Slim container images bring no such list.
    """
    try:
        return socket.getservbyport(port, protocol.lower())
    except OSError:
        return ""
