import re
from collections.abc import Iterator
from typing import Any

import pytest
from classroom import Classroom, StartPorter
from loopback_discord import LoopbackDiscord

pytestmark = pytest.mark.wire

LANGUAGES = {"de"}


def texts_of(command: dict[str, Any], name: str = "") -> Iterator[tuple[str, dict[str, str] | None]]:
    """Every text of a command, its options and choices, by where it stands, in all languages but English."""
    name = f"{name} {command['name']}"
    if command["name"].isdecimal():  # a number is the same everywhere
        return
    yield f"{name}: name", command.get("name_localizations")
    if command.get("description"):
        yield f"{name}: description", command.get("description_localizations")
    for part in (*command.get("options", []), *command.get("choices", [])):
        yield from texts_of(part, name)


@pytest.mark.asyncio(loop_scope="module")
async def test_every_command_option_and_choice_has_its_text_in_every_language(classroom: Classroom) -> None:
    discord = classroom.discord
    await discord.until(lambda: discord.commands.times_overwritten > 0)
    texts = dict(text for command in discord.commands.all() for text in texts_of(command))

    assert len(texts) > 20
    assert {place for place, translated in texts.items() if set(translated or {}) != LANGUAGES} == set()
    assert "A language has faults" not in classroom.porter.log


@pytest.mark.asyncio(loop_scope="module")
async def test_the_menu_of_a_message_is_called_in_german_what_it_is(classroom: Classroom) -> None:
    discord = classroom.discord
    await discord.until(lambda: discord.commands.times_overwritten > 0)
    menu = discord.commands.find("Explain this", 3)

    assert menu["name_localizations"] == {"de": "Erkläre das"}


@pytest.mark.asyncio(loop_scope="module")
async def test_help_names_the_commands_as_they_are_called_in_the_readers_language(classroom: Classroom) -> None:
    ada = classroom.discord.user("ada")
    names = {}
    for locale in ("en-US", "de", "fr"):
        ada.locale = locale
        names[locale] = set(re.findall(r"`/([a-zü-]+)", (await ada.runs_command("help")).text))

    assert names["en-US"] == names["fr"] == {"ask", "topics", "compare", "port", "random", "demo"}
    assert names["de"] == {"frage", "themen", "vergleiche", "port", "zufall", "demo"}


async def test_a_text_that_changed_in_one_language_is_registered(
    discord: LoopbackDiscord, start_porter: StartPorter
) -> None:
    for times, changed in ((1, ""), (1, ""), (2, "Etwas Altes")):
        if changed:
            discord.commands.find("ask")["description_localizations"]["de"] = changed
        porter = await start_porter()
        await porter.outlives(discord.bot_ready())
        assert discord.commands.times_overwritten == times
        await porter.terminate()
