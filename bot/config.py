"""The settings: one YAML file, and what in it contradicts itself."""

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from bot.answering.answer import DEFAULT_THRESHOLDS
from bot.chat.asking.courtesy import CourtesyLimits, Limit
from bot.chat.asking.unasked import Unasked
from bot.checked_yaml import check
from bot.demos.disclosure import SAFE, Disclosure, Rule, Scope, Where, Who
from bot.memory.place import PostgresqlDatabase, place_of
from bot.yaml_document import Document, FaultyFileError, Place, read_document


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


def _checked_database(written: str) -> str:
    """Accept a path, and a URL without what only the environment or a secret file may hold."""
    place = place_of(written)
    if isinstance(place, PostgresqlDatabase) and place.password:
        raise ValueError(
            "a password doesn't belong in this file: put the URL in the environment variable PORTER_DATABASE_URL, "
            "or in a file of its own named by `memory.url_file`"
        )
    return written


Snowflake = Annotated[int, Field(gt=0, lt=2**64)]
HttpAddress = Annotated[str, _address("https", "http")]
WebSocketAddress = Annotated[str, _address("wss", "ws")]
Prefix = Annotated[str, AfterValidator(_checked_prefix)]
Threshold = Annotated[float, AfterValidator(_checked_threshold)]
DatabaseName = Annotated[str, Field(min_length=1), AfterValidator(_checked_database)]
Seconds = Annotated[float, Field(gt=0, le=86_400)]


