"""Two entries compared by their names."""

import pytest
from builders import make_entry, make_library

from bot.answering.answer import Found, Manner, NothingFound, Silence, Suggestions, answer
from bot.answering.comparing import compare, two_names
from bot.answering.library import Library
from bot.answering.wording import is_one_text


@pytest.fixture(scope="module")
def kitchen() -> Library:
    return make_library(
        make_entry("stove", also_called=["cooker"]),
        make_entry("kettle"),
        make_entry("tea-pot", title="Teapot"),
        make_entry("kettle-vs-stove", title="Kettle or stove?", compares=["kettle", "stove"]),
        make_entry("all-three", compares=["kettle", "stove", "tea-pot"]),
    )


def names(one: str, other: str, library: Library) -> list[str]:
    found = compare(one, other, library)
    assert isinstance(found, Found)
    return [entry.name for entry in found.entries]


@pytest.mark.parametrize(("one", "other"), [("kettle", "stove"), ("Kettle", "cookers"), (" the kettle ", "stoev")])
def test_what_a_comparison_compares_is_answered_by_it(kitchen: Library, one: str, other: str) -> None:
    found = compare(one, other, kitchen)

    assert found == Found(tuple(kitchen.entries[name] for name in ("kettle-vs-stove", "kettle", "stove")))
    assert isinstance(found, Found)
    assert is_one_text(found)


def test_the_order_asked_in_is_kept(kitchen: Library) -> None:
    assert names("stove", "kettle", kitchen) == ["kettle-vs-stove", "stove", "kettle"]
    assert names("teapot", "kettle", kitchen) == ["tea-pot", "kettle"]


def test_without_a_comparison_of_just_these_two_they_stand_side_by_side(kitchen: Library) -> None:
    assert names("kettle", "tea-pot", kitchen) == ["kettle", "tea-pot"]


@pytest.mark.parametrize(("one", "other"), [("stove", "stove"), ("stove", "cooker"), ("stoev", "STOVE")])
def test_the_same_twice_is_that_entry(kitchen: Library, one: str, other: str) -> None:
    assert names(one, other, kitchen) == ["stove"]


@pytest.mark.parametrize(("one", "other"), [("kettle-vs-stove", "stove"), ("kettle", "Kettle or stove?")])
def test_a_comparison_and_one_of_its_sides_is_that_comparison(kitchen: Library, one: str, other: str) -> None:
    assert names(one, other, kitchen) == ["kettle-vs-stove", "kettle", "stove"]


def test_for_an_unknown_name_the_nearest_are_suggested_and_the_known_one(kitchen: Library) -> None:
    assert compare("teap", "stove", kitchen) == Suggestions((kitchen.entries["tea-pot"], kitchen.entries["stove"]))
    assert compare("stove", "teap", kitchen) == compare("teap", "stove", kitchen)
    assert compare("toaster", "stove", kitchen) == Suggestions((kitchen.entries["stove"],))


@pytest.mark.parametrize(("one", "other"), [("toaster", "fridge"), ("x" * 6_000, "\ud800x")])
def test_two_unknown_names_are_none_of_ours(kitchen: Library, one: str, other: str) -> None:
    assert compare(one, other, kitchen) == NothingFound(Silence.UNKNOWN)


def test_without_names_the_most_prominent_are_suggested(kitchen: Library) -> None:
    assert isinstance(compare("", "", kitchen), Suggestions)


def test_in_an_empty_library_there_is_nothing_to_compare() -> None:
    assert compare("", "kettle", make_library()) == NothingFound(Silence.UNKNOWN)


def test_our_comparisons_are_what_the_question_finds(library: Library) -> None:
    pairs = [entry.compares for entry in library.entries.values() if len(entry.compares) == 2]

    for one, other in pairs:
        question = f"{one.replace('-', ' ')} vs {other.replace('-', ' ')}"
        asked = answer(question, library, Manner.ASKED)
        assert isinstance(asked, Found)
        assert names(one, other, library)[0] == asked.entries[0].name


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("tcp vs udp", ("tcp", "udp")),
        ("TCP versus. UDP", None),
        ("time wait VS. open port", ("time wait", "open port")),
        ("tcp, udp", ("tcp", "udp")),
        ("port and socket", ("port", "socket")),
        ("fork and exec vs process", ("fork and exec", "process")),
        ("tcp udp", None),
        ("tcp", None),
        ("vs udp", None),
        ("tcp vs ", None),
        (",", None),
        ("", None),
    ],
)
def test_two_names_are_told_apart_by_what_stands_between(typed: str, names: tuple[str, str] | None) -> None:
    assert two_names(typed) == names
