"""Where Porter is welcome, and what becomes there of a question that it merely overhears."""

import asyncio
from collections.abc import Iterable
from typing import Any

import discord

from bot.chat.asking.unasked import Unasked
from bot.memory.database import Database
from bot.memory.remembered import ChannelManner, StudyChannel
from bot.memory.study_channels import StudyChannels

_OF_SETTINGS = {
    Unasked.ANSWER: ChannelManner.ANSWER,
    Unasked.SHADOW: ChannelManner.SHADOW,
    Unasked.NEVER: ChannelManner.MENTIONED,
}


class Places:
    """The study channels: those of the settings, and those that moderators opened, whose choice comes first."""

    def __init__(self, named: Iterable[int], unasked: Unasked, database: Database, opened: StudyChannels) -> None:
        """Begin with the ids `named` in the settings; `take_over` adds what moderators chose."""
        self.named = dict.fromkeys(named, _OF_SETTINGS[unasked])
        self._manners = dict(self.named)
        self._database = database
        self._opened = opened
        self._one_at_a_time = asyncio.Lock()

    def manner_in(self, channel: Any) -> ChannelManner | None:
        """Give the manner of a channel that messages stand in; None if it is no study channel.

        Threads and posts of a forum inherit that of their channel.
        """
        manner = self._manners.get(channel.id)
        if manner is None and isinstance(channel, discord.Thread):
            return self._manners.get(channel.parent_id)
        return manner

    def is_open(self, channel: int) -> bool:
        """Tell whether a channel itself is a study channel."""
        return channel in self._manners

    async def take_over(self) -> None:
        """Read what moderators chose: at the start, and after another process on the same database changed it.

        While the database can't be used, everything stays as it is.
        """
        async with self._one_at_a_time:
            opened = await self._opened.all()
            if not self._database.trouble:
                self._manners = {**self.named, **{each.channel: each.manner for each in opened}}

    async def of_server(self, server: int) -> tuple[StudyChannel, ...]:
        """Give the channels that moderators of a server opened."""
        return await self._opened.of_server(server)

    async def open(self, channel: StudyChannel) -> None:
        """Open a channel, or change its manner; from now on, and after a restart as well."""
        async with self._one_at_a_time:
            self._manners[channel.channel] = channel.manner
            await self._opened.open(channel)

    async def close(self, channel: int, server: int) -> bool:
        """Close a channel that moderators opened; False if they hadn't. One of the settings is as it was again."""
        async with self._one_at_a_time:
            closed = await self._opened.close(channel, server)
            if closed:
                self._manners.pop(channel, None)
                if channel in self.named:
                    self._manners[channel] = self.named[channel]
            return closed
