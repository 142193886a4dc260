from functools import cache

import pytest

from bot.answering.answer import DEFAULT_THRESHOLDS, Found, Manner, answer
from bot.answering.library import Library
from bot.answering.loader import load_library, own_directory
from bot.chat.asking.threads import found_in_post, goes_on


@cache
def library() -> Library:
    return load_library(own_directory())


def found(question: str) -> Found:
    answered = answer(question, library(), Manner.ASKED)
    assert isinstance(answered, Found)
    return answered


@pytest.mark.parametrize(
    ("title", "text", "first"),
    [
        ("what is a port?", "see title", "port"),
        ("a beginner's question", "whats a socket exactly?", "socket"),
        ("port vs socket", "I mix them up all the time.", "port-vs-socket"),
        ("Address already in use", "OSError: [Errno 98] when I start my server", "address-in-use"),
        ("what is a port?", "long story " * 1_000, "port"),
    ],
)
def test_a_post_is_answered_by_title_and_text(title: str, text: str, first: str) -> None:
    answered = found_in_post(title, text, library(), DEFAULT_THRESHOLDS)

    assert answered
    assert answered.entries[0].name == first


@pytest.mark.parametrize(
    ("title", "text"),
    [("Movie night", "Who brings the popcorn?"), ("thanks", "you were a great help"), ("Hello!", "I'm new here.")],
)
def test_a_post_about_something_else_is_not_answered(title: str, text: str) -> None:
    assert found_in_post(title, text, library(), DEFAULT_THRESHOLDS) is None


@pytest.mark.parametrize("said", ["why?", "and udp?", "an example please", "how do i end it"])
def test_who_asks_on_goes_on(said: str) -> None:
    assert goes_on(said, found("what is a process?"), library())


@pytest.mark.parametrize("said", ["nice example", "ok cool", "so it is just a number", "thanks, simple", "lol"])
def test_who_only_remarks_something_does_not(said: str) -> None:
    assert not goes_on(said, found("what is a process?"), library())
