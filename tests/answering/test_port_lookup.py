"""Ports looked up by number or service."""

import pytest
from builders import make_entry, make_library

from bot.answering.answer import Found, Manner, NothingFound, Silence, answer
from bot.answering.library import Library
from bot.answering.port_lookup import look_up_port


def sentences(typed: str | int, library: Library) -> tuple[str, ...]:
    found = look_up_port(typed, library)
    assert isinstance(found, Found)
    assert found.facts
    return found.facts.sentences


@pytest.mark.parametrize("number", [1, 22, 443, 1_023, 1_024, 5_432, 8_080, 49_151, 49_152])
def test_a_number_is_answered_as_the_question_about_it(library: Library, number: int) -> None:
    assert look_up_port(number, library) == answer(f"what is port {number}", library, Manner.ASKED)


@pytest.mark.parametrize("number", [0, 22, 80, 443, 65_535])
def test_number_and_digits_are_the_same_exact_facts(library: Library, number: int) -> None:
    facts = library.ports.facts(f"what is port {number}")

    assert facts
    assert sentences(number, library) == sentences(str(number), library) == facts.sentences


@pytest.mark.parametrize("typed", [" 443 ", ":443", "00443", "port 443"])
def test_a_number_may_be_written_as_in_an_address(library: Library, typed: str) -> None:
    assert look_up_port(typed, library) == look_up_port(443, library)


@pytest.mark.parametrize("typed", ["ssh", "SSH", "postgres"])
def test_a_service_is_answered_as_the_question_for_its_port(library: Library, typed: str) -> None:
    assert look_up_port(typed, library) == answer(f"which port does {typed} use", library, Manner.ASKED)


@pytest.mark.parametrize("typed", [65_536, -1, 10**30, "65536", "-1", "99999", "000443"])
def test_a_number_that_is_no_port_is_told_so(library: Library, typed: str | int) -> None:
    [sentence] = sentences(typed, library)

    assert "no port number: ports are the whole numbers from 0 to 65535, written in plain digits" in sentence


@pytest.mark.parametrize(
    "typed",
    [
        *("", "foo", "4.4.3", "0x1bb", "1e3", "44 3", "22; reboot", "80\n443"),
        *("\u0664\u0664\u0663", "\uff14\uff14\uff13", "\u00b2", "\ud800", "x" * 6_000),
    ],
)
def test_any_other_text_is_no_port_and_only_numbers_are_repeated(library: Library, typed: str) -> None:
    [sentence] = sentences(typed, library)

    assert "plain digits" in sentence
    assert len(sentence) < 150


def test_without_entries_on_ports_nothing_is_known() -> None:
    assert look_up_port(443, make_library()) == NothingFound(Silence.UNKNOWN)
    assert look_up_port("foo", make_library()) == NothingFound(Silence.UNKNOWN)


def test_without_a_list_of_ports_a_good_number_is_not_refused() -> None:
    library = make_library(make_entry("port-ranges"))

    assert look_up_port(443, library) == NothingFound(Silence.UNKNOWN)
    assert sentences("foo", library)
