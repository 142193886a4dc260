"""The answer follows its question: edited, it is answered anew in place; deleted, its answer goes as well."""

import logging
from datetime import datetime

import discord
from discord.ext import commands

from bot.answering.answer import Answer, Manner
from bot.answering.shelf import Shelf
from bot.answering.wording import depth_asked
from bot.chat.asking.ask import Ask
from bot.chat.asking.courtesy import Courtesy
from bot.chat.asking.kept_answers import KeptAnswers
from bot.chat.pages.layout import answer_view
from bot.memory.remembered import Answered

log = logging.getLogger(__name__)


class Following(commands.Cog):
    """Hears of edits and deletions from Discord's raw events, so for messages of before a restart as well."""

    def __init__(self, bot: commands.Bot, ask: Ask, shelf: Shelf, courtesy: Courtesy, kept: KeptAnswers) -> None:
        self._bot = bot
        self._ask = ask
        self._shelf = shelf
        self._courtesy = courtesy
        self._kept = kept
        self._newest: dict[int, datetime] = {}

    @commands.Cog.listener()
    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """Answer a question anew that was edited since it was answered."""
        message = event.message
        # A link's preview, a pin and the like change a message without having it edited.
        if message.edited_at is None or message.author.bot or message.webhook_id:
            return
        self._newest[message.id] = message.edited_at
        async with self._kept.turn(message.id):
            if self._newest.get(message.id) != message.edited_at:
                return  # edited again while this waited for its turn
            del self._newest[message.id]
            answered = await self._kept.to(message.id)
            if answered and message.edited_at > answered.at:
                await self._follow(message, answered)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Take an answer away whose question was deleted."""
        await self._leave(event.message_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Take all answers away whose questions were deleted together."""
        for message in event.message_ids:
            await self._leave(message)

    async def _leave(self, message: int) -> None:
        self._courtesy.gone(message)
        async with self._kept.turn(message):
            answered = await self._kept.to(message)
            if answered:
                await self._remove(answered)

    async def _follow(self, message: discord.Message, answered: Answered) -> None:
        context = await self._bot.get_context(message)
        if context.valid and context.command is not self._ask.ask:  # another command now; that runs when it is sent
            return
        question = context.view.read_rest().strip() if context.valid else None
        said = await self._ask.anew(message, question)
        if said is None:
            await self._remove(answered)
        else:
            await self._change(message, answered, *said)

    async def _change(self, message: discord.Message, answered: Answered, answer: Answer, manner: Manner) -> None:
        view = answer_view(answer, self._shelf.library, depth_asked(answer), asker=message.author.id, manner=manner)
        self._courtesy.gone(answered.answer)
        try:
            await self._answer_message(answered).edit(content=None, attachments=[], view=view)
        except discord.NotFound:  # a moderator was faster, or it was dismissed
            await self._kept.forget(answered.question)
        except discord.HTTPException as error:
            log.warning("The answer %d can't follow its question: %s", answered.answer, error)
        else:
            await self._kept.keep(message, answer, answered.answer)

    async def _remove(self, answered: Answered) -> None:
        self._courtesy.gone(answered.answer)
        await self._kept.forget(answered.question)
        try:
            await self._answer_message(answered).delete()
        except discord.NotFound:
            log.debug("the answer %d is gone already", answered.answer)
        except discord.HTTPException as error:
            log.warning("The answer %d can't be taken away: %s", answered.answer, error)

    def _answer_message(self, answered: Answered) -> discord.PartialMessage:
        return self._bot.get_partial_messageable(answered.channel).get_partial_message(answered.answer)
