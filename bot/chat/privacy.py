"""/privacy says what Porter stores, and /forget-me erases what is stored of the person who asks for it."""

from datetime import timedelta
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.answering.wording import Passage, counted
from bot.chat.anywhere import anywhere
from bot.chat.asking.last_answers import LastAnswers
from bot.chat.moderators.moderation import ModeratorsCommands
from bot.chat.pages.page import page
from bot.chat.replying import reply_to
from bot.memory.forgetting import Forgetting
from bot.memory.remembered import Forgotten

_LATER = "My database can't be reached at the moment; there it follows as soon as it is back."
_STAYS = "-# My messages stay on Discord: dismiss them with their button, or ask a moderator."


class Privacy(commands.Cog):
    """Tells anybody what is stored, and forgets who wants to be forgotten."""

    def __init__(self, forgetting: Forgetting, last_answers: LastAnswers, keeps_answers: timedelta) -> None:
        """Forget in the database and in the working memory; `keeps_answers` is how long answers are remembered."""
        self._forgetting = forgetting
        self._last_answers = last_answers
        self._keeps_answers = keeps_answers

    @commands.hybrid_command(name="privacy", description="What Porter stores about you, and for how long")  # type: ignore[arg-type]
    @anywhere
    async def privacy(self, context: commands.Context[commands.Bot]) -> None:
        """Say what is stored."""
        await reply_to(context, view=page(tuple(stored(self._keeps_answers))), ephemeral=True)

    @commands.hybrid_command(name="forget-me", description="Erase everything that Porter stores about you")  # type: ignore[arg-type]
    @anywhere
    async def forget_me(self, context: commands.Context[commands.Bot]) -> None:
        """Erase, and say how much that was."""
        await _think(context.interaction)
        said = told(await self.forget(context.author.id))
        await reply_to(context, view=page((Passage("", said),)), ephemeral=True)

    async def forget(self, person: int) -> Forgotten:
        """Erase what is stored of a person, in all servers."""
        self._last_answers.forget(person)
        return await self._forgetting.person(person)


class ForgetMe(ModeratorsCommands):
    """The same below `/porter`, where moderators look for it; everybody else has /forget-me."""

    def __init__(self, privacy: Privacy) -> None:
        """Erase as that does."""
        super().__init__()
        self._privacy = privacy

    @app_commands.command(
        name="forget-me", description="Erase everything that Porter stores about you, as /forget-me does"
    )
    async def forget_me(self, interaction: discord.Interaction[Any]) -> None:
        """Erase, and say how much that was."""
        await _think(interaction)
        said = told(await self._privacy.forget(interaction.user.id))
        await interaction.followup.send(view=page((Passage("", said),)), ephemeral=True)


async def _think(interaction: discord.Interaction[Any] | None) -> None:
    """Tell Discord that a reply will come: a database in trouble takes as long as it waits for the first."""
    if interaction:
        await interaction.response.defer(ephemeral=True, thinking=True)


def told(forgotten: Forgotten) -> str:
    """Say how much was erased."""
    if not forgotten.rows:
        said = "Nothing is stored about you."
    else:
        answers, votes = counted(forgotten.answers, "answer"), counted(forgotten.votes, "vote")
        channels = counted(forgotten.channels, "study channel")
        opened = f" Who opened {channels} is no longer known." if forgotten.channels else ""
        said = f"Erased: {answers} to you, {votes} of yours.{opened}\n{_STAYS}"
    return f"{said}\n{_LATER}" if forgotten.later else said


def stored(keeps_answers: timedelta) -> tuple[Passage, ...]:
    """Say what is stored, so that it can be read in a minute; docs/privacy.md tells every column."""
    hours = keeps_answers.total_seconds() / 3_600
    return (
        Passage("", "## What I store\nIds and votes: never your name, and no text of a message but one kind, below."),
        Passage(
            "Of an answer",
            f"the ids of your message, of mine, of you, channel and server, and which entries it said; for {hours:g} "
            "hours, so that it can follow your edits.",
        ),
        Passage("Of a vote", "your id, my message's id, the entry, whether it helped, and the day; for a year."),
        Passage(
            "Of a question that I couldn't answer",
            "its text, without who asked, where and at what hour; for 30 days at most, and only in a server whose "
            "moderators switched that on.",
        ),
        Passage("Of a day", "how many answers and silences there were, by entry and server; for a year."),
        Passage(
            "To erase it",
            "`/forget-me` erases at once what is stored with your id. A kept question has none: ask a moderator to "
            "drop it.",
        ),
        Passage(
            "", "-# It lies in the database of who runs me, and is given to nobody. docs/privacy.md tells all of it."
        ),
    )
