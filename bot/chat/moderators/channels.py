"""`/porter channel`: where Porter may speak unasked, and in which manner, is up to each server's moderators."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import discord
from discord import app_commands

from bot.chat.asking.places import Places
from bot.chat.moderators.moderation import ModeratorsCommands, NotAModeratorError, may_moderate
from bot.memory.remembered import ChannelManner, StudyChannel

_MANNERS = {
    ChannelManner.ANSWER: "I answer clear questions about ports, sockets and processes without being mentioned.",
    ChannelManner.MENTIONED: "I answer only who mentions me or replies to me, and commands.",
    ChannelManner.SHADOW: (
        "I answer only who mentions me or replies to me. Of what I overhear, I send nothing; the log of who runs me "
        "says which answer I would have given."
    ),
}
MOST_LISTED = 10
_CHOICES = [
    app_commands.Choice(name="answer clear questions unasked", value=ChannelManner.ANSWER.value),
    app_commands.Choice(name="answer only when mentioned", value=ChannelManner.MENTIONED.value),
    app_commands.Choice(name="shadow: only log what it would answer", value=ChannelManner.SHADOW.value),
]
# What answering needs, as Discord's own settings call it.
_NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
    "attach_files": "Attach Files",
}
_UNREADABLE = (
    "⚠ I can't read what isn't addressed to me: whoever runs me has to switch on Message Content Intent in the "
    "developer portal, page Bot, and restart me."
)
# A thread inherits from its channel, and in a category nobody writes.
_WRITTEN_IN = frozenset(
    {
        discord.ChannelType.text,
        discord.ChannelType.news,
        discord.ChannelType.forum,
        discord.ChannelType.media,
        discord.ChannelType.voice,
        discord.ChannelType.stage_voice,
    }
)


class Channels(ModeratorsCommands):
    """Opens and closes study channels."""

    channel = app_commands.Group(name="channel", description="Where Porter may speak without being asked")

    def __init__(self, places: Places, *, reads_content: bool) -> None:
        """Change `places`; `reads_content` tells whether Discord lets Porter read what isn't addressed to it."""
        super().__init__()
        self._places = places
        self._reads_content = reads_content

    @channel.command(description="Make a channel a study channel, or change its manner")
    @app_commands.describe(
        channel="The channel, with its threads and posts; this one, if left out",
        manner="What becomes of a question that nobody put to Porter; it answers clear ones, if left out",
    )
    @app_commands.choices(manner=_CHOICES)
    async def add(
        self,
        interaction: discord.Interaction[Any],
        channel: app_commands.AppCommandChannel | None = None,
        manner: str = ChannelManner.ANSWER.value,
    ) -> None:
        """Open a channel from now on."""
        wanted = _target(interaction, channel)
        chosen = ChannelManner(manner)
        if channel and channel.type not in _WRITTEN_IN:
            nobody = "Nobody writes there. Name a channel with text, or a forum."
            await interaction.response.send_message(nobody, ephemeral=True)
            return
        await _think(interaction)
        now = datetime.now(UTC)
        await self._places.open(
            StudyChannel(wanted, interaction.guild_id or 0, chosen, interaction.user.id, opened_at=now)
        )
        said = [f"<#{wanted}> is a study channel now, with its threads and posts. {_MANNERS[chosen]}"]
        said += self._obstacles(interaction, wanted, chosen)
        await _say(interaction, said)

    @channel.command(description="Close a study channel: there, Porter answers only when mentioned")
    @app_commands.describe(channel="The channel; this one, if left out")
    async def remove(
        self, interaction: discord.Interaction[Any], channel: app_commands.AppCommandChannel | None = None
    ) -> None:
        """Close a channel from now on."""
        wanted, server = _target(interaction, channel), interaction.guild_id or 0
        await _think(interaction)
        if wanted in self._places.named:
            # The settings belong to who runs Porter, the channel to its moderators: their word counts there.
            mentioned = ChannelManner.MENTIONED
            await self._places.open(
                StudyChannel(wanted, server, mentioned, interaction.user.id, opened_at=datetime.now(UTC))
            )
            said = f"<#{wanted}> is named in my settings, but you decide: from now on, {_MANNERS[mentioned]}"
        elif await self._places.close(wanted, server):
            said = f"<#{wanted}> is no study channel any more. {_MANNERS[ChannelManner.MENTIONED]}"
        else:
            said = f"<#{wanted}> isn't a study channel; nothing changed."
        await _say(interaction, [said])

    @channel.command(name="list", description="See the study channels of this server")
    async def list_(self, interaction: discord.Interaction[Any]) -> None:
        """List what is open."""
        await _think(interaction)
        opened = {each.channel: each.manner for each in await self._places.of_server(interaction.guild_id or 0)}
        here = {each.id for each in interaction.guild.channels} if interaction.guild else set()
        named = {channel: manner for channel, manner in self._places.named.items() if channel in here - opened.keys()}
        said: list[str] = []
        for manner, sentence in _MANNERS.items():
            channels = [f"<#{channel}>" for channel, its in opened.items() if its is manner]
            channels += [f"<#{channel}> (named in my settings)" for channel, its in named.items() if its is manner]
            if channels:
                more = [f"and {len(channels) - MOST_LISTED} more"] if len(channels) > MOST_LISTED else []
                said.append(f"**{sentence}**\n{', '.join(channels[:MOST_LISTED] + more)}")
        await _say(interaction, said or ["There is no study channel here. `/porter channel add` opens one."])

    def _obstacles(self, interaction: discord.Interaction[Any], channel: int, manner: ChannelManner) -> Iterator[str]:
        """Say what keeps Porter from what it just promised."""
        if manner is not ChannelManner.MENTIONED and not self._reads_content:
            yield _UNREADABLE
        found = interaction.guild.get_channel(channel) if interaction.guild else None
        if found is None or interaction.guild is None:
            yield "⚠ I can't see that channel: allow me View Channel there."
            return
        missing = missing_permissions(found, interaction.guild.me)
        if missing:
            yield f"⚠ There I still need: {', '.join(missing)}. Allow it in the channel's settings, page Permissions."


def missing_permissions(channel: discord.abc.GuildChannel, me: discord.Member) -> list[str]:
    """Name the permissions that Porter needs to answer in a channel and doesn't have there."""
    allowed = channel.permissions_for(me)
    needed = dict(_NEEDED)
    if isinstance(channel, discord.ForumChannel):
        del needed["send_messages"]  # there it means to begin a post
    return [name for key, name in needed.items() if not getattr(allowed, key)]


def _target(interaction: discord.Interaction[Any], channel: app_commands.AppCommandChannel | None) -> int:
    """Tell which channel is meant.

    Raises:
        NotAModeratorError: the moderator has no say in that one.
    """
    if channel is None:
        here = interaction.channel
        return (here.parent_id if isinstance(here, discord.Thread) else interaction.channel_id) or 0
    if not may_moderate(interaction, channel.permissions):
        raise NotAModeratorError(f"That is for moderators: it needs the permission Manage Channels in <#{channel.id}>.")
    return channel.id


async def _think(interaction: discord.Interaction[Any]) -> None:
    """Tell Discord that a reply will come: a database in trouble takes as long as it waits for the first."""
    await interaction.response.defer(ephemeral=True, thinking=True)


async def _say(interaction: discord.Interaction[Any], said: list[str]) -> None:
    await interaction.followup.send("\n".join(said), ephemeral=True)
