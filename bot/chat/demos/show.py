"""Demos: !demo and /demo, and the buttons that ask for one."""

import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.anywhere import anywhere
from bot.chat.demos.audit import Line, audited
from bot.chat.demos.ways import ByInteraction, Way, way_of
from bot.chat.pace import DemoPace
from bot.chat.pages.buttons import Wish
from bot.chat.pages.demo_layout import shown_view
from bot.chat.pages.page import picture_file
from bot.demos.catalogue import DEMOS, UnknownDemoError, find_demo
from bot.demos.demo import Demo, Shown
from bot.demos.disclosure import Asker, Disclosure, Grant, grant, may_see
from bot.demos.runner import DemoRefusedError, DemoRunner
from bot.pictures.drawing import Picture
from bot.pictures.press import PictureFailedError, Press
from bot.pictures.rasterising import PicturesUnavailableError

log = logging.getLogger(__name__)

MOST_LED_TO = 3
TOO_MANY = "One moment, please: demos are asked for faster than I may show them. Try again in a minute."


class Show(commands.Cog):
    """Runs demos and shows them to whom they may be shown."""

    def __init__(
        self,
        runner: DemoRunner,
        press: Press,
        disclosure: Disclosure,
        pace: DemoPace,
        known_doors: Callable[[], Mapping[int, str]],
        is_owner: Callable[[Any], Awaitable[bool]],
    ) -> None:
        """Run demos by `runner`; `known_doors` tells by local port what is known of the bot's own sockets."""
        self._runner = runner
        self._press = press
        self._draws = True
        self._disclosure = disclosure
        self._pace = pace
        self._known_doors = known_doors
        self._is_owner = is_owner

    @commands.hybrid_command(description="See real sockets: Porter's own, or an experiment on loopback")  # type: ignore[arg-type]
    @app_commands.describe(name="The demo; leave it out to see Porter's own sockets")
    @anywhere
    async def demo(self, context: commands.Context[commands.Bot], *, name: str = "") -> None:
        """Run a demo and show what it saw."""
        await self._answer(way_of(context), name)

    @demo.autocomplete("name")
    async def _names(self, interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        asker = await self._asker(ByInteraction(interaction))
        return [
            app_commands.Choice(name=f"{demo.name}: {demo.shows}"[:100], value=demo.name)
            for demo in (*DEMOS.values(), *_unlisted(typed))
            if typed.lower() in f"{demo.name} {demo.title}".lower() and may_see(self._disclosure, demo.scope, asker)
        ][:25]

    @commands.Cog.listener()
    async def on_porter_button(self, interaction: discord.Interaction[Any], wish: Wish, name: str, _asker: int) -> None:
        """Show the demo that a button asks for to the one who pressed."""
        if wish == "demo":
            await self._answer(ByInteraction(interaction, pressed=True), name)

    async def demos_for(self, way: Way) -> list[Demo]:
        """List the demos that somebody may see."""
        asker = await self._asker(way)
        return [demo for demo in DEMOS.values() if may_see(self._disclosure, demo.scope, asker)]

    async def _answer(self, way: Way, name: str) -> None:
        """Show a demo to who asks for it, if the settings let them see it, and leave a line in the log."""
        with audited(way) as line:
            line.demo = wanted = find_demo(name)
            over = self._pace.count(way.person.id, way.server, time.monotonic())
            if over:
                line.outcome = "refused: too often"
                if over == 1 or way.wants_a_reply:
                    await way.tell(TOO_MANY)
                return
            asker = await self._asker(way)
            granted = grant(self._disclosure, wanted.scope, asker)
            async with way.thinking(private=granted.private):
                message = await self._message(wanted, granted, asker, line)
            await way.show(message, private=granted.private)

    async def _asker(self, way: Way) -> Asker:
        return way.asker(owner=await self._is_owner(way.person))

    async def _message(self, wanted: Demo, granted: Grant, asker: Asker, line: Line) -> dict[str, Any]:
        """Run a demo, and give what `send` needs to show it, or to say in the same privacy why it can't be shown."""
        try:
            shown = await self._runner.run(wanted, self._known_doors(), granted.sight)
        except DemoRefusedError as error:
            line.outcome = "given up"
            return {"content": str(error)}
        line.note(shown, granted)
        picture = await self._picture(shown)
        led_to = [DEMOS[name] for name in wanted.leads_to]
        offered = [(demo.name, demo.title) for demo in led_to if may_see(self._disclosure, demo.scope, asker)]
        return {
            "view": shown_view(shown, picture, offered[:MOST_LED_TO]),
            "files": [picture_file(picture)] if picture else [],
        }

    async def _picture(self, shown: Shown) -> Picture | None:
        """Draw what was shown; where that fails, the words go out alone."""
        if not self._draws:
            return None
        try:
            return await self._press.picture(shown)
        except PicturesUnavailableError as error:
            self._draws = False  # what isn't installed will be missing the next time as well; once said is enough
            log.warning("%s", error)
        except PictureFailedError as error:
            log.warning("%s", error)
        return None


def _unlisted(typed: str) -> list[Demo]:
    """Find the demo that is made for what was typed, such as `port 8080`, and stands in no list."""
    try:
        found = find_demo(typed)
    except UnknownDemoError:
        return []
    return [] if found.name in DEMOS else [found]
