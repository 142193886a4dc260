"""The buttons that open an entry."""

import time
from typing import Any

import discord
from discord.ext import commands

from bot.answering.answer import Found
from bot.answering.depth import Depth
from bot.answering.evidence import with_covered
from bot.answering.shelf import Shelf
from bot.chat.browse import GONE
from bot.chat.buttons import Wish
from bot.chat.last_answers import LastAnswers
from bot.chat.layout import answer_view


class Topics(commands.Cog):
    """Shows the entries that buttons ask for."""

    def __init__(self, shelf: Shelf, last_answers: LastAnswers) -> None:
        """Explain what is on the shelf."""
        self._shelf = shelf
        self._last_answers = last_answers

    @commands.Cog.listener()
    async def on_porter_button(self, interaction: discord.Interaction[Any], wish: Wish, name: str, _asker: int) -> None:
        """Show the entry that a button asks for to the one who pressed."""
        if wish == "demo":
            return
        library = self._shelf.library
        entry = library.entries.get(name)
        if entry is None:
            await interaction.response.send_message(GONE, ephemeral=True)
            return
        depth = Depth.DEEPER if wish == "deeper" else Depth.SHORT
        found = Found(with_covered(entry, library))
        self._last_answers.keep(interaction.user.id, interaction.channel_id or 0, found, time.monotonic())
        view = answer_view(found, library, depth)
        await interaction.response.send_message(view=view, ephemeral=True)
