"""All demos by name; the ports of this host, of which each has a demo, are found but not listed."""

import re

from bot.demos import (
    backlog,
    connection_refused,
    host_listing,
    http,
    inherited_door,
    life_of_a_connection,
    loopback_only,
    own_host,
    peek_inside,
    port_in_use,
    port_zero,
    shared_port,
    two_clients,
    udp,
    unix_socket,
)
from bot.demos.demo import Demo
from bot.demos.port_listing import HIGHEST_PORT, port_demo

OWN_HOST = own_host.DEMO
DEMOS: dict[str, Demo] = {
    demo.name: demo
    for demo in (
        OWN_HOST,
        host_listing.DEMO,
        port_in_use.DEMO,
        two_clients.DEMO,
        life_of_a_connection.DEMO,
        connection_refused.DEMO,
        udp.DEMO,
        shared_port.DEMO,
        inherited_door.DEMO,
        backlog.DEMO,
        port_zero.DEMO,
        loopback_only.DEMO,
        unix_socket.DEMO,
        peek_inside.DEMO,
        http.DEMO,
    )
}


class UnknownDemoError(Exception):
    """No demo has that name; the message lists those that exist."""


class NoPortError(UnknownDemoError):
    """What stands for a port is none; the message says what one is."""


def find_demo(name: str) -> Demo:
    """Find a demo by its name; an empty name means the report of the own host, and `port 8080` or `8080` that port.

    Raises:
        UnknownDemoError: there is none of that name.
        NoPortError: the name asks for a port, but not with a number that a port can have.
    """
    wanted = "-".join(name.lower().split()) or OWN_HOST.name
    if wanted in DEMOS:
        return DEMOS[wanted]
    if _asks_for_a_port(wanted):
        return port_demo(_port_number(wanted.removeprefix("port-")))
    known = ", ".join(f"`{known}`" for known in DEMOS)
    raise UnknownDemoError(f"I have no demo of that name. There are: {known}, and `port 8080` with any number.")


def _asks_for_a_port(wanted: str) -> bool:
    """Tell a number, even a wrong or strange one, from a name; digits of every script are meant as numbers."""
    number = wanted.removeprefix("port-")
    has_digits = any(each.isnumeric() for each in number)
    return wanted == "port" or (has_digits and (number != wanted or not any(each.isalpha() for each in number)))


def _port_number(text: str) -> int:
    # Only what everybody reads alike: Python's int() takes "+80", "1_000" and the digits of every script, too.
    if re.fullmatch("[0-9]{1,5}", text) and int(text) <= HIGHEST_PORT:
        return int(text)
    raise NoPortError(f"A port is a whole number from 0 to {HIGHEST_PORT}, in the digits 0 to 9, as in `port 8080`.")
