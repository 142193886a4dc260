import os
import socket
import struct
import sys

import pytest

from bot.host.loopback import Loopback, port_of, row_of
from bot.host.own_process import read_own_process
from bot.host.rows import SocketRow


def own_rows(*ports: int) -> list[SocketRow]:
    return [row for row in read_own_process().rows if row.local.port in ports]


def test_own_sockets_are_told_as_they_tell_themselves() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        client = loopback.connect(port_of(listener))
        accepted = loopback.accept(listener, client)
        udp = loopback.bind_udp()
        seen = own_rows(port_of(listener), port_of(client), port_of(udp))

        assert sorted(map(str, seen)) == sorted(str(row_of(each)) for each in (listener, client, accepted, udp))


@pytest.mark.skipif(not socket.has_ipv6, reason="NOT TESTED HERE: this system has no IPv6")
@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM])
def test_ipv6_sockets_are_own_sockets_too(kind: socket.SocketKind) -> None:
    with socket.socket(socket.AF_INET6, kind) as bound:
        bound.bind(("::1", 0))
        (row,) = own_rows(port_of(bound))

    assert (row.local.address, row.remote) == ("::1", None)


def test_unix_sockets_and_files_are_none_of_them() -> None:
    before = read_own_process().rows
    if not hasattr(socket, "AF_UNIX"):
        pytest.skip("NOT TESTED HERE: this system has no Unix sockets")
    one, other = socket.socketpair(socket.AF_UNIX)
    with one, other:
        assert read_own_process().rows == before


def test_closed_sockets_are_no_longer_own() -> None:
    with Loopback(timeout=1) as loopback:
        port = port_of(loopback.listen())

    assert own_rows(port) == []


def test_a_socket_with_two_descriptors_is_one_socket() -> None:
    if sys.platform != "linux":
        pytest.skip("NOT TESTED HERE: psutil tells each descriptor off Linux")
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        with listener.dup():
            seen = own_rows(port_of(listener))

    assert len(seen) == 1


def test_looking_at_a_socket_leaves_it_as_it_was() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        client = loopback.connect(port_of(listener))
        accepted = loopback.accept(listener, client)
        for _ in range(3):
            read_own_process()
        client.sendall(b"still here")

        assert accepted.recv(64) == b"still here"
        assert (client.gettimeout(), client.get_inheritable()) == (1, False)


def test_reading_opens_no_descriptor_for_good() -> None:
    with Loopback(timeout=1) as loopback:
        loopback.listen()
        before = descriptors()
        read_own_process()

        assert descriptors() == before


def descriptors() -> list[str]:
    if sys.platform != "linux":
        pytest.skip("NOT TESTED HERE: only Linux lists a process's descriptors in /proc")
    return os.listdir("/proc/self/fd")  # noqa: PTH208 (their names are all that is asked for)


def test_a_socket_that_has_no_number_yet_has_port_0() -> None:
    if sys.platform != "linux":
        pytest.skip("NOT TESTED HERE: psutil leaves such sockets out on some systems")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM):
        assert [row.state for row in own_rows(0)] == ["CLOSE"]


def test_a_connection_that_was_reset_no_longer_has_a_partner() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        client = loopback.connect(port_of(listener))
        accepted = loopback.accept(listener, client)
        # Closing with a linger time of 0 sends RST (man 7 socket, SO_LINGER).
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        port = port_of(client)
        client.close()
        loopback.wait_until(lambda: row_of(accepted).state == "CLOSE")

        assert own_rows(port) == []


def test_the_own_process_has_its_id_and_a_name() -> None:
    own = read_own_process()

    assert own.pid == os.getpid()
    assert own.name
