import socket

import pytest

from bot.demos.demo import Surroundings
from bot.demos.disclosure import Scope, Sight
from bot.demos.port_listing import port_demo
from bot.demos.transcript import HostReport
from bot.host.loopback import Loopback, port_of
from bot.host.psutil_table import read_of_visible_processes
from bot.host.socket_table import HostTable


def shown_of(port: int, surroundings: Surroundings | None = None) -> HostReport:
    shown = port_demo(port).perform(surroundings or Surroundings(table=HostTable(fresh_seconds=0)))
    assert isinstance(shown, HostReport)
    return shown


def notes_of(port: int, start: str) -> list[str]:
    return [note for note in shown_of(port).notes if note.startswith(start)]


def test_a_ports_demo_is_named_after_it_and_shows_the_host() -> None:
    demo = port_demo(8080)

    assert (demo.name, demo.scope) == ("port-8080", Scope.HOST)
    assert shown_of(8080).demo == "port-8080"


def test_the_listener_and_the_udp_socket_of_a_port_are_shown_and_no_others() -> None:
    with Loopback(timeout=1) as loopback:
        port = port_of(loopback.listen())
        loopback.listen()
        try:
            loopback.bind_udp(port)
        except OSError:
            pytest.skip("somebody else has that number in UDP")
        shown = shown_of(port)

    assert [(door.row.protocol, door.row.local.port) for door in shown.doors] == [("TCP", port), ("UDP", port)]
    assert not [note for note in shown.notes if note.startswith("Nobody")]


def test_every_socket_that_shares_a_port_is_shown() -> None:
    if not hasattr(socket, "SO_REUSEPORT"):
        pytest.skip("NOT TESTED HERE: this system doesn't let sockets share a port")
    with Loopback(timeout=1) as loopback:
        port = port_of(loopback.listen(shared=True))
        loopback.listen(port, shared=True)

        assert len(shown_of(port).doors) == 2


def test_where_nobody_listens_a_note_says_what_a_client_is_told() -> None:
    with Loopback(timeout=1) as loopback:
        port = port_of(loopback.listen())

    assert ["ECONNREFUSED" in note for note in notes_of(port, f"Nobody listens on TCP {port}")] == [True]


def test_what_a_client_is_told_is_so() -> None:
    with Loopback(timeout=1) as loopback:
        port = port_of(loopback.bind())

        assert notes_of(port, "Nobody listens on TCP")
        with pytest.raises(ConnectionRefusedError):
            loopback.connect(port)


def test_where_nobody_takes_letters_a_note_says_what_becomes_of_them() -> None:
    with Loopback(timeout=1) as loopback:
        port = port_of(loopback.bind_udp())
        assert notes_of(port, "Nobody takes letters") == []

    assert ["port unreachable" in note for note in notes_of(port, f"Nobody takes letters at UDP {port}")] == [True]


def test_what_becomes_of_a_letter_is_so() -> None:
    with Loopback(timeout=1) as loopback:
        nobodys = loopback.bind_udp()
        port = port_of(nobodys)
        nobodys.close()
        sender = loopback.bind_udp()
        sender.connect(("127.0.0.1", port))

        assert sender.send(b"a letter") == 8
        with pytest.raises(ConnectionRefusedError):
            sender.recv(64)


def test_connections_that_use_the_port_are_counted_by_their_state() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        port = port_of(listener)
        for _ in range(3):
            loopback.accept(listener, loopback.connect(port))

        assert notes_of(port, "3 TCP") == [f"3 TCP connections have the number {port} on this side: 3 in ESTABLISHED."]


def test_one_connection_is_told_as_one() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        client = loopback.connect(port_of(listener))
        loopback.accept(listener, client)
        notes = shown_of(port_of(client)).notes

    assert any(note.startswith("1 TCP connection has") for note in notes)


def test_no_connection_is_told_as_none() -> None:
    with Loopback(timeout=1) as loopback:
        assert notes_of(port_of(loopback.listen()), "No TCP connection has")


def test_udp_sockets_with_a_partner_are_counted_apart() -> None:
    with Loopback(timeout=1) as loopback:
        here, there = loopback.bind_udp(), loopback.bind_udp()
        here.connect(there.getsockname())

        assert notes_of(port_of(here), "UDP sockets with that number")
        assert not notes_of(port_of(there), "UDP sockets with that number")


def test_where_not_all_is_seen_nothing_is_claimed_of_all() -> None:
    as_on_macos = Surroundings(table=HostTable(reading=read_of_visible_processes))
    with Loopback(timeout=1) as loopback:
        port = port_of(loopback.bind())
        notes = shown_of(port, as_on_macos).notes

    assert [note for note in notes if note.startswith("As far as I can see, nobody listens on TCP")]
    assert [note for note in notes if note.startswith("Only the sockets of the user that runs me")]


def test_owners_hidden_elsewhere_are_not_spoken_of() -> None:
    with Loopback(timeout=1) as loopback:
        notes = shown_of(port_of(loopback.listen()), Surroundings(sight=Sight())).notes

    assert not [note for note in notes if note.startswith("Owner hidden")]


def test_port_0_is_never_listened_on() -> None:
    shown = shown_of(0)

    assert shown.doors == ()
    assert [note for note in shown.notes if note.startswith("Nobody ever listens on port 0")]
