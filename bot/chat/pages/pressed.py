"""What a press does, under an answer: more of it, something else, a picture, a vote, or that it goes.

Whoever asked changes the message itself by a press, and so does the reader of an answer that only they see. Everybody
else gets an answer of their own, for their eyes only. Demos are `Show`'s.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import discord
from discord import ui
from discord.ext import commands

from bot.answering.answer import Found
from bot.answering.depth import Depth
from bot.answering.entry import Entry
from bot.answering.evidence import with_covered
from bot.answering.next_steps import runners_up
from bot.answering.shelf import Shelf
from bot.chat.asking.courtesy import Courtesy
from bot.chat.asking.last_answers import LastAnswers
from bot.chat.asking.remembering import Memory
from bot.chat.pages.buttons import Wish, names_offered, names_said
from bot.chat.pages.layout import answer_view, meant_view, still_view
from bot.chat.pages.page import picture_file
from bot.chat.replying import sent_as_allowed
from bot.memory.remembered import Vote
from bot.pictures.press import PictureFailedError, Press
from bot.pictures.rasterising import PicturesUnavailableError
from bot.pictures.stills.catalogue import UnknownStillError

log = logging.getLogger(__name__)

# Of the 3 that Discord waits for the first response.
SECONDS_TO_LOOK_UP = 1.5
GONE = "I no longer have that one. `/topics` shows what I have."
NOT_YOURS = "Only who asked can dismiss this, or a moderator."
NO_PICTURE = "I can't draw at the moment; the words have to do."
NOTHING_NEAR = "I know nothing that comes close. Ask again in other words, or look around with `/topics`."
THANKS = {
    "up": "Thanks! Noted as helpful. If you change your mind, press the other one.",
    "down": "Thanks, noted as not helpful. *Not what I meant* shows what else I know.",
}
_DEPTHS: dict[Wish, Depth] = {
    "entry": Depth.SHORT,
    "short": Depth.SHORT,
    "simpler": Depth.SIMPLER,
    "deeper": Depth.DEEPER,
}


@dataclass(frozen=True)
class _Place:
    """Where a press is answered: instead of the message or beside it, for whose eyes, and who may then change that."""

    instead: bool
    private: bool
    owner: int


class Pressed(commands.Cog):
    """Fulfils what the buttons under an answer ask for."""

    def __init__(
        self, shelf: Shelf, press: Press, last_answers: LastAnswers, courtesy: Courtesy, memory: Memory
    ) -> None:
        """Show what is on the shelf; `courtesy` and `memory` learn what became of an answer."""
        self._shelf = shelf
        self._press = press
        self._last_answers = last_answers
        self._courtesy = courtesy
        self._memory = memory

    @commands.Cog.listener()
    async def on_porter_button(self, interaction: discord.Interaction[Any], wish: Wish, name: str, asker: int) -> None:
        """Do what a button of an answer asks for; `asker` is the id of who asked, 0 if the button doesn't tell."""
        if wish == "demo":
            return
        if wish == "dismiss":
            await self._dismiss(interaction, asker)
        elif wish in THANKS:
            await self._vote(interaction, name, up=wish == "up")
        elif (entry := self._shelf.library.entries.get(name)) is None:
            await interaction.response.send_message(GONE, ephemeral=True)
        elif wish == "other":
            await self._offer_others(interaction, entry, asker)
        elif wish == "picture":
            await self._draw(interaction, entry, asker)
        else:
            await self._say(interaction, entry, _DEPTHS[wish], asker)

    async def _say(self, interaction: discord.Interaction[Any], entry: Entry, depth: Depth, asker: int) -> None:
        library = self._shelf.library
        found = Found(with_covered(entry, library))
        self._last_answers.keep(interaction.user.id, interaction.channel_id or 0, found, time.monotonic())
        place = _place_of(interaction, asker)
        await _show(interaction, place, answer_view(found, library, depth, asker=place.owner))
        await self._remember(interaction, place, found.entries)

    async def _draw(self, interaction: discord.Interaction[Any], entry: Entry, asker: int) -> None:
        """Show the picture of an entry; it may take longer than the 3 s that Discord waits."""
        place = _place_of(interaction, asker)
        await interaction.response.defer(ephemeral=place.private, thinking=not place.instead)
        try:
            picture = await self._press.still(entry.name)
        except (UnknownStillError, PicturesUnavailableError, PictureFailedError) as error:
            log.warning("%s", error)
            await interaction.followup.send(NO_PICTURE, ephemeral=True)
            return

        async def send(reduced: dict[str, Any], _: object) -> None:
            if place.instead:
                words = {key: value for key, value in reduced.items() if key != "files"}
                await interaction.edit_original_response(attachments=reduced.get("files", []), **words)
            else:
                await interaction.followup.send(ephemeral=place.private, **reduced)

        message = {"view": still_view(entry, picture, place.owner), "files": [picture_file(picture)]}
        await sent_as_allowed((interaction.channel_id, "interaction"), send, message)

    async def _offer_others(self, interaction: discord.Interaction[Any], entry: Entry, asker: int) -> None:
        """Offer what else the question may have meant; the question is looked up, for nothing keeps its text."""
        library, message = self._shelf.library, interaction.message
        question = await _question_of(message) if message else ""
        offered = names_offered(message.components) if message and not question else []
        others = tuple(library.entries[name] for name in offered if name in library.entries)
        near = runners_up(Found(with_covered(entry, library), alternatives=others), library, question)
        if near:
            place = _place_of(interaction, asker)
            await _show(interaction, place, meant_view(entry, near, place.owner))
            await self._remember(interaction, place, ())
        else:
            await interaction.response.send_message(NOTHING_NEAR, ephemeral=True)

    async def _vote(self, interaction: discord.Interaction[Any], entry: str, *, up: bool) -> None:
        """Take a vote, after the thanks: Discord waits 3 s for them, and a database in trouble takes as long."""
        await interaction.response.send_message(THANKS["up" if up else "down"], ephemeral=True)
        if interaction.message:
            today = datetime.now(UTC).date()
            server = interaction.guild_id or 0
            await self._memory.votes.cast(Vote(interaction.message.id, interaction.user.id, server, entry, up, today))

    async def _dismiss(self, interaction: discord.Interaction[Any], asker: int) -> None:
        if interaction.user.id != asker and not _may_remove_messages(interaction):
            await interaction.response.send_message(NOT_YOURS, ephemeral=True)
            return
        await interaction.response.defer()
        answers = self._memory.answers
        answered = await answers.by(interaction.message.id) if interaction.message else None
        if answered:  # an edit of its question finds nothing to change any more
            await answers.remove(answered.question)
        await interaction.delete_original_response()

    async def _remember(self, interaction: discord.Interaction[Any], place: _Place, entries: Sequence[Entry]) -> None:
        """Remember that the answer to a question is about something else now, so that nobody is pointed at it."""
        if not place.instead or place.private or interaction.message is None:
            return
        answered = await self._memory.answers.by(interaction.message.id)
        names = tuple(entry.name for entry in entries)
        if answered and answered.entries != names:
            self._courtesy.gone(answered.answer)
            await self._memory.answers.keep(replace(answered, entries=names))


