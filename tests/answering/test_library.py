"""All entries together, and how one is picked by name."""

import pytest
from builders import make_entry, make_library

from bot.answering.library import Library


@pytest.fixture(scope="module")
def kitchen() -> Library:
    return make_library(
        make_entry("stove", also_called=["cooker"]),
        make_entry("kettle", also_called=["kettles", "water boiler"]),
        make_entry("tea-pot", title="Teapot"),
        make_entry("kettle-vs-stove", compares=["kettle", "stove"], asked_as=["kettle or stove"]),
        make_entry("all-three", title="How to boil?", compares=["kettle", "stove", "tea-pot"], asked_as=["at large"]),
    )


def test_entries_stand_in_alphabetical_order(kitchen: Library) -> None:
    assert list(kitchen.entries) == ["all-three", "kettle", "kettle-vs-stove", "stove", "tea-pot"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("kettle", "kettle"),
        ("Kettle", "kettle"),
        ("  kettle ", "kettle"),
        ("the kettle", "kettle"),
        ("kettles", "kettle"),
        ("Water Boiler", "kettle"),
        ("kettel", "kettle"),
        ("cooker", "stove"),
        ("tea-pot", "tea-pot"),
        ("tea pot", "tea-pot"),
        ("teapot", "tea-pot"),
        ("kettle-vs-stove", "kettle-vs-stove"),
        ("kettle vs stove", "kettle-vs-stove"),
        ("kettle versus stove", "kettle-vs-stove"),
        ("How to boil?", "all-three"),
    ],
)
def test_an_entry_is_found_by_its_name_as_people_type_it(kitchen: Library, typed: str, name: str) -> None:
    assert kitchen.find(typed) is kitchen.entries[name]


@pytest.mark.parametrize("typed", ["", "???", "toaster", "kettle and stove", "\ud800", "x" * 10_000, "__class__"])
def test_no_entry_is_found_by_another_name(kitchen: Library, typed: str) -> None:
    assert kitchen.find(typed) is None


def test_the_comparisons_of_what_is_asked_come_most_complete_first(kitchen: Library) -> None:
    def names(*asked: str) -> list[str]:
        return [entry.name for entry in kitchen.comparisons(asked)]

    assert names("kettle", "stove") == ["kettle-vs-stove"]
    assert names("tea-pot", "stove", "kettle") == ["all-three", "kettle-vs-stove"]
    assert names("kettle", "tea-pot") == []
    assert names() == []


def test_an_entry_is_asked_for_by_title_name_and_other_names_too(kitchen: Library) -> None:
    for words in (("teapot",), ("tea", "pot"), ("water", "boiler"), ("cooker",)):
        assert max(kitchen.index.scores(kitchen.index.read(words)).values()) == pytest.approx(1)


def test_a_library_may_be_empty() -> None:
    library = make_library()

    assert library.find("kettle") is None
    assert library.comparisons(["kettle"]) == []
    assert library.index.scores(library.index.read(("kettle",))) == {}


def test_entries_are_listed_by_topic_both_in_alphabetical_order() -> None:
    library = make_library(make_entry("stove"), make_entry("mirror", "hall"), make_entry("kettle"))

    listed = {topic: [entry.name for entry in entries] for topic, entries in library.by_topic().items()}

    assert listed == {"hall": ["mirror"], "kitchen": ["kettle", "stove"]}
    assert list(listed) == ["hall", "kitchen"]
