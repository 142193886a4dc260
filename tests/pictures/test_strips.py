"""The strips of a story: every door in its place, and what became of it."""

import pytest
from picture_builders import crowd_of_callers, every_state, make_door, make_experiment, restless_experiment, two_clients

from bot.demos.transcript import Transcript
from bot.pictures.changes import changes
from bot.pictures.strips import DOOR, Strip, strips_of

LEFT, WIDTH = 92, 772
STORIES = [two_clients(), every_state(), crowd_of_callers(), restless_experiment()]


def strips(shown: Transcript) -> list[Strip]:
    return strips_of(changes(shown.steps), LEFT, WIDTH)


@pytest.mark.parametrize("shown", STORIES, ids=lambda shown: shown.demo)
def test_a_door_keeps_its_place(shown: Transcript) -> None:
    places: dict[str, set[float]] = {}
    for strip in strips(shown):
        for cell in strip.cells:
            places.setdefault(cell.change.door.label, set()).add(cell.left)

    assert {len(lefts) for lefts in places.values()} == {1}


@pytest.mark.parametrize("shown", STORIES, ids=lambda shown: shown.demo)
def test_nothing_in_a_strip_overlaps_or_leaves_it(shown: Transcript) -> None:
    for strip in strips(shown):
        for cell, following in zip(strip.cells, strip.cells[1:], strict=False):
            assert cell.end < following.left
        assert strip.end <= LEFT + WIDTH


def test_what_changed_is_said_beside_the_door_and_nothing_of_the_others() -> None:
    said = [[[text for text, _ in cell.rows] for cell in strip.cells] for strip in strips(two_clients())]

    assert said[1] == [[], ["accepted 1", "40025"], ["client 1", "51334"]]


def test_where_words_have_no_room_the_doors_still_stand() -> None:
    _, crowd = strips(crowd_of_callers())

    assert len(crowd.cells) == 13
    assert {cell.rows for cell in crowd.cells} == {()}


def test_more_doors_than_have_room_are_left_out() -> None:
    first = make_door()
    others = tuple(make_door(f"client {at}", port=at, state="ESTABLISHED") for at in range(40))

    _, crowd = strips(make_experiment((first,), (first, *others)))

    assert 12 < len(crowd.cells) < 40
    assert crowd.cells[-1].left + DOOR <= LEFT + WIDTH
