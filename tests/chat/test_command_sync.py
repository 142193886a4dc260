import asyncio
import copy
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands
from loopback_discord.localisation import without_localizations

from bot.answering.answer import DEFAULT_THRESHOLDS
from bot.answering.loader import own_directory
from bot.answering.shelf import Shelf
from bot.chat.asking.courtesy import CourtesyLimits
from bot.chat.asking.last_answers import LastAnswers
from bot.chat.asking.remembering import Memory
from bot.chat.asking.unasked import Unasked
from bot.chat.browsing.browse import Browse
from bot.chat.browsing.help import Help
from bot.chat.command_sync import differing, sync_if_changed
from bot.chat.demos.show import Show
from bot.chat.pace import DemoPace, Pace
from bot.chat.porter import Porter
from bot.demos.disclosure import SAFE
from bot.demos.runner import DemoRunner
from bot.memory.database import Database
from bot.memory.place import DatabaseFile
from bot.pictures.press import Press

APPLICATION = 4_242


class Registry:
    """Stands in for Discord's registry of commands: gives back what was registered, in Discord's own form."""

    def __init__(self) -> None:
        self.commands: list[dict[str, Any]] = []
        self.registered = 0
        self.refuses = False

    async def request(self, _: Any, params: dict[str, str]) -> list[dict[str, Any]]:
        if self.refuses:
            raise discord.HTTPException(Refusal(), {"code": 20_028, "message": "too many commands today"})  # type: ignore[arg-type]
        given = [as_discord_gives_it(command) for command in self.commands]
        return given if params == {"with_localizations": "true"} else without_localizations(given)  # type: ignore[no-any-return]

    async def bulk_upsert_global_commands(self, _: int, payload: list[dict[str, Any]]) -> list[dict[str, Any]]:
        self.registered += 1
        self.commands = copy.deepcopy(payload)
        return [as_discord_gives_it(command) for command in self.commands]


class German(app_commands.Translator):
    async def translate(self, _: Any, locale: discord.Locale, context: Any) -> str | None:
        named = context.location.name.endswith("name")
        return None if locale is not discord.Locale.german else "deutsch" if named else "Auf Deutsch"


class Refusal:
    """What discord.py wants to know of a response."""

    status = 429
    reason = "Too Many Requests"


def as_discord_gives_it(command: Any) -> Any:
    """Leave defaults out, and add what only Discord knows."""
    kept = {key: value for key, value in command.items() if value not in (None, False, [], {})}
    if "options" in kept:
        kept["options"] = [{key: value for key, value in each.items() if value} for each in kept["options"]]
    permissions = command.get("default_member_permissions")
    kept["default_member_permissions"] = None if permissions is None else str(permissions)
    more = {"id": "77", "application_id": str(APPLICATION), "version": "78", "dm_permission": True}
    return {"name_localizations": None, "description": "", **kept, **more}


@pytest.fixture
def registry() -> Registry:
    return Registry()


@pytest.fixture
def tree(registry: Registry) -> app_commands.CommandTree[Any]:
    client = discord.Client(intents=discord.Intents.none(), application_id=APPLICATION)
    client.http = registry  # type: ignore[assignment]
    contexts = app_commands.AppCommandContext(guild=True, dm_channel=True)
    installs = app_commands.AppInstallationType(guild=True)
    tree = app_commands.CommandTree(client, allowed_contexts=contexts, allowed_installs=installs)

    @tree.command(name="demo", description="See real sockets")
    @app_commands.describe(name="The experiment")
    @app_commands.choices(name=[app_commands.Choice(name="two clients", value="two-clients")])
    async def demo(interaction: discord.Interaction[Any], name: str = "") -> None: ...

    @tree.command(name="help", description="How to ask")
    async def how(interaction: discord.Interaction[Any]) -> None: ...

    @tree.context_menu(name="Explain this")
    async def explain(interaction: discord.Interaction[Any], message: discord.Message) -> None: ...

    return tree


async def sync(tree: app_commands.CommandTree[Any], registry: Any) -> None:
    await sync_if_changed(tree, registry, APPLICATION)


async def test_commands_that_discord_does_not_know_are_registered(tree: Any, registry: Registry) -> None:
    await sync(tree, registry)

    assert [command["name"] for command in registry.commands] == ["demo", "help", "Explain this"]


async def test_commands_that_discord_knows_are_not_registered_again(tree: Any, registry: Registry) -> None:
    await sync(tree, registry)
    await sync(tree, registry)

    assert registry.registered == 1


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ((0, "description"), "Something old"),
        ((0, "name"), "show"),
        ((0, "nsfw"), True),
        ((0, "contexts"), [0]),
        ((0, "options", 0, "description"), "Something old"),
        ((0, "options", 0, "required"), True),
        ((0, "options", 0, "type"), 4),
        ((0, "options", 0, "choices"), [{"name": "three", "value": "three"}]),
        ((0, "options"), []),
        ((1, "options"), [{"name": "old", "description": "Old", "type": 3, "required": False}]),
    ],
)
async def test_whatever_differs_is_registered(place: Any, value: Any, tree: Any, registry: Registry) -> None:
    await sync(tree, registry)
    ours = copy.deepcopy(registry.commands)
    put(registry.commands, place, value)
    await sync(tree, registry)

    assert (registry.registered, registry.commands) == (2, ours)


