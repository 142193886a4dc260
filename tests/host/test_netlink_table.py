import os
import socket
import subprocess
import sys
from collections.abc import Callable

import pytest
from own_network import said_as_nobody, said_in_own_network

from bot.host import netlink_table
from bot.host.loopback import Loopback, port_of, row_of
from bot.host.rows import Listener

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="NOT TESTED HERE: only Linux has sock_diag")

HOLD = "import sys; print(flush=True); sys.stdin.read()"


def listeners_on(port: int) -> list[Listener]:
    return [each for each in netlink_table.read().listeners if each.row.local.port == port]


@pytest.mark.parametrize("take", [Loopback.listen, Loopback.bind_udp])
def test_a_listener_is_told_with_its_owner(take: Callable[[Loopback], socket.socket]) -> None:
    with Loopback(timeout=1) as loopback:
        taken = take(loopback)
        (listener,) = listeners_on(port_of(taken))

        assert listener.row == row_of(taken)
    assert [owner.pid for owner in listener.owners] == [os.getpid()]
    assert all(owner.name for owner in listener.owners)


def test_a_listener_that_a_child_inherited_has_two_owners() -> None:
    with Loopback(timeout=1) as loopback:
        taken = loopback.listen()
        command = [sys.executable, "-c", HOLD]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=[taken.fileno()]
        ) as child:
            assert child.stdout
            child.stdout.readline()
            (listener,) = listeners_on(port_of(taken))
            child.communicate()

    assert {owner.pid for owner in listener.owners} == {os.getpid(), child.pid}


def test_listeners_that_share_a_port_are_as_many_sockets() -> None:
    with Loopback(timeout=1) as loopback:
        first = loopback.listen(shared=True)
        loopback.listen(port_of(first), shared=True)

        assert len(listeners_on(port_of(first))) == 2


def test_a_udp_socket_with_a_partner_is_no_listener() -> None:
    with Loopback(timeout=1) as loopback:
        here, there = loopback.bind_udp(), loopback.bind_udp()
        here.connect(there.getsockname())

        assert listeners_on(port_of(here)) == []
        assert netlink_table.read().connections["UDP", ""][port_of(here)] == 1


def test_connections_are_counted_by_state_and_local_port() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        for _ in range(3):
            loopback.accept(listener, loopback.connect(port_of(listener)))
        connections = netlink_table.read().connections

        assert connections["TCP", "ESTABLISHED"][port_of(listener)] == 3


@pytest.fixture(scope="module")
def seen_by_nobody() -> dict[tuple[str, str], list[int]]:
    """What user `nobody` counts where root holds sockets and he has one listener: sockets, and those hidden."""
    counts = said_as_nobody("""
with Loopback(timeout=1) as loopback:
    loopback.listen()
    print(json.dumps([dataclasses.astuple(count) for count in netlink_table.read().counts]))
""")
    return {(protocol, state): numbers for protocol, state, *numbers in counts}


def test_another_users_sockets_are_hidden_one_by_one(seen_by_nobody: dict[tuple[str, str], list[int]]) -> None:
    assert seen_by_nobody["TCP", "LISTEN"] == [4, 3]
    assert seen_by_nobody["UDP", ""] == [1, 1]


def test_a_connection_that_waits_to_be_accepted_hides_no_owner(
    seen_by_nobody: dict[tuple[str, str], list[int]],
) -> None:
    # Two ends of the accepted one, and of the waiting one only the client's, belong to a process.
    assert seen_by_nobody["TCP", "ESTABLISHED"] == [4, 3]


def test_what_rests_after_closing_hides_no_owner(seen_by_nobody: dict[tuple[str, str], list[int]]) -> None:
    assert seen_by_nobody["TCP", "TIME_WAIT"] == [1, 0]
    assert seen_by_nobody["TCP", "FIN_WAIT2"] == [1, 0]
    assert seen_by_nobody["TCP", "CLOSE_WAIT"] == [1, 1]


def test_another_users_listeners_on_one_port_stay_two_without_owners() -> None:
    listeners = said_as_nobody("""
print(json.dumps([[each.row.local.port, len(each.owners)] for each in netlink_table.read().listeners]))
""")
    ports = [port for port, _ in listeners]

    assert sorted(ports.count(port) for port in set(ports)) == [1, 1, 2]
    assert {owners for _, owners in listeners} == {0}


def test_a_socket_that_is_closed_while_owners_are_looked_for_is_not_hidden() -> None:
    hidden = said_in_own_network("""
import json, threading
from bot.host import netlink_table
from bot.host.loopback import Loopback
ended = threading.Event()
def come_and_go():
    while not ended.is_set():
        with Loopback(timeout=1) as loopback:
            loopback.listen()
coming = threading.Thread(target=come_and_go)
coming.start()
tables = [netlink_table.read() for _ in range(60)]
ended.set()
coming.join()
print(json.dumps(sum(count.hidden for table in tables for count in table.counts)))
""")

    assert hidden == 0


def test_psutil_counts_the_same_and_finds_the_same_owners() -> None:
    by_netlink, by_psutil = said_in_own_network("""
import dataclasses, json
from bot.host import netlink_table, psutil_table
from bot.host.loopback import Loopback, hang_up, port_of
with Loopback(timeout=2) as loopback, socket.socket(socket.AF_INET6) as v6:
    listener = loopback.listen()
    v6.bind(("::1", 0))
    v6.listen()
    loopback.bind_udp()
    clients = [loopback.connect(port_of(listener)) for _ in range(4)]
    accepted = [loopback.accept(listener, client) for client in clients]
    hang_up(clients[0])
    clients[1].close()
    accepted[1].recv(1)
    accepted[1].close()
    loopback.wait_until(lambda: {"TIME_WAIT", "FIN_WAIT2"} <= {count.state for count in netlink_table.read().counts})
    tables = [netlink_table.read(), psutil_table.read_whole()]
    print(json.dumps([
        [
            [dataclasses.astuple(count) for count in table.counts],
            sorted(str(listener) for listener in table.listeners),
            {f"{kind}": dict(ports) for kind, ports in table.connections.items() if ports},
            table.whole,
        ]
        for table in tables
    ]))
""")

    assert {state for _, state, *_ in by_netlink[0]} == {
        "LISTEN", "ESTABLISHED", "FIN_WAIT2", "CLOSE_WAIT", "TIME_WAIT", "",
    }  # fmt: skip
    assert by_netlink == by_psutil
