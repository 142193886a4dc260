import socket
import sys

import pytest

from bot.demos.backlog import run
from bot.demos.transcript import Step
from bot.host.loopback import Loopback, StrangerError

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="how long a queue is, and when it's full, differs")


@pytest.fixture
def steps() -> list[Step]:
    with Loopback(timeout=1) as loopback:
        return list(run(loopback))


def states(step: Step) -> dict[str, str]:
    return {door.label: door.row.state for door in step.doors}


@linux_only
def test_two_clients_are_connected_though_nobody_accepted(steps: list[Step]) -> None:
    assert states(steps[1]) == {"listener": "LISTEN", "client 1": "ESTABLISHED", "client 2": "ESTABLISHED"}
    assert steps[1].saw == "client 1 ESTABLISHED, client 2 ESTABLISHED"


@linux_only
def test_a_client_that_finds_the_queue_full_gets_no_answer(steps: list[Step]) -> None:
    assert states(steps[2])["client 3"] == "SYN_SENT"
    assert steps[2].saw == "client 3 SYN_SENT"


def test_the_listener_goes_on_listening(steps: list[Step]) -> None:
    assert [states(step)["listener"] for step in steps] == ["LISTEN"] * 4


@linux_only
def test_who_came_first_is_accepted_first(steps: list[Step]) -> None:
    rows = {door.label: door.row for door in steps[3].doors}

    assert steps[3].saw == "first client 1, then client 2"
    assert rows["accepted 1"].remote == rows["client 1"].local
    assert rows["accepted 2"].remote == rows["client 2"].local


def test_accepted_sockets_bear_the_listeners_port(steps: list[Step]) -> None:
    rows = {door.label: door.row for door in steps[3].doors}

    assert rows["accepted 1"].local == rows["listener"].local


def test_a_caller_that_is_not_ours_is_not_accepted() -> None:
    with Loopback(timeout=1) as loopback, socket.socket() as stranger:
        script = run(loopback)
        listener = next(script).doors[0].row.local
        stranger.connect((listener.address, listener.port))

        with pytest.raises(StrangerError):
            list(script)
