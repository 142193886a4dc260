import re
import sys

import pytest

from bot.demos.shared_port import CALLERS, run
from bot.demos.transcript import Step
from bot.host.loopback import Loopback

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux deals the callers of a shared port out")


@pytest.fixture
def steps() -> list[Step]:
    with Loopback(timeout=5) as loopback:
        return list(run(loopback))


def test_two_processes_listen_on_one_port(steps: list[Step]) -> None:
    first, second = steps[1].doors

    assert first.row == second.row
    assert first.row.state == "LISTEN"
    assert (first.household, second.household) == ("child 1", "child 2")
    assert steps[1].saw == f"child 1 and child 2 listen on {first.row.local.port}"


def test_every_caller_is_answered_by_one_of_them(steps: list[Step]) -> None:
    got = [int(number) for number in re.findall(r"got (\d+)", steps[2].saw)]

    assert len(got) == 2
    assert sum(got) == CALLERS


def test_who_does_not_agree_is_refused(steps: list[Step]) -> None:
    assert steps[3].saw == "EADDRINUSE"


def test_a_door_keeps_its_label_in_all_steps(steps: list[Step]) -> None:
    assert [[door.label for door in step.doors] for step in steps] == [["listener 1"]] + [
        ["listener 1", "listener 2"]
    ] * 3
