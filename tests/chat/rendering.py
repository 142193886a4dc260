"""Draws a page as Discord's app would lay it out, to look at it without Discord. It is a rendering, and says so.

    PYTHONPATH=tests python -m chat.rendering port docs/answer.png

Colours and sizes are near those of the app's dark look; emojis are left out, because the bundled typefaces have none.
"""

import asyncio
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from discord import ui

from bot.answering.answer import Found, Manner
from bot.answering.depth import Depth
from bot.answering.evidence import with_covered
from bot.answering.library import Library
from bot.answering.loader import load_library, own_directory
from bot.chat.pages.layout import answer_view
from bot.chat.pages.page import COLOUR
from bot.pictures.rasterising import rasterised
from bot.pictures.typeface import Face, text_width

COLUMN, MARGIN, INSET, GAP, SIZE = 470, 16, 16, 10, 15
INK, FAINT, LINK, GROUND, CARD, BLURPLE, GREY = (
    "#dbdee1", "#949ba4", "#00a8fc", "#1a1a1e", "#242429", "#5865f2", "#3b3c43"
)  # fmt: skip
CAPTION = "Rendered from the components that Porter sends; not a screenshot."


@dataclass
class Sheet:
    """What is drawn so far, and how far down it reaches."""

    y: float
    marks: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, colour: str, size: float, face: Face) -> None:
        style = f'font-family="{face.family}" font-weight="{face.weight}" font-size="{size}" fill="{colour}"'
        self.marks.append(f'<text x="{x:.1f}" y="{y:.1f}" {style} xml:space="preserve">{escape(words)}</text>')

    def box(self, x: float, y: float, width: float, height: float, colour: str, radius: float = 6) -> None:
        shape = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{radius}"'
        self.marks.append(f'<rect {shape} fill="{colour}"/>')


def drawn(columns: Sequence[Sequence[tuple[str, ui.LayoutView]]]) -> bytes:
    """Draw columns of pages, each page under a line that says what it is, as a PNG."""
    marks, heights = [], []
    for number, views in enumerate(columns):
        sheet = Sheet(MARGIN)
        for heading, view in views:
            sheet.text(MARGIN, sheet.y + 12, heading, FAINT, 12, Face.BOLD)
            sheet.y += 24
            _card(sheet, view)
            sheet.y += 20
        if number == 0:
            sheet.text(MARGIN, sheet.y + 6, CAPTION, FAINT, 12, Face.REGULAR)
        marks.append(f'<g transform="translate({number * COLUMN})">{"".join(sheet.marks)}</g>')
        heights.append(sheet.y + 6 + MARGIN)
    size = f'width="{len(columns) * COLUMN}" height="{max(heights):.0f}"'
    ground = f'<rect {size} fill="{GROUND}"/>'
    return rasterised(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{ground}{"".join(marks)}</svg>')


def _card(sheet: Sheet, view: ui.LayoutView) -> None:
    (container,) = view.to_components()
    inside = Sheet(sheet.y + INSET)
    for number, component in enumerate(container["components"]):
        inside.y += GAP if number else 0
        if "content" in component:
            _words(inside, component["content"])
        elif "options" in component["components"][0]:
            _menu(inside, component["components"][0]["placeholder"])
        else:
            _buttons(inside, component["components"])
    height = inside.y + INSET - sheet.y
    sheet.box(MARGIN, sheet.y, COLUMN - 2 * MARGIN, height, str(COLOUR), 8)
    sheet.box(MARGIN + 4, sheet.y, COLUMN - 2 * MARGIN - 4, height, CARD, 6)
    sheet.marks += inside.marks
    sheet.y += height


def _words(sheet: Sheet, markdown: str) -> None:
    for line in markdown.splitlines():
        heading, small = line.startswith("## "), line.startswith("-# ")
        size = 21 if heading else 12.5 if small else SIZE
        x = MARGIN + INSET
        sheet.y += size * 1.35
        for space, word, colour, face in _runs(re.sub(r"^(?:## |-# )", "", line), small=small, bold=heading):
            x += text_width(" ", Face.REGULAR, size) if space and x > MARGIN + INSET else 0
            width = text_width(word, face, size)
            if space and x + width > COLUMN - MARGIN - INSET:
                x, sheet.y = MARGIN + INSET, sheet.y + size * 1.35
            sheet.text(x, sheet.y - size * 0.3, word, colour, size, face)
            x += width


def _runs(line: str, *, small: bool, bold: bool) -> Iterator[tuple[bool, str, str, Face]]:
    """Give the words of a line, each with whether a space is before it, and its colour and face."""
    line, apart = re.sub(r"^- ", "• ", line), False
    for strong, code, label, rest in re.findall(r"\*\*(.+?)\*\*|`([^`]+)`|\[([^\]]+)\]\(<[^>]+>\)|([^*`\[]+|.)", line):
        face = Face.BOLD if strong or bold else Face.MONO if code else Face.REGULAR
        colour = LINK if label else FAINT if small else INK
        for space, word in re.findall(r"(\s*)(\S+)", strong or code or label or rest):
            yield bool(space) or apart, word, colour, face
            apart = False
        apart = rest.endswith(" ")


def _menu(sheet: Sheet, placeholder: str) -> None:
    left, width = MARGIN + INSET, COLUMN - 2 * (MARGIN + INSET)
    sheet.box(left, sheet.y, width, 36, GROUND)
    sheet.text(left + 12, sheet.y + 23, placeholder, FAINT, SIZE, Face.REGULAR)
    right, middle = left + width - 24, sheet.y + 16
    sheet.marks.append(f'<path d="M{right} {middle} l5 5 l5 -5" stroke="{FAINT}" stroke-width="2" fill="none"/>')
    sheet.y += 36


def _buttons(sheet: Sheet, buttons: Sequence[dict[str, Any]]) -> None:
    x, rows = MARGIN + INSET, 0
    for button in buttons:
        width = text_width(button["label"], Face.BOLD, 13) + 28
        if x + width > COLUMN - MARGIN - INSET:
            x, rows = MARGIN + INSET, rows + 1
        top = sheet.y + rows * 40
        sheet.box(x, top, width, 32, BLURPLE if button["style"] == 1 else GREY)
        sheet.text(x + 14, top + 21, button["label"], "#ffffff", 13, Face.BOLD)
        x += width + 8
    sheet.y += rows * 40 + 32


async def answers_about(name: str, library: Library) -> list[list[tuple[str, ui.LayoutView]]]:
    """Lay out what Porter says about an entry when nobody asked and when somebody did, and beside it in depth."""
    found = Found(with_covered(library.entries[name], library))
    unasked = answer_view(found, library, Depth.SHORT, asker=1, manner=Manner.UNASKED)
    asked, deeper = (answer_view(found, library, depth, asker=1) for depth in (Depth.SHORT, Depth.DEEPER))
    return [[("Overheard in a study channel", unasked), ("Asked", asked)], [("After a press on “Deeper”", deeper)]]


if __name__ == "__main__":
    _, entry, file = sys.argv
    pages = asyncio.run(answers_about(entry, load_library(own_directory())))
    Path(file).write_bytes(drawn(pages))
