"""Replies to a message or a command: once, and without a ping."""

from typing import Any

import discord
from discord.ext import commands


async def reply_to(asked: discord.Message | commands.Context[Any], **message: Any) -> None:
    """Reply, as a message or as an interaction's response; `message` is what discord.py's `send` takes.

    The nonce lets Discord recognise a second attempt after a lost response, so that nothing is posted twice.

    Raises:
        discord.HTTPException: Discord refuses.
    """
    nonce = asked.id if isinstance(asked, discord.Message) else asked.message.id
    await asked.reply(mention_author=False, nonce=nonce, **message)
