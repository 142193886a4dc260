"""Buttons that outlive a restart: the custom id says all that a press needs."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal, Self, get_args

import discord
from discord import ui

# What a press asks for: another entry, the same entry in depth or in short, or a demo.
Wish = Literal["entry", "deeper", "short", "demo"]

# The wishes that are for more of what an answer already said.
_MORE_OF_IT = frozenset({"deeper", "short"})


class PorterButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=rf"porter:(?P<wish>{'|'.join(get_args(Wish))}):(?P<name>[a-z0-9-]{{1,60}})",
):
    """A button under an answer. A press is dispatched as the event `porter_button`, and a cog listens for it."""

    def __init__(self, wish: Wish, name: str, label: str) -> None:
        """Wish for the entry or demo called `name`; the label is cut to the 80 characters that Discord allows."""
        style = discord.ButtonStyle.secondary if wish == "entry" else discord.ButtonStyle.primary
        super().__init__(ui.Button(style=style, label=label[:80], custom_id=f"porter:{wish}:{name}"))
        self.wish = wish
        self.name = name

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read a pressed button, possibly one from before a restart."""
        label = item.label if isinstance(item, ui.Button) and item.label else match["name"]
        wishes: dict[str, Wish] = {wish: wish for wish in get_args(Wish)}
        return cls(wishes[match["wish"]], match["name"], label)

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Leave it to the bot whether it takes a press."""
        return bool(await interaction.client.takes(interaction))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Pass the press on to the cog that fulfils the wish."""
        interaction.client.dispatch("porter_button", interaction, self.wish, self.name)


def names_said(components: Sequence[discord.Component]) -> list[str]:
    """Tell from the buttons under an answer which entries it said."""
    matches = (PorterButton.__discord_ui_compiled_template__.fullmatch(each) for each in _custom_ids(components))
    return [match["name"] for match in matches if match and match["wish"] in _MORE_OF_IT]


def _custom_ids(components: Sequence[discord.Component]) -> Iterator[str]:
    for component in components:
        if isinstance(component, discord.Button):
            yield component.custom_id or ""
        elif isinstance(component, discord.components.Container | discord.ActionRow):
            yield from _custom_ids(component.children)
