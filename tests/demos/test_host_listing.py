import os
import subprocess
import sys

import pytest

from bot.demos.demo import Surroundings
from bot.demos.disclosure import Sight
from bot.demos.host_listing import DEMO, household_of, listening_doors, report
from bot.demos.transcript import Door
from bot.host.loopback import Loopback, port_of
from bot.host.psutil_table import read_of_visible_processes
from bot.host.rows import Endpoint, Listener, Owner, Protocol, SocketRow
from bot.host.socket_table import HostTable

ALL_NAMES = Sight(rows=10_000, process_names=("*",))


def listener(address: str, port: int, protocol: Protocol = "TCP", owners: tuple[Owner, ...] = ()) -> Listener:
    return Listener(SocketRow(protocol, Endpoint(address, port), None, "LISTEN" if protocol == "TCP" else ""), owners)


def doors_on(port: int, sight: Sight = ALL_NAMES) -> list[Door]:
    return [door for door in report(Surroundings(sight=sight)).doors if door.row.local.port == port]


def test_a_listener_is_listed_with_its_process() -> None:
    with Loopback(timeout=1) as loopback:
        port = port_of(loopback.listen())
        (door,) = doors_on(port)

    assert (door.label, door.row.state) == ("listener", "LISTEN")
    assert door.household.endswith(f", process {os.getpid()}")


def test_a_udp_socket_is_listed_with_its_process() -> None:
    with Loopback(timeout=1) as loopback:
        port = port_of(loopback.bind_udp())
        (door,) = doors_on(port)

    assert (door.label, door.row.protocol, door.row.state) == ("UDP socket", "UDP", "")
    assert door.household.endswith(f", process {os.getpid()}")


def test_connections_are_not_listed() -> None:
    with Loopback(timeout=1) as loopback:
        waiting = loopback.listen()
        client = loopback.connect(port_of(waiting))
        loopback.accept(waiting, client)

        assert len(doors_on(port_of(waiting))) == 1
        assert doors_on(port_of(client)) == []


def test_a_door_that_a_child_inherited_names_both_processes() -> None:
    if sys.platform != "linux":
        pytest.skip("NOT TESTED HERE: only Linux tells sockets apart by their inodes")
    with Loopback(timeout=1) as loopback:
        shared = loopback.listen()
        command = [sys.executable, "-c", "import sys; print(flush=True); sys.stdin.read()"]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=[shared.fileno()]
        ) as child:
            assert child.stdout
            child.stdout.readline()
            (door,) = doors_on(port_of(shared))
            child.communicate()

    assert str(os.getpid()) in door.household
    assert str(child.pid) in door.household


def test_doors_that_others_may_reach_come_first_and_then_numbers_count() -> None:
    doors = listening_doors(
        [
            listener("127.0.0.1", 80),
            listener("::", 443),
            listener("10.0.0.5", 22),
            listener("0.0.0.0", 5353, "UDP"),
            listener("::1", 25),
            listener("0.0.0.0", 443),
            listener("::ffff:127.0.0.1", 26),
        ],
        ALL_NAMES,
    )

    assert [(door.row.local.port, door.row.protocol) for door in doors] == [
        (443, "TCP"), (443, "TCP"), (5353, "UDP"), (22, "TCP"), (25, "TCP"), (26, "TCP"), (80, "TCP"),
    ]  # fmt: skip


@pytest.mark.parametrize("protocol", ["TCP", "UDP"])
@pytest.mark.parametrize(
    ("address", "told"),
    [("0.0.0.0", "every address"), ("::", "every address"), ("10.0.0.5", "one address"), ("::1", "indoors")],
)
def test_a_door_says_from_where_it_is_reached(protocol: Protocol, address: str, told: str) -> None:
    (door,) = listening_doors([listener(address, 50_000, protocol)], ALL_NAMES)

    assert told in door.means
    assert "50000" in door.means


