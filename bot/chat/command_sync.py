"""Registers the commands with Discord, only when they changed: registering is limited and slow."""

import logging
from typing import Any

import discord
from discord import app_commands

log = logging.getLogger(__name__)

Tree = app_commands.CommandTree[Any]
# A command's kind, such as slash command or in a message's menu, and its name: together they are unique.
_Key = tuple[int, str]

# What Discord leaves out or fills in where a command doesn't say (Discord documentation, Application Commands).
_USUAL: tuple[Any, ...] = (None, False, [], {}, "")
# What Discord adds of its own, or derives.
_DISCORDS_OWN = frozenset(
    {
        "application_id",
        "description_localized",
        "dm_permission",
        "guild_id",
        "handler",
        "id",
        "name_localized",
        "version",
    }
)


async def sync_if_changed(tree: Tree, http: discord.http.HTTPClient, application: int) -> None:
    """Compare the commands with those that Discord knows, and register them all if any differs.

    Where Discord refuses, the log says so and Porter serves without: mentions and messages need no registration.
    """
    try:
        if await differing(tree, http, application):
            log.info("Registered %d commands with Discord.", len(await tree.sync()))
        else:
            log.info("Discord knows the commands already.")
    except discord.HTTPException as error:
        log.warning("The commands couldn't be registered with Discord (%s); restart Porter later to try again.", error)


async def differing(tree: Tree, http: discord.http.HTTPClient, application: int) -> set[str]:
    """Name the commands that Discord knows otherwise than they are, or not at all, or that are no more.

    Raises:
        discord.HTTPException: Discord doesn't tell which ones it knows.
    """
    ours = {_key(command): command for command in [await _payload(command, tree) for command in tree.get_commands()]}
    # discord.py doesn't ask for the texts in other languages, and without being asked Discord leaves them out.
    route = discord.http.Route("GET", "/applications/{application_id}/commands", application_id=application)
    theirs = {_key(each): each for each in await http.request(route, params={"with_localizations": "true"})}
    keys = ours.keys() | theirs.keys()
    return {key[1] for key in keys if not _same(ours.get(key), theirs.get(key))}


async def _payload(command: Any, tree: Tree) -> dict[str, Any]:
    """Give a command as it is sent to Discord, with its texts in all languages."""
    translated = command.get_translated_payload(tree, tree.translator) if tree.translator else None
    payload: dict[str, Any] = await translated if translated else command.to_dict(tree)
    return payload


def _key(command: dict[str, Any]) -> _Key:
    return command.get("type") or discord.AppCommandType.chat_input.value, command["name"]


def _same(our: Any, their: Any) -> bool:
    """Tell whether Discord's form of a command says what ours says; it adds ids, versions and defaults."""
    if isinstance(our, dict) and isinstance(their, dict):
        keys = (our.keys() | their.keys()) - _DISCORDS_OWN
        return all(_same(our.get(key), their.get(key)) for key in keys)
    if isinstance(our, list) and isinstance(their, list):
        return len(our) == len(their) and all(map(_same, our, their))
    if isinstance(our, int) and isinstance(their, str):  # permissions are a set of bits, which Discord writes as text
        return str(our) == their
    return our == their or (our in _USUAL and their in _USUAL)
