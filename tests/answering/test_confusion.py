"""Every phrasing asked as if nobody had written it down."""

from builders import make_entry, make_library

from bot.answering.confusion import Confusion, leave_one_out
from bot.answering.library import Library

KETTLE = make_entry("kettle", asked_as=["what boils the water", "what boils our water", "boils water"])
STOVE = make_entry("stove", asked_as=["where does the fire burn", "the fire burns where", "fire burn"])


def test_phrasings_that_support_each_other_find_their_entry() -> None:
    assert leave_one_out(make_library(KETTLE, STOVE)) == Confusion(asked=6, first=6, among_three=6, pairs=())


def test_a_phrasing_that_nothing_else_supports_finds_nothing() -> None:
    lonely = make_entry("kettle", asked_as=["what is a kettle", "zebra crossing"])

    confusion = leave_one_out(make_library(lonely, STOVE))

    assert (confusion.asked, confusion.first, confusion.among_three, confusion.pairs) == (5, 4, 4, ())


def test_a_phrasing_that_finds_another_entry_is_a_pair() -> None:
    taken = make_entry("kettle", asked_as=["what is a kettle", "where does that fire burn"])

    confusion = leave_one_out(make_library(taken, STOVE))

    assert confusion.pairs == ((("kettle", "stove"), 1),)
    assert (confusion.asked, confusion.first, confusion.among_three) == (5, 4, 4)


def test_the_most_confused_pair_comes_first() -> None:
    once = make_entry("pan", asked_as=["what is a pan", "what boils water"])
    twice = make_entry("hob", asked_as=["what is a hob", "where does that fire burn", "burns fire where"])

    pairs = leave_one_out(make_library(KETTLE, STOVE, once, twice)).pairs

    counts = [count for _, count in pairs]
    assert dict(pairs)["hob", "stove"] == 2
    assert counts == sorted(counts, reverse=True) != [counts[0]] * len(counts)


def test_only_phrasings_are_asked_and_not_titles_or_other_names() -> None:
    named = make_entry("kettle", title="Pot of water", also_called=["boiler"], asked_as=["what is a kettle"])

    assert leave_one_out(make_library(named)).asked == 1


def test_a_phrasing_like_the_title_is_found_by_the_title() -> None:
    assert leave_one_out(make_library(make_entry("kettle", asked_as=["kettles"]))) == Confusion(1, 1, 1, ())


def test_a_phrasing_that_is_the_title_as_well_is_asked_once_and_does_not_find_itself() -> None:
    assert leave_one_out(make_library(make_entry("kettle", asked_as=["kettle"]))) == Confusion(1, 0, 0, ())


def test_the_phrasings_of_the_knowledge_support_each_other(library: Library) -> None:
    confusion = leave_one_out(library)

    assert 0 < confusion.first <= confusion.among_three <= confusion.asked
    assert confusion.among_three / confusion.asked > 0.75
