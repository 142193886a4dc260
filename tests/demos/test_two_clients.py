import pytest

from bot.demos.demo import Surroundings
from bot.demos.transcript import Door, Step, Transcript
from bot.demos.two_clients import DEMO, run
from bot.host.loopback import Loopback


@pytest.fixture
def steps() -> list[Step]:
    with Loopback(timeout=1) as loopback:
        return list(run(loopback))


@pytest.fixture
def doors(steps: list[Step]) -> dict[str, Door]:
    """The doors at the end, by label."""
    return {door.label: door for door in steps[-1].doors}


def test_there_are_five_sockets_at_the_end(doors: dict[str, Door]) -> None:
    assert set(doors) == {"listener", "accepted 1", "accepted 2", "client 1", "client 2"}


def test_three_sockets_share_the_local_port(doors: dict[str, Door]) -> None:
    local = {doors[label].row.local for label in ("listener", "accepted 1", "accepted 2")}

    assert len(local) == 1


def test_each_client_has_a_port_of_its_own(doors: dict[str, Door]) -> None:
    ports = {doors[label].row.local.port for label in ("listener", "client 1", "client 2")}

    assert len(ports) == 3


@pytest.mark.parametrize("number", [1, 2])
def test_an_accepted_socket_and_its_client_mirror_each_other(doors: dict[str, Door], number: int) -> None:
    accepted, client = doors[f"accepted {number}"].row, doors[f"client {number}"].row

    assert (accepted.local, accepted.remote) == (client.remote, client.local)
    assert (accepted.state, client.state) == ("ESTABLISHED", "ESTABLISHED")


def test_no_two_connections_have_both_ends_in_common(doors: dict[str, Door]) -> None:
    pairs = [(door.row.local, door.row.remote) for door in doors.values()]

    assert len(set(pairs)) == len(pairs)


def test_the_listener_goes_on_listening_with_no_partner(doors: dict[str, Door]) -> None:
    assert (doors["listener"].row.state, doors["listener"].row.remote) == ("LISTEN", None)


def test_each_letter_arrives_at_the_right_socket(steps: list[Step]) -> None:
    first, second = steps[-1].saw.split("accepted 2")

    assert ("client 1" in first, "client 2" in first) == (True, False)
    assert ("client 2" in second, "client 1" in second) == (True, False)


def test_each_step_tells_the_ports_that_its_doors_have(steps: list[Step]) -> None:
    ports = [str(door.row.local.port) for door in steps[1].doors if door.label.startswith("client")]

    assert all(port in steps[1].saw for port in ports)


def test_the_demo_is_all_on_loopback() -> None:
    shown = DEMO.perform(Surroundings(timeout=1))

    assert isinstance(shown, Transcript)
    rows = [door.row for step in shown.steps for door in step.doors]
    assert {end.address for row in rows for end in (row.local, row.remote) if end} == {"127.0.0.1"}
