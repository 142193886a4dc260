import pytest
from builders import make_entry, make_library

from bot.answering.answer import Found, Manner, NothingFound, Silence, Suggestions, answer
from bot.answering.measuring import (
    Case,
    Label,
    LabelledMessage,
    Mistake,
    Reply,
    measure,
    reliability,
    reply_of,
    spread,
    tally,
)

NOTHING = Reply()


def message(
    *concepts: str, intent: str = "define", label: Label = Label.ANSWERABLE, text: str = "?"
) -> LabelledMessage:
    return LabelledMessage(text, label, concepts, intent)


def answered(*names: str, confidence: float = 1.0) -> Reply:
    return Reply(names, confidence=confidence)


def suggested(*names: str, confidence: float = 0.3) -> Reply:
    return Reply(suggested=tuple((name,) for name in names), confidence=confidence)


def asked(label: Label, reply: Reply, *concepts: str) -> Case:
    return Case(message(*concepts, label=label), reply, NOTHING)


def overheard(label: Label, reply: Reply, *concepts: str) -> Case:
    return Case(message(*concepts, label=label), NOTHING, reply)


# What is right


def test_one_of_the_expected_entries_is_right() -> None:
    assert message("kettle", "stove").is_answered_by(("pan", "stove"))
    assert not message("kettle", "stove").is_answered_by(("pan",))


def test_nothing_said_is_no_right_answer() -> None:
    assert not message("kettle").is_answered_by(())
    assert not message("kettle", "stove", intent="compare").is_answered_by(())


@pytest.mark.parametrize("intent", ["compare", "relate"])
def test_a_comparison_is_right_if_it_covers_the_first_two(intent: str) -> None:
    compared = message("kettle", "stove", "pan", intent=intent)

    assert compared.is_answered_by(("kettle-vs-stove", "kettle", "stove"))
    assert compared.is_answered_by(("pan", "stove", "kettle"))
    assert not compared.is_answered_by(("kettle",))
    assert not compared.is_answered_by(("kettle", "pan"))


def test_a_comparison_with_one_expected_entry_is_right_with_that() -> None:
    assert message("kettle", intent="compare").is_answered_by(("kettle-vs-stove", "kettle", "stove"))


def test_first_is_the_entry_at_the_head_of_the_answer() -> None:
    assert message("kettle", "stove").is_answered_first_by(("stove", "pan"))
    assert not message("stove").is_answered_first_by(("kettle-vs-stove", "kettle", "stove"))


def test_a_comparison_that_covers_what_is_asked_is_right_first() -> None:
    names = ("kettle-vs-stove", "kettle", "stove")

    assert message("kettle", "stove", intent="compare").is_answered_first_by(names)
    assert message("stove", intent="compare").is_answered_first_by(names)
    assert not message("kettle", "pan", intent="compare").is_answered_first_by(names)


@pytest.mark.parametrize("label", [Label.OUT_OF_SCOPE, Label.CHATTER])
def test_only_what_is_answerable_expects_entries(label: Label) -> None:
    assert message("kettle", label=label).expected == ()
    assert not message("kettle", label=label).is_answered_by(("kettle",))


# What was said


def test_a_reply_names_what_was_found() -> None:
    found = Found((make_entry("kettle"), make_entry("stove")), confidence=0.7)

    assert reply_of(found, 0.5) == Reply(("kettle", "stove"), (), 0.7, 0.5)


def test_a_suggested_comparison_stands_for_what_it_compares_as_well() -> None:
    both = make_entry("kettle-vs-stove", compares=("kettle", "stove"))
    reply = reply_of(Suggestions((both, make_entry("pan")), confidence=0.2))

    assert reply.suggested == (("kettle-vs-stove", "kettle", "stove"), ("pan",))
    assert reply.shown == {"kettle-vs-stove", "kettle", "stove", "pan"}
    assert (reply.answered, reply.best, reply.confidence) == ((), reply.suggested[0], 0.2)


def test_a_fourth_suggestion_does_not_count() -> None:
    reply = reply_of(Suggestions(tuple(make_entry(name) for name in ("kettle", "stove", "pan", "sink"))))

    assert "sink" not in reply.shown


def test_nothing_found_is_a_reply_without_entries() -> None:
    reply = reply_of(NothingFound(Silence.UNKNOWN), 0.1)

    assert (reply.shown, reply.best, reply.seconds) == (frozenset(), (), 0.1)


