from datetime import datetime, timedelta

import pytest
from builders import make_answered

from bot.memory.answers import Answers
from bot.memory.database import Database
from bot.memory.place import Place

SQL = "'); DROP TABLE answers; --"


@pytest.fixture
def answers(database: Database) -> Answers:
    return Answers(database)


async def test_an_answer_is_found_by_its_question_and_by_itself(answers: Answers, now: datetime) -> None:
    answered = make_answered(entries=("tcp", "udp", "tcp-versus-udp"), at=now)
    await answers.keep(answered)
    await answers.keep(make_answered(2))

    assert await answers.to(answered.question) == answered
    assert await answers.by(answered.answer) == answered


async def test_what_was_never_answered_has_no_answer(answers: Answers) -> None:
    await answers.keep(make_answered(1))

    assert await answers.to(2) is None
    assert await answers.by(1) is None


async def test_an_answer_may_have_no_entry(answers: Answers) -> None:
    await answers.keep(make_answered(1, entries=()))

    answered = await answers.to(1)

    assert answered
    assert answered.entries == ()


async def test_a_question_that_is_answered_anew_has_the_later_answer(answers: Answers) -> None:
    await answers.keep(make_answered(1, entries=("tcp",)))
    later = make_answered(1, answer=9, entries=("udp",))

    await answers.keep(later)

    assert await answers.to(1) == later
    assert await answers.by(1_001) is None


async def test_a_removed_answer_is_gone(answers: Answers) -> None:
    await answers.keep(make_answered(1))
    await answers.keep(make_answered(2))

    await answers.remove(1)

    assert await answers.to(1) is None
    assert await answers.to(2)


async def test_answers_outlive_a_restart(place: Place, now: datetime) -> None:
    answered = make_answered(at=now)
    async with await Database.open(place, pytest.fail) as database:
        await Answers(database).keep(answered)

    async with await Database.open(place, pytest.fail) as database:
        assert await Answers(database).to(answered.question) == answered


async def test_the_last_answer_about_an_entry_is_the_latest(answers: Answers, now: datetime) -> None:
    for question, minutes in ((1, 3), (2, 1), (3, 2)):
        await answers.keep(make_answered(question, entries=("udp", "tcp"), at=now - timedelta(minutes=minutes)))

    for entry in ("udp", "tcp"):
        last = await answers.last_about(entry, channel=10, since=now - timedelta(minutes=5))
        assert last
        assert last.question == 2


async def test_the_last_answer_about_an_entry_counts_from_the_given_time_on(answers: Answers, now: datetime) -> None:
    await answers.keep(make_answered(at=now))

    assert await answers.last_about("kettle", channel=10, since=now)
    assert not await answers.last_about("kettle", channel=10, since=now + timedelta(microseconds=1))


async def test_an_answer_in_another_channel_is_none_about_the_entry_here(answers: Answers, now: datetime) -> None:
    await answers.keep(make_answered(channel=11, at=now))

    assert await answers.last_about("kettle", channel=10, since=now) is None


@pytest.mark.parametrize("other", ["port", "in-use", "port-in", "p%", "port_in_use", "%", SQL])
async def test_an_entry_is_another_than_those_that_contain_its_name(
    answers: Answers, now: datetime, other: str
) -> None:
    await answers.keep(make_answered(entries=("port-in-use", "socket"), at=now))

    assert await answers.last_about(other, channel=10, since=now) is None


async def test_sql_in_a_name_is_only_a_name(answers: Answers, now: datetime) -> None:
    name = SQL.replace(" ", "")
    await answers.keep(make_answered(entries=(name,), at=now))

    last = await answers.last_about(name, channel=10, since=now)

    assert last
    assert last.entries == (name,)


async def test_ids_have_all_their_64_bits(answers: Answers) -> None:
    answered = make_answered(2**64 - 1, answer=2**63, channel=2**64 - 2, server=2**63 + 1, person=2**64 - 3)

    await answers.keep(answered)

    assert await answers.to(2**64 - 1) == answered
    assert await answers.by(2**63) == answered


async def test_a_time_without_its_zone_is_refused(answers: Answers, now: datetime) -> None:
    with pytest.raises(Exception, match="offset-naive"):
        await answers.keep(make_answered(at=now.replace(tzinfo=None)))
