"""Replies to a message or a command: once, without a ping, and with as much as Discord lets through there."""

import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from enum import Enum
from typing import Any, TypeVar

import discord
from discord import ui
from discord.ext import commands

from bot.chat.pages.page import cut

log = logging.getLogger(__name__)
Sent = TypeVar("Sent")

SECONDS_REMEMBERED = 60.0
REMEMBERED_REFUSALS = 1_000
# Discord documentation, Message, Create Message.
MOST_CONTENT = 2_000

# Discord documentation, Opcodes and Status Codes, JSON.
_MISSING_PERMISSIONS, _INVALID_FORM, _NO_HISTORY = 50013, 50035, 160002
# Missing access, a closed direct message, an archived or a locked thread.
_NO_ENTRY = frozenset({50001, 50007, 50083, 160005})


class Part(Enum):
    """A part of a message that a place may refuse; without SPEECH nothing is left to say."""

    FILES = "files"
    REFERENCE = "the reference to the question"
    COMPONENTS = "components"
    SPEECH = "any message"


class Refusals:
    """Keeps for a minute what was refused where, so that no second message fails there for the same reason."""

    def __init__(self) -> None:
        self._refused: OrderedDict[tuple[object, Part], float] = OrderedDict()

    def note(self, place: object, part: Part, now: float) -> None:
        """Remember a refusal at the time `now` in seconds; the oldest are forgotten first."""
        self._refused.pop((place, part), None)
        self._refused[place, part] = now
        if len(self._refused) > REMEMBERED_REFUSALS:
            self._refused.popitem(last=False)

    def at(self, place: object, now: float) -> frozenset[Part]:
        """Give what was refused at a place lately."""
        return frozenset(
            part for part in Part if now - self._refused.get((place, part), -SECONDS_REMEMBERED) < SECONDS_REMEMBERED
        )


# Like a cache: whoever sends, by whatever way, learns from all refusals before.
_REFUSALS = Refusals()


async def reply_to(asked: discord.Message | commands.Context[Any], **message: Any) -> discord.Message | None:
    """Reply, as a message or as an interaction's response; `message` is what discord.py's `send` takes.

    Gives the reply, or None where Porter may not speak. The nonce lets Discord recognise a second attempt after a lost
    response, so that nothing is posted twice.

    Raises:
        discord.HTTPException: Discord refuses for another reason than what may be said there.
    """
    nonce = asked.id if isinstance(asked, discord.Message) else asked.message.id
    bare: Callable[..., Awaitable[discord.Message]] = (
        asked.channel.send if isinstance(asked, discord.Message) else asked.send
    )

    async def send(reduced: dict[str, Any], refused: frozenset[Part]) -> discord.Message:
        if Part.REFERENCE in refused:
            return await bare(nonce=nonce, **reduced)
        return await asked.reply(mention_author=False, nonce=nonce, **reduced)

    by = "interaction" if isinstance(asked, commands.Context) and asked.interaction else "message"
    return await sent_as_allowed((asked.channel.id, by), send, message)


async def sent_as_allowed(
    place: object, send: Callable[[dict[str, Any], frozenset[Part]], Awaitable[Sent]], message: dict[str, Any]
) -> Sent | None:
    """Send a message; where a part of it is refused, once more without that part, down to plain text with its words.

    `send` takes what is left of the message, and the parts refused. The next messages to the same place leave at once
    out what was refused. None is sent where Porter may not speak.

    Raises:
        discord.HTTPException: Discord refuses for another reason, or the second attempt as well.
    """
    refused = _REFUSALS.at(place, time.monotonic())
    if Part.SPEECH in refused:
        return None
    reduced = _without(message, refused)
    try:
        return await send(reduced, refused)
    except discord.HTTPException as error:
        part = _refused_part(error, reduced)
        if part is None:
            raise
        log.warning("Discord refuses %s in %s: %s", part.value, place, error)
        _REFUSALS.note(place, part, time.monotonic())
        if part is Part.SPEECH:
            return None
    # The first attempt has used the files up.
    return await send(_without(message, refused | {part, Part.FILES}), refused | {part})


def plain_text(view: ui.LayoutView) -> str:
    """Give the words of a page as a message's content."""
    texts = [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]
    return cut("\n\n".join(texts), MOST_CONTENT)


def _refused_part(error: discord.HTTPException, message: dict[str, Any]) -> Part | None:
    """Tell which part of a message a refusal is about, as far as leaving it out can help."""
    if error.code == _MISSING_PERMISSIONS:
        return Part.FILES if message.get("files") else Part.SPEECH
    if error.code in _NO_ENTRY:
        return Part.SPEECH
    if error.code == _NO_HISTORY:
        return Part.REFERENCE
    # A question that is gone is refused by the same code; to that there is nothing to reply.
    if error.code == _INVALID_FORM and "view" in message and "message_reference" not in error.text:
        return Part.COMPONENTS
    return None


def _without(message: dict[str, Any], refused: frozenset[Part]) -> dict[str, Any]:
    """Leave out of a message what is refused; a page loses its picture, or becomes plain text."""
    left = dict(message)
    view = left.get("view")
    if Part.FILES in refused or Part.COMPONENTS in refused:
        left.pop("files", None)
    if isinstance(view, ui.LayoutView) and Part.COMPONENTS in refused:
        left |= {"content": plain_text(view)}
        del left["view"]
    elif isinstance(view, ui.LayoutView) and "files" in message and "files" not in left:
        _take_pictures_out(view)
    return left


def _take_pictures_out(view: ui.LayoutView) -> None:
    for item in [item for item in view.walk_children() if isinstance(item, ui.MediaGallery)]:
        if isinstance(item.parent, ui.Container):
            item.parent.remove_item(item)
