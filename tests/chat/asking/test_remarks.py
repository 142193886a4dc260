"""Replies to Porter that get no answer, and those that do."""

import pytest

from bot.answering.answer import DEFAULT_THRESHOLDS, Found, Manner, answer
from bot.answering.library import Library
from bot.chat.asking.remarks import is_remark


def remarked(said: str, library: Library) -> bool:
    """Whether it is a remark, said to what Porter answered on ports."""
    previous = answer("what is a port?", library, Manner.ASKED)
    assert isinstance(previous, Found)
    return is_remark(said, answer(said, library, Manner.ASKED, DEFAULT_THRESHOLDS, previous), DEFAULT_THRESHOLDS)


@pytest.mark.parametrize(
    "said",
    [
        "lol",
        "😂😂",
        "+1",
        "same",
        "thanks!",
        "good bot",
        "nice, that makes sense",
        "told you",
        "my teacher said the same about ports",
        "oh so thats why my server port was taken",
        "what is bgp?",
    ],
)
def test_a_remark_is_left_alone_and_so_is_what_porter_does_not_know(said: str, library: Library) -> None:
    assert remarked(said, library)


@pytest.mark.parametrize(
    "said",
    ["why?", "and udp?", "simpler please", "i don't get it", "huh?", "an example", "what is a socket?", "who are you?"],
)
def test_who_asks_on_is_answered(said: str, library: Library) -> None:
    assert not remarked(said, library)