class Section(BaseModel):
    """A part of the settings: frozen, and unknown keys are faults."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _empty_sections(cls, keys: Any) -> Any:
        """Take a section whose keys are all commented out for one that was left out."""
        if not isinstance(keys, dict):
            return keys
        kinds = {name: field.annotation for name, field in cls.model_fields.items()}
        sections = {name for name, kind in kinds.items() if isinstance(kind, type) and issubclass(kind, Section)}
        return {key: value for key, value in keys.items() if value is not None or key not in sections}


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


class ScopeSettings(Section):
    """Who may ask for something, and where the answer may stand."""

    who: Who = Who.EVERYONE
    where: Where = Where.ANYWHERE


class HostSettings(ScopeSettings):
    """The same for the host's listening sockets, which are nobody's business unless the owner says so."""

    who: Who = Who.OWNER
    where: Where = Where.PRIVATE


class PersonLimit(Section):
    """How many demos one person may ask for within so many seconds."""

    times: Annotated[int, Field(ge=1, le=1_000)] = 3
    seconds: Annotated[float, Field(gt=0, le=86_400)] = 20


class ServerLimit(PersonLimit):
    """The same for all people of a server together."""

    times: Annotated[int, Field(ge=1, le=1_000)] = 20
    seconds: Annotated[float, Field(gt=0, le=86_400)] = 60


class DisclosureSettings(Section):
    """What demos let people see of the host: docs/disclosure.md. People, roles and channels are ids."""

    experiments: ScopeSettings = ScopeSettings()
    own_host: ScopeSettings = ScopeSettings()
    host: HostSettings = HostSettings()
    people: tuple[Snowflake, ...] = ()
    roles: tuple[Snowflake, ...] = ()
    channels: tuple[Snowflake, ...] = ()
    rows: Annotated[int, Field(ge=1, le=50)] = SAFE.rows
    addresses: Literal["masked", "own"] = "masked"
    process_names: tuple[Annotated[str, Field(min_length=1, max_length=60)], ...] = ()
    per_person: PersonLimit = PersonLimit()
    per_server: ServerLimit = ServerLimit()

    @property
    def scopes(self) -> dict[Scope, ScopeSettings]:
        """What is set for each scope."""
        return {Scope.EXPERIMENTS: self.experiments, Scope.OWN_HOST: self.own_host, Scope.HOST: self.host}

    def policy(self) -> Disclosure:
        """Give what the gate decides by."""
        return Disclosure(
            rules={scope: Rule(rule.who, rule.where) for scope, rule in self.scopes.items()},
            people=frozenset(self.people),
            roles=frozenset(self.roles),
            channels=frozenset(self.channels),
            rows=self.rows,
            own_addresses=self.addresses == "own",
            process_names=self.process_names,
        )


class MemorySettings(Section):
    """Where Porter keeps what it remembers, and for how many hours an answer follows its question.

    A `database` is a path, or a URL of PostgreSQL without password; one with a password stands in `url_file`. Without
    either, it is a file where this system keeps a program's data.
    """

    database: DatabaseName | None = None
    url_file: Path | None = None
    keep_answers_hours: Annotated[float, Field(gt=0, le=720)] = 24


class AskedLimit(Section):
    """How many messages one person may put to Porter within so many seconds."""

    times: Annotated[int, Field(ge=1, le=10_000)] = 12
    seconds: Seconds = 30


class OverheardLimit(AskedLimit):
    """How many answers one person gets unasked."""

    seconds: Seconds = 60


class ChannelLimit(AskedLimit):
    """How many answers stand in one channel."""

    times: Annotated[int, Field(ge=1, le=10_000)] = 20
    seconds: Seconds = 60


class CourtesySettings(Section):
    """How much Porter says in a server; `repeat_seconds` is how long it points at an answer instead of repeating it."""

    repeat_seconds: Annotated[float, Field(ge=0, le=86_400)] = 300
    per_person_asked: AskedLimit = AskedLimit()
    per_person_unasked: OverheardLimit = OverheardLimit()
    per_channel: ChannelLimit = ChannelLimit()

    def limits(self) -> CourtesyLimits:
        """Make the value that the chat decides by."""
        asked, unasked, channel = self.per_person_asked, self.per_person_unasked, self.per_channel
        return CourtesyLimits(
            asked=Limit(asked.times, asked.seconds),
            overheard=Limit(unasked.times, unasked.seconds),
            channel=Limit(channel.times, channel.seconds),
            repeat_seconds=self.repeat_seconds,
        )


class LogSettings(Section):
    """How much the log says."""

    level: Literal["debug", "info", "warning", "error"] = "info"


class Settings(Section):
    """Everything that can be chosen."""

    discord: DiscordSettings = DiscordSettings()
    answering: AnsweringSettings = AnsweringSettings()
    knowledge: KnowledgeSettings = KnowledgeSettings()
    demos: DemoSettings = DemoSettings()
    disclosure: DisclosureSettings = DisclosureSettings()
    memory: MemorySettings = MemorySettings()
    courtesy: CourtesySettings = CourtesySettings()
    log: LogSettings = LogSettings()


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
    faults = [document.fault(place, problem) for place, problem in _contradictions(settings, directory)]
    if faults:
        raise FaultyFileError(faults)
    return settings.model_copy(
        update={
            "discord": settings.discord.model_copy(update={"token_file": _from(here, settings.discord.token_file)}),
            "knowledge": settings.knowledge.model_copy(update={"directory": directory}),
            "memory": _memory_from(here, settings.memory),
        }
    )


def _memory_from(here: Path, memory: MemorySettings) -> MemorySettings:
    database = memory.database
    if database and "://" not in database:
        database = str(_from(here, Path(database)))
    return memory.model_copy(update={"database": database, "url_file": _from(here, memory.url_file)})


def _contradictions(settings: Settings, directory: Path | None) -> Iterator[tuple[Place, str]]:
    """Find what is right by itself and wrong beside the rest, with its place and a remedy."""
    if directory and not directory.is_dir():
        problem = f"there is no directory {directory}; create it, or leave this out to use the knowledge Porter brings"
        yield ("knowledge", "directory"), problem
    if settings.discord.unasked is Unasked.SHADOW and settings.log.level not in {"debug", "info"}:
        problem = "this log would hide what `discord.unasked: shadow` writes; choose info, or leave this out"
        yield ("log", "level"), problem
    if settings.memory.database and settings.memory.url_file:
        yield ("memory", "url_file"), "`memory.database` names a database already; leave one of the two out"
    yield from _contradictions_of_disclosure(settings.disclosure)


def _contradictions_of_disclosure(disclosure: DisclosureSettings) -> Iterator[tuple[Place, str]]:
    listed = [scope.value for scope, rule in disclosure.scopes.items() if rule.who is Who.LISTED]
    if not (disclosure.people or disclosure.roles):
        problem = "nobody is listed: name people or roles under `disclosure`, or write `who: owner`"
        yield from ((("disclosure", scope, "who"), problem) for scope in listed)
    if not listed and disclosure.addresses == "masked":
        problem = "this lets nobody see more: write `who: listed` for what they may see, or leave this out"
        named = {"people": disclosure.people, "roles": disclosure.roles}
        yield from ((("disclosure", key), problem) for key, ids in named.items() if ids)
    host = disclosure.host
    if (host.who, host.where) == (Who.EVERYONE, Where.ANYWHERE) and not disclosure.channels:
        problem = (
            "anybody could post in any channel what this host listens on: name `disclosure.channels` for it, "
            "or write `where: private` or `who: listed`"
        )
        yield ("disclosure", "host", "where"), problem


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
