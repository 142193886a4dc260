import os
import sys

import pytest
from own_network import said_as_nobody

from bot.host import psutil_table
from bot.host.loopback import Loopback, port_of, row_of
from bot.host.rows import Endpoint, Listener, SocketTable, TableRefusedError


def whole() -> SocketTable:
    """Read the table of the host; skips where the system keeps it from us."""
    try:
        return psutil_table.read_whole()
    except TableRefusedError:
        pytest.skip("NOT TESTED HERE: this system shows the table of the whole host to root only")


def listeners_on(table: SocketTable, port: int) -> list[Listener]:
    return [each for each in table.listeners if each.row.local.port == port]


def test_an_own_listener_is_told_with_its_owner() -> None:
    with Loopback(timeout=1) as loopback:
        taken = loopback.listen()
        (listener,) = listeners_on(whole(), port_of(taken))

        assert listener.row == row_of(taken)
    assert [owner.pid for owner in listener.owners] == [os.getpid()]


def test_process_by_process_an_own_listener_is_told_with_its_owner() -> None:
    with Loopback(timeout=1) as loopback:
        taken = loopback.listen()
        (listener,) = listeners_on(psutil_table.read_of_visible_processes(), port_of(taken))

        assert listener.row == row_of(taken)
    assert [owner.pid for owner in listener.owners] == [os.getpid()]


def test_process_by_process_connections_are_counted_by_their_port() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        loopback.accept(listener, loopback.connect(port_of(listener)))
        connections = psutil_table.read_of_visible_processes().connections

        assert connections["TCP", "ESTABLISHED"][port_of(listener)] == 1


def test_only_the_host_as_a_whole_is_called_whole() -> None:
    assert not psutil_table.read_of_visible_processes().whole
    assert whole().whole


def test_process_by_process_an_ordinary_user_sees_his_own_sockets_and_nothing_is_hidden() -> None:
    if sys.platform != "linux":
        pytest.skip("NOT TESTED HERE: only Linux tells which sockets are whose without being root")
    counts = said_as_nobody("""
with Loopback(timeout=1) as loopback:
    loopback.listen()
    loopback.bind_udp()
    print(json.dumps([dataclasses.astuple(count) for count in psutil_table.read_of_visible_processes().counts]))
""")

    assert counts == [["TCP", "LISTEN", 1, 0], ["UDP", "", 1, 0]]


def test_the_state_between_two_ends_is_found_and_none_where_there_is_no_connection() -> None:
    whole()
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        client = loopback.connect(port_of(listener))
        here, there = Endpoint(*client.getsockname()), Endpoint(*listener.getsockname())

        assert psutil_table.state_between(here, there) == "ESTABLISHED"
        assert psutil_table.state_between(there, there) == ""
