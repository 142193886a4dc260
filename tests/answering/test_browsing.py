"""The knowledge as a map of menus, and one entry picked by a number."""

import pytest
from builders import make_entry, make_library

from bot.answering.browsing import MOST_CHARACTERS, MOST_OPTIONS, entry_at, in_a_line, menus, pages, worth_showing
from bot.answering.library import Library

KITCHEN = make_library(
    make_entry("kettle", see_also=["stove"]),
    make_entry("stove"),
    make_entry("mirror", "the-hall"),
    make_entry("kettle-vs-stove", "comparisons", compares=["kettle", "stove"]),
)


def test_each_topic_is_a_menu_the_one_with_the_most_prominent_entry_first() -> None:
    assert [(menu.topic, menu.title) for menu in menus(KITCHEN)] == [
        ("kitchen", "Kitchen"),
        ("the-hall", "The hall"),
        ("comparisons", "Comparisons"),
    ]


def test_a_menu_says_what_is_in_it_the_most_prominent_first() -> None:
    kitchen, *_ = menus(KITCHEN)

    assert kitchen.description == "Stove, Kettle"
    assert [entry.name for entry in kitchen.entries] == ["stove", "kettle"]


def test_a_topic_that_is_too_large_for_a_menu_is_split_evenly() -> None:
    library = make_library(*(make_entry(f"pot-{number}") for number in range(60)))

    parts = menus(library)

    assert [(menu.topic, menu.part, menu.title) for menu in parts] == [
        ("kitchen", 1, "Kitchen (1 of 3)"),
        ("kitchen", 2, "Kitchen (2 of 3)"),
        ("kitchen", 3, "Kitchen (3 of 3)"),
    ]
    assert [len(menu.entries) for menu in parts] == [20, 20, 20]
    assert sum((menu.entries for menu in parts), ()) == tuple(
        sorted(library.entries.values(), key=lambda entry: entry.name)
    )


def test_a_description_names_what_fits_and_counts_the_others() -> None:
    library = make_library(*(make_entry(f"p{number}", title=f"{number} " + "x" * 28) for number in range(1, 6)))

    [menu] = menus(library)

    assert menu.description == f"1 {'x' * 28}, 2 {'x' * 28} and 3 more"


def test_a_description_is_cut_where_a_single_title_is_too_long() -> None:
    library = make_library(*(make_entry(f"p{number}", title=f"{number} " + "x" * 58) for number in range(1, 3)))

    [menu] = menus(library)

    assert menu.description == "1 " + "x" * 58


@pytest.mark.parametrize(("items", "lengths"), [(0, []), (1, [1]), (25, [25]), (26, [13, 13]), (51, [17, 17, 17])])
def test_pages_are_few_and_of_one_length(items: int, lengths: list[int]) -> None:
    split = pages(range(items))

    assert [len(page) for page in split] == lengths
    assert [item for page in split for item in page] == list(range(items))


def test_a_line_is_the_sentence_without_marks_cut_at_a_word() -> None:
    entry = make_entry(short="The `kettle` is a **thing** " + "word " * 24 + "end.")

    assert in_a_line(make_entry(short="A `kettle`.")) == "A kettle."
    assert in_a_line(entry).startswith("The kettle is a thing word")
    assert in_a_line(entry).endswith(" word …")
    assert len(in_a_line(entry)) <= MOST_CHARACTERS


def test_our_map_has_each_entry_once_and_fits_into_menus(library: Library) -> None:
    whole = menus(library)

    assert sorted(entry.name for menu in whole for entry in menu.entries) == list(library.entries)
    assert len(whole) <= MOST_OPTIONS
    assert all(0 < len(menu.entries) <= MOST_OPTIONS for menu in whole)
    assert all(0 < len(menu.description) <= MOST_CHARACTERS for menu in whole)
    assert all(0 < len(in_a_line(entry)) <= MOST_CHARACTERS for entry in library.entries.values())
    assert [menu.topic for menu in whole][:3] == ["ports", "processes", "sockets"]


# One by a number


def test_any_number_picks_an_entry_and_each_comes_as_often() -> None:
    picked = [entry_at(number, KITCHEN) for number in range(-6, 6)]

    assert [entry.name for entry in picked if entry] == ["kettle", "mirror", "stove"] * 4


def test_a_comparison_is_shown_only_where_there_is_nothing_else() -> None:
    only = make_library(make_entry("all", compares=["kettle", "stove"]))

    assert entry_at(7, only) == only.entries["all"]


def test_of_an_empty_library_nothing_is_shown() -> None:
    assert entry_at(7, make_library()) is None
    assert worth_showing(make_library()) == menus(make_library()) == []
