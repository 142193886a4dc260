"""Entries found while their names are being typed."""

import pytest
from builders import make_entry

from bot.answering.library import Library
from bot.answering.names import EntryNames

NAMES = EntryNames(
    [
        make_entry("kettle", title="Kettle", also_called=["water boiler"], see_also=["stove"]),
        make_entry("kettle-vs-stove", title="Kettle or stove?", compares=["kettle", "stove"]),
        make_entry("stove", title="Stove", also_called=["cooker", "hob"], see_also=["kettle"]),
        make_entry("tea-pot", title="Teapot", see_also=["kettle"]),
        make_entry("descaling", title="How to descale a kettle", also_called=["ketchup stain"]),
    ]
)


def found(typed: str, names: EntryNames = NAMES) -> list[str]:
    return [entry.name for entry in names.find(typed)]


@pytest.mark.parametrize("typed", ["", "  ", "???", "🤔", "\u200b", "<@123456789012345678>"])
def test_without_a_word_the_most_prominent_come_first(typed: str) -> None:
    assert found(typed) == ["kettle", "stove", "descaling", "tea-pot", "kettle-vs-stove"]


def test_a_whole_name_comes_before_a_beginning_and_that_before_a_word_inside_a_name() -> None:
    assert found("kettle") == ["kettle", "kettle-vs-stove", "descaling"]


def test_the_name_that_people_see_comes_before_another_name() -> None:
    assert found("ket") == ["kettle", "kettle-vs-stove", "descaling"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("k", "kettle"),
        ("KETT", "kettle"),
        ("the kettle", "kettle"),
        ("what is a ket", "kettle"),
        ("what's a kettle", "kettle"),
        ("water b", "kettle"),
        ("boiler", "kettle"),
        ("hob", "stove"),
        ("tea pot", "tea-pot"),
        ("teapot", "tea-pot"),
        ("tea-p", "tea-pot"),
        ("stove vs kettle", "kettle-vs-stove"),
        ("how do i descale my kettle", "descaling"),
        ("eapot", "tea-pot"),
    ],
)
def test_a_name_is_found_by_its_beginning_its_words_and_what_is_inside_them(typed: str, first: str) -> None:
    assert found(typed)[0] == first


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ketle", "kettle"),
        ("kettel", "kettle"),
        ("ekttle", "kettle"),
        ("kettlle", "kettle"),
        ("kettke", "kettle"),
        ("waterboilr", "kettle"),
        ("watr boiler", "kettle"),
        ("stvoe", "stove"),
        ("stoe", "stove"),
        ("cookre", "stove"),
        ("hbo", "stove"),
        ("taepot", "tea-pot"),
        ("descalnig", "descaling"),
        ("dsecal", "descaling"),
    ],
)
def test_a_mistyped_name_is_found(typed: str, first: str) -> None:
    assert found(typed)[0] == first


@pytest.mark.parametrize("typed", ["x", "kx", "tap", "pot roast", "mettle", "bob", "shove it", "nettle", "stork", "ka"])
def test_nothing_silly_is_found(typed: str) -> None:
    assert found(typed) == []


def test_words_that_only_shape_a_question_are_not_taken_for_mistyped_names() -> None:
    names = EntryNames([make_entry("hat"), make_entry("wit")])

    assert found("what", names) == found("with", names) == []


def test_a_word_that_only_shapes_a_question_is_not_what_was_meant() -> None:
    assert found("teh", EntryNames([make_entry("behind-the-stove")])) == []


def test_nothing_is_found_across_two_words_of_a_name() -> None:
    assert found("rboi") == []


@pytest.mark.parametrize("typed", ["x" * 10_000, "kettle " * 5_000, "\ud800", "\u0337" * 5_000, "a b c d e f g h i j"])
def test_whatever_is_typed_is_read(typed: str) -> None:
    assert len(found(typed)) <= 5


def test_no_more_are_given_than_wanted() -> None:
    assert len(NAMES.find("", most=2)) == len(NAMES.find("ket", most=2)) == 2


def test_an_entry_has_its_whole_names_alone() -> None:
    assert NAMES.called("Kettle or stove?") == NAMES.find("kettle vs stove")[0]
    assert NAMES.called("waterboiler") == NAMES.find("kettle")[0]
    assert NAMES.called("ket") is NAMES.called("") is NAMES.called("?!") is None


def test_a_name_of_two_entries_is_nobodys() -> None:
    names = EntryNames([make_entry("kettle", also_called=["pot"]), make_entry("pan", also_called=["pot"])])

    assert names.called("pot") is None


def test_a_title_without_a_word_is_no_name() -> None:
    names = EntryNames([make_entry("kettle", title="?!")])

    assert names.called("...") is None
    assert found("kettle", names) == ["kettle"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("soket", "socket"),
        ("prt", "port"),
        ("lisening", "listening"),
        ("ip adress", "ip-address"),
        ("ipadress", "ip-address"),
        ("dsn", "dns"),
        ("upd", "udp"),
        ("nta", "nat"),
        ("web soket", "websocket"),
        ("fierwall", "firewall"),
        ("procces", "process"),
        ("conection refused", "connection-refused"),
        ("timewait", "time-wait"),
        ("socket vs port", "port-vs-socket"),
        ("loclhost", "localhost"),
        ("po", "port"),
    ],
)
def test_our_entries_are_found_as_learners_type_them(library: Library, typed: str, first: str) -> None:
    assert found(typed, library.names)[0] == first


@pytest.mark.parametrize("typed", ["pizza", "cat", "lot", "bit", "eel", "laser", "microsoft", "kitchen sink"])
def test_among_our_entries_nothing_silly_is_found(library: Library, typed: str) -> None:
    assert found(typed, library.names) == []


def test_each_of_our_entries_is_found_first_by_its_name_and_by_its_title(library: Library) -> None:
    for entry in library.entries.values():
        assert found(entry.name, library.names)[0] == entry.name
        assert library.names.called(entry.title) == entry
