"""The names and descriptions of commands in other languages than English: one file each in `locales/`.

English stands in the code, beside each command. A file is named after a locale of Discord's, such as `de.yaml`, and
says for every command, option, choice and menu what it is called there; a language that lacks one isn't used.
"""

import asyncio
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import discord
from discord import app_commands
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.checked_yaml import check
from bot.yaml_document import Document, Fault, FaultyFileError, Place, read_document

log = logging.getLogger(__name__)

# A command, or an option of one, as it is sent to Discord.
Command = Mapping[str, Any]

LOCALES = Path(__file__).parent / "locales"
_GROUPS = (discord.AppCommandOptionType.subcommand.value, discord.AppCommandOptionType.subcommand_group.value)


# Discord documentation, Application Commands, Application Command Naming and Structure: letters and numbers, and the
# scripts Devanagari and Thai (The Unicode Standard, Blocks), whose vowel signs are no letters. It is Python that
# matches it: to compile it, pydantic would take 2.5 MiB.
_NAME = re.compile(r"[-'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}")


def _called_as_allowed(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError("a command or an option is called by 1 to 32 letters, digits, `-`, `_` and `'`, and no space")
    if name != name.lower():
        raise ValueError("a command or an option is called in lower case; only menus may have capitals")
    return name


Name = Annotated[str, AfterValidator(_called_as_allowed)]
MenuName = Annotated[str, Field(min_length=1, max_length=32)]
Text = Annotated[str, Field(min_length=1, max_length=100)]


class _Texts(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OptionTexts(_Texts):
    """What an option is called, and what it is for."""

    name: Name
    description: Text


class CommandTexts(OptionTexts):
    """What a command is called, and what it does; with its options, or with the commands below it."""

    options: dict[str, OptionTexts] = {}
    commands: dict[str, "CommandTexts"] = {}


class Language(_Texts):
    """One file: all commands by their English names, and the choices and menus by their English words."""

    commands: dict[str, CommandTexts]
    choices: dict[str, Text] = {}
    menus: dict[str, MenuName] = {}

    def command(self, qualified_name: str) -> CommandTexts | None:
        """Give the texts of a command, such as `porter channel add`; None if it has none."""
        first, *below = qualified_name.split()
        texts = self.commands.get(first)
        for name in below:
            texts = texts.commands.get(name) if texts else None
        return texts


class Languages(app_commands.Translator):
    """Looks texts up in the languages that there are; all others see English."""

    def __init__(self, languages: Mapping[discord.Locale, Language]) -> None:
        self._languages = languages

    def name_of(self, command: str, locale: discord.Locale) -> str:
        """Give the name by which somebody finds a slash command in their language."""
        language = self._languages.get(locale)
        texts = language.command(command) if language else None
        return texts.name if texts else command

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Give a text in a language; None where there is none."""
        language, place = self._languages.get(locale), context.location.name
        if language is None:
            return None
        match context.data:
            case app_commands.Choice():
                return language.choices.get(string.message)
            case app_commands.ContextMenu():
                return language.menus.get(string.message)
            case app_commands.Parameter() as option:
                command = language.command(option.command.qualified_name)
                texts = command.options.get(option.name) if command else None
            case app_commands.Command() | app_commands.Group() as named:
                texts = language.command(named.qualified_name)
            case _:
                return None
        if texts is None:
            return None
        return texts.name if place.endswith("name") else texts.description


async def translate(tree: app_commands.CommandTree[Any], directory: Path = LOCALES) -> None:
    """Let the commands be registered in all languages without fault; the log names the faults of the others."""
    commands = [command.to_dict(tree) for command in tree.get_commands()]
    languages = await asyncio.to_thread(_read_languages, directory, commands)
    await tree.set_translator(Languages(languages))


def _read_languages(directory: Path, commands: Sequence[Command]) -> dict[discord.Locale, Language]:
    languages: dict[discord.Locale, Language] = {}
    for path in sorted(directory.glob("*.yaml")):
        try:
            locale = _locale(path)
            languages[locale] = read_language(path, commands)
        except FaultyFileError as error:
            log.error("A language has faults, so the commands aren't offered in it:\n%s", error)  # noqa: TRY400 (they say it all)
    return languages


def read_language(path: Path, commands: Sequence[Command]) -> Language:
    """Read a language, and hold it against all commands, given as they are registered.

    Raises:
        FaultyFileError: it can't be read, breaks a rule of Discord's, lacks a text, or has one for nothing that exists.
    """
    document = read_document(path)
    language = check(document, Language)
    faults = list(_unfit(document, commands))
    if faults:
        raise FaultyFileError(faults)
    return language


def _locale(path: Path) -> discord.Locale:
    try:
        return discord.Locale(path.stem)
    except ValueError:
        problem = f"Discord has no language `{path.stem}`; name the file after one of its locales, such as `de.yaml`"
        raise FaultyFileError([Fault(path, 1, 1, problem)]) from None


def _unfit(document: Document, commands: Sequence[Command]) -> Iterator[Fault]:
    slash = [each for each in commands if each["type"] == discord.AppCommandType.chat_input.value]
    menus = {each["name"] for each in commands} - {each["name"] for each in slash}
    yield from _unfit_commands(document, ("commands",), slash)
    yield from _unfit_keys(document, ("menus",), menus, "menu")
    yield from _unfit_keys(document, ("choices",), set(_choices(slash)), "choice")


def _unfit_commands(document: Document, place: Place, commands: Sequence[Command]) -> Iterator[Fault]:
    yield from _unfit_keys(document, place, {each["name"] for each in commands}, "command")
    for command in commands:
        at = (*place, command["name"])
        if at not in document.key_marks:
            continue
        below = [each for each in command["options"] if each["type"] in _GROUPS]
        options = {each["name"] for each in command["options"] if each not in below}
        yield from _unfit_keys(document, (*at, "options"), options, "option")
        yield from _unfit_commands(document, (*at, "commands"), below)


def _unfit_keys(document: Document, place: Place, wanted: set[str], kind: str) -> Iterator[Fault]:
    """Name what is wanted at a place and isn't there, and what is there and belongs to nothing."""
    there = {str(key[-1]) for key in document.key_marks if key[:-1] == place}
    for name in sorted(wanted - there):
        nearest = place if place in document.key_marks else place[:-1]
        yield document.fault(nearest, f"the {kind} `{name}` has no text here", at_key=True)
    for name in sorted(there - wanted):
        yield document.fault((*place, name), f"there is no {kind} `{name}`; remove it", at_key=True)


def _choices(options: Sequence[Command]) -> Iterator[str]:
    """Give the choices that need a text: a number is the same everywhere."""
    for option in options:
        names = (choice["name"] for choice in option.get("choices") or [])
        yield from (name for name in names if not name.isdecimal())
        yield from _choices(option.get("options") or [])
