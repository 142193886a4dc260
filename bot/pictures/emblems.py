"""Paints the small drawings: bell, key, letter, windows, and the building's frieze and pavement."""

from collections.abc import Callable, Mapping

from bot.pictures.arrows import ARROWS
from bot.pictures.envelope import letter_svg
from bot.pictures.figures import FIGURES
from bot.pictures.marks import Box, Drawing, Emblem
from bot.pictures.shapes import at, circle, rect, shape, stroke
from bot.pictures.theme import Colours
from bot.pictures.things import THINGS


def emblem_svg(emblem: Emblem, colours: Colours) -> str:
    """The drawing in its box."""
    return PAINTERS[emblem.drawing](emblem.box, colours)


def _bell(box: Box, colours: Colours) -> str:
    """The bell on the porter's desk."""
    x, base = box.middle, box.bottom - 8
    dome = f"M{at(x - 32, base - 13)}C{at(x - 32, base - 59, x + 32, base - 59, x + 32, base - 13)}Z"
    shine = f"M{at(x - 20, base - 22)}C{at(x - 18, base - 34, x - 12, base - 38, x - 5, base - 40)}"
    foot = rect(Box(x - 40, base - 8, 80, 11), colours.accent, 5.5)
    knob = circle(x, base - 53, 6.5, colours.accent)
    return knob + shape(dome, colours.accent) + foot + stroke(shine, colours.panel, 4)


def _key(box: Box, colours: Colours) -> str:
    """A key, for what is worth keeping."""
    x, y = box.x + 17, box.y + box.height / 2
    ring = f"M{at(x - 13, y)}a13 13 0 1 0 26 0a13 13 0 1 0 -26 0"
    bit = f"M{at(x + 13, y)}H{at(box.right - 4)}V{at(y + 14)}M{at(box.right - 18, y)}V{at(y + 10)}"
    return stroke(ring + bit, colours.accent, 7)


def _windows(box: Box, colours: Colours) -> str:
    """A row of windows, as many as fit, spread from edge to edge."""
    width, least = 52.0, 40.0
    count = max(2, int((box.width + least) // (width + least)))
    step = (box.width - width) / (count - 1)
    return "".join(
        _window(Box(round(box.x + place * step), box.y, width, box.height), colours) for place in range(count)
    )


def _window(box: Box, colours: Colours) -> str:
    """Glass in a frame of stone, with a crossbar and a sill."""
    glass = Box(box.x + 4, box.y + 4, box.width - 8, box.height - 4)
    return (
        rect(box, colours.stone)
        + rect(glass, colours.glass)
        + rect(Box(box.middle - 2, box.y, 4, box.height), colours.stone)
        + rect(Box(box.x, round(box.y + box.height * 0.4), box.width, 4), colours.stone)
        + rect(Box(box.x - 5, box.bottom, box.width + 10, 7), colours.stone)
    )


def _frieze(box: Box, colours: Colours) -> str:
    """The roof's edge, the band for the signs, and a row of dentils below."""
    left, width = box.x + 10, box.width - 20
    step = 30.0
    count = int((width - 10) // step)
    start = box.middle - count * step / 2 + 8
    dentils = "".join(
        rect(Box(round(start + place * step), box.bottom - 14, 14, 9), colours.stone) for place in range(count)
    )
    roof = rect(Box(box.x, box.y, box.width, 12), colours.roof)
    return roof + rect(Box(left, box.y + 12, width, box.height - 26), colours.stone) + dentils


def _pavement(box: Box, colours: Colours) -> str:
    return rect(box, colours.roof)


PAINTERS: Mapping[Drawing, Callable[[Box, Colours], str]] = {
    "bell": _bell,
    "frieze": _frieze,
    "key": _key,
    "letter": letter_svg,
    "pavement": _pavement,
    "window": _window,
    "windows": _windows,
    **ARROWS,
    **FIGURES,
    **THINGS,
}
