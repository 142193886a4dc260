import asyncio
import time
from contextlib import suppress

import pytest
from builders import NOON

from bot.memory.claims import Claims
from bot.memory.database import Database
from bot.memory.place import Place
from bot.memory.time_limit import time_limit


async def test_a_busy_event_loop_is_no_trouble_of_the_database(place: Place) -> None:
    async def keep_busy() -> None:
        while True:
            time.sleep(0.4)  # noqa: ASYNC251 (as a burst of messages would)
            await asyncio.sleep(0)

    async with await Database.open(place, pytest.fail, patience=0.1) as database:
        busy = asyncio.create_task(keep_busy())
        try:
            assert await Claims(database).claim(1, NOON)
        finally:
            busy.cancel()
            with suppress(asyncio.CancelledError):
                await busy

        assert database.trouble == ""


async def test_what_takes_too_long_is_broken_off() -> None:
    with pytest.raises(TimeoutError):
        async with time_limit(0.1):
            await asyncio.Event().wait()


async def test_without_a_limit_nothing_is_broken_off() -> None:
    async with time_limit(None):
        await asyncio.sleep(0.2)


async def test_after_its_end_a_limit_breaks_nothing_off() -> None:
    async with time_limit(0.1):
        pass
    await asyncio.sleep(0.2)
