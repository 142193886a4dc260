"""Which commands go where: those that only answer may be taken along by a person, into any server and conversation."""

from typing import TypeVar

from discord import app_commands

Command = TypeVar("Command")


def anywhere(command: Command) -> Command:
    """Let a command be used by everyone where Porter is, and by those who added Porter to their account elsewhere too.

    There it has the interaction alone: no member, no permissions, no message of the channel. (Discord documentation,
    Application Commands, Contexts.)
    """
    everywhere = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    return app_commands.allowed_installs(guilds=True, users=True)(everywhere(command))
