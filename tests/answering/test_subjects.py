"""Which concepts a question names, and whether it compares them."""

import pytest
from builders import make_entry

from bot.answering.reading import words_of
from bot.answering.subjects import Subjects, asks_to_compare


@pytest.fixture(scope="module")
def subjects() -> Subjects:
    entries = (
        make_entry("kettle", also_called=["kettles", "water boiler"]),
        make_entry("tea-kettle", title="Kettle for tea"),
        make_entry("stove"),
        make_entry("kettle-vs-stove", compares=["kettle", "stove"], also_called=["kettles or stoves"]),
        make_entry("kettle-heats-itself", corrects="A kettle heats itself.", also_called=["toaster"]),
    )
    return Subjects({entry.name: entry for entry in entries})


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("what is a kettle", ("kettle",)),
        ("KETTLES and stoves", ("kettle", "stove")),
        ("stove or kettle", ("stove", "kettle")),
        ("a kettle, a kettle and a stove", ("kettle", "stove")),
        ("is a water boiler a boiler", ("kettle",)),
        ("a tea kettle", ("tea-kettle",)),
        ("a kettle for tea", ("tea-kettle",)),
        ("kettle vs stove", ("kettle", "stove")),
        ("what is a toaster", ()),
        ("kettles or stoves", ("kettle", "stove")),
        ("", ()),
    ],
)
def test_concepts_are_named_in_order_and_once_the_longest_name_wins(
    subjects: Subjects, question: str, named: tuple[str, ...]
) -> None:
    assert subjects.mentioned(words_of(question)) == named


@pytest.mark.parametrize(
    ("question", "strangers"),
    [
        ("kettle vs stove", []),
        ("kettle vs toaster", ["toaster"]),
        ("toaster vs kettle", ["toaster"]),
        ("difference between kettle and toaster", ["toaster"]),
        ("does a kettle differ from toasters", ["toasters"]),
        ("toaster", []),
        ("vs", []),
        ("", []),
    ],
)
def test_the_things_that_a_comparison_joins_and_that_are_unknown_are_strangers(
    subjects: Subjects, question: str, strangers: list[str]
) -> None:
    assert subjects.strangers(words_of(question)) == strangers


@pytest.mark.parametrize("question", ["is kettle better than stove", "the relationship between kettle and stove"])
def test_the_word_that_compares_is_no_stranger(subjects: Subjects, question: str) -> None:
    assert subjects.strangers(words_of(question)) == []


@pytest.mark.parametrize("question", ["a kettle vs a toaster", "is a toaster the same as a kettle"])
def test_an_article_does_not_hide_a_stranger(subjects: Subjects, question: str) -> None:
    assert subjects.strangers(words_of(question)) == ["toaster"]


def test_nothing_is_named_without_entries() -> None:
    assert Subjects({}).mentioned(("kettle",)) == ()


@pytest.mark.parametrize(
    "question",
    [
        "port vs socket",
        "port versus socket",
        "whats the difference between a port and a socket",
        "diff b/w tcp and udp",
        "how does a process differ from a program",
        "what distinguishes a port from a socket, or distinguish them for me",
        "compare tcp and udp",
        "is a socket the same as a port",
        "are port and socket the same thing",
        "are ports and sockets the same",
        "are port and socket identical",
        "which is better, tcp or udp",
        "i confuse port and socket",
        "how are ports, sockets and processes related",
        "what is the relation of port and socket",
        "how do processes and ports interact",
        "how do port, socket and process fit together",
        "do ports and sockets belong together",
        "is a socket a port",
        "is a port just a number",
    ],
)
def test_a_question_for_a_difference_or_relation_is_one(question: str) -> None:
    assert asks_to_compare(words_of(question))


@pytest.mark.parametrize(
    "question",
    [
        "what is a port",
        "how do two programs talk with each other",
        "another computer has the same address",
        "talk between programs",
        "which port does ssh use",
        "why is my port closed",
        "how many ports are there",
        "can two sockets have the same port",
    ],
)
def test_another_question_is_none(question: str) -> None:
    assert not asks_to_compare(words_of(question))
