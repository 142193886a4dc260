import pytest

from bot.demos.port_zero import run
from bot.demos.transcript import Door, Step
from bot.host.loopback import Loopback
from bot.host.port_ranges import ephemeral_range


@pytest.fixture
def steps() -> list[Step]:
    with Loopback(timeout=1) as loopback:
        return list(run(loopback))


@pytest.fixture
def doors(steps: list[Step]) -> dict[str, Door]:
    """The doors at the end, by label."""
    return {door.label: door for door in steps[-1].doors}


def test_three_wishes_for_any_port_give_three_ports(steps: list[Step]) -> None:
    ports = [door.row.local.port for door in steps[0].doors]

    assert len(set(ports)) == 3
    assert steps[0].saw == ", ".join(map(str, ports))
    assert 0 not in ports


def test_all_of_them_lie_in_the_range_that_the_system_names(steps: list[Step]) -> None:
    known = ephemeral_range()
    if known is None:
        pytest.skip("NOT TESTED HERE: this system doesn't tell its range")

    assert steps[1].saw == f"{known}: 3 of 3 lie there"
    assert steps[2].saw.endswith(f", within {known}")


def test_a_client_that_asks_for_no_port_gets_one_of_its_own(doors: dict[str, Door]) -> None:
    ports = {doors[label].row.local.port for label in ("listener 1", "listener 2", "listener 3", "client")}

    assert len(ports) == 4


def test_both_ends_tell_the_same_port_of_the_client(steps: list[Step], doors: dict[str, Door]) -> None:
    port = doors["client"].row.local.port

    assert steps[3].saw == f"client says {port}, accepted says {port}"
    assert doors["accepted"].row.remote == doors["client"].row.local
