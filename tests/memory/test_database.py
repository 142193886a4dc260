"""What the database does while it is in trouble, seen with a file that another program keeps locked."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
import pytest_asyncio
from builders import NOON, make_answered, make_study_channel, make_vote
from waiting import until

from bot.memory.answers import Answers
from bot.memory.claims import Claims
from bot.memory.counts import Counts
from bot.memory.database import ClosedError, Database
from bot.memory.forgetting import Forgetting
from bot.memory.place import place_of
from bot.memory.questions import Questions
from bot.memory.remembered import DayCounts, Outcome, VoteSums
from bot.memory.study_channels import StudyChannels
from bot.memory.votes import Votes

ABOUT_TO_RETURN = 0.05
NOT_SOON = 1_000.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "porter.db"


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let another program hold the right to write."""
    other = sqlite3.connect(path, isolation_level=None)
    try:
        other.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        other.close()


@pytest.fixture
def told() -> list[str]:
    return []


@pytest_asyncio.fixture
async def database(path: Path, told: list[str]) -> AsyncIterator[Database]:
    """A database that loses patience soon, and soon looks whether it is back."""
    place = place_of(path)
    async with await Database.open(place, told.append, patience=0.1, retry=ABOUT_TO_RETURN) as database:
        yield database


async def test_while_all_is_well_nothing_is_told(database: Database, told: list[str]) -> None:
    state = await database.state()

    assert (state.trouble, state.waiting, database.trouble, told) == ("", 0, "", [])
    assert state.place.endswith("porter.db")


async def test_answering_goes_on_while_the_database_cannot_be_used(
    database: Database, path: Path, now: datetime
) -> None:
    answers, claims = Answers(database), Claims(database)

    with locked(path):
        assert await claims.claim(1, now)
        assert not await claims.claim(1, now)
        await answers.keep(make_answered())
        assert await answers.to(1) == make_answered()


async def test_trouble_is_told_once_with_its_remedy(database: Database, path: Path, told: list[str]) -> None:
    with locked(path):
        for message in range(5):
            await Claims(database).claim(message, NOON)

        (sentence,) = told
        assert sentence == (
            f"Porter's memory, the file {path}, is kept locked by another program. End that program, or let it finish. "
            "Until then Porter goes on from its working memory and tries again by itself; what it learns meanwhile is "
            "written down when the database is back, and lost if Porter stops before."
        )
        assert (await database.state()).trouble == database.trouble == sentence
        assert (await database.state()).waiting == 5


async def test_trouble_that_comes_and_goes_is_told_once(database: Database, path: Path, told: list[str]) -> None:
    for message in range(3):
        with locked(path):
            await Claims(database).claim(message, NOON)
            assert database.trouble
        await until(lambda: not database.trouble)

    assert len(told) == 1


async def test_what_was_learned_meanwhile_is_written_down_afterwards(database: Database, path: Path) -> None:
    counts = Counts(database)
    with locked(path):
        await Claims(database).claim(1, NOON)
        await Answers(database).keep(make_answered())
        await Votes(database).cast(make_vote(up=True))
        await Votes(database).cast(make_vote(up=False))
        await StudyChannels(database).open(make_study_channel())
        await Questions(database).switch_on(100)
        await Questions(database).keep("what is a teapot", 100, NOON)
        counts.add(Outcome.ANSWER, 100, NOON)
        await counts.write()
    await until(lambda: not database.trouble)

    assert not await Claims(database).claim(1, NOON)
    assert await Answers(database).to(1) == make_answered()
    assert await StudyChannels(database).all() == (make_study_channel(),)
    assert len(await Questions(database).of_server(100)) == 1
    assert await counts.days(100, since=NOON.date()) == (DayCounts(NOON.date(), 1, 0, 0, VoteSums(down=1)),)


async def test_what_was_forgotten_meanwhile_does_not_come_back(database: Database, path: Path) -> None:
    await Answers(database).keep(make_answered(1))
    with locked(path):
        await Answers(database).keep(make_answered(2))
        forgotten = await Forgetting(database).person(7)
        await Answers(database).keep(make_answered(3))

        assert forgotten.later
        assert await Answers(database).to(2) is None
    await until(lambda: not database.trouble)

    assert await Answers(database).to(1) is None
    assert await Answers(database).to(2) is None
    assert await Answers(database).to(3)


async def test_nothing_written_while_the_database_comes_back_is_lost(database: Database, path: Path) -> None:
    claims = Claims(database)
    message = 0
    with locked(path):
        while message < 200:
            await claims.claim(message, NOON)
            message += 1
    while database.trouble:
        await claims.claim(message, NOON)
        message += 1

    assert not any([await claims.claim(each, NOON) for each in range(message)])


