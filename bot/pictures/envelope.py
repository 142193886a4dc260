"""Paints a letter."""

from bot.pictures.marks import Box
from bot.pictures.shapes import at, edge, rect, stroke
from bot.pictures.theme import Colours


def letter_svg(box: Box, colours: Colours) -> str:
    """A letter in its envelope."""
    flap = f"M{at(box.x + 2, box.y + 3)}L{at(box.middle, box.y + box.height * 0.6)}L{at(box.right - 2, box.y + 3)}"
    envelope = rect(box, colours.paper, 3, edge(colours.paper_line, 2.5))
    return envelope + stroke(flap, colours.paper_line, 2.5)
