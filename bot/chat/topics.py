"""What Porter can explain: !topics and /topics, the buttons that open an entry, and !help."""

import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.answering.answer import Found
from bot.answering.depth import Depth
from bot.answering.evidence import with_covered
from bot.answering.replies import HELLO
from bot.answering.shelf import Shelf
from bot.chat.buttons import Wish
from bot.chat.last_answers import LastAnswers
from bot.chat.layout import answer_view, text_view
from bot.chat.replying import reply_to
from bot.chat.ways import Way, way_of
from bot.demos.demo import Demo
from bot.demos.disclosure import Scope

_GONE = "I no longer have that one. `/topics` shows what I have."


class Topics(commands.Cog):
    """Shows what there is to learn."""

    def __init__(
        self,
        shelf: Shelf,
        prefix: str,
        last_answers: LastAnswers,
        demos_for: Callable[[Way], Awaitable[list[Demo]]],
    ) -> None:
        """Explain what is on the shelf; `demos_for` lists the demos that somebody may see."""
        self._shelf = shelf
        self._last_answers = last_answers
        self._prefix = prefix
        self._demos_for = demos_for

    @commands.hybrid_command(description="See everything that Porter can explain, or one topic")  # type: ignore[arg-type]
    @app_commands.describe(name="The topic; leave it out to see them all")
    async def topics(self, context: commands.Context[commands.Bot], *, name: str = "") -> None:
        """Show one topic, or list them all."""
        library = self._shelf.library
        entry = library.find(name) if name else None
        if entry:
            found = Found(with_covered(entry, library))
            self._last_answers.keep(context.author.id, context.channel.id, found, time.monotonic())
            await reply_to(context, view=answer_view(found, library, Depth.SHORT))
        else:
            unknown = "I have no topic of that name. These are mine:\n" if name else ""
            await reply_to(context, view=text_view(unknown + self._list()))

    @topics.autocomplete("name")
    async def _names(self, _: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        wanted = typed.lower().strip()
        entries = [
            entry
            for entry in self._shelf.library.entries.values()
            if any(wanted in each.lower() for each in (entry.title, entry.name, *entry.also_called))
        ]
        # Names that begin as typed come first: "po" means port rather than ephemeral-port.
        entries.sort(key=lambda entry: (not entry.name.startswith(wanted), entry.name))
        return [app_commands.Choice(name=entry.title, value=entry.name) for entry in entries[:25]]

    @commands.hybrid_command(name="help", description="How to ask Porter, and what it can show")  # type: ignore[arg-type]
    async def help(self, context: commands.Context[commands.Bot]) -> None:
        """Say how to ask."""
        await reply_to(context, view=text_view(self._help(await self._demos_for(way_of(context)))))

    @commands.Cog.listener()
    async def on_porter_button(self, interaction: discord.Interaction[Any], wish: Wish, name: str) -> None:
        """Show the entry that a button asks for to the one who pressed."""
        if wish == "demo":
            return
        library = self._shelf.library
        entry = library.entries.get(name)
        if entry is None:
            await interaction.response.send_message(_GONE, ephemeral=True)
            return
        depth = Depth.DEEPER if wish == "deeper" else Depth.SHORT
        found = Found(with_covered(entry, library))
        self._last_answers.keep(interaction.user.id, interaction.channel_id or 0, found, time.monotonic())
        view = answer_view(found, library, depth)
        await interaction.response.send_message(view=view, ephemeral=True)

    def _list(self) -> str:
        lines = [
            f"**{topic.capitalize()}**: {', '.join(f'`{entry.name}`' for entry in entries)}"
            for topic, entries in self._shelf.library.by_topic().items()
        ]
        return "\n".join(["## What I can explain", *lines, "-# `/topics port` explains one; or ask in your own words."])

    def _help(self, demos: list[Demo]) -> str:
        prefix = self._prefix
        lines = [
            HELLO,
            "Mention me, write to me directly, or use a command:",
            f"- `{prefix}ask` or `/ask`: a question; as a reply, it answers somebody else's message",
            f"- `{prefix}topics` or `/topics`: everything I can explain",
            f"- `{prefix}demo` or `/demo`: real sockets on the computer that I run on",
            *_demo_lines(demos, prefix),
        ]
        return "\n".join(lines)


def _demo_lines(demos: list[Demo], prefix: str) -> Iterator[str]:
    """Say what each demo of the host shows, and the experiments by their names alone: they are many."""
    for demo in demos:
        if demo.scope is not Scope.EXPERIMENTS:
            yield f"- `{prefix}demo {demo.name}`: {demo.shows}"
    experiments = [f"`{demo.name}`" for demo in demos if demo.scope is Scope.EXPERIMENTS]
    if experiments:
        yield f"- `{prefix}demo NAME`: an experiment; there are {', '.join(experiments)}"
