import pytest

from bot.demos.port_in_use import run
from bot.demos.transcript import Step
from bot.host.loopback import Loopback, port_of


@pytest.fixture
def steps() -> list[Step]:
    with Loopback(timeout=1) as loopback:
        return list(run(loopback))


def test_the_first_listener_gets_a_port(steps: list[Step]) -> None:
    (door,) = steps[0].doors

    assert door.row.state == "LISTEN"
    assert str(door.row.local.port) in steps[0].saw


def test_the_second_listener_is_refused(steps: list[Step]) -> None:
    assert steps[1].saw.removeprefix("WSA") == "EADDRINUSE"


def test_the_refused_step_shows_the_first_listener_alone(steps: list[Step]) -> None:
    assert steps[1].doors == steps[0].doors


def test_the_same_number_is_free_in_udp(steps: list[Step]) -> None:
    _, udp = (door.row for door in steps[2].doors)

    assert (udp.protocol, udp.state, udp.remote) == ("UDP", "", None)
    assert udp.local == steps[0].doors[0].row.local


def test_the_port_is_free_again_once_its_listener_is_closed(steps: list[Step]) -> None:
    again = steps[3].doors[0].row

    assert (again.protocol, again.state) == ("TCP", "LISTEN")
    assert again.local == steps[0].doors[0].row.local


def test_a_number_that_is_taken_in_udp_as_well_is_told_by_the_errno() -> None:
    with Loopback(timeout=1) as loopback:
        script = run(loopback)
        first = next(script)
        taken = loopback.bind_udp(first.doors[0].row.local.port)
        _, in_udp, _ = script

        assert port_of(taken) == first.doors[0].row.local.port
        assert in_udp.saw.removeprefix("WSA") == "EADDRINUSE"
