"""Why Porter answered or kept quiet, in words: each case names what decided, and what would change it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import make_answered

from bot.answering.answer import Manner, Thresholds
from bot.answering.explaining import explain
from bot.answering.library import Library
from bot.chat.asking.courtesy import CourtesyLimits
from bot.chat.asking.listening import Heard
from bot.chat.moderators.reasons import Case, Rules, reasons
from bot.chat.pages.page import page
from bot.memory.remembered import ChannelManner

RULES = Rules(Thresholds(asked=0.35, unasked=0.6), CourtesyLimits(), timedelta(hours=24))
SURE, NOTHING = "what is a port?", "my port is closed"


def case(library: Library, question: str = SURE, **overrides: object) -> Case:
    """A question overheard in a study channel, of which nothing more is known."""
    heard = overrides.get("heard", Heard.OVERHEARD)
    manner = Manner.ASKED if heard is Heard.ASKED else Manner.UNASKED
    overheard = Case(
        heard=Heard.OVERHEARD,
        manner=ChannelManner.ANSWER,
        for_people=False,
        in_thread=False,
        explained=explain(question, library, manner, RULES.thresholds),
        answered=None,
        before=None,
    )
    return replace(overheard, **overrides)  # type: ignore[arg-type]


def said(case: Case) -> str:
    return "\n".join(f"{passage.heading}: {passage.text}" for passage in reasons(case, RULES))


def test_an_answer_is_pointed_at_with_its_entries(library: Library) -> None:
    answered = make_answered(5, entries=("port",), channel=10, server=100)
    text = said(case(library, answered=answered))

    assert "## I answered with `port`" in text
    assert f"https://discord.com/channels/100/10/{answered.answer}" in text
    assert "What else decided" not in text


def test_silence_is_no_more_than_what_is_known(library: Library) -> None:
    text = said(case(library, NOTHING))

    assert "## I kept quiet, as far as I know" in text
    assert "24 hours" in text
    assert "Not answered: the message doesn't seem to ask" in text


def test_numbers_are_told_beside_what_would_have_been_enough(library: Library) -> None:
    text = said(case(library, "does the port of hamburg have a museum?"))

    assert "60% is needed" in text
    assert "speaks against" not in text
    assert "(-" not in text
    assert "`answering.unasked`, now 60%" in text


def test_who_asks_meets_another_threshold(library: Library) -> None:
    text = said(case(library, heard=Heard.ASKED))

    assert "For me" in text
    assert "`answering.asked`, now 35%" in text
    assert "`answering.unasked`" not in text


@pytest.mark.parametrize(
    ("overrides", "told"),
    [
        ({"heard": Heard.NOT_FOR_US, "for_people": True}, "For other people"),
        ({"heard": Heard.NOT_FOR_US, "manner": None}, "no study channel"),
        ({"heard": Heard.NOT_FOR_US, "manner": ChannelManner.MENTIONED}, "only who mentions me"),
        ({"manner": None, "in_thread": True}, "I only hear who asked me there"),
        ({"heard": Heard.FIRST_POST}, "its title is read as well"),
        ({"heard": Heard.ASKED, "remark": True}, "I took it for a remark"),
        ({"manner": ChannelManner.SHADOW}, "the answer went to the log"),
    ],
)
def test_what_kept_it_quiet_is_named(library: Library, overrides: dict[str, object], told: str) -> None:
    assert told in said(case(library, **overrides))


@pytest.mark.parametrize("manner", [None, ChannelManner.MENTIONED, ChannelManner.SHADOW])
def test_a_channel_may_be_opened(library: Library, manner: ChannelManner | None) -> None:
    assert "`/porter channel add` lets me answer here unasked" in said(case(library, manner=manner))


def test_what_was_said_a_moment_before_is_pointed_at(library: Library) -> None:
    before = make_answered(3, channel=10, server=100)
    text = said(case(library, before=before))

    assert f"https://discord.com/channels/100/10/{before.answer}" in text
    assert "`courtesy.repeat_seconds`" in text


def test_where_nothing_can_be_seen_the_limits_are_told(library: Library) -> None:
    text = said(case(library))

    for setting in ("courtesy.per_person_unasked", "courtesy.per_channel", "courtesy.repeat_seconds"):
        assert f"`{setting}`" in text


def test_what_somebody_typed_is_shown_as_code(library: Library) -> None:
    text = said(
        case(library, "what is `a` <@1> [port](https://evil.invalid) @everyone and a socket?", heard=Heard.ASKED)
    )

    assert "evil.invalid" not in text
    assert text.count("`") % 2 == 0


def test_the_longest_question_fits_a_message(library: Library) -> None:
    explained = case(library, "what is a port " + "florble " * 200 + "?", heard=Heard.ASKED)

    assert page(tuple(reasons(explained, RULES))).content_length() <= 4_000


def test_an_answer_that_is_not_what_it_would_get_now_is_accounted_for(library: Library) -> None:
    before = said(case(library, answered=make_answered(5, entries=("socket",))))
    now = said(case(library, answered=make_answered(5, entries=("port",))))

    assert "in the light of what I had answered before" in before
    assert "in the light" not in now


def test_a_question_to_porter_without_any_reply_is_accounted_for(library: Library) -> None:
    assert "`courtesy.per_person_asked`" in said(case(library, "what is bgp?", heard=Heard.ASKED))
    assert "What else decided" not in said(case(library, NOTHING))
