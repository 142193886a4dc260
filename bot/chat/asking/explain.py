"""The context menu of a message: "Explain this" answers the question in it, whoever asked.

In a study channel where Porter speaks, a question that nobody has answered yet is answered for all to see, as a reply
to it. In every other place, and where there is no sure answer, only who used the menu sees what Porter says. To an
answer of its own it says more.
"""

import time
from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands

from bot.answering.answer import Answer, Found, Manner, Thresholds, answer
from bot.answering.depth import Depth
from bot.answering.evidence import with_covered
from bot.answering.shelf import Shelf
from bot.answering.wording import depth_asked
from bot.chat.anywhere import anywhere
from bot.chat.asking.last_answers import LastAnswers
from bot.chat.asking.places import Places
from bot.chat.pages.buttons import names_said
from bot.chat.pages.layout import answer_view
from bot.memory.remembered import ChannelManner

NAME = "Explain this"
NO_TEXT = "I read only text, and in that message there is none."
ANSWERED = "I answered it there, for all to see."


# Replies to a message for all to see, unless it was answered already or that would be too much; tells whether it did.
AnswerForAll = Callable[[discord.Message, Found], Awaitable[bool]]


class Explain:
    """Explains what stands in a message; `menu` is the command to register."""

    def __init__(
        self,
        shelf: Shelf,
        thresholds: Thresholds,
        last_answers: LastAnswers,
        places: Places,
        answer_for_all: AnswerForAll,
    ) -> None:
        """Answer from the shelf's library; `places` knows where Porter may speak for all to see."""
        self._shelf = shelf
        self._thresholds = thresholds
        self._last_answers = last_answers
        self._places = places
        self._answer_for_all = answer_for_all
        self.menu = anywhere(app_commands.ContextMenu(name=NAME, callback=self._explain))

    async def _explain(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        library = self._shelf.library
        if said := [library.entries[name] for name in names_said(message.components) if name in library.entries]:
            await self._show(interaction, Found(with_covered(said[0], library), depth=Depth.DEEPER))
            return
        text = _text_of(message)
        if not text.strip():
            await interaction.response.send_message(NO_TEXT, ephemeral=True)
            return
        found = answer(text, library, Manner.ASKED, self._thresholds)
        if isinstance(found, Found) and self._places.manner_in(message.channel) is ChannelManner.ANSWER:
            await interaction.response.defer(ephemeral=True, thinking=True)
            if await self._answer_for_all(message, found):
                await interaction.followup.send(ANSWERED, ephemeral=True)
                return
        await self._show(interaction, found)

    async def _show(self, interaction: discord.Interaction[Any], found: Answer) -> None:
        """Answer for the eyes of who used the menu; where nobody else reads, so that it stays."""
        self._last_answers.keep(interaction.user.id, interaction.channel_id or 0, found, time.monotonic())
        view = answer_view(found, self._shelf.library, depth_asked(found))
        private = not interaction.context.dm_channel
        if interaction.response.is_done():
            await interaction.followup.send(view=view, ephemeral=private)
        else:
            await interaction.response.send_message(view=view, ephemeral=private)


def _text_of(message: discord.Message) -> str:
    """Give what a message says, or what was said in the one that it forwards."""
    return message.content or "\n".join(forwarded.content for forwarded in message.message_snapshots)
