"""Questions: in mentions and direct messages, by command, and overheard in study channels."""

import logging
import re
import time

import discord
from discord import app_commands
from discord.ext import commands

from bot.answering.answer import Found, Manner, Thresholds, answer
from bot.answering.evidence import with_covered
from bot.answering.shelf import Shelf
from bot.answering.wording import depth_asked
from bot.chat.buttons import names_said
from bot.chat.last_answers import LastAnswers
from bot.chat.layout import answer_view
from bot.chat.pace import Pace
from bot.chat.replying import reply_to
from bot.chat.unasked import Unasked

log = logging.getLogger(__name__)


class Ask(commands.Cog):
    """Answers questions."""

    def __init__(
        self,
        me: discord.ClientUser,
        shelf: Shelf,
        thresholds: Thresholds,
        study_channels: frozenset[int],
        unasked: Unasked,
        last_answers: LastAnswers,
    ) -> None:
        """Answer as `me` from the shelf's library; `study_channels` are ids of channels to listen in unasked."""
        self._me = me
        self._shelf = shelf
        self._thresholds = thresholds
        self._study_channels = study_channels
        self._unasked = unasked
        self._last_answers = last_answers
        self._overheard = Pace(times=12, seconds=60)

    async def message(self, message: discord.Message) -> None:
        """Answer a message that asks Porter, or that asks a study channel something that Porter surely knows."""
        manner = self._manner(message)
        if manner is None:
            return
        library = self._shelf.library
        if manner is Manner.ASKED:
            await self._reply(message, message, self._without_mention(message.content))
            return
        found = answer(message.content, library, manner, self._thresholds)
        if not isinstance(found, Found) or not self._may_speak_up(message):
            return
        if self._when_overheard(message) is Unasked.SHADOW:
            _log_in_shadow(message, found)
            return
        self._last_answers.keep(message.author.id, message.channel.id, found, time.monotonic())
        await reply_to(message, view=answer_view(found, library, depth_asked(found)))

    @commands.hybrid_command(description="Ask about ports, sockets and processes")  # type: ignore[arg-type]
    @app_commands.describe(question="Your question, in your own words")
    async def ask(self, context: commands.Context[commands.Bot], *, question: str = "") -> None:
        """Answer a question; `!ask` alone, as a reply, answers the message replied to."""
        await self._reply(context, context.message, question)

    async def _reply(
        self, asked: discord.Message | commands.Context[commands.Bot], message: discord.Message, question: str
    ) -> None:
        """Answer a question asked in a message; without words, what the message says that it replies to."""
        library = self._shelf.library
        place = message.author.id, message.channel.id
        if question:
            previous = self._answer_replied_to(message) or self._last_answers.of(*place, time.monotonic())
            found = answer(question, library, Manner.ASKED, self._thresholds, previous)
        else:
            found = answer(await replied_text(message), library, Manner.ASKED, self._thresholds)
        self._last_answers.keep(*place, found, time.monotonic())
        await reply_to(asked, view=answer_view(found, library, depth_asked(found)))

    def _answer_replied_to(self, message: discord.Message) -> Found | None:
        """Give the answer of Porter's that a message replies to, as far as its entries are still there."""
        replied = message.reference.resolved if message.reference else None
        if not isinstance(replied, discord.Message) or replied.author != self._me:
            return None
        library = self._shelf.library
        entries = [library.entries[name] for name in names_said(replied.components) if name in library.entries]
        return Found(with_covered(entries[0], library) if len(entries) == 1 else tuple(entries)) if entries else None

    def _may_speak_up(self, message: discord.Message) -> bool:
        """Tell whether an overheard person was not answered too often already; nobody asked, so no notice is due."""
        return not self._overheard.count(message.author.id, time.monotonic())

    def is_asked(self, message: discord.Message) -> bool:
        """Tell whether a message addresses Porter."""
        return self._manner(message) is Manner.ASKED

    def _manner(self, message: discord.Message) -> Manner | None:
        """Tell in which manner a message is to be answered; None where it isn't for Porter at all."""
        replied = message.reference.resolved if message.reference else None
        to_us = isinstance(replied, discord.Message) and replied.author == self._me
        if message.guild is None or to_us or self._me in message.mentions:
            return Manner.ASKED
        if message.reference or message.mentions:
            return None
        return None if self._when_overheard(message) is Unasked.NEVER else Manner.UNASKED

    def _when_overheard(self, message: discord.Message) -> Unasked:
        """Decide what becomes of a question that is overheard in a channel, or in a thread of it."""
        parent = message.channel.parent_id if isinstance(message.channel, discord.Thread) else 0
        return self._unasked if self._study_channels & {message.channel.id, parent} else Unasked.NEVER

    def _without_mention(self, content: str) -> str:
        return re.sub(rf"<@!?{self._me.id}>", " ", content).strip()


def _log_in_shadow(message: discord.Message, found: Found) -> None:
    """Log the answer that an overheard question would have got; its text is for the level that holds such."""
    log.info(
        "shadow: message %d in channel %d would get %s, confidence %.2f; %s",
        message.id,
        message.channel.id,
        ", ".join(entry.name for entry in found.entries),
        found.confidence,
        message.jump_url,
    )
    log.debug("shadow: message %d says: %s", message.id, message.content)


async def replied_text(message: discord.Message) -> str:
    """Give the text of the message that this one replies to; empty if it replies to none, or that one is gone."""
    if message.reference is None or message.reference.message_id is None:
        return ""
    if isinstance(message.reference.resolved, discord.Message):
        return message.reference.resolved.content
    try:
        return (await message.channel.fetch_message(message.reference.message_id)).content
    except discord.HTTPException:
        return ""
