from datetime import timedelta

import pytest
from builders import NOON, make_vote

from bot.memory.database import Database
from bot.memory.remembered import VoteSums
from bot.memory.votes import Votes

DAY = NOON.date()


@pytest.fixture
def votes(database: Database) -> Votes:
    return Votes(database)


async def test_votes_on_an_answer_add_up(votes: Votes) -> None:
    for person, up in ((1, True), (2, True), (3, False)):
        await votes.cast(make_vote(answer=5, person=person, up=up))
    await votes.cast(make_vote(answer=6))

    assert await votes.of_answer(5) == VoteSums(up=2, down=1)


async def test_an_answer_without_votes_has_sums_of_zero(votes: Votes) -> None:
    assert await votes.of_answer(5) == VoteSums(up=0, down=0)


async def test_a_person_has_one_vote_on_an_answer_and_may_change_it(votes: Votes) -> None:
    await votes.cast(make_vote(answer=5, up=True))
    await votes.cast(make_vote(answer=5, up=True))
    await votes.cast(make_vote(answer=5, up=False))

    assert await votes.of_answer(5) == VoteSums(up=0, down=1)


async def test_a_server_has_the_sums_of_its_own_since_a_day(votes: Votes) -> None:
    await votes.cast(make_vote(answer=1))
    await votes.cast(make_vote(answer=2, entry="teapot", up=False))
    await votes.cast(make_vote(answer=3, server=101))
    await votes.cast(make_vote(answer=4, day=DAY - timedelta(days=1)))

    assert await votes.of_server(100, since=DAY) == VoteSums(up=1, down=1)


async def test_an_entry_has_the_sums_over_all_its_answers_in_a_server(votes: Votes) -> None:
    await votes.cast(make_vote(answer=1))
    await votes.cast(make_vote(answer=2, up=False))
    await votes.cast(make_vote(answer=3, entry="teapot"))
    await votes.cast(make_vote(answer=4, server=101))
    await votes.cast(make_vote(answer=5, day=DAY - timedelta(days=1)))

    assert await votes.of_entry("kettle", 100, since=DAY) == VoteSums(up=1, down=1)


async def test_sql_in_a_name_is_only_a_name(votes: Votes) -> None:
    name = "'; DELETE FROM votes; --"
    await votes.cast(make_vote(entry=name))

    assert await votes.of_entry(name, 100, since=DAY) == VoteSums(up=1)


async def test_ids_have_all_their_64_bits(votes: Votes) -> None:
    await votes.cast(make_vote(answer=2**64 - 1, person=2**63, server=2**64 - 2))

    assert await votes.of_answer(2**64 - 1) == VoteSums(up=1)
    assert await votes.of_server(2**64 - 2, since=DAY) == VoteSums(up=1)
