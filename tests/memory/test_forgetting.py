from datetime import timedelta

import pytest
from builders import NOON, make_answered, make_study_channel, make_vote

from bot.memory.answers import Answers
from bot.memory.claims import Claims
from bot.memory.counts import Counts
from bot.memory.database import Database
from bot.memory.forgetting import Forgetting
from bot.memory.questions import Questions
from bot.memory.remembered import Forgotten, Outcome
from bot.memory.study_channels import StudyChannels
from bot.memory.tables import votes
from bot.memory.votes import Votes

DAY = NOON.date()
A_MOMENT = timedelta(microseconds=1)


@pytest.fixture
async def filled(database: Database) -> Database:
    """Something in every table, of two people in two servers."""
    counts = Counts(database)
    for server, person in ((100, 7), (101, 8)):
        await Claims(database).claim(server, NOON)
        await Answers(database).keep(make_answered(server, server=server, person=person))
        await StudyChannels(database).open(make_study_channel(server, server=server, opened_by=person))
        await Votes(database).cast(make_vote(server, person, server=server))
        await Questions(database).switch_on(server)
        await Questions(database).keep("what is a teapot", server, NOON)
        counts.add(Outcome.ANSWER, server, NOON)
    await counts.write()
    return database


async def voted(database: Database) -> set[int]:
    return {row.answer for row in await database.read(votes.select())}


async def test_a_forgotten_person_is_in_no_table(filled: Database) -> None:
    forgotten = await Forgetting(filled).person(7)

    assert forgotten == Forgotten(answers=1, votes=1, channels=1, later=False)
    assert forgotten.rows == 3
    assert await Answers(filled).to(100) is None
    assert await voted(filled) == {101}
    assert await StudyChannels(filled).of_server(100) == (make_study_channel(100, server=100, opened_by=None),)


async def test_forgetting_a_person_leaves_the_others_alone(filled: Database) -> None:
    await Forgetting(filled).person(7)

    assert await Answers(filled).to(101)
    assert 101 in await voted(filled)
    assert await StudyChannels(filled).of_server(101) == (make_study_channel(101, server=101, opened_by=8),)


async def test_forgetting_somebody_unknown_finds_nothing(filled: Database) -> None:
    assert (await Forgetting(filled).person(9)).rows == 0


async def test_a_forgotten_server_is_in_no_table(filled: Database) -> None:
    assert await Forgetting(filled).server(100) == 6

    assert await Answers(filled).to(100) is None
    assert await voted(filled) == {101}
    assert await StudyChannels(filled).of_server(100) == ()
    assert await Questions(filled).servers() == {101}
    assert await Questions(filled).of_server(100) == ()
    assert await Counts(filled).days(100, since=DAY) == ()


async def test_forgetting_a_server_leaves_the_others_alone(filled: Database) -> None:
    await Forgetting(filled).server(100)

    assert await Forgetting(filled).server(101) == 6


async def test_nothing_is_forgotten_before_its_time(filled: Database) -> None:
    assert await Forgetting(filled).old(NOON + timedelta(hours=24)) == 0


async def test_answers_are_forgotten_after_a_day(filled: Database) -> None:
    assert await Forgetting(filled).old(NOON + timedelta(hours=24) + A_MOMENT) == 2
    assert await Answers(filled).to(100) is None


async def test_claims_are_forgotten_after_two_days(filled: Database) -> None:
    await Forgetting(filled).old(NOON + timedelta(days=2))
    assert not await Claims(filled).claim(100, NOON)

    await Forgetting(filled).old(NOON + timedelta(days=2) + A_MOMENT)
    assert await Claims(filled).claim(100, NOON)


async def test_unanswered_questions_are_forgotten_after_thirty_days(filled: Database) -> None:
    await Forgetting(filled).old(NOON + timedelta(days=30))
    assert len(await Questions(filled).of_server(100)) == 1

    await Forgetting(filled).old(NOON + timedelta(days=31))
    assert await Questions(filled).of_server(100) == ()
    assert await Questions(filled).servers() == {100, 101}


async def test_counts_and_votes_are_forgotten_after_a_year(filled: Database) -> None:
    await Forgetting(filled).old(NOON + timedelta(days=365))
    assert len(await Counts(filled).days(100, since=DAY)) == 1
    assert await voted(filled) == {100, 101}

    await Forgetting(filled).old(NOON + timedelta(days=366))
    assert await Counts(filled).days(100, since=DAY) == ()
    assert await voted(filled) == set()


async def test_study_channels_are_never_old(filled: Database) -> None:
    await Forgetting(filled).old(NOON + timedelta(days=10_000))

    assert len(await StudyChannels(filled).all()) == 2


async def test_answers_may_be_remembered_for_longer(filled: Database) -> None:
    await Forgetting(filled, answers_for=timedelta(days=7)).old(NOON + timedelta(days=7))

    assert await Answers(filled).to(100)
