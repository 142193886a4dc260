"""Which doors a step opened, changed or closed."""

from picture_builders import make_door, two_clients

from bot.demos.transcript import Step
from bot.pictures.changes import changes


def test_each_step_names_the_doors_that_it_opened() -> None:
    told = [[(change.door.label, change.news) for change in step] for step in changes(two_clients().steps)]

    assert told == [
        [("listener", "new")],
        [("accepted 1", "new"), ("client 1", "new")],
        [("accepted 2", "new"), ("client 2", "new")],
    ]


def test_a_new_state_is_a_change_and_a_missing_door_is_gone() -> None:
    client, closing = make_door("client", state="ESTABLISHED"), make_door("client", state="TIME_WAIT")
    steps = (
        Step("a", "", "", (client, make_door("listener", port=1))),
        Step("b", "", ""),
        Step("c", "", "", (closing,)),
    )

    *_, last = changes(steps)

    assert [(change.door.label, change.news) for change in last] == [("client", "changed"), ("listener", "gone")]


def test_one_step_with_doors_needs_no_mention_beside_the_building() -> None:
    steps = (Step("a", "", "", (make_door(),)), Step("b", "", ""))

    assert changes(steps) == [(), ()]