async def test_a_full_list_keeps_what_is_lasting(path: Path, told: list[str]) -> None:
    place = place_of(path)
    async with await Database.open(place, told.append, patience=0.1, retry=ABOUT_TO_RETURN, most_waiting=3) as database:
        answers = Answers(database)
        await answers.keep(make_answered(9, person=8))
        with locked(path):
            for question in range(5):
                await answers.keep(make_answered(question))
            await StudyChannels(database).open(make_study_channel())
            await Forgetting(database).person(8)
            assert (await database.state()).waiting == 5
        await until(lambda: not database.trouble)

        assert [bool(await answers.to(question)) for question in (0, 1, 2, 3, 4, 9)] == [True] * 3 + [False] * 3
        assert await StudyChannels(database).all()


async def test_the_end_is_another_chance_to_write_what_waits(path: Path, told: list[str]) -> None:
    place = place_of(path)
    async with await Database.open(place, told.append, patience=0.1, retry=NOT_SOON) as database:
        with locked(path):
            await Claims(database).claim(1, NOON)

    async with await Database.open(place, pytest.fail) as database:
        assert not await Claims(database).claim(1, NOON)


async def test_what_is_lost_at_the_end_is_said_in_the_log(
    path: Path, told: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    database = await Database.open(place_of(path), told.append, patience=0.1, retry=NOT_SOON)

    with locked(path):
        await Claims(database).claim(1, NOON)
        await database.close()

    assert caplog.messages[-1] == f"the file {path} is still out of reach; writes that are lost: 1."


async def test_a_closed_database_refuses_to_work_and_may_be_closed_again(database: Database) -> None:
    await database.close()

    with pytest.raises(ClosedError):
        await Claims(database).claim(1, NOON)
    await database.close()


async def test_what_runs_at_the_end_is_finished(path: Path) -> None:
    database = await Database.open(place_of(path), pytest.fail)
    claiming = [asyncio.create_task(Claims(database).claim(message, NOON)) for message in range(20)]
    await asyncio.sleep(0)

    await database.close()

    assert all(await asyncio.gather(*claiming))


async def test_a_listener_that_fails_stops_nothing(path: Path) -> None:
    def failing(sentence: str) -> None:
        raise RuntimeError(sentence)

    async with await Database.open(place_of(path), failing, patience=0.1) as database:
        with locked(path):
            assert await Claims(database).claim(1, NOON)


async def test_a_mistake_of_ours_is_no_trouble_of_the_database(database: Database, told: list[str]) -> None:
    with pytest.raises(Exception, match="offset-naive"):
        await Claims(database).claim(1, NOON.replace(tzinfo=None))

    assert (database.trouble, told) == ("", [])


async def test_many_tasks_may_meet_the_trouble_at_once(database: Database, path: Path, told: list[str]) -> None:
    claims = Claims(database)

    with locked(path):
        won = await asyncio.gather(*(claims.claim(message % 20, NOON) for message in range(100)))

    assert sum(won) == 20
    assert len(told) == 1


@pytest.mark.parametrize("in_trouble", [False, True])
async def test_what_was_begun_is_finished_even_if_nobody_waits_for_it(
    database: Database, path: Path, told: list[str], *, in_trouble: bool
) -> None:
    claims = Claims(database)

    async def claim_all_and_be_cancelled() -> None:
        for message in range(50):
            claiming = asyncio.create_task(claims.claim(message, NOON))
            for _ in range(message % 5):
                await asyncio.sleep(0)
            claiming.cancel()
            await asyncio.wait([claiming])

    if in_trouble:
        with locked(path):
            await claims.claim(1_000, NOON)
            await claim_all_and_be_cancelled()
        await until(lambda: not database.trouble)
    else:
        await claim_all_and_be_cancelled()

    lost = [message for message in range(50) if await claims.claim(message, NOON)]
    assert all(message % 5 == 0 for message in lost)  # those were cancelled before they had begun
    assert len(told) == in_trouble


async def test_no_text_and_no_id_is_in_the_log(
    database: Database, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await Questions(database).switch_on(100)

    with locked(path):
        await Questions(database).keep("what is a swordfish", 100, NOON)
        await Claims(database).claim(123456789, NOON)
    await until(lambda: not database.trouble)

    assert "database is locked" in caplog.text
    assert "swordfish" not in caplog.text
    assert "123456789" not in caplog.text
