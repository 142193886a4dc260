"""Questions: in mentions and direct messages, by command, and overheard in study channels."""

import logging
import re
import time
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.answering.answer import Answer, Found, Manner, Thresholds, answer
from bot.answering.depth import Depth
from bot.answering.evidence import with_covered
from bot.answering.shelf import Shelf
from bot.answering.wording import depth_asked
from bot.chat.anywhere import anywhere
from bot.chat.asking.courtesy import Again, Courtesy
from bot.chat.asking.kept_answers import KeptAnswers
from bot.chat.asking.last_answers import LastAnswers
from bot.chat.asking.listening import UNHEARD_IN, Heard, Hearing, Listening
from bot.chat.asking.remarks import is_remark
from bot.chat.asking.threads import found_in_post, goes_on
from bot.chat.browsing import completing
from bot.chat.pages.buttons import names_said
from bot.chat.pages.layout import answer_view
from bot.chat.replying import reply_to
from bot.memory.claims import Claims
from bot.memory.remembered import ChannelManner

log = logging.getLogger(__name__)

FULL = "One moment, please: there is much to answer in this channel. Ask me again in a minute."


class Ask(commands.Cog):
    """Answers questions."""

    def __init__(
        self,
        me: discord.ClientUser,
        shelf: Shelf,
        thresholds: Thresholds,
        listening: Listening,
        courtesy: Courtesy,
        last_answers: LastAnswers,
        kept: KeptAnswers,
        claims: Claims,
    ) -> None:
        """Answer as `me` from the shelf's library what `listening` lets through."""
        self._me = me
        self._shelf = shelf
        self._thresholds = thresholds
        self._listening = listening
        self._courtesy = courtesy
        self._last_answers = last_answers
        self._kept = kept
        self._claims = claims
        self._began = time.monotonic()

    async def message(self, message: discord.Message, hearing: Hearing) -> None:
        """Answer a message that asks Porter, or that asks a study channel something that Porter surely knows."""
        if hearing.heard is Heard.ASKED:
            await self._answer(message, message, self._without_mention(message.content), by_reply=hearing.by_reply)
        elif self._goes_on(message):
            await self._answer(message, message, message.content)
        elif self._listens(message, hearing):
            await self._overhear(message, hearing)

    @commands.hybrid_command(description="Ask about ports, sockets and processes")  # type: ignore[arg-type]
    @app_commands.describe(question="Your question, in your own words")
    @anywhere
    async def ask(self, context: commands.Context[commands.Bot], *, question: str = "") -> None:
        """Answer a question; `!ask` alone, as a reply, answers the message replied to."""
        await self._answer(context, context.message, question)

    @ask.autocomplete("question")
    async def _questions(self, _: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        return completing.questions(typed, self._shelf.library)

    async def anew(self, message: discord.Message, question: str | None) -> tuple[Answer, Manner] | None:
        """Give the answer to a question that was edited; None where nothing is to be said to it any more.

        `question` is what stands after the command `ask`, where it was asked by that.
        """
        by_reply = False
        if question is None:
            hearing = self._listening.hear(message)
            if hearing.heard is Heard.ASKED:
                question, by_reply = self._without_mention(message.content), hearing.by_reply
            elif hearing.heard is not Heard.NOT_FOR_US and self._goes_on(message):
                question = message.content
            elif hearing.manner is ChannelManner.SHADOW or not self._listens(message, hearing):
                return None
            else:
                overheard = self._found_unasked(message, hearing.heard)
                return (overheard, Manner.UNASKED) if overheard else None
        found = await self._found_asked(message, question, self._answer_replied_to(message))
        return None if by_reply and is_remark(question, found, self._thresholds) else (found, Manner.ASKED)

    async def _answer(
        self,
        asked: discord.Message | commands.Context[commands.Bot],
        message: discord.Message,
        question: str,
        *,
        by_reply: bool = False,
    ) -> None:
        """Answer a question asked in a message; without words, what the message says that it replies to."""
        async with self._kept.turn(message.id):
            if not await self._claimed(asked):
                return
            place = message.author.id, message.channel.id
            previous = self._answer_replied_to(message) or self._last_answers.of(*place, time.monotonic())
            found = await self._found_asked(message, question, previous)
            if by_reply and is_remark(question, found, self._thresholds):
                return
            if await self._give(asked, found, Manner.ASKED):
                await self._kept.keep_unanswered(question, found, message.guild)

    async def reply(self, context: commands.Context[commands.Bot], found: Answer) -> None:
        """Answer a command whose answer is known already, as courteously as a question."""
        async with self._kept.turn(context.message.id):
            await self._give(context, found, Manner.ASKED)

    async def answer_for_all(self, message: discord.Message, found: Found) -> bool:
        """Answer somebody's message to which somebody else pointed; tell whether it was, because it isn't twice."""
        async with self._kept.turn(message.id):
            return await self._claimed(message) and await self._give(message, found, Manner.ASKED, told=False)

    async def _overhear(self, message: discord.Message, hearing: Hearing) -> None:
        """Answer an overheard message if it surely asks for something that Porter knows, and not too often."""
        found = self._found_unasked(message, hearing.heard)
        if found is None:
            if hearing.manner:  # what is counted is the silence in study channels
                self._kept.count(None, message.guild)
            return
        if self._courtesy.overheard_too_often(message.author.id, time.monotonic()):
            return
        if hearing.manner is ChannelManner.SHADOW:
            _log_in_shadow(message, found)
            return
        async with self._kept.turn(message.id):
            if await self._claimed(message):
                await self._give(message, found, Manner.UNASKED)

    async def _give(
        self,
        asked: discord.Message | commands.Context[commands.Bot],
        found: Answer,
        manner: Manner,
        *,
        told: bool = True,
    ) -> bool:
        """Send an answer as far as courtesy allows, and remember it; tell whether it was sent.

        Where the channel has got enough, that is `told` to who asks.
        """
        message = asked if isinstance(asked, discord.Message) else asked.message
        async with self._turn(message, found):
            again, first = await self._again(message, found, manner)
            if again is Again.SILENCE:
                return False
            if message.guild and self._courtesy.channel_full(message.channel.id, time.monotonic()):
                if told and manner is Manner.ASKED:
                    await self._say_full(asked)
                return False
            sent = await self._send(asked, message, found, manner, first)
            if sent is None:
                return False
            if again is Again.LINK and isinstance(found, Found):
                self._courtesy.linked(found, message.channel.id)
            elif isinstance(found, Found):
                self._courtesy.said(found, message.channel.id, sent.id, time.monotonic())
        self._kept.count(found, message.guild)
        await self._kept.keep(message, found if again is Again.FULL else None, sent.id)
        return True

    async def _send(
        self,
        asked: discord.Message | commands.Context[commands.Bot],
        message: discord.Message,
        found: Answer,
        manner: Manner,
        first: int,
    ) -> discord.Message | None:
        """Send an answer, or a link to the `first` message that said the same; 0 is none."""
        what: dict[str, Any]
        if first:
            what = {"content": _pointing_at(message, first)}
            if isinstance(asked, commands.Context) and asked.interaction:
                what["ephemeral"] = True
        else:
            view = answer_view(found, self._shelf.library, depth_asked(found), asker=message.author.id, manner=manner)
            what = {"view": view}
        asked_for = manner is Manner.ASKED
        self._last_answers.keep(message.author.id, message.channel.id, found, time.monotonic(), asked=asked_for)
        return await self._sent(asked, what)

    async def _sent(
        self, asked: discord.Message | commands.Context[commands.Bot], what: dict[str, Any]
    ) -> discord.Message | None:
        try:
            return await reply_to(asked, **what)
        except (discord.DiscordServerError, aiohttp.ClientError, OSError):
            # Discord is away, not unwilling: whoever hears the message again may answer it.
            if isinstance(asked, discord.Message):
                await self._claims.release(asked.id)
            raise

    async def _claimed(self, asked: discord.Message | commands.Context[commands.Bot]) -> bool:
        """Claim a message; a command was claimed before it ran.

        To let this run beside the answering gains nothing: both are work for one processor.
        """
        return isinstance(asked, commands.Context) or await self._claims.claim(asked.id, datetime.now(UTC))

    def _turn(self, message: discord.Message, found: Answer) -> AbstractAsyncContextManager[None]:
        """Let who asks the same in a channel at the same moment wait for the first; what is no answer needs no turn."""
        if message.guild and isinstance(found, Found):
            return self._courtesy.turn(found, message.channel.id)
        return nullcontext()

    async def _again(self, message: discord.Message, found: Answer, manner: Manner) -> tuple[Again, int]:
        """Decide whether an answer is said again in a channel; in a conversation with Porter alone, always."""
        if not (isinstance(found, Found) and message.guild):
            return Again.FULL, 0
        asked, now, channel = manner is Manner.ASKED, time.monotonic(), message.channel.id
        repeat = self._courtesy.limits.repeat_seconds
        # What was said before a restart, only the database knows; after so many seconds it doesn't matter any more.
        if now - self._began < repeat and not found.facts and found.depth is Depth.SHORT:
            since = datetime.now(UTC) - timedelta(seconds=repeat)
            before = await self._kept.last_about(found, channel, since)
            if before:
                self._courtesy.said_before(found, channel, before, now)
        return self._courtesy.again(found, channel, now, asked=asked)

    async def _say_full(self, asked: discord.Message | commands.Context[commands.Bot]) -> None:
        """Say once that a channel got enough answers for now; through an interaction each time, to its person only."""
        if isinstance(asked, commands.Context) and asked.interaction:
            await reply_to(asked, content=FULL, ephemeral=True)
        elif self._courtesy.full_untold(asked.channel.id, time.monotonic()):
            await reply_to(asked, content=FULL)

    async def _found_asked(self, message: discord.Message, question: str, previous: Found | None) -> Answer:
        library = self._shelf.library
        if question:
            return answer(question, library, Manner.ASKED, self._thresholds, previous)
        return answer(await replied_text(message), library, Manner.ASKED, self._thresholds)

    def _found_unasked(self, message: discord.Message, heard: Heard) -> Found | None:
        library = self._shelf.library
        if heard is Heard.FIRST_POST and isinstance(message.channel, discord.Thread):
            return found_in_post(message.channel.name, message.content, library, self._thresholds)
        found = answer(message.content, library, Manner.UNASKED, self._thresholds)
        return found if isinstance(found, Found) else None

    def _goes_on(self, message: discord.Message) -> bool:
        """Tell whether somebody goes on, in a thread, with what they were answered there."""
        if not isinstance(message.channel, discord.Thread):
            return False
        previous = self._last_answers.of(message.author.id, message.channel.id, time.monotonic())
        return previous is not None and goes_on(message.content, previous, self._shelf.library)

    def _listens(self, message: discord.Message, hearing: Hearing) -> bool:
        """Tell whether Porter listens to what isn't put to it: in study channels, and to who asked it in a thread.

        Where moderators want that only mentions are answered, a thread makes no difference.
        """
        if hearing.manner is None and hearing.heard is not Heard.NOT_FOR_US:
            return self._last_answers.was_asked(message.author.id, message.channel.id, time.monotonic())
        return hearing.manner not in UNHEARD_IN

    def _answer_replied_to(self, message: discord.Message) -> Found | None:
        """Give the answer of Porter's that a message replies to, as far as its entries are still there."""
        replied = message.reference.resolved if message.reference else None
        if not isinstance(replied, discord.Message) or replied.author != self._me:
            return None
        library = self._shelf.library
        entries = [library.entries[name] for name in names_said(replied.components) if name in library.entries]
        return Found(with_covered(entries[0], library) if len(entries) == 1 else tuple(entries)) if entries else None

    def _without_mention(self, content: str) -> str:
        return re.sub(rf"<@!?{self._me.id}>", " ", content).strip()


def _pointing_at(message: discord.Message, first: int) -> str:
    guild = message.guild.id if message.guild else "@me"
    return f"That was answered here a moment ago: https://discord.com/channels/{guild}/{message.channel.id}/{first}"


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
