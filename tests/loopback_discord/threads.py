"""Threads and forums: begun by people, and told to the bot.

https://docs.discord.com/developers/topics/threads
"""

from loopback_discord import payloads
from loopback_discord.gateway import GUILDS
from loopback_discord.server import LoopbackDiscord
from loopback_discord.users import User
from loopback_discord.world import Channel, Message


def forum(discord: LoopbackDiscord, name: str) -> Channel:
    """Add a forum; the bot learns of it when it connects next."""
    channel = discord.text_channel(name)
    channel.payload |= {"type": payloads.GUILD_FORUM, "available_tags": [], "default_reaction_emoji": None}
    channel.payload |= {"default_sort_order": None, "default_forum_layout": 0}
    return channel


async def begin_thread(discord: LoopbackDiscord, parent: Channel, name: str) -> Channel:
    """Begin a thread that hangs on no message, and tell the bot."""
    thread = discord.world.add_thread(parent, name)
    await discord.gateway.dispatch("THREAD_CREATE", thread.payload | {"newly_created": True}, intent=GUILDS)
    return thread


async def post(
    discord: LoopbackDiscord, author: User, parent: Channel, title: str, text: str
) -> tuple[Channel, Message]:
    """Post in a forum: the post is a thread, and its first message has the thread's id."""
    thread = await begin_thread(discord, parent, title)
    return thread, await author.says(thread, text, message_id=thread.id)
