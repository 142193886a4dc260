import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from bot.memory.claims import Claims
from bot.memory.database import Database
from bot.memory.place import Place


async def test_a_message_is_claimed_once(database: Database, now: datetime) -> None:
    claims = Claims(database)

    assert await claims.claim(1, now)
    assert not await claims.claim(1, now + timedelta(hours=1))
    assert await claims.claim(2, now)


async def test_of_many_tasks_that_claim_a_message_one_gets_it(database: Database, now: datetime) -> None:
    claims = Claims(database)

    won = await asyncio.gather(*(claims.claim(message % 10, now) for message in range(200)))

    assert sum(won) == 10


async def test_a_claim_that_was_released_can_be_claimed_again(database: Database, now: datetime) -> None:
    claims = Claims(database)
    await claims.claim(1, now)
    await claims.claim(2, now)

    await claims.release(1)

    assert await claims.claim(1, now)
    assert not await claims.claim(2, now)


async def test_a_claim_outlives_a_restart(place: Place, now: datetime) -> None:
    async with await Database.open(place, pytest.fail) as database:
        await Claims(database).claim(1, now)

    async with await Database.open(place, pytest.fail) as database:
        assert not await Claims(database).claim(1, now)


@pytest.mark.parametrize("message", [2**65, -(2**64)])
async def test_what_can_be_no_id_is_refused(database: Database, now: datetime, message: int) -> None:
    with pytest.raises((OverflowError, DBAPIError)):
        await Claims(database).claim(message, now)

    assert not database.trouble


@pytest.mark.parametrize("message", [0, 2**53 + 1, 2**63 - 1, 2**63, 2**64 - 1])
async def test_ids_have_all_their_64_bits(database: Database, now: datetime, message: int) -> None:
    claims = Claims(database)

    assert await claims.claim(message, now)
    assert not await claims.claim(message, now)
    assert await claims.claim(message ^ 1, now)
