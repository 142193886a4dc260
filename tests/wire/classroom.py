"""What the wire tests share: a running Porter in a classroom of its own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loopback_discord import Channel, LoopbackDiscord, Message, PorterProcess

TOKEN = "MTI3LjAuMC4xLmxvb3BiYWNr.GloopB.that-no-log-may-ever-show-to-anybody"

Call = Callable[..., Awaitable[tuple[int, Any]]]
StartPorter = Callable[..., Awaitable[PorterProcess]]


@dataclass
class Classroom:
    """A running Porter on its own Discord; every test takes channels that no other test uses."""

    discord: LoopbackDiscord
    porter: PorterProcess
    study_channels: list[Channel]
    lobbies: list[Channel]
    thread: Channel


def write_config(
    folder: Path,
    discord: LoopbackDiscord,
    study_channels: list[Channel],
    *,
    unasked: str = "answer",
    log: str = "info",
    more: str = "",
) -> Path:
    """Write the settings of a Porter on that Discord; `more` are further sections, as YAML."""
    path = folder / "config.yaml"
    path.write_text(
        "discord:\n"
        f"  api: {discord.api_url}\n"
        f"  gateway: {discord.gateway_url}\n"
        '  prefix: "!"\n'
        f"  study_channels: {[channel.id for channel in study_channels]}\n"
        f"  unasked: {unasked}\n"
        f"log:\n  level: {log}\n"
        f"{more}"
    )
    return path


def title(message: Message) -> str:
    """The first line that a reader sees, without Markdown, in lower case."""
    return message.text.partition("\n")[0].strip("#*_ ").lower()
