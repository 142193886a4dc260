"""Registers the commands with Discord, only when they changed: registering is limited and slow."""

import logging
from typing import Any

import discord
from discord import app_commands

log = logging.getLogger(__name__)

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


async def sync_if_changed(tree: app_commands.CommandTree[Any], http: discord.http.HTTPClient, application: int) -> None:
    """Compare the commands with those that Discord knows, and register them all if any differs.

    Where Discord refuses, the log says so and Porter serves without: mentions and messages need no registration.
    """
    try:
        await _sync(tree, http, application)
    except discord.HTTPException as error:
        log.warning("The commands couldn't be registered with Discord (%s); restart Porter later to try again.", error)


async def _sync(tree: app_commands.CommandTree[Any], http: discord.http.HTTPClient, application: int) -> None:
    if not await differing(tree, http, application):
        log.info("Discord knows the commands already.")
        return
    await tree.sync()
    log.info("Registered %d commands with Discord.", len(tree.get_commands()))


async def differing(
    tree: app_commands.CommandTree[Any], http: discord.http.HTTPClient, application: int
) -> frozenset[str]:
    """Name the commands that Discord knows otherwise than they are, doesn't know yet, or knows still.

    Raises:
        discord.HTTPException: Discord doesn't tell.
    """
    ours = {command.name: command.to_dict(tree) for command in tree.get_commands()}
    theirs = {command["name"]: command for command in await http.get_global_commands(application)}
    changed = {name for name in ours.keys() & theirs.keys() if not _same(ours[name], theirs[name])}
    return frozenset(changed | (ours.keys() ^ theirs.keys()))


def _same(our: Any, their: Any) -> bool:
    """Tell whether Discord's form of a command says what ours says; it adds ids, versions and defaults."""
    if isinstance(our, dict) and isinstance(their, dict):
        keys = (our.keys() | their.keys()) - _DISCORDS_OWN
        return all(_same(our.get(key), their.get(key)) for key in keys)
    if isinstance(our, list) and isinstance(their, list):
        return len(our) == len(their) and all(map(_same, our, their))
    return our == their or (our in _USUAL and their in _USUAL)
