"""A page: what is said, over rows of buttons, as one message of Components V2 that keeps to Discord's limits."""

import io
from collections.abc import Iterator, Sequence
from textwrap import shorten
from typing import Any

import discord
from discord import ui

from bot.answering.wording import Passage
from bot.pictures.drawing import Picture

# A message of Components V2 holds 4,000 characters of text (Discord documentation, Component Reference).
MOST_TEXT = 3_900
MOST_BUTTONS = 5
# The file carries the whole story; for a gallery's item sources name 256 and 1,024 characters, so the safe one.
MOST_ALT = 256
COLOUR = discord.Colour.from_rgb(0x3B, 0xA5, 0x93)

Row = Sequence[ui.Item[Any]]


def page(
    said: Sequence[Passage], rows: Sequence[Row] = (), picture: Picture | None = None, closing: str = ""
) -> ui.LayoutView:
    """Lay out passages, a picture below the first of them, and rows of up to five buttons or one menu.

    What is too long is cut, but the closing line is kept.
    """
    view = ui.LayoutView(timeout=None)
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=COLOUR)
    for number, text in enumerate(_fitting(said, closing)):
        container.add_item(ui.TextDisplay(text))
        if number == 0 and picture:
            alt = shorten(picture.alt, MOST_ALT, placeholder=" …")
            gallery: ui.MediaGallery[ui.LayoutView] = ui.MediaGallery()
            container.add_item(gallery.add_item(media="attachment://picture.png", description=alt))
    for items in filter(None, rows):
        row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
        for item in items[:MOST_BUTTONS]:
            row.add_item(item)
        container.add_item(row)
    view.add_item(container)
    return view


def picture_file(picture: Picture) -> discord.File:
    """Make the file that a page with this picture refers to, with the picture's story as its alt text."""
    return discord.File(io.BytesIO(picture.png), "picture.png", description=picture.alt)


def markdown(passage: Passage) -> str:
    """Write a passage; its heading stands in the line of a single paragraph, and above anything else."""
    if not passage.heading:
        return passage.text
    above = "\n" in passage.text or passage.text.startswith(("- ", "→", "```"))
    return f"**{passage.heading}**\n{passage.text}" if above else f"**{passage.heading}:** {passage.text}"


def cut(text: str, most: int) -> str:
    """Cut a text to at most so many characters, at a line's end; empty if not even its first line fits."""
    if len(text) <= most:
        return text
    kept = text[: max(0, most - 6)].rpartition("\n")[0]
    open_block = "\n```" if kept.count("```") % 2 else ""
    return f"{kept}\n…{open_block}" if kept else ""


def _fitting(said: Sequence[Passage], closing: str) -> Iterator[str]:
    """Yield the passages as Markdown, as far as they fit into one message beside its closing line."""
    left = MOST_TEXT - len(closing)
    for text in map(markdown, said):
        kept = cut(text, left)
        if kept:
            yield kept
        if kept != text:
            break
        left -= len(text)
    if closing:
        yield closing
