from typing import Any

import discord
from discord import app_commands

from bot.chat.moderators.moderation import ModeratorsCommands, porter_commands


class Look(ModeratorsCommands):
    @app_commands.command(description="Look")
    async def look(self, interaction: discord.Interaction[Any]) -> None: ...


class Door(ModeratorsCommands):
    door = app_commands.Group(name="door", description="Doors")

    @door.command(description="Open one")
    async def open(self, interaction: discord.Interaction[Any]) -> None: ...


def everywhere() -> app_commands.CommandTree[discord.Client]:
    return app_commands.CommandTree(
        discord.Client(intents=discord.Intents.none()),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    )


def test_commands_of_several_parts_hang_below_one() -> None:
    porter = porter_commands([Look(), Door()])

    names = {command.qualified_name for command in porter.walk_commands()}
    assert names == {"porter look", "porter door", "porter door open"}


def test_they_are_registered_for_moderators_of_servers_only() -> None:
    registered = porter_commands([Look()]).to_dict(everywhere())

    assert registered["contexts"] == [0]
    assert registered["integration_types"] == [0]
    assert registered["default_member_permissions"] == discord.Permissions(manage_channels=True).value


def test_each_command_is_bound_to_the_part_that_checks_it() -> None:
    look = Look()
    door = Door()
    porter = porter_commands([look, door])

    bound = {command.qualified_name: getattr(command, "binding", None) for command in porter.walk_commands()}
    assert bound["porter look"] is look
    assert bound["porter door open"] is door
