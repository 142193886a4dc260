"""The map of the knowledge as menus that outlive a restart: a topic is picked from one, an entry from the next."""

import re
from collections.abc import Sequence
from typing import Any, Literal, Self, get_args

import discord
from discord import ui

from bot.answering.browsing import Menu, in_a_line, menus, pages
from bot.answering.library import Library
from bot.answering.wording import plain
from bot.chat.pages.buttons import TakenByTheBot
from bot.chat.pages.layout import text_view

# What is picked from a menu.
Picked = Literal["topic", "entry"]


class MapMenu(
    TakenByTheBot,
    ui.DynamicItem[ui.Select[ui.LayoutView]],
    template=rf"porter:map:(?P<picked>{'|'.join(get_args(Picked))}):(?P<page>[0-9]{{1,3}})",
):
    """A menu; what is picked is dispatched as the event `porter_pick`, and a cog listens for it.

    The custom id says what is picked, and its number keeps the menus of a message apart; the picked value says which.
    """

    def __init__(self, picked: Picked, page: int, options: Sequence[discord.SelectOption], invitation: str) -> None:
        """Offer up to 25 options, under a line that invites to pick one."""
        super().__init__(
            ui.Select(custom_id=f"porter:map:{picked}:{page}", placeholder=invitation or None, options=list(options))
        )
        self.picked = picked

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read a menu that somebody picked from, possibly one from before a restart."""
        options = item.options if isinstance(item, ui.Select) else []
        kinds: dict[str, Picked] = {kind: kind for kind in get_args(Picked)}
        return cls(kinds[match["picked"]], int(match["page"]), options, "")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Pass the pick on to the cog that shows it."""
        interaction.client.dispatch("porter_pick", interaction, self.picked, self.item.values[0])


def find_menu(value: str, library: Library) -> Menu | None:
    """Find the part of the map that a picked value stands for; None if the knowledge no longer has it."""
    return next((menu for menu in menus(library) if _value(menu) == value), None)


def map_view(library: Library, shown: Menu | None = None) -> ui.LayoutView:
    """Lay out the map: all its topics in words and as a menu, or one topic with a menu of its entries above."""
    parts = menus(library)
    if shown is None:
        lines = (f"**{menu.title}**: {menu.description}" for menu in parts)
        view = text_view("\n".join(["## What I can explain", *lines, "-# Pick a topic, or ask in your own words."]))
    else:
        titles = ", ".join(plain(entry.title) for entry in shown.entries)
        view = text_view(f"## {shown.title}\n{titles}")
        entries = [_option(plain(entry.title), entry.name, in_a_line(entry)) for entry in shown.entries]
        _add(view, MapMenu("entry", 1, entries, "Pick one to read"))
    for page, some in enumerate(pages(parts), 1):
        topics = [_option(menu.title, _value(menu), menu.description) for menu in some]
        _add(view, MapMenu("topic", page, topics, "Pick a topic"))
    return view


def _value(menu: Menu) -> str:
    return f"{menu.topic}:{menu.part}"


def _option(label: str, value: str, description: str) -> discord.SelectOption:
    return discord.SelectOption(label=label[:100], value=value, description=description)


def _add(view: ui.LayoutView, menu: MapMenu) -> None:
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    view.add_item(row.add_item(menu))
