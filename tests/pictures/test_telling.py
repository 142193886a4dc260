"""The story in words."""

import pytest
from picture_builders import (
    endless_experiment,
    host_report,
    long_named,
    make_door,
    make_experiment,
    port_in_use,
    two_clients,
)

from bot.demos.transcript import HostReport, Transcript
from bot.pictures.telling import MAX_ALT, told


@pytest.mark.parametrize("shown", [port_in_use(), two_clients()])
def test_the_words_tell_every_step_its_reply_and_the_lesson(shown: Transcript) -> None:
    words = told(shown)

    for number, step in enumerate(shown.steps, 1):
        assert f"Step {number}: {step.did}" in words
        assert step.saw in words
    assert shown.lesson in words


def test_the_words_say_when_the_doors_were_seen_last() -> None:
    assert "Doors at the end: listener" in told(make_experiment((make_door(),), (make_door(),)))
    assert "Doors after step 1: listener" in told(make_experiment((make_door(),), ()))


@pytest.mark.parametrize("steps", [1, 4, 8])
def test_a_long_story_still_names_every_step(steps: int) -> None:
    words = told(endless_experiment(steps, doors=12))

    assert len(words) <= MAX_ALT
    for number in range(1, steps + 1):
        assert f"Step {number}: Do thing {number}" in words


@pytest.mark.parametrize("shown", [*map(host_report, (0, 1, 12, 13)), *map(long_named, (1, 12, 40))])
def test_a_report_names_the_household_and_fits(shown: HostReport) -> None:
    words = told(shown)

    assert len(words) <= MAX_ALT
    assert shown.title in words
    assert str(len(shown.doors)) in words


def test_controls_are_left_out() -> None:
    shown = HostReport("own-host", "a\x1b[31m\u202eb\nc", (), (), ())

    assert told(shown).startswith("a[31mb c, 0 doors.")


def test_other_scripts_are_told_as_they_are() -> None:
    assert "サーバー" in told(HostReport("own-host", "サーバー", (), (), ()))
