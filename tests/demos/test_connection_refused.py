import sys
import threading

import pytest
from copied_sockets import CopyingLoopback

from bot.demos.connection_refused import run
from bot.demos.transcript import Step
from bot.host.loopback import Loopback


@pytest.fixture
def steps() -> list[Step]:
    with Loopback(timeout=1) as loopback:
        return list(run(loopback))


def test_a_port_that_does_not_listen_refuses(steps: list[Step]) -> None:
    (door,) = steps[1].doors

    assert door.row.state == "CLOSE"
    assert steps[1].saw.split()[0].removeprefix("WSA") == "ECONNREFUSED"


def test_the_same_port_takes_callers_once_it_listens(steps: list[Step]) -> None:
    (before,), (after, client) = steps[0].doors, steps[2].doors

    assert (after.label, after.row.local) == (before.label, before.row.local)
    assert (after.row.state, client.row.state) == ("LISTEN", "ESTABLISHED")
    assert client.row.remote == after.row.local


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux is known to leave callers of a full queue in silence")
def test_a_full_queue_answers_nothing(steps: list[Step]) -> None:
    *_, silent = steps[3].doors

    assert silent.row.state == "SYN_SENT"
    assert steps[3].saw.startswith(f"{silent.label} SYN_SENT, silence for ")


def test_a_port_that_was_closed_refuses_again(steps: list[Step]) -> None:
    assert steps[4].saw.split()[0].removeprefix("WSA") == "ECONNREFUSED"


def test_a_port_of_which_somebody_has_a_copy_for_another_moment_refuses_again() -> None:
    with CopyingLoopback(timeout=0.5) as loopback:
        script = run(loopback)
        for _ in range(4):
            next(script)
        later = threading.Timer(0.05, loopback.copies[0].close)
        later.start()
        (last,) = script
        later.join()

    assert last.saw.split()[0].removeprefix("WSA") == "ECONNREFUSED"


def test_all_callers_call_the_same_port(steps: list[Step]) -> None:
    called = {door.row.remote for step in steps for door in step.doors if door.row.state == "ESTABLISHED"}

    assert called == {steps[0].doors[0].row.local}
