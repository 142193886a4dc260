import sys

import pytest

from bot.demos.inherited_door import run
from bot.demos.transcript import Step
from bot.host.loopback import Loopback

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows hands sockets down in a way of its own")


@pytest.fixture
def steps() -> list[Step]:
    with Loopback(timeout=5) as loopback:
        return list(run(loopback))


def test_it_is_one_door_in_all_steps(steps: list[Step]) -> None:
    rows = {door.row for step in steps for door in step.doors}

    assert len(rows) == 1
    assert rows.pop().state == "LISTEN"


def test_the_households_follow_who_holds_the_door(steps: list[Step]) -> None:
    households = [door.household for step in steps for door in step.doors]

    assert households == ["parent", "parent and child", "child", "child"]


def test_the_number_stays_taken_after_the_parent_closed(steps: list[Step]) -> None:
    assert steps[2].saw == "EADDRINUSE"


def test_the_child_answers_at_the_door_it_inherited(steps: list[Step]) -> None:
    assert "'child'" in steps[3].saw


def test_the_door_is_gone_with_the_child(steps: list[Step]) -> None:
    assert (steps[4].saw, steps[4].doors) == ("ECONNREFUSED", ())
