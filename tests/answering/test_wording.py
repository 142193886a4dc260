"""What Porter says of an answer."""

import pytest
from builders import make_entry

from bot.answering.answer import Answer, Found, NothingFound, Silence, Suggestions
from bot.answering.depth import Depth
from bot.answering.evidence import with_covered
from bot.answering.library import Library
from bot.answering.port_numbers import Facts
from bot.answering.replies import HELLO, reply_for
from bot.answering.small_talk import Kind, SmallTalk
from bot.answering.wording import Passage, about, counted, demo_of, depth_asked, passages, plain, related, title_of

KETTLE = make_entry(
    "kettle",
    example="On stove 2.",
    trials=[{"does": "Look at it", "run": "cat kettle", "systems": ["linux", "macos"]}, {"does": "List", "run": "ls"}],
    demo="boil",
    see_also=["teapot", "stove"],
    sources=["Book of tea", "https://example.com"],
)
STOVE = make_entry("stove", see_also=["kettle"])
BOTH = make_entry(
    "kettle-vs-stove", title="Kettle or stove?", compares=["kettle", "stove"], see_also=["teapot", "stove"]
)


def headings(answer: Answer, depth: Depth) -> list[str]:
    return [passage.heading for passage in passages(answer, depth)]


# One entry


def test_the_short_answer_is_the_sentence_and_the_picture() -> None:
    assert passages(Found((KETTLE,)), Depth.SHORT) == (
        Passage("", KETTLE.short),
        Passage("In the town", KETTLE.analogy.picture),
        Passage("Where the picture breaks", KETTLE.analogy.breaks),
    )


def test_deeper_down_is_the_exact_truth_with_example_commands_and_sources() -> None:
    assert passages(Found((KETTLE,)), Depth.DEEPER) == (
        Passage("Exactly", KETTLE.detail),
        Passage("For example", "On stove 2."),
        Passage("Try it", "- Look at it (Linux, macOS): `cat kettle`\n- List: `ls`"),
        Passage("Sources", "- Book of tea\n- https://example.com"),
    )


def test_the_whole_is_the_short_answer_and_what_lies_deeper() -> None:
    found = Found((KETTLE,))

    assert passages(found, Depth.WHOLE) == passages(found, Depth.SHORT) + passages(found, Depth.DEEPER)


def test_simpler_is_the_sentence_and_the_picture_alone() -> None:
    assert passages(Found((KETTLE,)), Depth.SIMPLER) == passages(Found((KETTLE,)), Depth.SHORT)[:2]


def test_an_example_is_the_example_and_what_to_try() -> None:
    assert passages(Found((KETTLE,)), Depth.EXAMPLE) == passages(Found((KETTLE,)), Depth.DEEPER)[1:3]


def test_what_has_no_example_has_its_picture() -> None:
    assert passages(Found((STOVE,)), Depth.EXAMPLE) == (Passage("In the town", STOVE.analogy.picture),)


def test_what_an_entry_does_not_have_gets_no_heading() -> None:
    assert headings(Found((STOVE,)), Depth.DEEPER) == ["Exactly", "Sources"]


def test_the_title_is_that_of_the_entry() -> None:
    assert title_of(Found((KETTLE,))) == "Kettle"


def test_what_to_read_next_is_offered_in_the_order_of_the_entry() -> None:
    assert related(Found((KETTLE,))) == ("teapot", "stove")


def test_a_misconception_is_stated_and_then_corrected() -> None:
    wrong = make_entry("kettle-is-a-stove", corrects="A kettle is a stove.")

    first, second, *_ = passages(Found((wrong,)), Depth.SHORT)

    assert first == Passage("You may have heard", "A kettle is a stove.")
    assert second == Passage("In truth", wrong.short)


# Several entries


def test_a_comparison_speaks_for_what_it_compares() -> None:
    found = Found((BOTH, KETTLE, STOVE))

    assert title_of(found) == "Kettle or stove?"
    assert passages(found, Depth.WHOLE) == passages(Found((BOTH,)), Depth.WHOLE)


def test_a_comparison_offers_its_parts_first_and_each_once() -> None:
    assert related(Found((BOTH, KETTLE, STOVE))) == ("kettle", "stove", "teapot")


def test_entries_side_by_side_are_each_said_in_short() -> None:
    found = Found((KETTLE, STOVE))

    assert title_of(found) == "Kettle and Stove"
    assert passages(found, Depth.SHORT) == (
        Passage("Kettle", f"{KETTLE.short}\n\n{KETTLE.analogy.picture}"),
        Passage("Stove", f"{STOVE.short}\n\n{STOVE.analogy.picture}"),
    )


def test_entries_side_by_side_are_each_said_in_the_depth_asked_for() -> None:
    found = Found((KETTLE, STOVE))

    assert [passage.text for passage in passages(found, Depth.DEEPER)] == [KETTLE.detail, STOVE.detail]
    assert [passage.text for passage in passages(found, Depth.EXAMPLE)] == ["On stove 2.", STOVE.analogy.picture]


