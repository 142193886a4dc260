"""For whom a message is: for Porter, for everybody in a study channel, or for other people."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

import discord

from bot.chat.asking.places import Places
from bot.memory.remembered import ChannelManner

REMEMBERED_THREADS = 1_000
UNHEARD_IN = frozenset({None, ChannelManner.MENTIONED})
A_MOMENT = timedelta(seconds=2)


class Heard(Enum):
    """How a message reaches Porter."""

    ASKED = "it is put to Porter"
    OVERHEARD = "it stands in a study channel, and is put to nobody in particular"
    FIRST_POST = "a new thread or post of a study channel begins with it"
    NOT_FOR_US = "it is for other people, or stands where Porter doesn't listen"


@dataclass(frozen=True)
class Hearing:
    """How a message was heard, and the manner of its channel if it is a study channel.

    In a thread of any other channel, people may go on with what they asked Porter there. `by_reply` tells that only a
    reply puts the message to Porter, as many a remark is put that asks for nothing.
    """

    heard: Heard
    manner: ChannelManner | None = None
    by_reply: bool = False


_NOT_FOR_US = Hearing(Heard.NOT_FOR_US)
_ASKED = Hearing(Heard.ASKED)
_ASKED_BY_REPLY = Hearing(Heard.ASKED, by_reply=True)


class Listening:
    """Tells for whom messages are, by where they stand and whom they name."""

    def __init__(self, me: discord.ClientUser, places: Places) -> None:
        self._me = me
        self._places = places
        # By new thread, the message that it begins with; 0 while none was written.
        self._first_posts: OrderedDict[int, int] = OrderedDict()

    def thread_begins(self, thread: discord.Thread) -> None:
        """Remember a thread that was just created: its first message is what it is about.

        One that hangs on a message of the channel has that message's id, and was begun by it.
        """
        began = thread.created_at or discord.utils.utcnow()
        if began - discord.utils.snowflake_time(thread.id) > A_MOMENT:
            return
        self._first_posts[thread.id] = 0
        if len(self._first_posts) > REMEMBERED_THREADS:
            self._first_posts.popitem(last=False)

    def note(self, message: discord.Message) -> None:
        """Remember which message a new thread begins with, a command included; a forum's post has its id."""
        if self._first_posts.get(message.channel.id) == 0:
            self._first_posts[message.channel.id] = message.id

    def is_asked(self, message: discord.Message) -> bool:
        """Tell whether a message addresses Porter: directly, by a mention, or as a reply to it."""
        if message.guild is None or self._me in message.mentions:
            return True
        replied = message.reference.resolved if message.reference else None
        return isinstance(replied, discord.Message) and replied.author == self._me

    def hear(self, message: discord.Message) -> Hearing:
        """Tell for whom a message is; of who replies to people or mentions them, nothing is for us.

        Nor is it where they reply to Porter to show people its answer. A reply mentions whom it replies to, unless its
        person switches that off; what they typed shows whom they name.
        """
        in_thread = isinstance(message.channel, discord.Thread)
        if self.is_asked(message):
            if message.guild is None or self._me.id in message.raw_mentions:
                return _ASKED
            return _NOT_FOR_US if self._names_others(message) else _ASKED_BY_REPLY
        manner = self._places.manner_in(message.channel)
        if (manner in UNHEARD_IN and not in_thread) or _is_for_people(message):
            return _NOT_FOR_US
        begins = in_thread and message.id in {message.channel.id, self._first_posts.get(message.channel.id)}
        return Hearing(Heard.FIRST_POST if begins else Heard.OVERHEARD, manner)

    def _names_others(self, message: discord.Message) -> bool:
        others = any(each != self._me for each in message.mentions)
        return bool(others or message.role_mentions or message.mention_everyone)


def _is_for_people(message: discord.Message) -> bool:
    named = message.mentions or message.role_mentions or message.mention_everyone
    return bool(message.reference or named)
