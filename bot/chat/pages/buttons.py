"""Buttons and menus that outlive a restart: the custom id says all that a press needs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, Self, get_args

import discord
from discord import ui

# What a press asks for: another entry, the same entry in depth, in short, in simpler words or as a picture, what else
# may have been meant, a vote, that the message goes, or a demo.
Wish = Literal["entry", "deeper", "short", "simpler", "picture", "other", "up", "down", "dismiss", "demo"]

# The wishes that are for more of what an answer already said.
_MORE_OF_IT = frozenset({"deeper", "short", "simpler"})
_STAND_OUT = frozenset({"deeper", "demo"})
_EMOJI: dict[Wish, str] = {"up": "👍", "down": "👎"}
_WISHES: dict[str, Wish] = {wish: wish for wish in get_args(Wish)}


class TakenByTheBot:
    """Leaves it to the bot whether it takes a press or a choice, for every button and menu that outlives a restart."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Ask the bot: it takes none while it stops, and none from a flood."""
        return bool(await interaction.client.takes(interaction))


class PorterButton(
    TakenByTheBot,
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=rf"porter:(?P<wish>{'|'.join(_WISHES)}):(?P<name>[a-z0-9-]{{1,60}})(?::(?P<asker>[0-9]{{1,20}}))?",
):
    """A button under an answer. A press is dispatched as the event `porter_button`, and a cog listens for it.

    The event carries the interaction, the wish, the name, and the id of who asked; 0 where the button doesn't tell.
    """

    def __init__(self, wish: Wish, name: str, label: str, asker: int = 0) -> None:
        """Wish for the entry or demo called `name`; the label is cut to the 80 characters that Discord allows."""
        custom_id = f"porter:{wish}:{name}" + (f":{asker}" if asker else "")
        style = discord.ButtonStyle.primary if wish in _STAND_OUT else discord.ButtonStyle.secondary
        super().__init__(ui.Button(style=style, label=label[:80], emoji=_EMOJI.get(wish), custom_id=custom_id))
        self.wish = wish
        self.name = name
        self.asker = asker

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read a pressed button, possibly one from before a restart."""
        label = item.label if isinstance(item, ui.Button) and item.label else match["name"]
        return cls(_WISHES[match["wish"]], match["name"], label, int(match["asker"] or 0))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Pass the press on to the cog that fulfils the wish."""
        interaction.client.dispatch("porter_button", interaction, self.wish, self.name, self.asker)


class ReadNext(TakenByTheBot, ui.DynamicItem[ui.Select[ui.LayoutView]], template="porter:next"):
    """A menu of entries under an answer. A choice is dispatched as if it were the button of its entry."""

    def __init__(self, options: Sequence[discord.SelectOption]) -> None:
        """Offer entries, of which a choice's value is the name: one at least, and 25 at most."""
        super().__init__(ui.Select(custom_id="porter:next", placeholder="Read next", options=list(options)))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """Read a menu, possibly one from before a restart."""
        return cls(item.options if isinstance(item, ui.Select) else ())

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Pass the choice on to the cog that shows entries."""
        interaction.client.dispatch("porter_button", interaction, "entry", self.item.values[0], 0)


def names_said(components: Sequence[discord.Component]) -> list[str]:
    """Tell from the buttons under an answer which entries it said."""
    matches = (
        PorterButton.__discord_ui_compiled_template__.fullmatch(each.custom_id or "")
        for each in _all_of(components)
        if isinstance(each, discord.Button)
    )
    return list(dict.fromkeys(match["name"] for match in matches if match and match["wish"] in _MORE_OF_IT))


def names_offered(components: Sequence[discord.Component]) -> list[str]:
    """Tell from the menu under an answer which entries it offered to read next."""
    menus = (each for each in _all_of(components) if isinstance(each, discord.SelectMenu))
    return [option.value for menu in menus if menu.custom_id == "porter:next" for option in menu.options]


def _all_of(components: Iterable[discord.Component]) -> Iterator[discord.Component]:
    for component in components:
        yield component
        if isinstance(component, discord.components.Container | discord.ActionRow):
            yield from _all_of(component.children)
