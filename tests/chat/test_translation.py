from pathlib import Path
from typing import Any

import discord
import pytest
from builders import write_yaml
from discord import app_commands

from bot.chat.translation import LOCALES, read_language, translate
from bot.yaml_document import FaultyFileError


@pytest.fixture
def tree() -> app_commands.CommandTree[Any]:
    client = discord.Client(intents=discord.Intents.none(), application_id=4_242)
    tree = app_commands.CommandTree(client)

    @tree.command(name="ask", description="Ask")
    @app_commands.describe(how="In which way")
    @app_commands.choices(how=[app_commands.Choice(name=name, value=name) for name in ("briefly", "7")])
    async def ask(interaction: discord.Interaction[Any], how: str = "") -> None: ...

    porter = app_commands.Group(name="porter", description="Look after Porter")

    @porter.command(name="doctor", description="See what is wrong")
    async def doctor(interaction: discord.Interaction[Any]) -> None: ...

    @tree.context_menu(name="Explain this")
    async def explain(interaction: discord.Interaction[Any], message: discord.Message) -> None: ...

    tree.add_command(porter)
    return tree


def german() -> dict[str, Any]:
    return {
        "commands": {
            "ask": {
                "name": "frage",
                "description": "Frag",
                "options": {"how": {"name": "wie", "description": "Auf welche Art"}},
            },
            "porter": {
                "name": "pförtner",
                "description": "Sorge für Porter",
                "commands": {"doctor": {"name": "arzt", "description": "Sieh, was fehlt"}},
            },
        },
        "choices": {"briefly": "Kurz"},
        "menus": {"Explain this": "Erkläre das"},
    }


def faults_of(path: Path, tree: Any) -> list[str]:
    commands = [command.to_dict(tree) for command in tree.get_commands()]
    with pytest.raises(FaultyFileError) as caught:
        read_language(path, commands)
    return [f"{fault.line}: {fault.problem}" for fault in caught.value.faults]


async def payloads(tree: Any) -> dict[str, Any]:
    return {each.name: await each.get_translated_payload(tree, tree.translator) for each in tree.get_commands()}


async def test_every_text_is_offered_in_every_language_that_has_a_file(tree: Any, tmp_path: Path) -> None:
    write_yaml(tmp_path / "de.yaml", german())
    await translate(tree, tmp_path)
    sent = await payloads(tree)
    [how] = sent["ask"]["options"]
    [doctor] = sent["porter"]["options"]

    assert sent["ask"]["name_localizations"] == {"de": "frage"}
    assert sent["ask"]["description_localizations"] == {"de": "Frag"}
    assert how["name_localizations"] == {"de": "wie"}
    assert how["description_localizations"] == {"de": "Auf welche Art"}
    assert how["choices"][0]["name_localizations"] == {"de": "Kurz"}
    assert sent["porter"]["name_localizations"] == {"de": "pförtner"}
    assert doctor["description_localizations"] == {"de": "Sieh, was fehlt"}
    assert sent["Explain this"]["name_localizations"] == {"de": "Erkläre das"}


async def test_a_second_language_needs_only_a_file(tree: Any, tmp_path: Path) -> None:
    write_yaml(tmp_path / "de.yaml", german())
    french = german()
    french["commands"]["ask"]["name"] = "demander"
    write_yaml(tmp_path / "fr.yaml", french)
    await translate(tree, tmp_path)

    assert (await payloads(tree))["ask"]["name_localizations"] == {"de": "frage", "fr": "demander"}


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        (("commands", "ask"), "1: the command `ask` has no text here"),
        (("commands", "ask", "options"), "2: the option `how` has no text here"),
        (("commands", "porter", "commands", "doctor"), "the command `doctor` has no text here"),
        (("commands", "ask", "description"), "2: the key `description` is missing"),
        (("choices", "briefly"), "the choice `briefly` has no text here"),
        (("menus",), "the menu `Explain this` has no text here"),
    ],
)
def test_a_missing_text_is_a_fault_with_its_line(
    place: tuple[str, ...], problem: str, tree: Any, tmp_path: Path
) -> None:
    content = german()
    *inside, last = place
    part = content
    for key in inside:
        part = part[key]
    del part[last]

    [fault] = faults_of(write_yaml(tmp_path / "de.yaml", content), tree)
    assert problem in fault


@pytest.mark.parametrize(
    ("place", "value", "problem"),
    [
        (("commands", "aks"), {"name": "a", "description": "b"}, "there is no command `aks`"),
        (("commands", "ask", "options", "why"), {"name": "a", "description": "b"}, "there is no option `why`"),
        (("commands", "ask", "commands"), {"x": {"name": "a", "description": "b"}}, "there is no command `x`"),
        (("menus", "Explain"), "Erkläre", "there is no menu `Explain`"),
        (("choices", "long"), "Lang", "there is no choice `long`"),
        (("command",), {}, "unknown key `command`"),
        (("commands", "ask", "name"), "Frage", "in lower case"),
        (("commands", "ask", "name"), "frag mal", "1 to 32 letters"),
        (("commands", "ask", "name"), "f" * 33, "1 to 32 letters"),
        (("commands", "ask", "description"), "f" * 101, "at most 100 characters"),
        (("commands", "ask", "description"), "", "at least 1 character"),
        (("menus", "Explain this"), "E" * 33, "at most 32 characters"),
        (("choices", "briefly"), 7, "is text"),
    ],
)
def test_what_is_wrong_is_a_fault(place: tuple[str, ...], value: Any, problem: str, tree: Any, tmp_path: Path) -> None:
    content = german()
    *inside, last = place
    part = content
    for key in inside:
        part = part[key]
    part[last] = value

    [fault] = faults_of(write_yaml(tmp_path / "de.yaml", content), tree)
    assert problem in fault


@pytest.mark.parametrize(("name", "problem"), [("xx.yaml", "no language `xx`"), ("de.yaml", "de.yaml:2:3")])
async def test_a_language_with_faults_is_not_offered_and_the_log_says_why(
    name: str, problem: str, tree: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    content = german()
    del content["commands"]["ask"]["name"]
    write_yaml(tmp_path / name, content)
    write_yaml(tmp_path / "fr.yaml", german())
    await translate(tree, tmp_path)

    assert problem in caplog.text
    assert (await payloads(tree))["ask"]["name_localizations"] == {"fr": "frage"}


def test_there_is_a_second_language() -> None:
    assert [path.name for path in LOCALES.iterdir()] == ["de.yaml"]


def test_a_name_may_have_the_vowel_signs_of_other_scripts(tree: Any, tmp_path: Path) -> None:
    content = german()
    content["commands"]["ask"]["name"] = "पूछें"
    language = read_language(
        write_yaml(tmp_path / "hi.yaml", content), [each.to_dict(tree) for each in tree.get_commands()]
    )

    assert language.commands["ask"].name == "पूछें"
