"""One table of what may go wrong with a command, and what the person is told."""

import logging
from collections.abc import Callable
from typing import Any

import discord
from discord.ext import commands

from bot.chat.demos.ways import UnreachableError
from bot.chat.moderators.moderation import NotAModeratorError
from bot.demos.catalogue import UnknownDemoError
from bot.demos.disclosure import NotAllowedError

log = logging.getLogger(__name__)

UNFORESEEN = "Something broke on my side. The people who run me find it in the log; please try again later."


_SENTENCES: dict[type[BaseException], Callable[[Any], str]] = {
    UnknownDemoError: str,
    NotAllowedError: str,
    UnreachableError: str,
    NotAModeratorError: str,
    commands.NotOwner: lambda _: "That is for those who run me.",
    commands.UserInputError: lambda _: "I can't read that. `/help` shows how to ask.",
}


async def tell_command_error(context: commands.Context[Any], error: BaseException) -> None:
    """Tell a person what went wrong with a command; through an interaction, only them."""
    sentence = sentence_for(error)
    if sentence:
        await _try_to_send(lambda: context.send(sentence, ephemeral=True))


async def tell_interaction_error(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Tell a person, and only them, what went wrong with a slash command or a button."""
    sentence = sentence_for(error)
    if not sentence:
        return
    send = interaction.followup.send if interaction.response.is_done() else interaction.response.send_message
    await _try_to_send(lambda: send(sentence, ephemeral=True))


async def tell_message_error(message: discord.Message, error: BaseException, *, asked: bool) -> None:
    """Tell a person who asked Porter what went wrong; where nobody asked, the log alone learns of it."""
    sentence = sentence_for(error)
    if sentence and asked:
        await _try_to_send(lambda: message.reply(sentence, mention_author=False))


def sentence_for(error: BaseException) -> str:
    """Give the sentence for an error; empty where Discord itself refuses us and another try would only add to it."""
    cause = getattr(error, "original", None) or error
    cause = getattr(cause, "original", None) or cause
    if isinstance(cause, discord.HTTPException):
        log.warning("Discord refused: %s", cause)
        return ""
    for kind, sentence in _SENTENCES.items():
        if isinstance(cause, kind):
            return sentence(cause)
    log.error("unforeseen", exc_info=cause)
    return UNFORESEEN


async def _try_to_send(send: Callable[[], Any]) -> None:
    try:
        await send()
    except discord.HTTPException as error:
        log.warning("Discord refused to take the explanation: %s", error)
