from builders import make_entry

from bot.answering.answer import Found, NothingFound, Silence, Suggestions
from bot.answering.small_talk import Kind, SmallTalk
from bot.chat.asking.last_answers import REMEMBERED_ANSWERS, SECONDS_REMEMBERED, LastAnswers

ADA, BOB = 1, 2
LOBBY, STUDY = 11, 12
KETTLE, STOVE = Found((make_entry("kettle"),)), Found((make_entry("stove"),))


def after(*answers: Found | Suggestions | NothingFound | SmallTalk) -> LastAnswers:
    last_answers = LastAnswers()
    for answer in answers:
        last_answers.keep(ADA, LOBBY, answer, now=0)
    return last_answers


def test_the_last_answer_is_remembered() -> None:
    assert after(KETTLE, STOVE).of(ADA, LOBBY, now=1) == STOVE


def test_people_and_channels_are_kept_apart() -> None:
    last_answers = after(KETTLE)

    assert last_answers.of(BOB, LOBBY, now=1) is None
    assert last_answers.of(ADA, STUDY, now=1) is None


def test_after_ten_minutes_it_is_forgotten() -> None:
    last_answers = after(KETTLE)

    assert last_answers.of(ADA, LOBBY, now=SECONDS_REMEMBERED - 1) == KETTLE
    assert last_answers.of(ADA, LOBBY, now=SECONDS_REMEMBERED) is None


def test_small_talk_between_changes_nothing() -> None:
    assert after(KETTLE, SmallTalk(Kind.THANKS)).of(ADA, LOBBY, now=1) == KETTLE


def test_where_nothing_was_found_there_is_nothing_to_go_on_from() -> None:
    assert after(KETTLE, NothingFound(Silence.UNKNOWN)).of(ADA, LOBBY, now=1) is None
    assert after(KETTLE, Suggestions(STOVE.entries)).of(ADA, LOBBY, now=1) is None


def test_a_crowd_is_not_remembered_for_ever() -> None:
    last_answers = after(KETTLE)
    for person in range(10, 10 + REMEMBERED_ANSWERS):
        last_answers.keep(person, LOBBY, STOVE, now=0)

    assert last_answers.of(ADA, LOBBY, now=1) is None


def test_who_wants_to_be_forgotten_is_forgotten_everywhere_and_nobody_else() -> None:
    last_answers = after(KETTLE)
    last_answers.keep(ADA, STUDY, KETTLE, now=0)
    last_answers.keep(ADA + 1, LOBBY, STOVE, now=0)
    last_answers.forget(ADA)

    assert last_answers.of(ADA, LOBBY, now=1) is None
    assert last_answers.of(ADA, STUDY, now=1) is None
    assert last_answers.of(ADA + 1, LOBBY, now=1) == STOVE


def test_a_conversation_with_who_asked_goes_on_over_what_is_overheard_and_begins_with_no_such() -> None:
    overheard, asked = LastAnswers(), after(KETTLE)
    for each in (overheard, asked):
        each.keep(ADA, LOBBY, STOVE, now=1, asked=False)

    assert not overheard.was_asked(ADA, LOBBY, now=2)
    assert asked.was_asked(ADA, LOBBY, now=2)
    assert not asked.was_asked(ADA, LOBBY, now=1 + SECONDS_REMEMBERED)
