"""Which slips of the finger are repaired, and which words are left alone."""

import pytest

from bot.answering.library import Library
from bot.answering.typos import Spelling

KNOWN = (
    "address",
    "connection",
    "ephemeral",
    "host",
    "listening",
    "localhost",
    "port",
    "ports",
    "process",
    "socket",
    "tcp",
)


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling(KNOWN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("scoket", "socket"),  # swapped
        ("sokcet", "socket"),
        ("osckt", None),  # swapped and left out
        ("oscket", "socket"),  # the first two swapped
        ("prot", "port"),
        ("soccket", "socket"),  # doubled
        ("adress", "address"),  # not doubled
        ("poort", "port"),
        ("portt", "port"),
        ("proces", "process"),
        ("sockt", "socket"),  # left out
        ("conection", "connection"),
        ("localhst", "localhost"),
        ("sockett", "socket"),
        ("socklet", "socket"),  # put in
        ("sacket", "socket"),  # another vowel
        ("ephemerel", "ephemeral"),
        ("docket", None),  # the first letter stays
        ("sovket", "socket"),  # a neighbouring key
        ("sobket", None),  # no neighbour
    ],
)
def test_one_slip_is_repaired(spelling: Spelling, typed: str, meant: str | None) -> None:
    assert spelling.repair(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "p", "po", "pt", "tpc", "hst", "8080", "p0rt", "so_cket", "sockét", "sc\u043eket", "s" * 21, "sokcet" * 9],
)
def test_what_is_too_short_too_long_or_no_plain_word_is_left_alone(spelling: Spelling, typed: str) -> None:
    assert spelling.repair(typed) is None


@pytest.mark.parametrize("typed", ["sicjet", "prcess", "socetks", "conecton"])
def test_two_slips_are_one_too_many(typed: str) -> None:
    assert Spelling(("socket", "process" * 2, "connection")).repair(typed) is None


def test_known_words_are_told() -> None:
    spelling = Spelling(KNOWN)

    assert "socket" in spelling
    assert "sokcet" not in spelling


def test_a_repair_is_the_same_when_asked_again(spelling: Spelling) -> None:
    assert [spelling.repair("sokcet") for _ in range(3)] == ["socket"] * 3


def test_what_was_repaired_is_not_kept_without_end() -> None:
    spelling = Spelling(KNOWN)
    letters = "abcdefghijklmnopqrstuvwxyz"

    for number in range(12_000):
        spelling.repair("x" + "".join(letters[number // 26**place % 26] for place in range(4)))

    assert len(spelling._repaired) <= 10_001


# With the vocabulary of the knowledge

OTHER_WORDS = (
    *("sport", "sports", "post", "posts", "part", "parts", "party", "packet", "rocket", "rockets", "locket"),
    *("sprocket", "ticket", "jacket", "bucket", "basket", "porter", "import", "export", "report", "support"),
    *("poet", "pork", "porch", "sorted", "princess", "progress", "recess"),
)


@pytest.mark.parametrize("word", OTHER_WORDS)
def test_another_word_is_not_taken_for_one_of_ours(library: Library, word: str) -> None:
    assert library.index.read((word,)).repaired == {}


@pytest.mark.parametrize("word", ["pocket", "pockets", "pots"])
def test_an_english_word_is_not_taken_for_one_of_ours(library: Library, word: str) -> None:
    assert library.index.read((word,)).repaired == {}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("scoket", "socket"),
        ("sokcet", "socket"),
        ("porcess", "process"),
        ("listning", "listening"),
        ("conection", "connection"),
        ("localhsot", "localhost"),
        ("ephemral", "ephemeral"),
        ("pport", "port"),
    ],
)
def test_a_mistyped_word_of_ours_is_repaired(library: Library, typed: str, meant: str) -> None:
    assert library.index.read((typed,)).words == (meant,)
