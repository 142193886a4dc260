"""Entries found by what somebody types, be it a name or a question."""

import pytest
from builders import make_library

from bot.answering.finding import find_entries
from bot.answering.library import Library


def found(typed: str, library: Library) -> list[str]:
    return [entry.name for entry in find_entries(typed, library)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("soket", "socket"),
        ("what is a soc", "socket"),
        ("what is a port for", "port"),
        ("how do i kill a process", "kill-process"),
        ("server not reachable from outside", "remote-access"),
        ("ssh", "well-known-ports"),
    ],
)
def test_a_name_and_a_question_find_their_entry(library: Library, typed: str, first: str) -> None:
    assert found(typed, library)[0] == first


def test_each_entry_is_found_once(library: Library) -> None:
    names = found("what is a socket", library)

    assert sorted(set(names)) == sorted(names)


def test_without_a_word_the_first_page_is_a_beginners(library: Library) -> None:
    assert len(found("", library)) == 25
    assert set(found("", library)[:3]) == {"port", "process", "socket"}


@pytest.mark.parametrize("typed", ["pizza", "zzz", "xq", "best restaurant in town", "\ud800", "?" * 6_000])
def test_what_is_none_of_ours_finds_nothing_or_the_first_page(library: Library, typed: str) -> None:
    assert found(typed, library) in ([], found("", library))


def test_no_more_are_given_than_wanted(library: Library) -> None:
    for typed in ("", "port", "what is a socket", "server not reachable from outside"):
        assert len(find_entries(typed, library, most=1)) == 1


def test_in_an_empty_library_nothing_is_found() -> None:
    assert found("", make_library()) == found("kettle", make_library()) == []
