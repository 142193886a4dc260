"""Lists the addresses of this machine."""

import socket
from itertools import chain

import psutil


def own_addresses() -> frozenset[str]:
    """Give the IP addresses of all network interfaces of this machine, without zones (`%eth0`)."""
    interfaces = psutil.net_if_addrs().values()
    internet = {socket.AF_INET, socket.AF_INET6}
    return frozenset(
        each.address.partition("%")[0] for each in chain.from_iterable(interfaces) if each.family in internet
    )
