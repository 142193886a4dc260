import pytest

from bot.answering.answer import Found, Manner, answer
from bot.answering.library import Library
from bot.answering.loader import own_directory
from bot.answering.shelf import Shelf
from bot.chat.browsing import completing


@pytest.fixture(scope="module")
def library() -> Library:
    return Shelf(own_directory()).library


def everything_typed(library: Library) -> set[str]:
    """Each name and title, whole and as far as one gets with one, three and seven keys."""
    typed = {text for entry in library.entries.values() for text in (entry.name, entry.title)}
    return typed | {text[:keys] for text in typed for keys in (0, 1, 3, 7)}


def test_no_more_is_offered_than_discord_shows(library: Library) -> None:
    for complete in (completing.names, completing.questions, completing.ports):
        for typed in everything_typed(library) | {"4", ":80", "8" * 5_000, "ssh"}:
            choices = complete(typed, library)
            assert len(choices) <= 25, typed
            assert all(1 <= len(choice.name) <= 100 and 1 <= len(choice.value) <= 100 for choice in choices), typed


def test_every_entry_is_offered_by_its_name_and_found_by_what_is_offered(library: Library) -> None:
    for entry in library.entries.values():
        assert entry.name in {choice.value for choice in completing.names(entry.name, library)}
        assert entry.title in {choice.value for choice in completing.questions(entry.name, library)}
        assert library.find(entry.name) is entry


def test_every_question_offered_is_answered_by_its_entry_whatever_was_asked_before(library: Library) -> None:
    before = answer("what is a process?", library, Manner.ASKED)
    assert isinstance(before, Found)
    for entry in library.entries.values():
        for previous in (None, before):
            found = answer(entry.title, library, Manner.ASKED, previous=previous)
            assert isinstance(found, Found), entry.title
            assert found.entries[0] is entry


@pytest.mark.parametrize("typed", ["soket", "sokcet", "Socke", "scoket"])
def test_what_is_mistyped_is_offered_nevertheless(typed: str, library: Library) -> None:
    assert completing.names(typed, library)[0].value == "socket"


@pytest.mark.parametrize(
    ("typed", "number"), [("443", "443"), (":44", "443"), ("ssh", "22"), ("HTTPS", "443"), (" 22", "22")]
)
def test_a_port_is_offered_by_its_number_and_by_its_service(typed: str, number: str, library: Library) -> None:
    assert number in {choice.value for choice in completing.ports(typed, library)}


@pytest.mark.parametrize("typed", ["٨٠", "no such service", "-1", "8" * 5_000])
def test_no_port_is_offered_for_what_is_none(typed: str, library: Library) -> None:
    assert completing.ports(typed, library) == []
