"""Demos: !demo and /demo, and the button "Show me live"."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.buttons import Wish
from bot.chat.layout import picture_file, shown_view
from bot.chat.replying import reply_to
from bot.demos.catalogue import DEMOS, find_demo
from bot.demos.runner import DemoRunner
from bot.pictures.drawing import Picture, draw
from bot.pictures.rasterising import PicturesUnavailableError

log = logging.getLogger(__name__)


class Show(commands.Cog):
    """Runs demos and shows them."""

    def __init__(self, runner: DemoRunner, known_doors: Callable[[], Mapping[int, str]]) -> None:
        """Run demos by `runner`; `known_doors` tells by local port what is known of the bot's own sockets."""
        self._runner = runner
        self._known_doors = known_doors

    @commands.hybrid_command(description="See real sockets: Porter's own, or an experiment on loopback")  # type: ignore[arg-type]
    @app_commands.describe(name="The experiment; leave it out to see Porter's own sockets")
    @commands.cooldown(3, 20, commands.BucketType.user)
    async def demo(self, context: commands.Context[commands.Bot], *, name: str = "") -> None:
        """Run a demo and show what it saw."""
        wanted = find_demo(name)
        async with context.typing():
            message = await self._shown(wanted.name)
        await reply_to(context, **message)

    @demo.autocomplete("name")
    async def _names(self, _: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        return [
            app_commands.Choice(name=f"{demo.name}: {demo.shows}"[:100], value=demo.name)
            for demo in DEMOS.values()
            if typed.lower() in f"{demo.name} {demo.title}".lower()
        ][:25]

    @commands.Cog.listener()
    async def on_porter_button(self, interaction: discord.Interaction[Any], wish: Wish, name: str) -> None:
        """Run the demo that a button asks for, and show it to the one who pressed."""
        if wish == "demo":
            wanted = find_demo(name)
            await interaction.response.defer(ephemeral=True, thinking=True)
            await interaction.followup.send(**await self._shown(wanted.name), ephemeral=True)

    async def _shown(self, name: str) -> dict[str, Any]:
        """Run a demo, and give what `send` needs to show it."""
        shown = await self._runner.run(find_demo(name), self._known_doors())
        try:
            picture: Picture | None = await asyncio.to_thread(draw, shown)
        except PicturesUnavailableError as error:
            log.warning("%s", error)
            picture = None
        others = [(demo.name, demo.title) for demo in DEMOS.values() if demo.name != name]
        return {
            "view": shown_view(shown, picture, others),
            "files": [picture_file(picture)] if picture else [],
        }
