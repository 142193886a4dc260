import os
import socket
import sys

import pytest

from bot.host.loopback import Loopback, hang_up, port_of, row_of
from bot.host.rows import LINUX_STATES, Endpoint, Protocol, SocketRow
from bot.host.sock_diag import INODE, Told, dump, row_told, state_between

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="NOT TESTED HERE: only Linux has sock_diag")

HOME, HOME_V6 = "127.0.0.1", "::1"


def ends(seen: socket.socket) -> tuple[Endpoint, Endpoint]:
    return Endpoint(*seen.getsockname()[:2]), Endpoint(*seen.getpeername()[:2])


def told_of(
    port: int, protocol: Protocol = "TCP", family: socket.AddressFamily = socket.AF_INET
) -> list[tuple[SocketRow, int]]:
    """List the rows and inodes of the sockets with this local port."""
    rows: list[tuple[SocketRow, Told]] = [(row_told(family, protocol, told), told) for told in dump(family, protocol)]
    return [(row, told[INODE]) for row, told in rows if row.local.port == port]


def inodes_between(local: Endpoint, remote: Endpoint) -> list[int]:
    return [inode for row, inode in told_of(local.port) if (row.local, row.remote) == (local, remote)]


def test_both_ends_of_a_connection_are_found() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        client = loopback.connect(port_of(listener))
        here, there = ends(client)

        assert (state_between(here, there), state_between(there, here)) == ("ESTABLISHED", "ESTABLISHED")


def test_half_closed_ends_are_in_the_states_of_the_rfc() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        client = loopback.connect(port_of(listener))
        loopback.accept(listener, client)
        here, there = ends(client)
        hang_up(client)

        assert loopback.wait_until(lambda: state_between(here, there) == "FIN_WAIT2")
        assert state_between(there, here) == "CLOSE_WAIT"


def test_a_closed_socket_that_its_partner_keeps_open_is_in_fin_wait2_and_belongs_to_nobody() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        client = loopback.connect(port_of(listener))
        loopback.accept(listener, client)
        here, there = ends(client)
        client.close()

        assert loopback.wait_until(lambda: state_between(here, there) == "FIN_WAIT2")
        assert inodes_between(here, there) == [0]


def test_time_wait_is_found_at_the_end_that_closed_first_and_nothing_at_the_other() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        client = loopback.connect(port_of(listener))
        accepted = loopback.accept(listener, client)
        here, there = ends(client)
        client.close()
        accepted.recv(1)
        accepted.close()

        assert loopback.wait_until(lambda: state_between(here, there) == "TIME_WAIT")
        assert state_between(there, here) == ""
        assert inodes_between(here, there) == [0]


def test_where_only_a_listener_is_there_is_no_connection() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        here = Endpoint(HOME, port_of(listener))

        assert state_between(here, Endpoint(HOME, port_of(loopback.bind()))) == ""


def test_where_nobody_is_there_is_no_connection() -> None:
    with Loopback(timeout=1) as loopback:
        here, there = (Endpoint(HOME, port_of(loopback.bind())) for _ in range(2))

        assert state_between(here, there) == ""


def test_an_ipv6_connection_is_found() -> None:
    with ipv6_listener(HOME_V6) as listener, socket.create_connection((HOME_V6, port_of(listener))) as client:
        here, there = ends(client)

        assert state_between(here, there) == "ESTABLISHED"


def test_a_connection_over_ipv4_is_found_at_an_ipv6_socket() -> None:
    with ipv6_listener("::ffff:127.0.0.1") as listener, socket.create_connection((HOME, port_of(listener))) as client:
        accepted, _ = listener.accept()
        with accepted:
            mapped_here, mapped_there = ends(accepted)
            here, there = ends(client)

            assert mapped_here.address == "::ffff:127.0.0.1"
            assert state_between(mapped_here, mapped_there) == "ESTABLISHED"
            assert state_between(there, here) == "ESTABLISHED"


def ipv6_listener(address: str) -> socket.socket:
    listener = socket.socket(socket.AF_INET6)
    try:
        listener.bind((address, 0))
    except OSError:
        listener.close()
        pytest.skip("NOT TESTED HERE: this machine has no IPv6 loopback")
    listener.listen()
    return listener


@pytest.mark.parametrize("protocol", ["TCP", "UDP"])
@pytest.mark.parametrize(("family", "address"), [(socket.AF_INET, HOME), (socket.AF_INET6, HOME_V6)])
def test_a_socket_is_told_with_its_address_and_inode(
    protocol: Protocol, family: socket.AddressFamily, address: str
) -> None:
    with socket.socket(family, socket.SOCK_STREAM if protocol == "TCP" else socket.SOCK_DGRAM) as bound:
        try:
            bound.bind((address, 0))
        except OSError:
            pytest.skip("NOT TESTED HERE: this machine has no IPv6 loopback")
        if protocol == "TCP":
            bound.listen()
        ((row, inode),) = told_of(port_of(bound), protocol, family)

        assert row == row_of(bound)
        assert inode == inode_of(bound)


def inode_of(seen: socket.socket) -> int:
    return os.fstat(seen.fileno()).st_ino


def test_a_connection_that_waits_to_be_accepted_belongs_to_nobody_yet() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        client = loopback.connect(port_of(listener))
        there, here = ends(client)

        assert inodes_between(here, there) == [0]
        accepted = loopback.accept(listener, client)
        assert inodes_between(here, there) == [inode_of(accepted)]


def test_a_udp_socket_with_a_partner_is_told_with_it() -> None:
    with Loopback(timeout=1) as loopback:
        here, there = loopback.bind_udp(), loopback.bind_udp()
        here.connect(there.getsockname())
        ((row, _),) = told_of(port_of(here), "UDP")

        assert row == SocketRow("UDP", *ends(here), "")


def test_only_the_states_asked_for_are_told() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        loopback.connect(port_of(listener))
        listening = LINUX_STATES.index("LISTEN")

        assert {state for state, *_ in dump(socket.AF_INET, "TCP", 1 << listening)} == {listening}


def test_more_sockets_than_one_message_holds_are_all_told() -> None:
    with Loopback(timeout=1) as loopback:
        inodes = {inode_of(loopback.listen()) for _ in range(400)}
        told = [inode for *_, inode in dump(socket.AF_INET, "TCP")]

    assert inodes <= set(told)
    assert len(set(told) - {0}) == len(told) - told.count(0)
