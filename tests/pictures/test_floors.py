"""Which doors share a storey, and through whose flats it runs."""

from picture_builders import (
    crowd_of_callers,
    inherited_door,
    make_connection,
    make_door,
    moved_out,
    shared_port,
    two_clients,
)

from bot.demos.transcript import Transcript
from bot.host.rows import Endpoint
from bot.pictures.connections import Pair
from bot.pictures.floors import Call, Common, Floor, Row, floors, households_of


def last_floors(shown: Transcript) -> tuple[Floor, ...]:
    doors = shown.steps[-1].doors
    return floors(doors, households_of(doors))


def test_without_households_there_are_no_flats() -> None:
    storeys = floors(two_clients().steps[-1].doors)

    assert [type(floor.stands) for floor in storeys] == [Row, Pair, Pair]
    assert {floor.flats for floor in storeys} == {()}


def test_the_household_that_listens_comes_first() -> None:
    client, listener = make_door(state="ESTABLISHED", household="parent"), make_door(household="child")

    assert households_of((client, listener)) == ("child", "parent")


def test_a_door_that_two_hold_belongs_to_both_flats() -> None:
    common, call = last_floors(inherited_door())

    assert isinstance(common.stands, Common)
    assert common.flats == ("parent", "child")
    assert call.flats == ("parent", "child")


def test_a_connection_of_two_households_has_each_end_in_its_own_flat() -> None:
    *_, call = last_floors(inherited_door())

    assert isinstance(call.stands, Pair)
    assert (call.stands.left.household, call.stands.right.household) == call.flats


def test_storeys_through_the_same_flats_stand_together() -> None:
    flats = [floor.flats for floor in last_floors(shared_port())]

    assert flats == [
        ("child 1", "child 2"),
        ("child 2", "parent"),
        ("child 2", "parent"),
        ("child 1", "parent"),
        ("child 1", "parent"),
    ]


def test_a_household_keeps_its_flat_when_its_door_is_gone() -> None:
    (floor,) = floors((make_door(household="child"),), ("parent", "child"))

    assert floor == Floor(Row(None, make_door(household="child")), ("parent", "child"))


def test_doors_beyond_those_that_face_each_other_stand_two_by_two() -> None:
    storeys = last_floors(crowd_of_callers())

    assert [floor.flats for floor in storeys] == [("parent", "child"), *[("child",)] * 6]


def test_a_connection_within_a_household_has_one_flat() -> None:
    pair = make_connection(1, 51334, households=("child", "child"))

    (floor,) = floors(pair, ("parent", "child"))[-1:]

    assert floor.flats == ("child",)


def test_what_nobody_holds_any_more_is_in_no_flat_and_comes_last() -> None:
    shown = moved_out()
    storeys = floors(shown.steps[-1].doors, ("child", "parent"))

    assert isinstance(storeys[-1].stands, Call)
    assert set(storeys[-1].flats) == {""}


def test_many_callers_share_storeys() -> None:
    far = Endpoint("198.51.100.7", 443)
    few = tuple(make_door(str(at), port=at, remote=far, state="ESTABLISHED") for at in (1, 2, 3))

    assert [type(floor.stands) for floor in floors(few)] == [Call, Call, Call]
    assert [type(floor.stands) for floor in floors((*few, make_door("4", port=4, remote=far)))] == [Row, Row]


def test_every_door_stands_somewhere() -> None:
    for shown in (inherited_door(), shared_port(), crowd_of_callers(), moved_out(), two_clients()):
        doors = shown.steps[-1].doors
        standing = [door for floor in last_floors(shown) for door in doors_of(floor)]

        assert sorted(map(repr, standing)) == sorted(map(repr, doors))


def doors_of(floor: Floor) -> list[object]:
    stands = floor.stands
    if isinstance(stands, Call | Common):
        return [stands.door]
    return [door for door in (stands.left, stands.right) if door]