def test_what_porter_answers_is_noted_as_it_is() -> None:
    library = make_library(make_entry("kettle"), make_entry("stove"))

    assert reply_of(answer("what is a kettle", library, Manner.ASKED)).answered == ("kettle",)
    assert reply_of(answer("", library, Manner.ASKED)).shown == frozenset()


# Counting


def test_answerable_messages_are_counted_by_what_they_got_when_asked() -> None:
    counted = tally(
        [
            asked(Label.ANSWERABLE, answered("kettle"), "kettle"),
            asked(Label.ANSWERABLE, answered("pan", "kettle"), "kettle"),
            asked(Label.ANSWERABLE, answered("pan"), "kettle"),
            asked(Label.ANSWERABLE, suggested("pan", "kettle"), "kettle"),
            asked(Label.ANSWERABLE, suggested("pan"), "kettle"),
            asked(Label.ANSWERABLE, NOTHING, "kettle"),
        ]
    )

    assert (counted.answerable, counted.right, counted.right_first) == (6, 2, 1)
    assert (counted.right_shown, counted.wrong) == (3, 1)


def test_answerable_messages_are_counted_by_what_they_got_when_overheard() -> None:
    counted = tally(
        [
            overheard(Label.ANSWERABLE, answered("kettle"), "kettle"),
            overheard(Label.ANSWERABLE, answered("pan"), "kettle"),
            overheard(Label.ANSWERABLE, answered("sink"), "kettle"),
            overheard(Label.ANSWERABLE, NOTHING, "kettle"),
        ]
    )

    assert (counted.spoke_rightly, counted.spoke_wrongly) == (1, 2)
    assert (counted.right, counted.wrong) == (0, 0)


def test_suggestions_to_what_is_not_for_porter_leave_it_alone() -> None:
    cases = [asked(label, reply) for label in Label for reply in (answered("pan"), suggested("pan"), NOTHING)]
    counted = tally(cases)

    assert (counted.out_of_scope, counted.out_of_scope_left) == (3, 2)
    assert (counted.chatter, counted.chatter_left) == (3, 2)


def test_speaking_up_is_counted_by_what_the_message_was() -> None:
    counted = tally(
        [
            overheard(Label.OUT_OF_SCOPE, answered("pan")),
            overheard(Label.OUT_OF_SCOPE, NOTHING),
            overheard(Label.CHATTER, answered("pan")),
            overheard(Label.CHATTER, answered("pan")),
        ]
    )

    assert (counted.spoke_out_of_scope, counted.spoke_in_chatter) == (1, 2)


def test_intents_and_main_concepts_are_counted_apart_the_most_frequent_first() -> None:
    cases = [
        Case(message("stove", intent="why"), answered("stove"), NOTHING),
        Case(message("kettle", "stove", intent="define"), answered("pan"), NOTHING),
        Case(message("kettle", intent="define"), answered("kettle"), NOTHING),
        Case(message("sink", intent="none", label=Label.CHATTER), NOTHING, NOTHING),
    ]
    measured = measure(cases)

    assert [(name, each.answerable, each.right) for name, each in measured.by_intent.items()] == [
        ("define", 2, 1),
        ("why", 1, 1),
        ("none", 0, 0),
    ]
    assert [(name, each.answerable) for name, each in measured.by_concept.items()] == [("kettle", 2), ("stove", 1)]
    assert measured.total == tally(cases)


# Times


def test_the_99th_percentile_is_a_time_that_was_measured() -> None:
    hundred = spread([float(number) for number in range(100, 0, -1)])

    assert (hundred.median, hundred.percentile_99) == (50.5, 99.0)
    assert spread([0.25]).percentile_99 == 0.25


def test_the_times_of_chatter_overheard_are_told_apart() -> None:
    chatter = Case(message(label=Label.CHATTER), Reply(seconds=3), Reply(seconds=1))
    question = Case(message("kettle"), Reply(seconds=5), Reply(seconds=9))
    times = measure([chatter, question]).times

    assert (times.asked.median, times.unasked.median) == (4, 5)
    assert times.unasked_chatter
    assert times.unasked_chatter.median == 1
    assert measure([question]).times.unasked_chatter is None


# Confidence


