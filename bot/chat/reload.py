"""Changed knowledge without a restart: on the owner's command, on a signal, and by watching the directory."""

import asyncio
import gc
import logging
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from discord.ext import commands, tasks

from bot.answering.shelf import Shelf
from bot.chat.owner import tell_owner
from bot.chat.replying import reply_to
from bot.yaml_document import Fault, FaultyFileError

log = logging.getLogger(__name__)

MOST_TOLD = 1_500


class Reload(commands.Cog):
    """Exchanges the knowledge as a whole, or keeps the old and tells the owner why.

    Attributes:
        read_at: when the knowledge in use was read
        refusal: why it wasn't exchanged the last time that this was tried; empty if it was
    """

    def __init__(self, bot: commands.Bot, shelf: Shelf, watch_seconds: float) -> None:
        """Watch the shelf's directory every `watch_seconds`; 0 means not at all."""
        self.read_at = datetime.now(UTC)
        self.refusal = ""
        self._bot = bot
        self._shelf = shelf
        self._stamp = shelf.stamp()
        self._one_at_a_time = asyncio.Lock()
        self._watch_seconds = watch_seconds

    async def cog_load(self) -> None:
        """Begin to watch, where that is wanted."""
        if self._watch_seconds:
            self._watch.change_interval(seconds=self._watch_seconds)
            self._watch.start()

    async def cog_unload(self) -> None:
        """Stop watching."""
        self._watch.cancel()

    @commands.command(hidden=True)
    @commands.is_owner()
    async def reload(self, context: commands.Context[Any]) -> None:
        """Read the knowledge anew; for the bot's owner."""
        await reply_to(context, content=await self.exchange())

    async def exchange(self) -> str:
        """Read the knowledge in a thread, exchange it if it is good, and say what came of it."""
        async with self._one_at_a_time:
            self._stamp = await asyncio.to_thread(self._shelf.stamp)
            try:
                library = await asyncio.to_thread(self._shelf.reload)
            except FaultyFileError as error:
                log.error("The knowledge has faults, so the old one stays in use:\n%s", error)  # noqa: TRY400 (they say it all)
                told = "\n".join(self._told(fault) for fault in error.faults).replace("`", "'")
                self.refusal = f"The knowledge has faults, so the old one stays in use:\n```\n{told[:MOST_TOLD]}\n```"
                return self.refusal
            except OSError as error:
                log.exception("The knowledge can't be read, so the old one stays in use")
                self.refusal = f"The knowledge can't be read ({error.strerror}), so the old one stays in use."
                return self.refusal
            # What stays for long needn't be looked through again: a full collection would stop everything for 50 ms.
            gc.freeze()
            self.read_at, self.refusal = datetime.now(UTC), ""
            log.info("The knowledge was read anew: %d entries.", len(library.entries))
            return f"Read anew: {len(library.entries)} entries."

    def _told(self, fault: Fault) -> str:
        """Name a fault by its place in the knowledge: the host's own directories are nobody's business."""
        try:
            path = fault.path.relative_to(self._shelf.directory)
        except ValueError:
            path = Path(fault.path.name)
        return str(replace(fault, path=path))

    async def exchange_and_tell_owner(self) -> None:
        """Exchange the knowledge; where that fails, write to the owner as well as to the log."""
        said = await self.exchange()
        if said.startswith("Read anew"):
            return
        await tell_owner(self._bot, said)

    @tasks.loop(seconds=60)
    async def _watch(self) -> None:
        stamp = await asyncio.to_thread(self._shelf.stamp)
        if stamp != self._stamp:
            await self.exchange_and_tell_owner()
