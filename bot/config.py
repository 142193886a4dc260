"""The settings: one YAML file, and the token from the environment or a secret file."""

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints

from bot.checked_yaml import Document, FaultyFileError, check, read_document

Snowflake = Annotated[int, Field(gt=0, lt=2**64)]
HttpAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+(/\S*)?$")]
WebSocketAddress = Annotated[str, StringConstraints(pattern=r"^wss?://[^\s/]+(/\S*)?$")]


class Section(BaseModel):
    """A part of the settings: frozen, and unknown keys are faults."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DiscordSettings(Section):
    """How Porter behaves on Discord. `study_channels` are ids; in them it answers without being addressed."""

    prefix: Annotated[str, StringConstraints(min_length=1, max_length=5, pattern=r"^\S+$")] = "!"
    study_channels: tuple[Snowflake, ...] = ()
    token_file: Path | None = None
    api: HttpAddress = "https://discord.com/api/v10"
    gateway: WebSocketAddress = "wss://gateway.discord.gg/"


class KnowledgeSettings(Section):
    """Where the entries are; without a directory, those that Porter brings."""

    directory: Path | None = None


class DemoSettings(Section):
    """Limits of the demos: how many run at once, and how many seconds one may take."""

    at_once: Annotated[int, Field(ge=1, le=16)] = 2
    seconds: Annotated[float, Field(gt=0, le=60)] = 10


class LogSettings(Section):
    """How much the log says."""

    level: Literal["debug", "info", "warning", "error"] = "info"


class Settings(Section):
    """Everything that can be chosen."""

    discord: DiscordSettings = DiscordSettings()
    knowledge: KnowledgeSettings = KnowledgeSettings()
    demos: DemoSettings = DemoSettings()
    log: LogSettings = LogSettings()


class TokenError(Exception):
    """There is something in the place of the token that can't be one. The message never contains it."""


def find_settings_file(chosen: Path | None, environment: Mapping[str, str]) -> Path | None:
    """Pick the settings file: `--config`, then `PORTER_CONFIG`, then `./config.yaml` if there is one."""
    if chosen:
        return chosen
    if named := environment.get("PORTER_CONFIG"):
        return Path(named)
    here = Path("config.yaml")
    return here if here.exists() else None


def read_settings(path: Path | None) -> Settings:
    """Read and check the settings; relative paths in them count from the file's directory.

    Raises:
        FaultyFileError: the file can't be read or something in it is wrong.
    """
    if path is None:
        return Settings()
    settings = check(_without_token(read_document(path)), Settings)
    here = path.resolve().parent
    return settings.model_copy(
        update={
            "discord": settings.discord.model_copy(update={"token_file": _from(here, settings.discord.token_file)}),
            "knowledge": KnowledgeSettings(directory=_from(here, settings.knowledge.directory)),
        }
    )


def read_token(settings: Settings, environment: Mapping[str, str]) -> SecretStr | None:
    """Find the bot's token: `DISCORD_TOKEN`, then the file of `DISCORD_TOKEN_FILE`, then that of the settings.

    Raises:
        TokenError: a file can't be read, or what it holds can't be a token.
    """
    if written := environment.get("DISCORD_TOKEN", "").strip():
        return _checked_token(written, "the environment variable DISCORD_TOKEN")
    named = environment.get("DISCORD_TOKEN_FILE")
    path = Path(named) if named else settings.discord.token_file
    if path is None:
        return None
    try:
        return _checked_token(path.read_text(encoding="utf-8").strip(), f"the token file {path}")
    except OSError as error:
        message = f"The token file {path} can't be read ({error.strerror}). Name an existing file, or none."
        raise TokenError(message) from None
    except UnicodeDecodeError:
        raise TokenError(f"The token file {path} isn't text. It should hold the token alone.") from None


def _checked_token(token: str, where: str) -> SecretStr:
    if not re.fullmatch(r"[!-~]{1,200}", token):
        message = (
            f"What stands in {where} can't be a bot token: a token is one word without spaces. "
            "Copy it from the developer portal, page Bot, button Reset Token."
        )
        raise TokenError(message)
    return SecretStr(token)


def _without_token(document: Document) -> Document:
    """Refuse a token in the file, with a better word than "unknown key"."""
    content = document.content if isinstance(document.content, dict) else {}
    sections: dict[tuple[str, ...], object] = {(): content, ("discord",): content.get("discord")}
    places = [(*place, "token") for place, keys in sections.items() if isinstance(keys, dict) and "token" in keys]
    problem = (
        "the token doesn't belong in this file: put it in the environment variable DISCORD_TOKEN, "
        "or in a file of its own named by `discord.token_file`"
    )
    faults = [document.fault(place, problem, at_key=True) for place in places]
    return dataclasses.replace(document, faults=(*document.faults, *faults))


def _from(directory: Path, path: Path | None) -> Path | None:
    return directory / path.expanduser() if path else None


__all__ = ["FaultyFileError", "Settings", "TokenError", "find_settings_file", "read_settings", "read_token"]
