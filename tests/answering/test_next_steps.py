"""What is offered after an answer."""

import pytest
from builders import make_entry, make_library

from bot.answering.answer import Answer, Found, Manner, NothingFound, Silence, Suggestions, answer
from bot.answering.depth import Depth
from bot.answering.evidence import with_covered
from bot.answering.library import Library
from bot.answering.next_steps import MOST_RUNNERS_UP, other_depths, runners_up
from bot.answering.port_numbers import Facts
from bot.answering.small_talk import Kind, SmallTalk

KETTLE = make_entry("kettle", example="On stove 2.", see_also=["tea-pot"])
STOVE = make_entry("stove", see_also=["kettle"])
TEAPOT = make_entry("tea-pot")
BOTH = make_entry("kettle-vs-stove", compares=["kettle", "stove"])
KITCHEN = make_library(KETTLE, STOVE, TEAPOT, BOTH)


def names(answer: Answer, library: Library = KITCHEN, question: str = "") -> list[str]:
    return [entry.name for entry in runners_up(answer, library, question)]


# Depths


def test_beside_the_short_answer_the_simpler_the_deeper_and_the_example_are_offered() -> None:
    assert other_depths(Found((KETTLE,)), Depth.SHORT) == (Depth.SIMPLER, Depth.DEEPER, Depth.EXAMPLE)


def test_what_is_shown_is_not_offered_again() -> None:
    assert other_depths(Found((KETTLE,)), Depth.SIMPLER) == (Depth.SHORT, Depth.DEEPER, Depth.EXAMPLE)
    assert other_depths(Found((KETTLE,)), Depth.DEEPER) == (Depth.SIMPLER, Depth.SHORT)
    assert other_depths(Found((KETTLE,)), Depth.WHOLE) == (Depth.SIMPLER,)


def test_where_there_is_no_example_none_is_offered() -> None:
    assert other_depths(Found((STOVE,)), Depth.SHORT) == (Depth.SIMPLER, Depth.DEEPER)
    assert other_depths(Found((KETTLE, STOVE)), Depth.SHORT) == (Depth.DEEPER, Depth.EXAMPLE)


def test_side_by_side_there_is_nothing_simpler() -> None:
    assert other_depths(Found((STOVE, TEAPOT)), Depth.SHORT) == (Depth.DEEPER,)


@pytest.mark.parametrize(
    "answer",
    [
        Found((KETTLE,), Facts("Port 7", ("It is echo.",), "kettle")),
        Suggestions((KETTLE,)),
        NothingFound(Silence.UNKNOWN),
        SmallTalk(Kind.THANKS),
    ],
)
def test_only_entries_have_depths(answer: Answer) -> None:
    assert other_depths(answer, Depth.SHORT) == ()


# What else was meant


def test_the_alternatives_come_first_then_what_stands_beside_the_entry() -> None:
    assert names(Found((KETTLE,), alternatives=(STOVE,))) == ["stove", "tea-pot", "kettle-vs-stove"]


def test_what_is_shown_is_no_runner_up() -> None:
    assert names(Found((BOTH, KETTLE, STOVE), alternatives=(KETTLE,))) == ["tea-pot"]
    assert names(Suggestions((KETTLE, STOVE))) == ["tea-pot", "kettle-vs-stove"]


def test_a_question_brings_what_fits_it() -> None:
    assert names(NothingFound(Silence.UNKNOWN)) == []
    assert names(NothingFound(Silence.UNKNOWN), question="my stove is hot")[0] == "stove"
    assert names(Found((KETTLE,)), question="what is a stove")[0] == "stove"


def test_an_entry_that_is_gone_is_not_offered() -> None:
    assert names(Found((KETTLE,), alternatives=(make_entry("toaster"),)), make_library(KETTLE, STOVE)) == ["stove"]


def test_after_small_talk_nothing_is_offered() -> None:
    assert names(SmallTalk(Kind.THANKS), question="thanks") == []


def test_no_more_are_offered_than_fit() -> None:
    many = [make_entry(f"pot-{number}", see_also=["kettle"]) for number in range(20)]

    assert len(names(Found((KETTLE,)), make_library(KETTLE, *many))) == MOST_RUNNERS_UP


def test_each_of_our_entries_has_runners_up(library: Library) -> None:
    for entry in library.entries.values():
        assert runners_up(Found(with_covered(entry, library)), library)


@pytest.mark.parametrize("manner", list(Manner))
def test_an_answer_of_ours_has_runners_up(library: Library, manner: Manner) -> None:
    for question in ("what is a socket?", "what is port 443?", "tcp vs udp?"):
        assert runners_up(answer(question, library, manner), library, question)


def test_what_is_none_of_ours_has_none(library: Library) -> None:
    question = "what is the best pizza in town?"

    assert runners_up(answer(question, library, Manner.ASKED), library, question) == ()


@pytest.mark.parametrize("question", ["\ud800", "?" * 4_000, "socket " * 1_000, "\u202e"])
def test_any_question_is_read(library: Library, question: str) -> None:
    assert len(runners_up(NothingFound(Silence.TOO_LONG), library, question)) <= MOST_RUNNERS_UP
