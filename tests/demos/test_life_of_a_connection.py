import socket
import struct
import sys

import pytest

from bot.demos.life_of_a_connection import run
from bot.demos.transcript import Step
from bot.host.loopback import Loopback, Socket
from bot.host.socket_table import state_between

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems name or hide some of these states")


class Abrupt(Loopback):
    """Ends accepted connections by a reset, after which no TIME_WAIT is kept (`SO_LINGER` with 0 s, man 7 socket)."""

    def accept(self, listener: Socket, client: Socket) -> Socket:
        accepted = super().accept(listener, client)
        accepted.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return accepted


@pytest.fixture
def steps() -> list[Step]:
    with Loopback(timeout=1) as loopback:
        return list(run(loopback))


def states(step: Step) -> dict[str, str]:
    return {door.label: door.row.state for door in step.doors}


def test_a_connection_goes_through_its_states_step_by_step(steps: list[Step]) -> None:
    assert [states(step) for step in steps] == [
        {"listener": "LISTEN"},
        {"listener": "LISTEN", "client": "ESTABLISHED", "accepted": "ESTABLISHED"},
        {"listener": "LISTEN", "client": "FIN_WAIT2", "accepted": "CLOSE_WAIT"},
        *[{"listener": "LISTEN", "client": "TIME_WAIT"}] * 3,
    ]


def test_each_step_says_the_states_of_its_doors(steps: list[Step]) -> None:
    assert steps[1].saw == "client ESTABLISHED, accepted ESTABLISHED"
    assert steps[2].saw == "client FIN_WAIT2, accepted CLOSE_WAIT"
    assert steps[3].saw == "client TIME_WAIT, accepted gone"


def test_the_client_keeps_both_its_endpoints_to_the_end(steps: list[Step]) -> None:
    (_, client, _), *_, (_, resting) = (step.doors for step in steps[1:])

    assert (resting.row.local, resting.row.remote) == (client.row.local, client.row.remote)


def test_time_wait_outlives_every_socket_of_the_demo_and_is_no_process_s(steps: list[Step]) -> None:
    _, client, accepted = (door.row.local for door in steps[1].doors)

    assert state_between(client, accepted) == "TIME_WAIT"
    assert state_between(accepted, client) == ""
    assert steps[4].saw == "not among our process's sockets"


def test_where_nothing_stays_behind_nothing_is_said_to_rest() -> None:
    with Abrupt(timeout=0.2) as loopback:
        *_, last = run(loopback)

    assert last.saw == "client gone, accepted gone"
    assert states(last) == {"listener": "LISTEN"}


def test_a_resting_number_is_not_given_to_anybody(steps: list[Step]) -> None:
    assert steps[5].saw == "EADDRINUSE"
