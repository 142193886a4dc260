import socket
import sys
import threading

import pytest
from copied_sockets import CopyingLoopback

from bot.demos.transcript import Step
from bot.demos.udp import run
from bot.host.loopback import Loopback, StrangerError

linux_only = pytest.mark.skipif(
    sys.platform != "linux", reason="others may tell the refusal by another error, or not at all"
)


@pytest.fixture
def steps() -> list[Step]:
    with Loopback(timeout=1) as loopback:
        return list(run(loopback))


def test_udp_doors_have_no_state(steps: list[Step]) -> None:
    rows = [door.row for step in steps for door in step.doors]

    assert {(row.protocol, row.state) for row in rows} == {("UDP", "")}


def test_letters_go_both_ways_and_nobody_is_connected(steps: list[Step]) -> None:
    assert "from sender 1" in steps[1].saw
    assert "from sender 2" in steps[1].saw
    assert steps[2].saw == "'hello back' from receiver reached sender 1"
    assert {door.row.remote for step in steps[:4] for door in step.doors} == {None}


def test_a_letter_to_nobody_is_sent_without_an_error(steps: list[Step]) -> None:
    assert [door.label for door in steps[3].doors] == ["sender 1", "sender 2"]
    assert steps[3].saw.endswith("bytes sent, no error")


def test_a_connected_socket_notes_its_partner_who_is_gone(steps: list[Step]) -> None:
    connected, free = (door.row for door in steps[4].doors)

    assert connected.remote == steps[0].doors[0].row.local
    assert free.remote is None


@linux_only
def test_a_connected_socket_learns_of_the_refusal_by_its_next_call(steps: list[Step]) -> None:
    assert steps[4].saw == "sent, then ECONNREFUSED"


@linux_only
def test_a_receiver_of_which_somebody_has_a_copy_for_another_moment_is_refused_all_the_same() -> None:
    with CopyingLoopback(timeout=1) as loopback:
        script = run(loopback)
        for _ in range(4):
            next(script)
        later = threading.Timer(0.05, loopback.copies[0].close)
        later.start()
        (last,) = script
        later.join()

    assert last.saw == "sent, then ECONNREFUSED"


def test_a_number_that_somebody_else_took_meanwhile_is_not_called_refused() -> None:
    with Loopback(timeout=1) as loopback:
        script = run(loopback)
        port = next(script).doors[0].row.local.port
        for _ in range(3):
            next(script)
        loopback.bind_udp(port)
        (last,) = script

    assert last.saw == "sent, then nothing came"


def test_an_answer_of_somebody_who_took_the_number_is_called_one() -> None:
    with Loopback(timeout=1) as loopback:
        script = run(loopback)
        receiver, sender, _ = (door.row.local for door in next(script).doors)
        for _ in range(3):
            next(script)
        loopback.bind_udp(receiver.port).sendto(b"I live here now", (sender.address, sender.port))
        (last,) = script

    assert last.saw == "sent, and somebody answered"


def test_a_letter_of_somebody_else_is_not_taken_for_ours() -> None:
    with Loopback(timeout=1) as loopback, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        script = run(loopback)
        receiver = next(script).doors[0].row.local
        stranger.sendto(b"\xff", (receiver.address, receiver.port))

        with pytest.raises(StrangerError):
            next(script)
