"""Paints the way of the letters between two doors."""

from bot.pictures.envelope import letter_svg
from bot.pictures.marks import Box, Wire
from bot.pictures.shapes import at, stroke
from bot.pictures.theme import Colours

ENDS = 9
LETTER_WIDTH, LETTER_HEIGHT = 46, 34


def wire_svg(wire: Wire, colours: Colours) -> str:
    """A line with an arrowhead where letters still arrive and a letter on its way; a dashed one if it is over."""
    start, end, y = wire.box.x + ENDS, wire.box.right - ENDS, wire.box.y + wire.box.height / 2
    way, heads = f"M{at(start, y)}H{at(end)}", ""
    if wire.flow == "none":
        middle = wire.box.middle
        cut = f"M{at(middle - 7, y - 9)}L{at(middle + 7, y + 9)}M{at(middle + 7, y - 9)}L{at(middle - 7, y + 9)}"
        return stroke(way, colours.wire, 4, ' stroke-dasharray="2 9"') + stroke(cut, colours.wire, 4)
    if wire.flow in {"both", "to_left"}:
        heads += f"M{at(start + 9, y - 8)}L{at(start, y)}l9 8"
    if wire.flow in {"both", "to_right", "knock"}:
        heads += f"M{at(end - 9, y - 8)}L{at(end, y)}l-9 8"
    shift = {"both": 0, "to_left": 5, "to_right": -5, "knock": -14}[wire.flow]
    letter = Box(wire.box.middle - LETTER_WIDTH / 2 + shift, y - LETTER_HEIGHT / 2, LETTER_WIDTH, LETTER_HEIGHT)
    dashes = ' stroke-dasharray="2 9"' if wire.flow == "knock" else ""
    return stroke(way, colours.wire, 4, dashes) + stroke(heads, colours.wire, 4) + letter_svg(letter, colours)
