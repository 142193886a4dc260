"""Who may use what hangs below `/porter`: moderators, in their own server; never in direct messages."""

from collections.abc import Iterator
from typing import Any

import pytest
from classroom import Classroom
from discord import app_commands
from loopback_discord import Channel, Message, User

from bot.chat import porter as _all_of_them  # noqa: F401 (it brings every command in)
from bot.chat.moderators.moderation import ModeratorsCommands, ServerModeratorsCommands

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

STRING, INTEGER, BOOLEAN, CHANNEL = 3, 4, 5, 7
SUB_COMMAND, SUB_COMMAND_GROUP = 1, 2
MANAGE_CHANNELS = 1 << 4
FOR_MODERATORS = "That is for moderators"
ONLY_IN_A_SERVER = "That works only in a server"


def defined() -> Iterator[str]:
    """Name every command that is defined to hang below `/porter`."""
    kinds = (*ModeratorsCommands.__subclasses__(), *ServerModeratorsCommands.__subclasses__())
    for part in (each for each in kinds if each.__module__.startswith("bot.")):
        for child in part.__discord_app_commands_group_children__:
            if isinstance(child, app_commands.Group):
                yield from (f"porter {child.name} {each.name}" for each in child.commands)
            else:
                yield f"porter {child.name}"


def registered(command: dict[str, Any], before: str = "") -> dict[str, list[dict[str, Any]]]:
    """Give the subcommands that Discord knows, with their options."""
    name, options = f"{before}{command['name']}", command.get("options", [])
    inner = [each for each in options if each["type"] in (SUB_COMMAND, SUB_COMMAND_GROUP)]
    if not inner:
        return {name: options}
    return {each: found for option in inner for each, found in registered(option, f"{name} ").items()}


EACH = pytest.mark.parametrize("command", list(defined()))


async def tries(user: User, command: str, classroom: Classroom, where: Channel) -> Message:
    """Run a command with whatever it requires."""
    options = registered(classroom.discord.commands.find("porter"))[command]
    values = {STRING: "https://discord.com/channels/1/2/3", INTEGER: 7, BOOLEAN: True, CHANNEL: classroom.lobbies[0]}
    required = {each["name"]: values[each["type"]] for each in options if each.get("required")}
    return await user.runs_command(command, where=where, **required)


async def test_every_command_that_is_defined_is_registered_and_no_other(classroom: Classroom) -> None:
    assert set(registered(classroom.discord.commands.find("porter"))) == set(defined())


async def test_discord_shows_them_to_moderators_in_servers_only(classroom: Classroom) -> None:
    porter = classroom.discord.commands.find("porter")

    assert porter["default_member_permissions"] == str(MANAGE_CHANNELS)
    assert porter["contexts"] == [0]
    assert porter["integration_types"] == [0]


@EACH
async def test_a_member_is_refused(command: str, classroom: Classroom, ada: User, lobby: Channel) -> None:
    answer = await tries(ada, command, classroom, lobby)

    assert answer.text.startswith(FOR_MODERATORS)
    assert answer.ephemeral


@EACH
async def test_who_moderates_a_single_channel_gets_only_what_concerns_a_channel(
    command: str, classroom: Classroom, ada: User, lobby: Channel
) -> None:
    overwrite = {"id": ada.id, "type": 1, "allow": str(MANAGE_CHANNELS), "deny": "0"}
    lobby.payload["permission_overwrites"] = [overwrite]
    answer = await tries(ada, command, classroom, lobby)

    of_the_server = answer.text.startswith("That is for moderators of the whole server")
    assert of_the_server == (command in {"porter gaps", "porter stats"})
    assert answer.ephemeral


@EACH
async def test_another_servers_moderator_is_refused(
    command: str, classroom: Classroom, ada: User, lobby: Channel
) -> None:
    world = classroom.discord.world
    elsewhere = world.add_guild("another class", ada.id)
    world.add_role("moderator", ada.id, guild_id=elsewhere, allows=MANAGE_CHANNELS)
    answer = await tries(ada, command, classroom, lobby)

    assert answer.text.startswith(FOR_MODERATORS)
    assert answer.ephemeral


@EACH
async def test_nobody_gets_it_in_direct_messages_even_where_discord_offers_it(
    command: str, classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(classroom.discord.commands.find("porter"), "contexts", None)
    for person in (classroom.discord.user("ada"), classroom.discord.owner):
        answer = await tries(person, command, classroom, person.direct_messages)

        assert answer.text.startswith(ONLY_IN_A_SERVER)


@EACH
async def test_a_moderator_gets_it_and_nobody_else_sees_it(
    command: str, classroom: Classroom, ada: User, lobby: Channel
) -> None:
    classroom.discord.world.add_role("moderator", ada.id, allows=MANAGE_CHANNELS)
    answer = await tries(ada, command, classroom, lobby)

    assert answer.text
    assert not answer.text.startswith((FOR_MODERATORS, ONLY_IN_A_SERVER))
    assert answer.ephemeral
