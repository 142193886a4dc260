import re
import sys

import pytest

from bot.demos.peek_inside import run
from bot.demos.transcript import Step
from bot.host.loopback import Loopback

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc/self/fd and /proc/net/tcp")


@pytest.fixture
def steps() -> list[Step]:
    with Loopback(timeout=1) as loopback:
        return list(run(loopback))


@LINUX
def test_a_file_and_a_socket_are_behind_their_numbers(steps: list[Step]) -> None:
    assert re.fullmatch(r"\d+: /dev/null, \d+: socket:\[\d+\]", steps[1].saw)


@LINUX
def test_the_kernels_table_tells_what_the_socket_tells(steps: list[Step]) -> None:
    row = steps[0].doors[0].row

    assert f":{row.local.port:04X}, state 0A" in steps[2].saw
    assert f"{row.local}, {row.state}" in steps[2].means


@LINUX
def test_two_numbers_lead_to_one_inode_and_closing_one_leaves_it(steps: list[Step]) -> None:
    first, second = re.findall(r"(\d+): (socket:\[\d+\])", steps[3].saw)

    assert first[0] != second[0]
    assert first[1] == second[1]
    assert steps[4].did == f"Close {first[0]}"
    assert steps[4].saw == f"{second[0]}: {second[1]}, LISTEN"


def test_it_is_one_door_in_all_steps(steps: list[Step]) -> None:
    assert len({(door.label, door.row) for step in steps for door in step.doors}) == 1


def test_the_door_is_gone_with_its_last_number(steps: list[Step]) -> None:
    assert steps[-1].saw.removeprefix("WSA") == "ECONNREFUSED"
    assert steps[-1].doors == ()
