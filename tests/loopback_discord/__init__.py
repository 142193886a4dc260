"""A little Discord on the loopback interface, which refuses what Discord refuses."""

from loopback_discord.process import PorterProcess
from loopback_discord.server import LoopbackDiscord
from loopback_discord.users import User
from loopback_discord.world import Channel, Message, Portal

__all__ = ["Channel", "LoopbackDiscord", "Message", "Portal", "PorterProcess", "User"]
