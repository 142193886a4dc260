from datetime import date

import pytest
from builders import NOON, make_vote

from bot.memory.counts import Counts
from bot.memory.database import Database
from bot.memory.remembered import VoteSums
from bot.memory.tables import votes as table
from bot.memory.votes import Votes

DAY = NOON.date()


@pytest.fixture
def votes(database: Database) -> Votes:
    return Votes(database)


async def sums(database: Database, server: int = 100) -> dict[date, VoteSums]:
    return {day.day: day.votes for day in await Counts(database).days(server, since=DAY)}


async def test_votes_add_up(database: Database, votes: Votes) -> None:
    for person, up in ((1, True), (2, True), (3, False)):
        await votes.cast(make_vote(answer=5, person=person, up=up))
    await votes.cast(make_vote(answer=6, server=101))

    assert await sums(database) == {DAY: VoteSums(up=2, down=1)}


async def test_a_person_has_one_vote_on_an_answer_and_may_change_it(database: Database, votes: Votes) -> None:
    await votes.cast(make_vote(answer=5, up=True))
    await votes.cast(make_vote(answer=5, up=True))
    await votes.cast(make_vote(answer=5, up=False))

    assert await sums(database) == {DAY: VoteSums(up=0, down=1)}


async def test_a_changed_vote_is_about_what_the_answer_says_by_then(database: Database, votes: Votes) -> None:
    await votes.cast(make_vote(answer=5, entry="kettle", up=True))
    await votes.cast(make_vote(answer=5, entry="teapot", up=False))

    assert [(row.entry, row.up) for row in await database.read(table.select())] == [("teapot", 0)]


async def test_sql_in_a_name_is_only_a_name(database: Database, votes: Votes) -> None:
    name = "'; DELETE FROM votes; --"
    await votes.cast(make_vote(entry=name))

    assert [row.entry for row in await database.read(table.select())] == [name]


async def test_ids_have_all_their_64_bits(database: Database, votes: Votes) -> None:
    await votes.cast(make_vote(answer=2**64 - 1, person=2**63, server=2**64 - 2))

    assert await sums(database, 2**64 - 2) == {DAY: VoteSums(up=1)}
