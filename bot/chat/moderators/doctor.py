"""/porter doctor: what is well with Porter here, what isn't, and how to mend it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Sequence
from typing import Any, TypeVar

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.answering.shelf import Shelf
from bot.answering.wording import Passage
from bot.chat.asking.places import Places
from bot.chat.command_sync import differing
from bot.chat.moderators import checkup
from bot.chat.moderators.checkup import Finding, State
from bot.chat.moderators.moderation import ModeratorsCommands
from bot.chat.pages.page import page
from bot.chat.reload import Reload
from bot.memory.database import Database

T = TypeVar("T")
log = logging.getLogger(__name__)

MOST_SECONDS = 5.0
_ORDER = (State.ILL, State.UNKNOWN, State.WELL)


class Doctor(ModeratorsCommands):
    """Looks at everything that Porter needs, from where it is asked."""

    def __init__(self, bot: commands.Bot, shelf: Shelf, reload: Reload, places: Places, database: Database) -> None:
        """Examine this bot, the knowledge on the shelf, study channels, and the database."""
        super().__init__()
        self._bot = bot
        self._shelf = shelf
        self._reload = reload
        self._places = places
        self._database = database

    @app_commands.command(description="Check what Porter needs here, and say how to mend what is wrong")
    async def doctor(self, interaction: discord.Interaction[Any]) -> None:
        """Check everything; what can't be checked is said as well."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        findings = [finding async for finding in self._findings(interaction)]
        await interaction.followup.send(view=page((Passage("", report(findings)),)), ephemeral=True)

    async def _findings(self, interaction: discord.Interaction[Any]) -> AsyncIterator[Finding]:
        bot, library = self._bot, self._shelf.library
        application = await _asked(bot.application_info())
        switched_on = None
        if application:
            flags = application.flags
            switched_on = flags.gateway_message_content or flags.gateway_message_content_limited
        yield checkup.content_intent(switched_on=switched_on, connected_with=bot.intents.message_content)
        for finding in checkup.permissions(interaction.app_permissions):
            yield finding
        if interaction.channel:
            yield checkup.place(self._places.manner_in(interaction.channel))
        known = await _asked(differing(bot.tree, bot.http, interaction.application_id))
        yield checkup.commands(known, len(bot.tree.get_commands()))
        for finding in checkup.knowledge(library, self._reload.read_at, self._reload.refusal):
            yield finding
        state = await _asked(self._database.state())
        yield checkup.database(state, to_owner=await bot.is_owner(interaction.user))
        yield checkup.connection(bot.latency)
        yield checkup.versions()


def report(findings: Sequence[Finding]) -> str:
    """Write the findings down, what is to be mended first."""
    ill = sum(finding.state is State.ILL for finding in findings)
    title = f"{ill} to mend" if ill else "All is well, as far as I can see"
    ordered = sorted(findings, key=lambda finding: _ORDER.index(finding.state))
    return "\n".join([f"## {title}", *map(_line, ordered)])


def _line(finding: Finding) -> str:
    remedy = f"\n-# Mend: {finding.remedy}" if finding.remedy else ""
    return f"{finding.state.value} {finding.says}{remedy}"


async def _asked(asking: Awaitable[T]) -> T | None:
    """Ask for something that may fail or hang; None then, and the rest is checked all the same."""
    try:
        return await asyncio.wait_for(asking, MOST_SECONDS)
    except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
        log.warning("The doctor couldn't ask: %s %s", type(error).__name__, error)
    except Exception:
        log.exception("The doctor couldn't ask")
    return None
