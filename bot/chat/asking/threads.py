"""How messages in threads are read: the one that it begins with, and those that go on from an answer there."""

from collections.abc import Iterator
from dataclasses import replace

from bot.answering.answer import SURELY, Found, Manner, Thresholds, answer
from bot.answering.follow_up import with_context
from bot.answering.library import Library
from bot.answering.question_shape import is_question
from bot.answering.reading import clean, words_of


def found_in_post(title: str, text: str, library: Library, thresholds: Thresholds) -> Found | None:
    """Answer a new post or thread, whose title may be the question."""
    for post, manner, strict in readings_of_post(title, text, thresholds):
        found = answer(post, library, manner, strict)
        if isinstance(found, Found):
            return found
    return None


def readings_of_post(title: str, text: str, thresholds: Thresholds) -> Iterator[tuple[str, Manner, Thresholds]]:
    """Give what a new post or thread may ask, in which manner and with what it takes to be answered.

    Whoever begins one asks, even where the form of a question is missing; then Porter must be surer.
    """
    strict = replace(thresholds, asked=max(thresholds.unasked, SURELY))
    return ((post, manner, strict) for post in (f"{title}\n{text}", title) for manner in Manner)


def goes_on(content: str, previous: Found, library: Library) -> bool:
    """Tell whether a message asks on from an answer, rather than only remarking something on it."""
    prose = clean(content)
    asks = is_question(prose) or "please" in words_of(prose)
    return asks and with_context(content, previous.entries, library) is not None
