"""The README says what is so today."""

import re
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

import pytest
from discord import app_commands
from pydantic import BaseModel

import bot.chat.porter  # noqa: F401 (which imports every command)
from bot.answering.answer import Found, Manner, answer
from bot.answering.depth import Depth
from bot.answering.library import Library
from bot.answering.wording import passages, plain, related, title_of
from bot.arguments import parse
from bot.chat.asking.ask import Ask
from bot.chat.browsing.browse import Browse
from bot.chat.browsing.help import Help
from bot.chat.demos.show import Show
from bot.chat.moderators.moderation import ModeratorsCommands, ServerModeratorsCommands
from bot.chat.privacy import Privacy
from bot.chat.reload import Reload
from bot.config import Settings
from bot.demos.catalogue import DEMOS, find_demo

REPOSITORY = Path(__file__).parents[1]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
QUESTION = "whats a socket exactly??"


def sample() -> str:
    """Give the sample conversation: the code block that begins with the question."""
    found = re.search(rf"```\n> {re.escape(QUESTION)}\n(.*?)```", README, re.DOTALL)
    assert found
    return found[1]


def first_cells(heading: str) -> list[str]:
    """Give the first cells of the table under a heading, but for its head."""
    section = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    cells = re.findall(r"^\| (.*?) \|", section, re.MULTILINE)
    assert len(cells) > 1
    return cells[1:]


def code_in(cells: list[str]) -> list[str]:
    return [code for cell in cells for code in re.findall(r"`([^`]+)`", cell)]


def keys_of(model: type[BaseModel], before: str = "") -> set[str]:
    """Name every key of the settings, with dots."""
    keys: set[str] = set()
    for name, field in model.model_fields.items():
        kind: Any = field.annotation
        inner = isinstance(kind, type) and issubclass(kind, BaseModel)
        keys |= keys_of(kind, f"{before}{name}.") if inner else {before + name}
    return keys


# The sample


def test_the_sample_says_what_porter_says(library: Library) -> None:
    found = answer(QUESTION, library, Manner.ASKED)
    said = [title_of(found)]
    for passage in passages(found, Depth.SHORT):
        said += [passage.heading, plain(passage.text)]

    shown = sample().rpartition("\n\n")[0]
    assert " ".join(shown.replace("`", "").split()) == " ".join(" ".join(said).split())


def test_the_buttons_under_the_sample_lead_on_from_it(library: Library) -> None:
    found = answer(QUESTION, library, Manner.ASKED)
    assert isinstance(found, Found)

    buttons = re.split(r"\s*\d ", sample().rpartition("\n\n")[2].strip())[1:]
    titles = [library.entries[name].title for name in related(found)]
    assert buttons[0] == "Deeper"
    assert ("Show me live" in buttons) == (found.entries[0].demo is not None)
    entries = [button for button in buttons if button not in {"Deeper", "Simpler", "Show me live", "Not what I meant"}]
    assert entries == titles[: len(entries)]


def test_the_questions_that_it_suggests_are_answered(library: Library) -> None:
    for question in ("whats a socket exactly??", "port vs socket", "why do ports exist", "whats a socket?"):
        assert question in README
        assert isinstance(answer(question, library, Manner.ASKED), Found), question


# Commands


def help_of(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    """Give the help of a command; one that doesn't exist fails the test."""
    with pytest.raises(SystemExit) as end:
        parse([*command, "--help"], "0", DEMOS)
    shown = capsys.readouterr()
    assert end.value.code == 0, shown.err
    return shown.out


def test_every_command_in_its_tables_exists(capsys: pytest.CaptureFixture[str]) -> None:
    commands = [code.split()[1:] for code in code_in(first_cells("In a terminal")) if code.startswith("porter")]
    assert len(commands) > 5
    for words in commands:
        shown = help_of(capsys, *[word for word in words[:1] if word.isalpha()])
        options = {re.sub(r"[^a-z-]", "", word) for word in words if word.lstrip("[").startswith("--")}
        assert {option for option in options if option not in shown} == set(), words


def test_every_command_of_porter_is_in_its_tables(capsys: pytest.CaptureFixture[str]) -> None:
    commands = set(re.findall(r"^    (\w+) ", help_of(capsys), re.MULTILINE))
    shown = {code.split()[1] for code in code_in(first_cells("In a terminal")) if len(code.split()) > 1}

    assert {"ask", "check", "new"} <= commands
    assert commands - shown == set()


def test_every_command_on_discord_exists() -> None:
    written = [code for code in code_in(first_cells("On Discord")) if code.startswith(("!", "/"))]
    names = {re.split(r"[^\w-]+", code[1:])[0] for code in written}
    demos = [find_demo(code.removeprefix("!demo ")) for code in written if code.startswith("!demo ")]

    cogs = (Ask, Browse, Help, Privacy, Reload, Show)
    real = {command.name: command for cog in cogs for command in cog.__cog_commands__}
    assert names - {"porter"} <= set(real)
    assert {name for name, command in real.items() if not command.hidden} <= names
    assert demos


def test_every_command_of_the_moderators_is_named() -> None:
    written = {code.split()[1] for code in code_in(first_cells("On Discord")) if code.startswith("/porter ")}
    kinds = (*ModeratorsCommands.__subclasses__(), *ServerModeratorsCommands.__subclasses__())
    parts = [part for part in kinds if part.__module__.startswith("bot.chat.")]
    real = {command.name for part in parts for command in children_of(part)}

    # What anybody may do with /forget-me, a moderator may do here as well.
    assert written | {"forget-me"} == real


def children_of(part: type[ModeratorsCommands]) -> list[app_commands.Command[Any, Any, Any] | app_commands.Group]:
    return part.__discord_app_commands_group_children__


def test_every_make_target_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"make ([a-z]+)(?:`|\s+#)", README))

    assert {"run", "test"} <= named <= targets


# Files and settings


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)|src=\"([^\"]+)\"", README))))
def test_every_file_that_it_links_to_exists(link: tuple[str, str]) -> None:
    assert (REPOSITORY / "".join(link)).is_file()


def test_the_table_of_settings_names_every_key_and_no_other() -> None:
    assert set(code_in(first_cells("Settings"))) == keys_of(Settings)


def test_the_defaults_in_the_table_are_those_of_the_settings() -> None:
    rows = re.findall(r"^\| (`[a-z]+\.[^|]+) \| ([^|]+) \|", README, re.MULTILINE)
    shown = {key: values for keys, values in rows for key in re.findall(r"`([^`]+)`", keys)}
    settings = Settings().model_dump(mode="json")

    for keys, values in rows:
        names, defaults = re.findall(r"`([^`]+)`", keys), re.findall(r"`([^`]+)`", values)
        if len(names) == len(defaults):
            for name, default in zip(names, defaults, strict=True):
                assert default.strip('"') == _plain(reduce(getitem, name.split("."), settings)), name
    assert shown


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