def test_what_more_can_be_said_of_is_one_text_or_those_side_by_side() -> None:
    assert about(Found((BOTH, KETTLE, STOVE))) == (BOTH,)
    assert about(Found((KETTLE, STOVE))) == (KETTLE, STOVE)
    assert about(Found((KETTLE,), Facts("Port 1", ("It is 1.",), "kettle"))) == (KETTLE,)
    assert about(Suggestions((KETTLE,))) == ()


def test_the_depth_is_that_which_was_asked_for_and_short_otherwise() -> None:
    assert depth_asked(Found((KETTLE,), depth=Depth.EXAMPLE)) is Depth.EXAMPLE
    assert depth_asked(Suggestions((KETTLE,))) is Depth.SHORT


def test_entries_side_by_side_offer_what_is_not_shown_yet() -> None:
    assert related(Found((KETTLE, STOVE))) == ("teapot",)


# A demo


@pytest.mark.parametrize(
    ("answer", "demo"),
    [
        (Found((KETTLE,)), "boil"),
        (Found((STOVE,)), None),
        (Found((STOVE, KETTLE)), None),
        (Suggestions((KETTLE,)), None),
        (NothingFound(Silence.UNKNOWN), None),
    ],
)
def test_the_demo_is_that_of_the_first_entry_found(answer: Answer, demo: str | None) -> None:
    assert demo_of(answer) == demo


# No answer


def test_suggestions_are_listed_in_short_and_say_where_else_to_ask() -> None:
    suggestions = Suggestions((KETTLE, STOVE))

    nearest, elsewhere = passages(suggestions, Depth.SHORT)

    assert title_of(suggestions) == "I'm not sure"
    assert nearest.text.endswith(f":\n\n- **Kettle**: {KETTLE.short}\n- **Stove**: {STOVE.short}")
    assert "Stack Overflow" in elsewhere.text
    assert related(suggestions) == ("kettle", "stove")


def test_of_what_is_unknown_porter_says_where_it_belongs() -> None:
    [passage] = passages(NothingFound(Silence.UNKNOWN), Depth.SHORT)

    assert "Stack Overflow" in passage.text
    assert title_of(NothingFound(Silence.UNKNOWN)) == "I don't know that one"


def test_of_what_is_too_long_porter_says_the_limit() -> None:
    [passage] = passages(NothingFound(Silence.TOO_LONG), Depth.SHORT)

    assert passage.text.startswith("The message is longer than 2000 characters.")


def test_to_a_question_about_nothing_porter_says_what_it_teaches() -> None:
    assert title_of(NothingFound(Silence.NO_QUESTION)) == "About what?"
    assert passages(NothingFound(Silence.NO_QUESTION), Depth.SHORT) == (Passage("", HELLO),)


@pytest.mark.parametrize("kind", Kind)
def test_to_small_talk_porter_replies_and_offers_nothing(kind: Kind) -> None:
    talk = SmallTalk(kind)
    reply = reply_for(talk)

    assert title_of(talk) == reply.heading
    assert passages(talk, Depth.SHORT) == (Passage("", reply.text),)
    assert related(talk) == ()
    assert demo_of(talk) is None


def test_unasked_porter_says_nothing() -> None:
    assert passages(NothingFound(Silence.NOT_ASKED), Depth.SHORT) == ()


@pytest.mark.parametrize("because", Silence)
def test_where_nothing_is_found_nothing_is_offered(because: Silence) -> None:
    assert related(NothingFound(because)) == ()


def test_plain_text_has_no_marks_of_markdown() -> None:
    assert plain("**bold** and `code` and *this*") == "bold and code and *this*"


# The knowledge


@pytest.mark.parametrize("depth", Depth)
def test_every_entry_has_something_to_say_in_every_depth(library: Library, depth: Depth) -> None:
    for entry in library.entries.values():
        said = passages(Found(with_covered(entry, library)), depth)

        assert said, entry.name
        assert all(passage.text.strip() for passage in said), entry.name


def test_everything_related_exists(library: Library) -> None:
    for entry in library.entries.values():
        assert set(related(Found(with_covered(entry, library)))) <= set(library.entries)


def test_one_thing_is_counted_without_an_s() -> None:
    assert [counted(number, "vote") for number in (0, 1, 2)] == ["0 votes", "1 vote", "2 votes"]


def test_a_suggestion_whose_title_asks_has_no_colon_after_its_mark() -> None:
    said, *_ = passages(Suggestions((KETTLE, make_entry(title="Tea or coffee?"))), Depth.SHORT)

    assert f"- **{KETTLE.title}**: {KETTLE.short}" in said.text
    assert "- **Tea or coffee?** " in said.text
