from datetime import timedelta

import pytest
from builders import NOON, make_vote

from bot.memory.counts import Counts
from bot.memory.database import Database
from bot.memory.place import Place
from bot.memory.remembered import DayCounts, EntryCounts, Outcome, VoteSums
from bot.memory.votes import Votes

DAY = NOON.date()
YESTERDAY = DAY - timedelta(days=1)


@pytest.fixture
def counts(database: Database) -> Counts:
    return Counts(database)


async def test_a_day_has_its_counts_and_votes(database: Database, counts: Counts) -> None:
    for outcome, times in ((Outcome.ANSWER, 3), (Outcome.SUGGESTIONS, 2), (Outcome.SILENCE, 1)):
        for _ in range(times):
            counts.add(outcome, 100, NOON)
    await Votes(database).cast(make_vote(up=False))

    assert await counts.days(100, since=DAY) == (DayCounts(DAY, 3, 2, 1, VoteSums(up=0, down=1)),)


async def test_days_come_in_order_and_only_those_since_the_given(database: Database, counts: Counts) -> None:
    counts.add(Outcome.ANSWER, 100, NOON)
    counts.add(Outcome.ANSWER, 100, NOON - timedelta(days=2))
    counts.add(Outcome.ANSWER, 101, NOON)
    await Votes(database).cast(make_vote(day=YESTERDAY))

    days = await counts.days(100, since=YESTERDAY)

    assert days == (DayCounts(YESTERDAY, 0, 0, 0, VoteSums(up=1)), DayCounts(DAY, 1, 0, 0, VoteSums()))


async def test_counting_goes_on_after_writing(counts: Counts) -> None:
    counts.add(Outcome.SILENCE, 100, NOON)
    await counts.write()
    counts.add(Outcome.SILENCE, 100, NOON)
    await counts.write()
    await counts.write()

    (day,) = await counts.days(100, since=DAY)

    assert day.silences == 2


async def test_what_is_dropped_is_not_written_and_other_servers_keep_theirs(counts: Counts) -> None:
    for server in (100, 101):
        counts.add(Outcome.ANSWER, server, NOON)
    counts.drop(100)

    assert await counts.days(100, since=DAY) == ()
    assert len(await counts.days(101, since=DAY)) == 1


async def test_what_was_written_outlives_a_restart(place: Place) -> None:
    async with await Database.open(place, pytest.fail) as database:
        counts = Counts(database)
        counts.add(Outcome.ANSWER, 2**64 - 1, NOON, "kettle")
        await counts.write()

    async with await Database.open(place, pytest.fail) as database:
        assert await Counts(database).entries(2**64 - 1, since=DAY) == (EntryCounts("kettle", 1, VoteSums()),)


async def test_entries_come_with_their_answers_and_votes_the_most_frequent_first(
    database: Database, counts: Counts
) -> None:
    for entry, times in (("kettle", 1), ("teapot", 2), ("a-cup", 1)):
        for _ in range(times):
            counts.add(Outcome.ANSWER, 100, NOON, entry)
    counts.add(Outcome.SUGGESTIONS, 100, NOON, "saucer")
    counts.add(Outcome.ANSWER, 100, NOON)
    counts.add(Outcome.ANSWER, 101, NOON, "kettle")
    counts.add(Outcome.ANSWER, 100, NOON - timedelta(days=2), "kettle")
    await Votes(database).cast(make_vote(entry="teapot"))
    await Votes(database).cast(make_vote(entry="teapot", server=101, answer=9))

    entries = await counts.entries(100, since=YESTERDAY)

    assert entries == (
        EntryCounts("teapot", 2, VoteSums(up=1)),
        EntryCounts("a-cup", 1, VoteSums()),
        EntryCounts("kettle", 1, VoteSums()),
    )


async def test_entries_are_as_few_as_wanted(counts: Counts) -> None:
    for number in range(30):
        counts.add(Outcome.ANSWER, 100, NOON, f"entry-{number}")

    assert len(await counts.entries(100, since=DAY)) == 20
    assert len(await counts.entries(100, since=DAY, limit=3)) == 3


async def test_a_server_of_which_nothing_is_known_has_no_counts(counts: Counts) -> None:
    assert await counts.days(100, since=DAY) == ()
    assert await counts.entries(100, since=DAY) == ()


async def test_sql_in_a_name_is_only_a_name(counts: Counts) -> None:
    name = "'); DROP TABLE counts; --"
    counts.add(Outcome.ANSWER, 100, NOON, name)

    assert await counts.entries(100, since=DAY) == (EntryCounts(name, 1, VoteSums()),)
