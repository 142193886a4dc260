"""Ways to look around: the map of topics, a comparison, a port's number, and an entry at random."""

import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.answering.answer import Answer, Found, NothingFound, Silence
from bot.answering.browsing import entry_at
from bot.answering.comparing import compare, two_names
from bot.answering.entry import Entry
from bot.answering.evidence import with_covered
from bot.answering.port_lookup import look_up_port
from bot.answering.shelf import Shelf
from bot.answering.wording import depth_asked
from bot.chat.anywhere import anywhere
from bot.chat.asking.last_answers import LastAnswers
from bot.chat.browsing import completing
from bot.chat.browsing.map_menus import Picked, find_menu, map_view
from bot.chat.pages.layout import answer_view
from bot.chat.pages.pressed import GONE
from bot.chat.replying import reply_to

Context = commands.Context[commands.Bot]
Choices = list[app_commands.Choice[str]]
Reply = Callable[[Context, Answer], Awaitable[None]]


class Browse(commands.Cog):
    """Shows what there is to learn, to those who don't come with a question."""

    def __init__(self, shelf: Shelf, last_answers: LastAnswers, reply: Reply) -> None:
        """Show what is on the shelf; `reply` answers a command."""
        self._shelf = shelf
        self._last_answers = last_answers
        self._reply = reply

    @commands.hybrid_command(description="See everything that Porter can explain, or one topic")  # type: ignore[arg-type]
    @app_commands.describe(name="The topic; leave it out to see them all")
    @anywhere
    async def topics(self, context: Context, *, name: str = "") -> None:
        """Show the map, or what stands under a name in it."""
        library = self._shelf.library
        if not name:
            await reply_to(context, view=map_view(library), ephemeral=not _alone(context.interaction))
        elif entry := library.find(name):
            await self._reply(context, _answer_with(entry, self._shelf))
        else:  # the names that come near are suggested
            await self._reply(context, compare(name, name, library))

    @commands.hybrid_command(description="See how two things differ, such as TCP and UDP")  # type: ignore[arg-type]
    @app_commands.describe(one="One of the two", other="The other")
    @anywhere
    async def compare(self, context: Context, one: str, *, other: str) -> None:
        """Compare two entries."""
        # With a prefix, `one` is only the first word: "!compare open port vs listening".
        typed = None if context.interaction else two_names(f"{one} {other}")
        await self._reply(context, compare(*(typed or (one, other)), self._shelf.library))

    @commands.hybrid_command(description="See what a port number is for, or which port a service uses")  # type: ignore[arg-type]
    @app_commands.describe(number="A number such as 443, or a service such as ssh")
    @anywhere
    async def port(self, context: Context, *, number: str) -> None:
        """Tell what is known of a port."""
        await self._reply(context, look_up_port(number, self._shelf.library))

    @commands.hybrid_command(description="Learn something that you didn't ask for")  # type: ignore[arg-type]
    @anywhere
    async def random(self, context: Context) -> None:
        """Show any entry."""
        entry = entry_at(secrets.randbits(32), self._shelf.library)
        await self._reply(context, _answer_with(entry, self._shelf) if entry else NothingFound(Silence.UNKNOWN))

    @topics.autocomplete("name")
    @compare.autocomplete("one")
    @compare.autocomplete("other")
    async def _names(self, _: discord.Interaction[Any], typed: str) -> Choices:
        return completing.names(typed, self._shelf.library)

    @port.autocomplete("number")
    async def _ports(self, _: discord.Interaction[Any], typed: str) -> Choices:
        return completing.ports(typed, self._shelf.library)

    @commands.Cog.listener()
    async def on_porter_pick(self, interaction: discord.Interaction[Any], picked: Picked, value: str) -> None:
        """Show what somebody picked from the map to them alone, a topic in place of the one they saw before."""
        library = self._shelf.library
        alone = _alone(interaction)
        if picked == "topic" and (menu := find_menu(value, library)):
            own = alone or (interaction.message is not None and interaction.message.flags.ephemeral)
            if own:
                await interaction.response.edit_message(view=map_view(library, menu))
            else:
                await interaction.response.send_message(view=map_view(library, menu), ephemeral=True)
        elif picked == "entry" and (entry := library.entries.get(value)):
            found = _answer_with(entry, self._shelf)
            self._last_answers.keep(interaction.user.id, interaction.channel_id or 0, found, time.monotonic())
            view = answer_view(found, library, depth_asked(found), asker=interaction.user.id if alone else 0)
            await interaction.response.send_message(view=view, ephemeral=not alone)
        else:
            await interaction.response.send_message(GONE, ephemeral=True)


def _answer_with(entry: Entry, shelf: Shelf) -> Found:
    return Found(with_covered(entry, shelf.library))


def _alone(interaction: discord.Interaction[Any] | None) -> bool:
    """Tell whether nobody but the person sees what Porter says there anyway, so that it may stay."""
    return interaction is not None and interaction.context.dm_channel