def _place_of(interaction: discord.Interaction[Any], asker: int) -> _Place:
    """Decide where to answer a press: on the message that was pressed where it is theirs, or else beside it."""
    message = interaction.message
    private = message is not None and message.flags.ephemeral
    # What stands side by side stays; one of it in depth comes beside it.
    one = message is not None and len(names_said(message.components)) < 2
    if one and (private or interaction.user.id == asker):
        return _Place(instead=True, private=private, owner=0 if private else asker)
    if interaction.context.dm_channel:  # nobody else reads there, and what is ephemeral would be gone after a restart
        return _Place(instead=False, private=False, owner=interaction.user.id)
    return _Place(instead=False, private=True, owner=0)


async def _show(interaction: discord.Interaction[Any], place: _Place, view: ui.LayoutView) -> None:
    if place.instead:
        await interaction.response.edit_message(view=view, attachments=[])
    else:
        await interaction.response.send_message(view=view, ephemeral=place.private)


async def _question_of(message: discord.Message) -> str:
    """Look up the text that an answer replies to; empty where there is none, or it can't be read in time."""
    if message.reference is None or message.reference.message_id is None:
        return ""
    if isinstance(message.reference.resolved, discord.Message):
        return message.reference.resolved.content
    try:
        async with asyncio.timeout(SECONDS_TO_LOOK_UP):
            return (await message.channel.fetch_message(message.reference.message_id)).content
    except (discord.HTTPException, TimeoutError):
        return ""


def _may_remove_messages(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether somebody is a moderator where they pressed; in a direct message nobody is."""
    permissions = interaction.permissions
    return interaction.guild_id is not None and (permissions.administrator or permissions.manage_messages)
