import ipaddress
import os
import socket
from itertools import chain

import psutil
import pytest

from bot.demos.demo import Surroundings
from bot.demos.disclosure import EVERYTHING_MASKED, Sight
from bot.demos.own_host import report
from bot.host.loopback import ADDRESS, Loopback, hang_up, port_of, row_of
from bot.host.own_process import read_own_process
from bot.host.rows import SocketTable, TableRefusedError
from bot.host.socket_table import HostTable


@pytest.fixture(autouse=True)
def no_sockets_but_ours() -> None:
    if read_own_process().rows:
        pytest.skip("something else in this process has a network socket, so its report isn't ours alone")


def test_a_process_without_sockets_opens_three_and_says_so() -> None:
    shown = report(Surroundings(timeout=1))

    assert {(door.label, door.row.state) for door in shown.doors} == {
        ("listener", "LISTEN"),
        ("accepted", "ESTABLISHED"),
        ("client", "ESTABLISHED"),
    }
    assert "opened three" in shown.notes[0]


def test_the_three_sockets_are_closed_again() -> None:
    report(Surroundings(timeout=1))

    assert read_own_process().rows == ()


def test_a_process_with_sockets_shows_those_and_opens_none() -> None:
    with Loopback(timeout=1) as loopback:
        listener, udp = loopback.listen(), loopback.bind_udp()
        shown = report(Surroundings(timeout=1))

        assert {(door.row.protocol, door.row.local.port) for door in shown.doors} == {
            ("TCP", port_of(listener)),
            ("UDP", port_of(udp)),
        }
        assert not [note for note in shown.notes if "opened" in note]


def test_a_report_names_the_own_process() -> None:
    shown = report(Surroundings(timeout=1))

    assert shown.title.endswith(f"(process {os.getpid()})")


def test_a_udp_socket_is_no_client() -> None:
    with Loopback(timeout=1) as loopback:
        loopback.bind_udp()
        shown = report(Surroundings(timeout=1))

    assert [(door.label, door.row.state) for door in shown.doors] == [("UDP socket", "")]


def test_no_more_doors_are_shown_than_a_message_holds_and_the_rest_is_counted() -> None:
    with Loopback(timeout=1) as loopback:
        for _ in range(EVERYTHING_MASKED.rows + 3):
            loopback.listen()
        shown = report(Surroundings(timeout=1))

    assert len(shown.doors) == 12
    assert [note for note in shown.notes if note.startswith("3 more are not shown")]


def test_listeners_come_before_connections() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        loopback.accept(listener, loopback.connect(port_of(listener)))
        loopback.listen()
        shown = report(Surroundings(timeout=1))

    assert [door.row.state for door in shown.doors] == ["LISTEN", "LISTEN", "ESTABLISHED", "ESTABLISHED"]


def test_a_door_that_somebody_knows_comes_first_and_says_what_it_is_for() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        client = loopback.connect(port_of(listener))
        loopback.accept(listener, client)
        shown = report(Surroundings(timeout=1, known_doors={port_of(client): "our line to the town hall"}))

        assert shown.doors[0].row.local.port == port_of(client)
        assert shown.doors[0].means == "our line to the town hall"


def test_a_known_door_is_shown_however_many_others_there_are() -> None:
    with Loopback(timeout=1) as loopback:
        ports = [port_of(loopback.listen()) for _ in range(EVERYTHING_MASKED.rows + 3)]
        shown = report(Surroundings(timeout=1, known_doors={max(ports): "our line"}))

    assert shown.doors[0].row.local.port == max(ports)


def test_loopback_needs_no_masking_and_no_note_of_it() -> None:
    shown = report(Surroundings(timeout=1))

    assert {door.row.local.address for door in shown.doors} == {ADDRESS}
    assert not [note for note in shown.notes if "stay private" in note]


def test_an_address_of_the_host_is_masked_and_a_note_says_so() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.bind((own_address(), 0))
        shown = report(Surroundings(timeout=1))

        assert shown.doors[0].row.local.port == udp.getsockname()[1]
    assert shown.doors[0].row.local.masked
    assert [note for note in shown.notes if "stay private" in note]


def test_an_address_of_the_host_is_shown_to_whom_it_may_be() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.bind((own_address(), 0))
        shown = report(Surroundings(timeout=1, sight=Sight(own_addresses=True)))

    assert [door.row.local.address for door in shown.doors] == [own_address()]
    assert not [note for note in shown.notes if "stay private" in note]


def own_address() -> str:
    """Give an IPv4 address of this machine that others reach."""
    for each in chain.from_iterable(psutil.net_if_addrs().values()):
        if each.family == socket.AF_INET and not ipaddress.ip_address(each.address).is_loopback:
            return each.address
    pytest.skip("NOT TESTED HERE: this machine has no IPv4 address but loopback")


def test_every_socket_of_the_report_is_among_the_totals() -> None:
    shown = report(Surroundings(timeout=1))
    if not shown.totals:
        pytest.skip("this system shows the table of the whole host to root only")
    counted = {(total.protocol, total.state): total.sockets for total in shown.totals}

    assert counted["TCP", "LISTEN"] >= 1
    assert counted["TCP", "ESTABLISHED"] >= 2


def test_every_door_says_what_it_is_in_the_town() -> None:
    shown = report(Surroundings(timeout=1))

    assert all(door.means.endswith(".") for door in shown.doors)


def test_a_caller_over_ipv4_at_an_ipv6_door_is_shown_as_ipv4() -> None:
    with socket.socket(socket.AF_INET6) as listener:
        try:
            listener.bind(("::ffff:127.0.0.1", 0))
        except OSError:
            pytest.skip("NOT TESTED HERE: this system has no IPv6 sockets that take IPv4")
        listener.listen()
        with socket.create_connection((ADDRESS, port_of(listener))), listener.accept()[0]:
            shown = report(Surroundings(timeout=1))

    assert {endpoint.address for door in shown.doors for endpoint in (door.row.local, door.row.remote) if endpoint} == {
        ADDRESS
    }


@pytest.mark.parametrize(
    ("state", "told"), [("FIN_WAIT2", "may still write to us"), ("CLOSE_WAIT", "has said goodbye")]
)
def test_half_closed_doors_say_who_has_said_goodbye(state: str, told: str) -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        client = loopback.connect(port_of(listener))
        loopback.accept(listener, client)
        hang_up(client)
        loopback.wait_until(lambda: row_of(client).state == "FIN_WAIT2")
        shown = report(Surroundings(timeout=1))

    assert [told in door.means for door in shown.doors if door.row.state == state] == [True]


def test_a_udp_socket_with_a_partner_names_the_partners_door() -> None:
    with Loopback(timeout=1) as loopback:
        here, there = loopback.bind_udp(), loopback.bind_udp()
        here.connect(there.getsockname())
        shown = report(Surroundings(timeout=1))

        (door,) = [door for door in shown.doors if door.row.remote]
        assert f"door {port_of(there)} in this building" in door.means


def test_where_the_system_refuses_the_hosts_sockets_the_own_ones_are_shown_all_the_same() -> None:
    def refusing() -> SocketTable:
        raise TableRefusedError("The system doesn't show the host's sockets.")

    shown = report(Surroundings(timeout=1, table=HostTable(reading=refusing)))

    assert shown.totals == ()
    assert len(shown.doors) == 3
    assert "The system doesn't show the host's sockets." in shown.notes
