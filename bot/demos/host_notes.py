"""What is told beside the sockets: what can't be seen of the host or isn't shown, and why."""

from collections.abc import Iterator, Sequence

from bot.demos.disclosure import Sight
from bot.demos.transcript import Door, Total
from bot.host.addresses import own_addresses
from bot.host.containers import in_container, in_own_network
from bot.host.masking import Mask
from bot.host.rows import SocketTable


def mask_for(sight: Sight) -> Mask:
    """Make the mask for what may be seen."""
    return Mask(own_addresses() if sight.own_addresses else ())


def totals_of(table: SocketTable) -> tuple[Total, ...]:
    """Tell the host's sockets in numbers."""
    return tuple(Total(count.protocol, count.state, count.sockets, count.hidden) for count in table.counts)


def table_notes(table: SocketTable, *, hidden: bool) -> Iterator[str]:
    """Say what the system doesn't show of the host's sockets; `hidden` tells whether that concerns an owner shown."""
    if not table.whole:
        yield (
            "Only the sockets of the user that runs me are seen: this system shows the others to root only "
            "(macOS does so)."
        )
    if hidden:
        yield (
            "Owner hidden: a system names a socket's process only to its own user or root, and not across containers. "
            "Some sockets belong to the system itself."
        )


def sight_notes(doors: Sequence[Door], sight: Sight) -> Iterator[str]:
    """Say what isn't shown of the doors, of which `sight.rows` are."""
    if len(doors) > sight.rows:
        yield f"{len(doors) - sight.rows} more are not shown."
    if any(door.row.local.masked or (door.row.remote and door.row.remote.masked) for door in doors[: sight.rows]):
        yield (
            "Real addresses stay private: 192.0.2.x or 2001:db8:1:: stands for a private one, "
            "198.51.100.x or 2001:db8:2:: for a public one. Ports and states are real."
        )


def container_notes() -> Iterator[str]:
    """Say how much of the machine is seen at all, where that isn't the whole (man 7 network_namespaces)."""
    container, apart = in_container(), in_own_network()
    if apart:
        place = "a container with a network of its own" if container else "a network of its own (a namespace)"
        yield (
            f"This process lives in {place}, a building apart: only the sockets inside it exist here. The machine "
            "around it has others."
        )
    elif container:
        yield (
            "This looks like a container that shares its host's network: the host's sockets are seen too, but who "
            "holds those outside of the container may be hidden."
        )
