"""What a step made of every door."""

import pytest
from picture_builders import HERE, inherited_door, make_door, two_clients

from bot.demos.transcript import Door, Step
from bot.host.rows import UNNAMED, Endpoint, SocketRow
from bot.pictures.changes import Change, changes, news_of, tells_something


def test_each_step_names_the_doors_that_it_opened_and_those_that_stayed() -> None:
    told = [[(change.door.label, change.news) for change in step.values()] for step in changes(two_clients().steps)]

    assert told == [
        [("listener", "new")],
        [("listener", "same"), ("accepted 1", "new"), ("client 1", "new")],
        [
            ("listener", "same"),
            ("accepted 1", "same"),
            ("client 1", "same"),
            ("accepted 2", "new"),
            ("client 2", "new"),
        ],
    ]


def test_a_new_state_is_a_change_and_a_missing_door_is_gone() -> None:
    client, closing = make_door("client", state="ESTABLISHED"), make_door("client", state="TIME_WAIT")
    steps = (
        Step("a", "", "", (client, make_door("listener", port=1))),
        Step("b", "", ""),
        Step("c", "", "", (closing,)),
    )

    *_, last = changes(steps)

    assert [(change.door.label, change.news) for change in last.values()] == [
        ("client", "changed"),
        ("listener", "gone"),
    ]


def test_a_step_without_doors_changes_none() -> None:
    steps = (Step("a", "", "", (make_door(),)), Step("b", "", ""), Step("c", "", "", (make_door(),)))

    assert [tells_something(told) for told in changes(steps)] == [True, False, False]


def test_two_doors_of_one_name_and_number_are_told_apart() -> None:
    doors = (make_door(household="child 1"), make_door(household="child 2"))

    (told,) = changes((Step("a", "", "", doors),))

    assert [change.door.household for change in told.values()] == ["child 1", "child 2"]


def test_another_household_is_a_change_of_the_same_door() -> None:
    _, shared, _ = changes(inherited_door().steps)

    assert [news_of(change) for change in shared.values()] == ["parent and child"]


NAMELESS = Door("client", SocketRow("UNIX", UNNAMED, None, "ESTABLISHED"), "")


@pytest.mark.parametrize(
    ("change", "news"),
    [
        (Change(make_door(port=40025), "new"), "40025"),
        (Change(NAMELESS, "new"), "no name"),
        (Change(make_door(), "gone", make_door()), "gone"),
        (Change(make_door(state="TIME_WAIT"), "changed", make_door(household="parent")), "TIME_WAIT"),
        (Change(make_door(), "changed", make_door(household="parent")), "nobody's"),
        (Change(make_door(remote=Endpoint(HERE, 7)), "changed", make_door()), "→ 7"),
        (Change(make_door(means="Has two keys."), "changed", make_door(means="Has one.")), "Has two keys"),
    ],
)
def test_the_news_of_a_door_is_said_in_a_word_or_two(change: Change, news: str) -> None:
    assert news_of(change) == news
