"""Whether a message has the form of a question, and whether it is put to somebody in particular."""

import pytest
from own_questions import CHATTER, OVERHEARD_QUESTIONS

from bot.answering.library import Library
from bot.answering.question_shape import is_question, may_ask, opens_like_a_question, talks_to_somebody, without_lead_in
from bot.answering.reading import CHAT_SPELLING, clean, words_of


@pytest.mark.parametrize(
    "message",
    [
        "what is a port",
        "hey guys quick question what is a port",
        "ok so how do sockets work",
        "explain ports",
        "could somebody explain what a socket is",
        "difference between port and socket",
        "port vs socket",
        "ports and sockets?",
        "no idea how to free a port",
        "list all open ports",
    ],
)
def test_a_question_is_seen_with_and_without_its_mark(message: str) -> None:
    assert is_question(message)


@pytest.mark.parametrize("message", ["a port is a number", "port", "my port is closed", "thanks, that explains it", ""])
def test_a_statement_is_none(message: str) -> None:
    assert not is_question(message)


def test_the_glance_misses_nothing_that_is_a_question() -> None:
    messages = [each for group in (*OVERHEARD_QUESTIONS.values(), *CHATTER.values()) for each in group]
    questions = [each for each in messages if is_question(clean(each))]

    assert len(questions) > 40
    assert [
        each for each in questions if not may_ask(each, [word.strip("?!.,") for word in each.lower().split()])
    ] == []


def test_a_question_may_come_after_a_greeting_and_a_remark() -> None:
    assert opens_like_a_question("Home at last. hi all, what is a port")
    assert not opens_like_a_question("Home at last. my dog is what I missed")


@pytest.mark.parametrize(
    "message",
    ["is your port open?", "did she close the socket?", "is this port open?", "what port was that?", "thanks!"],
)
def test_somebody_in_particular_is_heard(message: str) -> None:
    assert talks_to_somebody(words_of(message))


@pytest.mark.parametrize("message", ["how do you open a port", "what is a port", "can you see which ports are open"])
def test_everybody_is_no_particular_person(message: str) -> None:
    assert not talks_to_somebody(words_of(message))


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("hey guys, sorry for the dumb question but what is localhost", "what is localhost"),
        ("does anyone know what a socket is", "what a socket is"),
        ("can someone explain ports to me", "explain ports to me"),
        ("Can anybody tell me how NAT works?", "how NAT works?"),
        ("hi all, quick question: port vs socket?", "port vs socket?"),
        ("Hello everyone! I was wondering what a daemon is", "what a daemon is"),
        ("good morning, how to kill a process", "how to kill a process"),
    ],
)
def test_how_a_question_is_led_in_is_taken_away(message: str, asked: str) -> None:
    assert without_lead_in(message) == asked


@pytest.mark.parametrize(
    "message",
    ["hi", "hey porter", "ok", "", "::1 vs ::", "so-reuse what is it", "does anyone know a good pizza place", "soap"],
)
def test_nothing_else_is_taken_away(message: str) -> None:
    assert without_lead_in(message) == message


@pytest.mark.parametrize("apostrophe", ["'", "\u2019"])
@pytest.mark.parametrize("typed", sorted(CHAT_SPELLING))
def test_the_glance_knows_chat_spelling_with_either_apostrophe(library: Library, typed: str, apostrophe: str) -> None:
    message = f"{typed} a port the same as a socket".replace("'", apostrophe)

    assert library.may_concern(message) or not is_question(clean(message))
