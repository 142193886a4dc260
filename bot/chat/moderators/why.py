"""`/porter why`: why Porter answered a message or kept quiet, and what would change that."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.answering.answer import Found, Manner
from bot.answering.explaining import Explanation, explain
from bot.answering.shelf import Shelf
from bot.answering.wording import Passage
from bot.chat.asking.ask import replied_text
from bot.chat.asking.listening import Heard, Hearing, Listening
from bot.chat.asking.places import Places
from bot.chat.asking.remarks import is_remark
from bot.chat.asking.threads import readings_of_post
from bot.chat.moderators.message_links import UnreadableError, linked_message
from bot.chat.moderators.moderation import ModeratorsCommands
from bot.chat.moderators.reasons import Case, Rules, hours, reasons
from bot.chat.pages.page import page
from bot.memory.answers import Answers
from bot.memory.remembered import Answered

_TYPED = frozenset({discord.MessageType.default, discord.MessageType.reply})
_ROBOT = "It was written by a bot or a webhook. I never answer those, or two bots would talk without end."
_SYSTEM = "Nobody typed it: Discord itself writes such messages."
_NO_CONTENT = (
    "I can't read it: Discord shows me only what mentions me. `/porter doctor` tells how to switch on message content."
)
_GONE = "It answers a slash command, or a message that is gone."
_COMMAND = "I run commands wherever they are typed, whatever the manner of the channel."
_NO_TEXT = "There is no text in it, only what is attached."


class Why(ModeratorsCommands):
    """Explains what Porter made of a message."""

    def __init__(
        self, bot: commands.Bot, shelf: Shelf, listening: Listening, places: Places, answers: Answers, rules: Rules
    ) -> None:
        """Judge as the bot does: with the same ears, manners and rules."""
        super().__init__()
        self._bot = bot
        self._shelf = shelf
        self._listening = listening
        self._places = places
        self._answers = answers
        self._rules = rules

    @app_commands.command(description="Why I answered a message or kept quiet, and what would change that")
    @app_commands.describe(message="The link of the message: its menu has Copy Message Link")
    async def why(self, interaction: discord.Interaction[Any], message: str) -> None:
        """Explain one message of this server."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild, reader = interaction.guild, interaction.user
        if guild is None or not isinstance(reader, discord.Member):
            raise RuntimeError("the check lets nobody through outside of a server")
        try:
            found = await linked_message(message, guild, reader)
        except UnreadableError as error:
            await interaction.followup.send(str(error), ephemeral=True)
            return
        said = [passage async for passage in self._passages(found)]
        await interaction.followup.send(view=page(said), ephemeral=True)

    async def _passages(self, message: discord.Message) -> AsyncIterator[Passage]:
        if message.author == self._bot.user:
            answered = await self._answers.by(message.id)
            question = await _question(message, answered) if answered else None
            if question is None:
                unknown = f"What it answers, I know for {hours(self._rules.keeps_answers)}."
                yield Passage("", f"## A message of mine\n{_GONE if answered else unknown}")
                return
            message = question
        if unread := self._unread(message):
            yield Passage("", f"## I kept quiet\n{unread}")
            return
        context = await self._bot.get_context(message)
        if context.command and context.command.name != "ask":
            yield Passage("", f"## A command\nIt is `{context.prefix}{context.command.name}`. {_COMMAND}")
            return
        for passage in reasons(await self._case(message, context), self._rules):
            yield passage

    def _unread(self, message: discord.Message) -> str:
        """Say why a message isn't even read; empty if it is."""
        if message.author.bot or message.webhook_id:
            return _ROBOT
        if message.type not in _TYPED:
            return _SYSTEM
        if message.content or self._listening.is_asked(message):
            return ""
        return _NO_TEXT if self._bot.intents.message_content else _NO_CONTENT

    async def _case(self, message: discord.Message, context: commands.Context[Any]) -> Case:
        hearing = Hearing(Heard.ASKED) if context.valid else self._listening.hear(message)
        heard = hearing.heard
        explained = await self._explained(message, context, heard)
        return Case(
            heard=heard,
            manner=self._places.manner_in(message.channel),
            for_people=heard is Heard.NOT_FOR_US and _names_people(message),
            in_thread=isinstance(message.channel, discord.Thread),
            explained=explained,
            answered=await self._answers.to(message.id),
            before=await self._before(message, explained),
            remark=hearing.by_reply and is_remark(message.content, explained.answer, self._rules.thresholds),
        )

    async def _explained(self, message: discord.Message, context: commands.Context[Any], heard: Heard) -> Explanation:
        """Explain what is asked in a message, as it would be read now."""
        library, thresholds = self._shelf.library, self._rules.thresholds
        if heard is Heard.FIRST_POST and isinstance(message.channel, discord.Thread):
            readings = readings_of_post(message.channel.name, message.content, thresholds)
            explained = [explain(post, library, manner, strict) for post, manner, strict in readings]
            return next((each for each in explained if isinstance(each.answer, Found)), explained[0])
        if heard is not Heard.ASKED:
            return explain(message.content, library, Manner.UNASKED, thresholds)
        said = context.view.read_rest() if context.valid else message.content
        me = self._bot.user.id if self._bot.user else 0
        question = re.sub(rf"<@!?{me}>", " ", said).strip() or await replied_text(message)
        return explain(question, library, Manner.ASKED, thresholds)

    async def _before(self, message: discord.Message, explained: Explanation) -> Answered | None:
        """Give the answer that made saying the same again impolite."""
        if not isinstance(explained.answer, Found):
            return None
        since = message.created_at - timedelta(seconds=self._rules.limits.repeat_seconds)
        entry = explained.answer.entries[0].name
        last = await self._answers.last_about(entry, message.channel.id, since)
        return last if last and last.question < message.id else None


async def _question(answer: discord.Message, answered: Answered) -> discord.Message | None:
    try:
        return await answer.channel.fetch_message(answered.question)
    except discord.HTTPException:
        return None


def _names_people(message: discord.Message) -> bool:
    return bool(message.reference or message.mentions or message.role_mentions or message.mention_everyone)
