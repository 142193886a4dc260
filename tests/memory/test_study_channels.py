from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOON, make_study_channel

from bot.memory.database import Database
from bot.memory.place import Place
from bot.memory.remembered import ChannelManner
from bot.memory.study_channels import StudyChannels


@pytest.fixture
def study_channels(database: Database) -> StudyChannels:
    return StudyChannels(database)


@pytest.mark.parametrize("manner", ChannelManner)
async def test_an_opened_channel_is_there_with_its_manner(study_channels: StudyChannels, manner: ChannelManner) -> None:
    channel = make_study_channel(2**64 - 1, manner=manner)

    await study_channels.open(channel)

    assert await study_channels.all() == (channel,)


async def test_a_server_has_its_own_channels_in_the_order_of_opening(study_channels: StudyChannels) -> None:
    later, first = make_study_channel(1, opened_at=NOON + timedelta(seconds=1)), make_study_channel(2)
    for channel in (later, make_study_channel(3, server=101), first):
        await study_channels.open(channel)

    assert await study_channels.of_server(100) == (first, later)
    assert len(await study_channels.all()) == 3


async def test_opening_again_changes_the_manner(study_channels: StudyChannels) -> None:
    channel = make_study_channel()
    await study_channels.open(channel)
    changed = replace(channel, manner=ChannelManner.SHADOW, opened_by=8)

    await study_channels.open(changed)

    assert await study_channels.all() == (changed,)


async def test_a_closed_channel_is_gone(study_channels: StudyChannels) -> None:
    await study_channels.open(make_study_channel(1))
    await study_channels.open(make_study_channel(2))

    assert await study_channels.close(1, server=100)
    assert not await study_channels.close(1, server=100)
    assert await study_channels.all() == (make_study_channel(2),)


async def test_another_server_cannot_close_a_channel(study_channels: StudyChannels) -> None:
    await study_channels.open(make_study_channel(1, server=100))

    assert not await study_channels.close(1, server=101)
    assert await study_channels.all()


async def test_channels_stay_open_over_a_restart(place: Place) -> None:
    async with await Database.open(place, pytest.fail) as database:
        await StudyChannels(database).open(make_study_channel())

    async with await Database.open(place, pytest.fail) as database:
        assert await StudyChannels(database).all() == (make_study_channel(),)
