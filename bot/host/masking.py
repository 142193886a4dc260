"""Hides addresses: the host's own and other people's are replaced by addresses reserved for documentation."""

import ipaddress
from collections.abc import Collection
from dataclasses import replace

from bot.host.rows import Endpoint, SocketRow

# RFC 5737 (IPv4) and RFC 3849 (IPv6): never assigned to anybody.
_PRIVATE_V4, _PUBLIC_V4 = ipaddress.ip_network("192.0.2.0/24"), ipaddress.ip_network("198.51.100.0/24")
_PRIVATE_V6, _PUBLIC_V6 = ipaddress.ip_network("2001:db8:1::/64"), ipaddress.ip_network("2001:db8:2::/64")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def unmapped(address: str) -> Address:
    """Read an address without its zone (`%eth0`), and as IPv4 what an IPv6 socket tells of IPv4 (RFC 4291, 2.5.5.2)."""
    read = ipaddress.ip_address(address.partition("%")[0])
    return (isinstance(read, ipaddress.IPv6Address) and read.ipv4_mapped) or read


class Mask:
    """Replaces addresses, the same one always by the same.

    What belongs to nobody in particular is shown: loopback, "every address" (0.0.0.0, ::), and groups (multicast).
    """

    def __init__(self, shown: Collection[str] = ()) -> None:
        """Show also the addresses in `shown`, as they are."""
        self._shown = frozenset(shown)
        self._masked: dict[str, Endpoint] = {}
        self._used: dict[object, int] = {}

    def row(self, row: SocketRow) -> SocketRow:
        """Mask both ends of a row."""
        return replace(row, local=self.endpoint(row.local), remote=row.remote and self.endpoint(row.remote))

    def endpoint(self, endpoint: Endpoint) -> Endpoint:
        """Mask an endpoint's address; the port stays."""
        address = unmapped(endpoint.address)
        if address.is_loopback or address.is_unspecified or address.is_multicast or str(address) in self._shown:
            return Endpoint(str(address), endpoint.port)
        known = self._masked.get(str(address))
        if known is None:
            known = self._masked[str(address)] = self._stand_in(address)
        return replace(known, port=endpoint.port)

    def _stand_in(self, address: Address) -> Endpoint:
        private = not address.is_global
        v4 = isinstance(address, ipaddress.IPv4Address)
        network = (_PRIVATE_V4 if private else _PUBLIC_V4) if v4 else (_PRIVATE_V6 if private else _PUBLIC_V6)
        number = self._used[network] = self._used.get(network, 0) + 1
        # Beyond the 254 of a documentation network the last one stands for all further addresses.
        return Endpoint(str(network[min(number, 254)]), 0, "private" if private else "public")
