"""Finds the message that a link leads to, if who gives it may read it where it stands."""

import re
from dataclasses import dataclass
from typing import Any

import discord

# As the three editions of Discord's app copy it.
_LINK = re.compile(
    r"<?https://(?:ptb\.|canary\.)?discord(?:app)?\.com/channels/(?P<server>[0-9]{1,20}|@me)/"
    r"(?P<channel>[0-9]{1,20})/(?P<message>[0-9]{1,20})/?>?"
)
NO_LINK = (
    "That is no link to a message. Right-click the message, or hold it on a phone, and choose *Copy Message Link*."
)
ELSEWHERE = "That link leads out of this server. I explain only messages of the server that you ask in."
HIDDEN = "I find no such message in a channel that both of us may read here."


class UnreadableError(Exception):
    """The link leads to nothing that may be read; the message says so, and not whether there is anything."""


@dataclass(frozen=True)
class MessageLink:
    """The ids in a link to a message; `server` is 0 for direct messages."""

    server: int
    channel: int
    message: int


def parse(link: str) -> MessageLink:
    """Read a link to a message.

    Raises:
        UnreadableError: it is none.
    """
    found = _LINK.fullmatch(link.strip()[:200])
    if found is None:
        raise UnreadableError(NO_LINK)
    server = 0 if found["server"] == "@me" else int(found["server"])
    return MessageLink(server, int(found["channel"]), int(found["message"]))


async def linked_message(link: str, guild: discord.Guild, reader: discord.Member) -> discord.Message:
    """Fetch the message of a link into `guild`, for somebody who may read it there.

    Raises:
        UnreadableError: it is no link, leads elsewhere, or to what one of the two may not read or what is gone.
    """
    wanted = parse(link)
    if wanted.server != guild.id:
        raise UnreadableError(ELSEWHERE)
    try:
        channel = guild.get_channel_or_thread(wanted.channel) or await guild.fetch_channel(wanted.channel)
        if await may_read(channel, reader) and isinstance(channel, discord.abc.Messageable):
            return await channel.fetch_message(wanted.message)
    except (discord.HTTPException, discord.ClientException, discord.InvalidData):
        raise UnreadableError(HIDDEN) from None
    raise UnreadableError(HIDDEN)


async def may_read(channel: Any, reader: discord.Member) -> bool:
    """Tell whether somebody may read a channel, or a thread, which may be private.

    Raises:
        discord.HTTPException: they are no member of a private thread, or Discord doesn't tell.
    """
    allowed: discord.Permissions = channel.permissions_for(reader)
    if not (allowed.view_channel and allowed.read_message_history):
        return False
    if channel.type is not discord.ChannelType.private_thread or allowed.manage_threads:
        return True
    return bool(await channel.fetch_member(reader.id))
