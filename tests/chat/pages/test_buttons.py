from types import SimpleNamespace
from typing import Any, get_args

import discord
import pytest
from discord import ui

from bot.answering.library import Library
from bot.chat.browsing.map_menus import MapMenu
from bot.chat.moderators.gaps import DropGap, GapMenu
from bot.chat.pages.buttons import PorterButton, ReadNext, Wish
from bot.demos.catalogue import DEMOS

PATTERN = PorterButton.__discord_ui_compiled_template__
WISHES: tuple[Wish, ...] = get_args(Wish)


async def read_back(button: PorterButton) -> PorterButton:
    """Read a button from its custom id, as after a restart."""
    item: ui.Button[Any] = ui.Button(label=button.item.label, custom_id=button.custom_id)
    match = PATTERN.fullmatch(button.custom_id)
    assert match
    interaction: Any = None  # what reads the button doesn't look at it
    return await PorterButton.from_custom_id(interaction, item, match)


@pytest.mark.parametrize("wish", WISHES)
async def test_a_button_is_read_back_from_its_custom_id(wish: Wish) -> None:
    button = await read_back(PorterButton(wish, "port-vs-socket", "Port vs socket"))

    assert (button.wish, button.name, button.item.label) == (wish, "port-vs-socket", "Port vs socket")
    assert button.custom_id == f"porter:{wish}:port-vs-socket"
    assert button.asker == 0


async def test_a_button_tells_who_asked() -> None:
    button = await read_back(PorterButton("deeper", "port", "Deeper", 1_234))

    assert (button.custom_id, button.name, button.asker) == ("porter:deeper:port:1234", "port", 1_234)


async def test_every_entry_and_demo_can_be_a_button(library: Library) -> None:
    names = [*library.entries, *DEMOS, "a" * 60]
    back = [await read_back(PorterButton("entry", name, "Label")) for name in names]

    assert [button.name for button in back] == names


async def test_the_longest_button_keeps_to_the_limits_of_discord() -> None:
    button = PorterButton("dismiss", "a" * 60, "L" * 200, 2**64 - 1)

    assert len(button.custom_id) <= 100
    assert button.item.label == "L" * 80


@pytest.mark.parametrize(
    "custom_id",
    [
        "porter:entry:",
        "porter:entry:Port",
        "porter:entry:../port",
        "porter:entry:port\n",
        "porter:entry:" + "a" * 61,
        "porter:reboot:port",
        "other:entry:port",
        "porter:entry:port:x",
        "porter:entry:port:",
        "porter:entry:port:1:2",
        "porter:entry:port:" + "1" * 21,
        "",
    ],
)
def test_other_custom_ids_are_not_porters(custom_id: str) -> None:
    assert PATTERN.fullmatch(custom_id) is None


async def test_a_demo_stands_out_from_an_entry() -> None:
    styles = {wish: PorterButton(wish, "x", "X").item.style for wish in WISHES}

    assert styles["entry"] is discord.ButtonStyle.secondary
    assert styles["demo"] is discord.ButtonStyle.primary


class Dispatcher:
    """Stands in for the client of an interaction, and keeps what it is given to dispatch."""

    def __init__(self) -> None:
        self.client = self
        self.dispatched: list[tuple[Any, ...]] = []

    def dispatch(self, *event: Any) -> None:
        self.dispatched.append(event)


async def test_a_press_is_passed_on_with_its_wish_and_name() -> None:
    interaction: Any = Dispatcher()
    await PorterButton("demo", "two-clients", "Show me live").callback(interaction)

    assert interaction.dispatched == [("porter_button", interaction, "demo", "two-clients", 0)]


async def test_a_menu_is_read_back_with_its_options() -> None:
    options = [discord.SelectOption(label="Port", value="port")]
    item: ui.Select[Any] = ui.Select(custom_id="porter:next", options=options)
    match = ReadNext.__discord_ui_compiled_template__.fullmatch("porter:next")
    assert match
    interaction: Any = None  # what reads the menu doesn't look at it
    menu = await ReadNext.from_custom_id(interaction, item, match)

    assert (menu.custom_id, menu.item.options) == ("porter:next", options)


OPTIONS = [discord.SelectOption(label="Port", value="port")]
ALL_KINDS: list[ui.DynamicItem[Any]] = [
    PorterButton("deeper", "port", "Deeper"),
    ReadNext(OPTIONS),
    MapMenu("topic", 1, OPTIONS, "Pick a topic"),
    GapMenu(OPTIONS),
    DropGap(1, "Drop"),
]


@pytest.mark.parametrize("item", ALL_KINDS, ids=lambda item: type(item).__name__)
@pytest.mark.parametrize("taken", [True, False])
async def test_the_bot_decides_whether_a_press_is_taken(item: ui.DynamicItem[Any], *, taken: bool) -> None:
    async def takes(_: object) -> bool:
        return taken

    interaction: Any = SimpleNamespace(client=SimpleNamespace(takes=takes))

    assert await item.interaction_check(interaction) is taken
