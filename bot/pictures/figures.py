"""Paints the people of the town: the porter at the desk, the guard at the gate, and cooks."""

from collections.abc import Callable, Mapping

from bot.pictures.envelope import letter_svg
from bot.pictures.marks import Box, Drawing
from bot.pictures.shapes import at, circle, rect, shape, stroke
from bot.pictures.theme import Colours

HEAD = 15
SHOULDERS = 46
"""How high the upper body is, from below."""
DESK = 28


def _porter(box: Box, colours: Colours) -> str:
    """The porter behind the desk, with the bell on it."""
    top = box.bottom - DESK
    x = box.x + box.width * 0.4
    cap = _cap(x, top - SHOULDERS - 20, colours.sign, colours.brass)
    buttons = circle(x, top - 22, 3, colours.brass) + circle(x, top - 10, 3, colours.brass)
    bell = _little_bell(box.right - 24, top, colours)
    return _body(x, top, colours.sign, colours) + buttons + cap + _desk(box, colours) + bell


def _clerk(box: Box, colours: Colours) -> str:
    """The clerk of the mail room behind the counter, with a letter on it."""
    top = box.bottom - DESK
    x = box.x + box.width * 0.4
    cap = _cap(x, top - SHOULDERS - 20, colours.letters, colours.paper)
    collar = shape(f"M{at(x - 9, top - SHOULDERS)}h18l-9 14z", colours.paper)
    letter = letter_svg(Box(box.right - 40, top - 24, 34, 24), colours)
    return _body(x, top, colours.letters, colours) + collar + cap + _desk(box, colours) + letter


def _guard(box: Box, colours: Colours) -> str:
    """A guard who holds up a hand."""
    x, base = box.middle, box.bottom
    arm = stroke(f"M{at(x + 22, base - 22)}L{at(x + 36, base - 34)}V{at(base - 62)}", colours.left, 13)
    hand = circle(x + 36, base - 70, 10, colours.brass)
    cap = _cap(x, base - SHOULDERS - 20, colours.left, colours.brass)
    badge = shape(f"M{at(x - 7, base - 28)}h14v8q0 8 -7 11q-7 -3 -7 -11z", colours.brass)
    return arm + hand + _body(x, base, colours.left, colours) + badge + cap


def _cook(box: Box, colours: Colours) -> str:
    """A cook with the tall hat, all in white, so with an outline."""
    x, base = box.middle, box.bottom
    y = base - SHOULDERS - 19
    hat = f"M{at(x - 15, y)}v-14a11 11 0 0 1 -1 -20a16 16 0 0 1 32 0a11 11 0 0 1 -1 20v14z"
    buttons = circle(x, base - 26, 2.5, colours.paper_line) + circle(x, base - 15, 2.5, colours.paper_line)
    white = shape(hat, colours.paper) + stroke(hat + _shoulders(x, base), colours.paper_line, 2)
    return _body(x, base, colours.paper, colours) + buttons + white


def _desk(box: Box, colours: Colours) -> str:
    top = box.bottom - DESK
    front = Box(box.x + 6, top + 8, box.width - 12, DESK - 8)
    return rect(Box(box.x, top, box.width, 8), colours.roof) + rect(front, colours.stone)


def _body(x: float, base: float, coat: str, colours: Colours) -> str:
    """Head and shoulders on the base."""
    return circle(x, base - SHOULDERS - 10, HEAD, colours.brass) + shape(_shoulders(x, base), coat)


def _shoulders(x: float, base: float) -> str:
    top = base - SHOULDERS
    left = f"M{at(x - 30, base)}C{at(x - 30, top + 6, x - 14, top, x, top)}"
    return f"{left}C{at(x + 14, top, x + 30, top + 6, x + 30, base)}Z"


def _cap(x: float, y: float, cloth: str, band: str) -> str:
    """A round cap with a band and a peak, its brim at y."""
    crown = shape(f"M{at(x - 16, y)}v-8q0 -8 8 -8h16q8 0 8 8v8z", cloth)
    return crown + rect(Box(x - 16, y - 3, 32, 5), band, 2.5)


def _little_bell(x: float, base: float, colours: Colours) -> str:
    dome = f"M{at(x - 13, base - 4)}c0 -18 26 -18 26 0z"
    return (
        circle(x, base - 20, 3, colours.accent)
        + shape(dome, colours.accent)
        + rect(Box(x - 16, base - 4, 32, 4), colours.accent, 2)
    )


FIGURES: Mapping[Drawing, Callable[[Box, Colours], str]] = {
    "clerk": _clerk,
    "cook": _cook,
    "guard": _guard,
    "porter": _porter,
}
