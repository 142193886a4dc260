"""The channels in which Porter may speak unasked, as the moderators of each server chose."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select

from bot.memory.database import Database
from bot.memory.remembered import ChannelManner, StudyChannel
from bot.memory.statements import Upsert
from bot.memory.tables import study_channels

_ALL_BUT_CHANNEL = ("server", "manner", "opened_by", "opened_at")


class StudyChannels:
    """Keeps the study channels of all servers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> tuple[StudyChannel, ...]:
        """Give the channels of all servers, for a start."""
        return _channels(await self._database.read(select(study_channels)))

    async def of_server(self, server: int) -> tuple[StudyChannel, ...]:
        """Give the channels of a server, the first opened first."""
        there = select(study_channels).where(study_channels.c.server == server)
        return _channels(await self._database.read(there.order_by(study_channels.c.opened_at)))

    async def open(self, channel: StudyChannel) -> None:
        """Open a channel, or change its manner."""
        await self._database.write(Upsert(study_channels, (vars(channel),), replace=_ALL_BUT_CHANNEL), lasting=True)

    async def close(self, channel: int, server: int) -> bool:
        """Close a channel of a server; False if it wasn't one of its study channels."""
        there = delete(study_channels).where(study_channels.c.channel == channel, study_channels.c.server == server)
        (closed,) = await self._database.write(there, lasting=True)
        return closed == 1


def _channels(rows: Sequence[Any]) -> tuple[StudyChannel, ...]:
    return tuple(
        StudyChannel(channel, server, ChannelManner(manner), opened_by, opened_at)
        for channel, server, manner, opened_by, opened_at in rows
    )
