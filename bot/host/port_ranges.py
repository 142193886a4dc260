"""Tells which ports the system picks by itself, and which it keeps for the privileged."""

from dataclasses import dataclass
from pathlib import Path

# Linux: documentation, networking/ip-sysctl; both belong to the network namespace, so a container has its own.
_SETTINGS = Path("/proc/sys/net/ipv4")


@dataclass(frozen=True)
class PortRange:
    """The ports from `first` to `last`, both of them included."""

    first: int
    last: int

    def __contains__(self, port: int) -> bool:
        return self.first <= port <= self.last

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


DYNAMIC = PortRange(49_152, 65_535)
"""The ports that IANA assigns to nobody, so that systems may pick among them (RFC 6335, section 6)."""


def ephemeral_range(settings: Path = _SETTINGS) -> PortRange | None:
    """Read among which ports this system picks when it is asked for any; None where it isn't known (not Linux)."""
    try:
        first, last = (settings / "ip_local_port_range").read_bytes().split()
    except OSError:
        return None
    return PortRange(int(first), int(last))


def first_unprivileged(settings: Path = _SETTINGS) -> int | None:
    """Read the lowest port that this system gives to everybody; None where it isn't known (not Linux)."""
    try:
        return int((settings / "ip_unprivileged_port_start").read_bytes())
    except OSError:
        return None
