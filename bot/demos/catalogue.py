"""All demos by name."""

from bot.demos import (
    backlog,
    connection_refused,
    life_of_a_connection,
    own_host,
    port_in_use,
    port_zero,
    two_clients,
    udp,
)
from bot.demos.demo import Demo

OWN_HOST = own_host.DEMO
DEMOS: dict[str, Demo] = {
    demo.name: demo
    for demo in (
        OWN_HOST,
        port_in_use.DEMO,
        two_clients.DEMO,
        life_of_a_connection.DEMO,
        connection_refused.DEMO,
        udp.DEMO,
        backlog.DEMO,
        port_zero.DEMO,
    )
}


class UnknownDemoError(Exception):
    """No demo has that name; the message lists those that exist."""


def find_demo(name: str) -> Demo:
    """Find a demo by its name; an empty name means the report of the own host.

    Raises:
        UnknownDemoError: there is none of that name.
    """
    wanted = "-".join(name.lower().split()) or OWN_HOST.name
    if wanted not in DEMOS:
        raise UnknownDemoError(f"I have no demo of that name. There are: {', '.join(f'`{known}`' for known in DEMOS)}.")
    return DEMOS[wanted]
