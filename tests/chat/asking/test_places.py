from collections.abc import AsyncIterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
import pytest_asyncio

from bot.chat.asking.places import Places
from bot.chat.asking.unasked import Unasked
from bot.memory.database import Database
from bot.memory.place import DatabaseFile
from bot.memory.remembered import ChannelManner, StudyChannel
from bot.memory.study_channels import StudyChannels

SERVER, NAMED, OTHER = 5, 10, 20
LATER = datetime(2026, 1, 1, tzinfo=UTC)


@pytest_asyncio.fixture
async def database(tmp_path: Any) -> AsyncIterator[Database]:
    async with await Database.open(DatabaseFile(tmp_path / "porter.db"), pytest.fail) as database:
        yield database


def places(database: Database, unasked: Unasked = Unasked.ANSWER) -> Places:
    return Places([NAMED], unasked, database, StudyChannels(database))


def channel(number: int) -> Any:
    return SimpleNamespace(id=number)


def study(number: int, manner: ChannelManner = ChannelManner.ANSWER) -> StudyChannel:
    return StudyChannel(number, SERVER, manner, opened_by=7, opened_at=LATER)


@pytest.mark.parametrize(
    ("unasked", "manner"),
    [
        (Unasked.ANSWER, ChannelManner.ANSWER),
        (Unasked.SHADOW, ChannelManner.SHADOW),
        (Unasked.NEVER, ChannelManner.MENTIONED),
    ],
)
async def test_a_channel_of_the_settings_has_their_manner(
    database: Database, unasked: Unasked, manner: ChannelManner
) -> None:
    known = places(database, unasked)

    assert known.manner_in(channel(NAMED)) is manner
    assert known.manner_in(channel(OTHER)) is None


async def test_what_moderators_chose_counts_at_once_and_in_the_next_run(database: Database) -> None:
    known = places(database)
    await known.open(study(NAMED, ChannelManner.SHADOW))
    await known.open(study(OTHER))
    later = places(database)
    await later.take_over()

    for each in (known, later):
        assert each.manner_in(channel(NAMED)) is ChannelManner.SHADOW
        assert each.manner_in(channel(OTHER)) is ChannelManner.ANSWER


async def test_a_closed_channel_is_what_the_settings_say(database: Database) -> None:
    known = places(database)
    await known.open(study(NAMED, ChannelManner.SHADOW))
    await known.open(study(OTHER))

    assert await known.close(NAMED, SERVER)
    assert await known.close(OTHER, SERVER)
    assert not await known.close(OTHER, SERVER)
    assert known.manner_in(channel(NAMED)) is ChannelManner.ANSWER
    assert known.manner_in(channel(OTHER)) is None


async def test_another_server_closes_nothing(database: Database) -> None:
    known = places(database)
    await known.open(study(OTHER))

    assert not await known.close(OTHER, SERVER + 1)
    assert known.manner_in(channel(OTHER)) is ChannelManner.ANSWER


async def test_what_another_process_opened_is_taken_over(database: Database) -> None:
    known, other = places(database), places(database)
    await other.open(study(OTHER))
    await known.take_over()

    assert known.manner_in(channel(OTHER)) is ChannelManner.ANSWER


async def test_while_the_database_fails_the_channels_stay_open(database: Database, tmp_path: Any) -> None:
    told: list[str] = []
    (tmp_path / "a-file").touch()
    async with await Database.open(DatabaseFile(tmp_path / "a-file" / "porter.db"), told.append) as failing:
        known = places(failing)
        await known.open(study(OTHER))
        await known.take_over()

        assert told
        assert known.manner_in(channel(OTHER)) is ChannelManner.ANSWER
        assert known.manner_in(channel(NAMED)) is ChannelManner.ANSWER