def test_an_address_of_the_host_is_masked_and_a_note_says_so() -> None:
    (door,) = listening_doors([listener("192.168.1.20", 22)], Sight())

    assert (door.row.local.address, door.row.local.masked) == ("192.0.2.1", "private")


@pytest.mark.parametrize(
    ("owners", "patterns", "told"),
    [
        ([(812, "postgres")], ("*",), "postgres, process 812"),
        ([(812, "postgres")], ("post*", "nginx"), "postgres, process 812"),
        ([(812, "postgres")], ("nginx",), "name not shown, process 812"),
        ([(812, "postgres")], (), "name not shown, process 812"),
        ([(812, "")], ("*",), "name unknown, process 812"),
        ([(812, "")], (), "name not shown, process 812"),
        ([], ("*",), "owner hidden"),
        ([(1, "a"), (2, "a")], ("*",), "a, processes 1 and 2"),
        ([(1, "a"), (2, "a"), (3, "a")], ("*",), "a, processes 1, 2 and 3"),
        ([(number, "a") for number in range(1, 21)], ("*",), "a, processes 1, 2 and 18 more"),
        (
            [(1, "a"), (2, "b"), (3, "c"), (4, "d"), (5, "e")],
            ("*",),
            "a, process 1; b, process 2; c, process 3; and 2 more names",
        ),
        ([(1, "a"), (2, "b"), (3, "c")], ("a", "c"), "a, process 1; name not shown, process 2; c, process 3"),
    ],
)
def test_who_holds_a_door_is_told_as_far_as_it_may_be(
    owners: list[tuple[int, str]], patterns: tuple[str, ...], told: str
) -> None:
    assert household_of([Owner(*each) for each in owners], Sight(process_names=patterns)) == told


def test_a_name_that_a_process_made_up_is_one_short_printable_line() -> None:
    household = household_of([Owner(7, "evil\n\x1b[31m\u202e" + "x" * 200)], ALL_NAMES)

    assert household == f"evil[31m{'x' * 32}, process 7"


def test_no_more_doors_are_shown_than_may_be_and_the_rest_is_counted() -> None:
    with Loopback(timeout=1) as loopback:
        for _ in range(5):
            loopback.listen()
        shown = report(Surroundings(sight=Sight(rows=3)))

    assert len(shown.doors) == 3
    assert [note for note in shown.notes if note.endswith(" more are not shown.")]


def test_a_note_says_why_names_are_not_shown() -> None:
    with Loopback(timeout=1) as loopback:
        loopback.listen()
        closed, opened = report(Surroundings(sight=Sight(rows=10_000))), report(Surroundings(sight=ALL_NAMES))

    assert [note for note in closed.notes if note.startswith("A process's name is shown only where")]
    assert not [note for note in opened.notes if note.startswith("A process's name is shown only where")]


def test_where_only_the_own_users_sockets_are_seen_a_note_says_so() -> None:
    as_on_macos = HostTable(reading=read_of_visible_processes)
    with Loopback(timeout=1) as loopback:
        port = port_of(loopback.listen())
        shown = report(Surroundings(sight=ALL_NAMES, table=as_on_macos))

    assert [note for note in shown.notes if note.startswith("Only the sockets of the user that runs me")]
    assert [door.label for door in shown.doors if door.row.local.port == port] == ["listener"]


def test_a_whole_host_has_no_such_note() -> None:
    table = HostTable()
    if not table.read().whole:
        pytest.skip("NOT TESTED HERE: this system shows the table of the whole host to root only")

    assert not [note for note in report(Surroundings(table=table)).notes if note.startswith("Only the sockets")]


def test_every_door_of_this_host_says_what_it_is_in_the_town() -> None:
    with Loopback(timeout=1) as loopback:
        loopback.listen()
        shown = report(Surroundings(sight=ALL_NAMES))

    assert shown.demo == DEMO.name
    assert all(door.means.endswith(".") for door in shown.doors)
    assert {(total.protocol, total.state) for total in shown.totals} >= {("TCP", "LISTEN")}
