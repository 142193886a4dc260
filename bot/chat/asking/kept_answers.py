"""Which of Porter's messages answers which question, kept for as long as the answer follows its question."""

import asyncio
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from weakref import WeakValueDictionary

import discord

from bot.answering.answer import Answer, Found, NothingFound, Silence, Suggestions
from bot.answering.port_numbers import NO_PORT
from bot.answering.small_talk import SmallTalk
from bot.chat.asking.remembering import Memory
from bot.memory.remembered import Answered, Outcome


class KeptAnswers:
    """Writes down what was answered, without any text but that of questions that a server wants kept."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    def turn(self, question: int) -> AbstractAsyncContextManager[None]:
        """Hold this while a question is answered, so that its edit or deletion waits until it is known by what."""
        return self._turns.setdefault(question, asyncio.Lock())

    async def keep(self, question: discord.Message, answer: Answer | None, sent: int) -> None:
        """Remember the message `sent` in answer to a question, as it was worded then; None only pointed at another."""
        names = tuple(entry.name for entry in answer.entries) if isinstance(answer, Found) else ()
        # By Discord's own clock: only a later edit is news.
        at = question.edited_at or question.created_at
        await self._memory.answers.keep(
            Answered(question.id, sent, question.channel.id, _server(question.guild), question.author.id, names, at)
        )

    def count(self, answer: Answer | None, guild: discord.Guild | None) -> None:
        """Count what came of a message; None is silence about one that was overheard."""
        outcome, entry = Outcome.SILENCE, ""
        if isinstance(answer, SmallTalk) or _says_no_port(answer):
            return
        if isinstance(answer, Found):
            outcome, entry = Outcome.ANSWER, answer.entries[0].name
        elif isinstance(answer, Suggestions):
            outcome = Outcome.SUGGESTIONS
        self._memory.counts.add(outcome, _server(guild), datetime.now(UTC), entry)

    async def keep_unanswered(self, question: str, answer: Answer, guild: discord.Guild | None) -> None:
        """Keep a question that Porter couldn't answer, where the server's moderators switched that on."""
        unknown = isinstance(answer, NothingFound) and answer.because is Silence.UNKNOWN
        if guild and question and (unknown or isinstance(answer, Suggestions)):
            await self._memory.questions.keep(question, guild.id, datetime.now(UTC))

    async def last_about(self, found: Found, channel: int, since: datetime) -> int:
        """Give the id of the message by which the same entries were the answer in a channel; 0 if there is none."""
        names = tuple(entry.name for entry in found.entries)
        before = await self._memory.answers.last_about(names[0], channel, since)
        return before.answer if before and before.entries == names else 0

    async def to(self, question: int) -> Answered | None:
        """Give the answer to a question; None if there is none, or it was too long ago."""
        if datetime.now(UTC) - discord.utils.snowflake_time(question) > self._memory.keeps_answers:
            return None
        return await self._memory.answers.to(question)

    async def forget(self, question: int) -> None:
        """Forget the answer to a question."""
        await self._memory.answers.remove(question)


def _says_no_port(answer: Answer | None) -> bool:
    """Tell whether what was asked of is no port number, which is no answer about port ranges."""
    return isinstance(answer, Found) and answer.facts is not None and answer.facts.heading == NO_PORT


def _server(guild: discord.Guild | None) -> int:
    """Give a server's id; 0 in direct messages, and where a person took Porter along to a server that it isn't in."""
    return 0 if guild is None or guild.unavailable else guild.id
