"""The commands below `/porter`: for those who look after a server, in that server only."""

from collections.abc import Iterable
from typing import Any

import discord
from discord import app_commands


class NotAModeratorError(app_commands.CheckFailure):
    """Somebody wants what only moderators may, or asks for it where there is no server; the message says so."""


class ModeratorsCommands(app_commands.Group):
    """Commands to hang below `/porter`: derive from this, and decorate methods with `@app_commands.command()`.

    A nested group is an attribute: `channel = app_commands.Group(name="channel", description="…")`, whose commands are
    decorated with `@channel.command()`. Every one of them is checked here before it runs; its autocomplete isn't.
    """

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Check in code what Discord checks as well: a server's administrators may override that.

        Raises:
            NotAModeratorError: they may not.
        """
        if interaction.guild_id is None or not interaction.is_guild_integration():
            raise NotAModeratorError("That works only in a server that I was added to.")
        if not may_moderate(interaction):
            raise NotAModeratorError("That is for moderators: it needs the permission Manage Channels here.")
        return True


class ServerModeratorsCommands(ModeratorsCommands):
    """Commands on what concerns a whole server: a say in a single of its channels isn't enough for them."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Check the permissions in the server as well, which no channel's overwrites add to.

        Raises:
            NotAModeratorError: they may not.
        """
        await super().interaction_check(interaction)
        if not _moderates_server(interaction):
            raise NotAModeratorError(
                "That is for moderators of the whole server: it needs the permission Manage Channels by a role."
            )
        return True


def porter_commands(parts: Iterable[ModeratorsCommands]) -> app_commands.Group:
    """Put commands together below `/porter`, which Discord shows only to who has Manage Channels, and never in a DM."""
    porter = app_commands.Group(
        name="porter",
        description="Look after Porter in this server",
        # Said in full, because what is left out is taken from the bot's other commands.
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        default_permissions=discord.Permissions(manage_channels=True),
    )
    for part in parts:
        for command in part.commands:
            porter.add_command(command)
    return porter


def may_moderate(interaction: discord.Interaction[Any], there: discord.Permissions | None = None) -> bool:
    """Tell whether somebody may moderate where they are, and `there`, by their permissions in another channel.

    Discord itself says what they may in that channel, all roles and overwrites included. In direct messages, and in a
    server that Porter wasn't added to, nobody may.
    """
    if interaction.guild_id is None or not interaction.is_guild_integration():
        return False
    return _moderates(interaction.permissions) and (there is None or _moderates(there))


def _moderates_server(interaction: discord.Interaction[Any]) -> bool:
    member, server = interaction.user, interaction.guild
    # While Discord has an outage, a server is known without its roles.
    if server is None or server.unavailable or not isinstance(member, discord.Member):
        return False
    return _moderates(member.guild_permissions)


def _moderates(permissions: discord.Permissions) -> bool:
    return permissions.administrator or permissions.manage_guild or permissions.manage_channels
