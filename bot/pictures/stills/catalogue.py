"""All stills by the name of the concept they show."""

from bot.pictures.drawing import Picture
from bot.pictures.painting import paint
from bot.pictures.rasterising import rasterised
from bot.pictures.stills import (
    client_server,
    connection,
    dns,
    ephemeral_port,
    file_descriptor,
    firewall,
    how_they_fit_together,
    ip_address,
    layers,
    listening,
    localhost,
    many_clients,
    nat,
    port,
    port_forwarding,
    port_vs_socket,
    process,
    process_vs_thread,
    socket,
    tcp_vs_udp,
    unix_socket,
)
from bot.pictures.stills.still import Still
from bot.pictures.theme import COLOURS, Theme

STILLS: dict[str, Still] = {
    still.name: still
    for still in (
        process.STILL,
        socket.STILL,
        port.STILL,
        ip_address.STILL,
        how_they_fit_together.STILL,
        connection.STILL,
        many_clients.STILL,
        client_server.STILL,
        listening.STILL,
        ephemeral_port.STILL,
        nat.STILL,
        port_forwarding.STILL,
        firewall.STILL,
        dns.STILL,
        layers.STILL,
        tcp_vs_udp.STILL,
        port_vs_socket.STILL,
        process_vs_thread.STILL,
        localhost.STILL,
        unix_socket.STILL,
        file_descriptor.STILL,
    )
}


class UnknownStillError(Exception):
    """No still has that name; the message lists those that exist."""


def find_still(name: str) -> Still:
    """The still of that name.

    Raises:
        UnknownStillError: there is none of that name.
    """
    if name in STILLS:
        return STILLS[name]
    raise UnknownStillError(f"I have no picture of that name. There are: {', '.join(STILLS)}.")


def draw_still(name: str, theme: Theme = "dark") -> Picture:
    """The still of that name, with its story in words.

    Raises:
        UnknownStillError: there is none of that name.
        PicturesUnavailableError: resvg-py is not installed; the message says how to install it.
    """
    still = find_still(name)
    return Picture(rasterised(paint(still.lay_out(), COLOURS[theme])), still.alt)