def test_a_confidence_that_says_how_often_it_is_right_has_no_error() -> None:
    told = reliability([(0.75, True), (0.75, True), (0.75, True), (0.75, False)])

    assert told.expected_calibration_error == 0
    assert [(each.low, each.high, each.count, each.share_right) for each in told.bins] == [(0.7, 0.8, 4, 0.75)]


def test_each_bin_counts_by_its_replies() -> None:
    told = reliability([(1.0, False), (0.95, False), (0.0, False), (0.05, True)])

    assert [(each.low, each.count) for each in told.bins] == [(0.0, 2), (0.9, 2)]
    assert [each.mean_confidence for each in told.bins] == pytest.approx([0.025, 0.975])
    assert told.expected_calibration_error == pytest.approx((2 * 0.475 + 2 * 0.975) / 4)


def test_of_no_replies_nothing_is_known() -> None:
    assert reliability([]) == reliability(iter(()))
    assert (reliability([]).bins, reliability([]).expected_calibration_error) == ((), 0.0)


def test_asked_the_confidence_in_answers_and_first_suggestions_is_judged_but_for_chatter() -> None:
    measured = measure(
        [
            asked(Label.ANSWERABLE, answered("kettle", confidence=0.9), "kettle"),
            asked(Label.ANSWERABLE, suggested("kettle", "pan", confidence=0.4), "kettle"),
            asked(Label.ANSWERABLE, suggested("pan", "kettle", confidence=0.4), "kettle"),
            asked(Label.OUT_OF_SCOPE, suggested("kettle", confidence=0.1)),
            asked(Label.CHATTER, answered("kettle", confidence=0.6)),
            asked(Label.ANSWERABLE, NOTHING, "kettle"),
        ]
    )

    bins = measured.reliability_asked.bins
    assert [(each.low, each.count, each.share_right) for each in bins] == [(0.1, 1, 0), (0.4, 2, 0.5), (0.9, 1, 1)]
    assert measured.reliability_unasked.count == 0


def test_overheard_the_confidence_in_answers_is_judged_for_all() -> None:
    measured = measure([overheard(label, answered("kettle", confidence=0.8), "kettle") for label in Label])

    assert [(each.count, each.share_right) for each in measured.reliability_unasked.bins] == [(3, pytest.approx(1 / 3))]


# Mistakes


def test_the_most_confident_wrong_answer_comes_first() -> None:
    measured = measure(
        [
            asked(Label.ANSWERABLE, answered("pan", confidence=0.6), "kettle"),
            asked(Label.OUT_OF_SCOPE, answered("pan", confidence=0.9)),
            overheard(Label.CHATTER, answered("pan", confidence=0.7)),
        ]
    )

    assert [each.confidence for each in measured.wrong] == [0.9, 0.7, 0.6]


def test_of_equally_confident_ones_breaking_into_a_conversation_is_worst() -> None:
    wrong = answered("pan")
    cases = [Case(message("kettle", label=label), wrong, wrong) for label in Label]
    measured = measure(cases)

    assert [(each.manner, each.message.label) for each in measured.wrong] == [
        (Manner.UNASKED, Label.CHATTER),
        (Manner.UNASKED, Label.OUT_OF_SCOPE),
        (Manner.UNASKED, Label.ANSWERABLE),
        (Manner.ASKED, Label.OUT_OF_SCOPE),
        (Manner.ASKED, Label.ANSWERABLE),
    ]


def test_right_answers_suggestions_and_silence_are_no_wrong_answers() -> None:
    measured = measure(
        [
            Case(message("kettle"), answered("kettle"), answered("kettle")),
            asked(Label.OUT_OF_SCOPE, suggested("kettle")),
            asked(Label.ANSWERABLE, suggested("pan"), "kettle"),
            overheard(Label.CHATTER, NOTHING),
        ]
    )

    assert measured.wrong == ()


def test_what_was_missed_is_listed_with_its_suggestions_the_hopeless_first() -> None:
    nearly = asked(Label.ANSWERABLE, suggested("pan", "kettle", confidence=0.2), "kettle")
    far_off = asked(Label.ANSWERABLE, suggested("pan", "sink", confidence=0.3), "kettle")
    measured = measure([nearly, far_off, asked(Label.ANSWERABLE, answered("pan"), "kettle")])

    assert measured.missed == (
        Mistake(far_off.message, Manner.ASKED, ("pan", "sink"), 0.3),
        Mistake(nearly.message, Manner.ASKED, ("pan", "kettle"), 0.2),
    )
