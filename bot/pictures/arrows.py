"""Paints arrows, and the plus for one more."""

from collections.abc import Callable, Mapping

from bot.pictures.marks import Box, Drawing
from bot.pictures.shapes import at, stroke
from bot.pictures.theme import Colours

WIDTH = 4
BACK, SIDE = 9, 8
"""How far an arrowhead reaches back from its tip, and to each side."""
TURN = 12
"""The radius of a corner."""


def _right(box: Box, colours: Colours) -> str:
    y = box.y + box.height / 2
    return _drawn(f"M{at(box.x, y)}H{at(box.right)}", _head_right(box.right, y), colours)


def _left(box: Box, colours: Colours) -> str:
    y = box.y + box.height / 2
    return _drawn(f"M{at(box.right, y)}H{at(box.x)}", _head_left(box.x, y), colours)


def _down(box: Box, colours: Colours) -> str:
    head = f"M{at(box.middle - SIDE, box.bottom - BACK)}L{at(box.middle, box.bottom)}l{at(SIDE, -BACK)}"
    return _drawn(f"M{at(box.middle, box.y)}V{at(box.bottom)}", head, colours)


def _up(box: Box, colours: Colours) -> str:
    return _drawn(f"M{at(box.middle, box.bottom)}V{at(box.y)}", _head_up(box.middle, box.y), colours)


def _right_up(box: Box, colours: Colours) -> str:
    """From the lower left corner to the right, then up."""
    way = f"M{at(box.x, box.bottom)}H{at(box.right - TURN)}q{at(TURN, 0, TURN, -TURN)}V{at(box.y)}"
    return _drawn(way, _head_up(box.right, box.y), colours)


def _u_turn(box: Box, colours: Colours) -> str:
    """To the right, round, and back to the left below."""
    radius = box.height / 2
    end = box.right - radius
    way = f"M{at(box.x, box.y)}H{at(end)}a{at(radius, radius)} 0 0 1 {at(0, box.height)}H{at(box.x)}"
    return _drawn(way, _head_left(box.x, box.bottom), colours)


def _plus(box: Box, colours: Colours) -> str:
    """One more."""
    y = box.y + box.height / 2
    return stroke(f"M{at(box.x, y)}H{at(box.right)}M{at(box.middle, box.y)}V{at(box.bottom)}", colours.wire, WIDTH)


def _head_right(x: float, y: float) -> str:
    return f"M{at(x - BACK, y - SIDE)}L{at(x, y)}l{at(-BACK, SIDE)}"


def _head_left(x: float, y: float) -> str:
    return f"M{at(x + BACK, y - SIDE)}L{at(x, y)}l{at(BACK, SIDE)}"


def _head_up(x: float, y: float) -> str:
    return f"M{at(x - SIDE, y + BACK)}L{at(x, y)}l{at(SIDE, BACK)}"


def _drawn(way: str, head: str, colours: Colours) -> str:
    return stroke(way + head, colours.wire, WIDTH)


ARROWS: Mapping[Drawing, Callable[[Box, Colours], str]] = {
    "arrow_down": _down,
    "arrow_left": _left,
    "arrow_right": _right,
    "arrow_right_up": _right_up,
    "arrow_up": _up,
    "plus": _plus,
    "u_turn": _u_turn,
}
