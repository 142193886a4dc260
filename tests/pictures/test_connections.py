"""Which doors write to each other, and which way letters still go."""

import pytest
from picture_builders import HERE, make_door, two_clients

from bot.host.rows import Endpoint
from bot.pictures.connections import connections, flow
from bot.pictures.marks import Flow


def test_each_client_finds_the_socket_that_was_accepted_for_it() -> None:
    pairs, alone = connections(two_clients().steps[-1].doors)

    assert [(pair.left.label, pair.right.label) for pair in pairs] == [
        ("accepted 1", "client 1"),
        ("accepted 2", "client 2"),
    ]
    assert [door.label for door in alone] == ["listener"]


def test_the_door_with_the_listeners_number_stands_on_the_left() -> None:
    pairs, _ = connections(tuple(reversed(two_clients().steps[-1].doors)))

    assert {pair.left.label for pair in pairs} == {"accepted 1", "accepted 2"}


def test_doors_of_different_protocols_are_strangers() -> None:
    tcp = make_door(port=1, remote=Endpoint(HERE, 2), state="ESTABLISHED")
    udp = make_door(port=2, remote=Endpoint(HERE, 1), state="", protocol="UDP")

    assert connections((tcp, udp)) == ((), (tcp, udp))


def test_a_door_that_writes_to_itself_is_no_pair() -> None:
    alone = make_door(port=1, remote=Endpoint(HERE, 1), state="ESTABLISHED")

    assert connections((alone,)) == ((), (alone,))


@pytest.mark.parametrize(
    ("left", "right", "way"),
    [
        ("ESTABLISHED", "ESTABLISHED", "both"),
        ("ESTABLISHED", "", "both"),
        ("CLOSE_WAIT", "FIN_WAIT2", "to_right"),
        ("FIN_WAIT2", "CLOSE_WAIT", "to_left"),
        ("FIN_WAIT2", "", "to_left"),
        ("LAST_ACK", "TIME_WAIT", "none"),
        ("TIME_WAIT", "", "none"),
        ("SYN_SENT", "", "knock"),
    ],
)
def test_who_has_said_goodbye_writes_no_more(left: str, right: str, way: Flow) -> None:
    assert flow(left, right) == way
