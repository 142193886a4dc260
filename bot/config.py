"""The settings: one YAML file, and the token from the environment or a secret file."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

from bot.answering.answer import DEFAULT_THRESHOLDS
from bot.chat.unasked import Unasked
from bot.checked_yaml import check
from bot.log import TOKEN_SHAPE
from bot.yaml_document import Document, Fault, FaultyFileError, read_document


def _address(*schemes: str) -> AfterValidator:
    """Accept the addresses of these schemes only."""

    def checked(address: str) -> str:
        parts = urlsplit(address)
        if parts.scheme not in schemes or not parts.hostname or any(each.isspace() for each in address):
            raise ValueError(f"an address begins with {' or '.join(f'{scheme}://' for scheme in schemes)} and a host")
        return address

    return AfterValidator(checked)


def _checked_prefix(prefix: str) -> str:
    if not 1 <= len(prefix) <= 5 or any(each.isspace() for each in prefix):
        raise ValueError("a prefix has one to five characters and no space")
    if prefix[0] in "/@<":
        raise ValueError(f"Discord itself uses `{prefix[0]}` at the beginning of a message; choose another")
    return prefix


def _checked_threshold(value: float) -> float:
    if not 0 < value < 1:
        raise ValueError("a threshold is more than 0 and less than 1; for 80 % write 0.8")
    return value


Snowflake = Annotated[int, Field(gt=0, lt=2**64)]
HttpAddress = Annotated[str, _address("https", "http")]
WebSocketAddress = Annotated[str, _address("wss", "ws")]
Prefix = Annotated[str, AfterValidator(_checked_prefix)]
Threshold = Annotated[float, AfterValidator(_checked_threshold)]


class Section(BaseModel):
    """A part of the settings: frozen, and unknown keys are faults."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DiscordSettings(Section):
    """How Porter behaves on Discord.

    `study_channels` are ids. In them Porter hears questions without being addressed; `unasked` is what it does then.
    """

    prefix: Prefix = "!"
    study_channels: tuple[Snowflake, ...] = ()
    unasked: Unasked = Unasked.ANSWER
    token_file: Path | None = None
    api: HttpAddress = "https://discord.com/api/v10"
    gateway: WebSocketAddress = "wss://gateway.discord.gg/"


class AnsweringSettings(Section):
    """How sure Porter must be to answer: when asked, and when it merely overhears a question."""

    asked: Threshold = DEFAULT_THRESHOLDS.asked
    unasked: Threshold = DEFAULT_THRESHOLDS.unasked


class KnowledgeSettings(Section):
    """Where the entries are, and how often Porter looks for changes there; 0 means never.

    Without a directory, the entries are those that Porter brings.
    """

    directory: Path | None = None
    watch_seconds: Annotated[float, Field(ge=0, le=86_400)] = 0


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
    answering: AnsweringSettings = AnsweringSettings()
    knowledge: KnowledgeSettings = KnowledgeSettings()
    demos: DemoSettings = DemoSettings()
    log: LogSettings = LogSettings()

    @model_validator(mode="before")
    @classmethod
    def _empty_sections(cls, sections: Any) -> Any:
        """Take a section whose keys are all commented out for one that was left out."""
        if isinstance(sections, dict):
            return {name: section for name, section in sections.items() if section is not None}
        return sections


@dataclass(frozen=True)
class Token:
    """The bot's token, hidden from prints, and the place where it was found."""

    secret: SecretStr
    place: str


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
    document = _without_token(read_document(path))
    settings = check(document, Settings)
    here = path.resolve().parent
    directory = _from(here, settings.knowledge.directory)
    faults: list[Fault] = []
    if directory and not directory.is_dir():
        problem = f"there is no directory {directory}; create it, or leave this out to use the knowledge Porter brings"
        faults.append(document.fault(("knowledge", "directory"), problem))
    if settings.discord.unasked is Unasked.SHADOW and settings.log.level not in {"debug", "info"}:
        problem = "this log would hide what `discord.unasked: shadow` writes; choose info, or leave this out"
        faults.append(document.fault(("log", "level"), problem))
    if faults:
        raise FaultyFileError(faults)
    return settings.model_copy(
        update={
            "discord": settings.discord.model_copy(update={"token_file": _from(here, settings.discord.token_file)}),
            "knowledge": settings.knowledge.model_copy(update={"directory": directory}),
        }
    )


def read_token(settings: Settings, environment: Mapping[str, str]) -> Token | None:
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
    # Somebody may have written the token itself where its file should be named.
    place = "the token file" if TOKEN_SHAPE.search(str(path)) else f"the token file {path}"
    try:
        return _checked_token(path.read_text(encoding="utf-8-sig").strip(), place)
    except OSError as error:
        raise TokenError(f"T{place[1:]} can't be read ({error.strerror}). Name an existing file, or none.") from None
    except UnicodeDecodeError:
        raise TokenError(f"T{place[1:]} isn't text. It should hold the token alone.") from None


def _checked_token(token: str, where: str) -> Token:
    if not re.fullmatch(r"[!-~]{1,200}", token):
        message = (
            f"What stands in {where} can't be a bot token: a token is one word without spaces. "
            "Copy it from the developer portal, page Bot, button Reset Token."
        )
        raise TokenError(message)
    return Token(SecretStr(token), where)


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
    if path is None:
        return None
    try:
        return directory / path.expanduser()
    except RuntimeError:  # the home of somebody unknown; told as a file or directory that isn't there
        return directory / path
