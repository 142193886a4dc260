from typing import Any

import pytest
from builders import NOON
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from bot.memory.database import Database
from bot.memory.statements import Upsert
from bot.memory.tables import claims, questions

CLAIM = {"message": 1, "at": NOON}
REFUSED = insert(questions).values(number=1, server=100, text="", day=NOON.date())


async def claimed(database: Database) -> list[Any]:
    return [message for (message,) in await database.read(select(claims.c.message))]


async def test_several_writes_are_all_done_or_none(database: Database) -> None:
    with pytest.raises(IntegrityError):
        await database.write(Upsert(claims, (CLAIM,)), REFUSED)

    assert await claimed(database) == []


async def test_several_rows_are_all_written_or_none(database: Database) -> None:
    with pytest.raises(IntegrityError):
        await database.write(Upsert(claims, (CLAIM, {"message": 2, "at": None})))

    assert await claimed(database) == []


async def test_after_one_that_failed_the_next_is_done(database: Database) -> None:
    with pytest.raises(IntegrityError):
        await database.write(REFUSED, Upsert(claims, (CLAIM,)))

    assert await database.write(Upsert(claims, (CLAIM,)), delete(questions)) == (1, 0)
    assert await claimed(database) == [1]
