"""What is said to Porter and asks for no knowledge, told from what only begins so."""

import pytest

from bot.answering.library import Library
from bot.answering.reading import MAX_CHARACTERS
from bot.answering.small_talk import Kind, SmallTalk, small_talk

SAID = {
    Kind.GREETING: (
        "hi",
        "Hello there!",
        "heyyyy porter",
        "good evening everyone",
        "hey, how are you today?",
        "yo again",
    ),
    Kind.THANKS: (
        "thanks",
        "ok thx, got it",
        "thank you so much porter!!",
        "that helped a lot, cheers",
        "thanks for the explanation of ports",
        "ah it was an old terminal, thanks",
        "that makes sense now, ty",
        "merci",
    ),
    Kind.PRAISE: (
        "good bot",
        "wow, what a clever analogy",
        "you are really helpful",
        "nice one lol",
        "I love this bot",
    ),
    Kind.SCOLDING: ("bad bot", "no", "that's wrong", "Not what I asked.", "this doesn't help at all", "please stop"),
    Kind.WHO: ("who are you", "are you a bot or a human?", "hi! who made you", "what's your name"),
    Kind.HELP: (
        "help",
        "/help",
        "what can you do?",
        "how do i use this bot",
        "i have a question",
        "which topics do you know",
    ),
    Kind.BYE: ("bye", "good night everyone", "ok see you tomorrow, thanks!", "gotta go", "I am off to bed"),
    Kind.PUZZLED: ("what?", "huh", "hm idk"),
    Kind.CALLING: ("test", "ping", "are you there?", "hello world"),
    Kind.NOTED: ("ok", "I see.", "hmm", "lol", "👍", ":)", "no thanks"),
    Kind.NO_WORDS: ("", " \n", "???", "...", "<@123456789012345678>", "```\nport\n```", "porter", "\u200b\x00"),
}


@pytest.mark.parametrize(("message", "kind"), [(message, kind) for kind, said in SAID.items() for message in said])
def test_small_talk_is_told_by_its_kind(message: str, kind: Kind) -> None:
    assert small_talk(message) == SmallTalk(kind)


@pytest.mark.parametrize(
    "message",
    [
        "hello what is a port",
        "hi porter, sockets?",
        "thanks, and what about udp sockets?",
        "thanks but it says connection refused",
        "ok thanks, next i want to know tcp",
        "thanks, it was udp?",
        "good bot. now explain tcp",
        "bad bot, i asked what UDP is",
        "no i meant a raw socket",
        "who owns port 80",
        "who is listening on 80",
        "help my port is in use",
        "can you help me with sockets",
        "commands to list open ports",
        "ping uses which port",
        "test if a port is open how",
        "bye means which tcp flag",
        "what is your process id",
        "do you use a websocket",
        "are you a process",
        "ok and threads",
        "stop port 8080",
    ],
)
def test_what_asks_beside_it_is_no_small_talk(message: str) -> None:
    assert small_talk(message) is None


def test_the_most_telling_kind_is_replied_to() -> None:
    assert small_talk("hi! thanks, who made you?") == SmallTalk(Kind.WHO)


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("was ist ein port?", "de"),
        ("comment voir les ports ouverts", "fr"),
        ("что такое сокет", "ru"),
        ("端口是什么", "zh"),
    ],
)
def test_a_message_in_another_language_is_told_with_its_language(message: str, language: str) -> None:
    assert small_talk(message) == SmallTalk(Kind.OTHER_LANGUAGE, language)


@pytest.mark.parametrize("message", ["do you speak german", "can you answer in spanish?"])
def test_who_asks_for_another_language_is_told_that_there_is_none(message: str) -> None:
    assert small_talk(message) == SmallTalk(Kind.OTHER_LANGUAGE)


def test_no_phrasing_of_the_knowledge_is_small_talk(library: Library) -> None:
    phrasings = [phrasing for entry in library.entries.values() for phrasing in entry.asked_as]

    assert [phrasing for phrasing in phrasings if small_talk(phrasing)] == []


@pytest.mark.parametrize("word", ["ok ", "so ", "very ", "hi ", "test 1 ", "that is so "])
def test_the_longest_message_is_read_at_once(word: str) -> None:
    assert small_talk((word * MAX_CHARACTERS)[:MAX_CHARACTERS] + "?") is None