@pytest.mark.parametrize("change", ["one more", "one less"])
async def test_commands_that_come_or_go_are_registered(change: str, tree: Any, registry: Registry) -> None:
    await sync(tree, registry)
    if change == "one more":
        registry.commands.append({**registry.commands[1], "name": "old"})
    else:
        del registry.commands[1]
    await sync(tree, registry)

    assert [command["name"] for command in registry.commands] == ["demo", "help", "Explain this"]


async def test_a_command_and_one_of_a_menu_may_have_the_same_name(tree: Any, registry: Registry) -> None:
    @tree.context_menu(name="demo")
    async def demo(interaction: discord.Interaction[Any], message: discord.Message) -> None: ...

    await sync(tree, registry)
    await sync(tree, registry)
    assert registry.registered == 1

    registry.commands[0]["description"] = "Something old"
    await sync(tree, registry)
    assert registry.registered == 2


@pytest.mark.parametrize("locale", ["de", "fr"])
async def test_a_text_in_another_language_that_differs_is_registered(
    locale: str, tree: Any, registry: Registry
) -> None:
    await tree.set_translator(German())
    await sync(tree, registry)
    await sync(tree, registry)
    assert registry.registered == 1

    registry.commands[0]["options"][0]["description_localizations"][locale] = "Etwas Altes"
    await sync(tree, registry)
    assert registry.registered == 2
    assert registry.commands[0]["options"][0]["description_localizations"] == {"de": "Auf Deutsch"}


async def test_who_may_use_a_command_is_compared(tree: Any, registry: Registry) -> None:
    tree.get_command("demo").default_permissions = discord.Permissions(manage_channels=True)
    await sync(tree, registry)
    await sync(tree, registry)
    assert registry.registered == 1

    tree.get_command("demo").default_permissions = discord.Permissions(manage_guild=True)
    assert await differing(tree, registry, APPLICATION) == {"demo"}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ((0, "options", 0, "autocomplete"), True),
        ((0, "options", 0, "max_length"), 5),
        ((1, "options", 0, "choices"), [{"name": "old", "value": "old"}]),
    ],
)
async def test_what_an_option_no_longer_has_is_registered(
    place: Any, value: Any, tree: Any, registry: Registry
) -> None:
    @tree.command(name="ask", description="Ask")
    async def ask(interaction: discord.Interaction[Any], question: str = "") -> None: ...

    await sync(tree, registry)
    by_name = {command["name"]: command for command in registry.commands}
    registry.commands = [by_name[name] for name in ("demo", "ask", "help", "Explain this")]
    put(registry.commands, place, value)
    await sync(tree, registry)

    assert registry.registered == 2


async def test_the_order_of_commands_is_no_change(tree: Any, registry: Registry) -> None:
    await sync(tree, registry)
    registry.commands.reverse()
    await sync(tree, registry)

    assert registry.registered == 1


async def test_a_refusal_is_logged_and_does_not_stop_porter(
    tree: Any, registry: Registry, caplog: pytest.LogCaptureFixture
) -> None:
    registry.refuses = True
    await sync(tree, registry)

    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "too many commands today" in caplog.text


async def test_the_commands_of_porter_are_registered_once(registry: Registry, tmp_path: Path) -> None:
    database = await Database.open(DatabaseFile(tmp_path / "porter.db"), pytest.fail)
    runner, press = DemoRunner(at_once=1, seconds=1), Press()
    pace = DemoPace(Pace(3, 20), Pace(20, 60))
    shelf = Shelf(own_directory())
    porter = Porter(
        shelf=shelf,
        watch_seconds=0,
        runner=runner,
        press=press,
        disclosure=SAFE,
        demo_pace=pace,
        prefix="!",
        thresholds=DEFAULT_THRESHOLDS,
        study_channels=frozenset(),
        unasked=Unasked.ANSWER,
        memory=Memory.on(database, timedelta(hours=24)),
        troubles=asyncio.Queue(),
        courtesy=CourtesyLimits(),
        health_file=None,
        message_content=False,
    )
    show = Show(runner, press, SAFE, pace, dict, porter.is_owner)
    for cog in (show, Browse(shelf, LastAnswers(), no_reply), Help("!", show.demos_for)):
        await porter.add_cog(cog)
    registry.commands = [command.to_dict(porter.tree) for command in porter.tree.get_commands()]
    await sync(porter.tree, registry)
    runner.close()
    await database.close()

    assert {command["name"] for command in registry.commands} == {
        "demo",
        "topics",
        "compare",
        "port",
        "random",
        "help",
    }
    assert registry.registered == 0


async def no_reply(context: Any, answer: Any) -> None: ...


def put(inside: Any, place: tuple[Any, ...], value: Any) -> None:
    for step in place[:-1]:
        inside = inside[step]
    inside[place[-1]] = value
