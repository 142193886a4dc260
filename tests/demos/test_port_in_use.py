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


def test_the_same_number_is_free_in_udp(steps: list[Step]) -> None:
    assert steps[2].saw == f"UDP port {steps[0].doors[0].row.local.port} is ours"


def test_the_port_is_free_again_once_its_listener_is_closed(steps: list[Step]) -> None:
    assert steps[3].saw == f"TCP port {steps[0].doors[0].row.local.port} is ours"


def test_only_the_first_listener_has_the_door_until_it_is_closed(steps: list[Step]) -> None:
    assert [len(step.doors) for step in steps] == [1, 1, 1, 0]


def test_a_number_that_is_taken_in_udp_as_well_is_told_by_the_errno() -> None:
    with Loopback(timeout=1) as loopback:
        script = run(loopback)
        first = next(script)
        taken = loopback.bind_udp(first.doors[0].row.local.port)
        _, in_udp, _ = script

        assert port_of(taken) == first.doors[0].row.local.port
        assert in_udp.saw.removeprefix("WSA") == "EADDRINUSE"
