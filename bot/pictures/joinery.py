"""Paints doors: the number plate, the frame, and the leaf in its pose."""

from bot.pictures.doors import LIGHT_GAP
from bot.pictures.marks import Box, Doorway
from bot.pictures.shapes import at, circle, edge, rect, shape, stroke
from bot.pictures.theme import Colours

FRAME = 6


def door_svg(door: Doorway, colours: Colours) -> str:
    """The door without its texts."""
    plate, leaf = door.plate, door.leaf
    if door.look.pose == "elsewhere":
        return dashed(plate, 7, colours) + dashed(leaf, 4, colours)
    metal = colours.brass if door.look.ink == "path" else colours.plate
    opening = Box(leaf.x + FRAME, leaf.y + FRAME, leaf.width - 2 * FRAME, leaf.height - FRAME)
    hung = rect(plate, metal, 7, edge(colours.paper_line, 2)) + rect(leaf, colours.frame)
    return hung + _leaf(door, opening, colours)


def dashed(box: Box, radius: float, colours: Colours) -> str:
    """The outline of what is not in this picture."""
    inside = Box(box.x + 1, box.y + 1, box.width - 2, box.height - 2)
    return rect(inside, "none", radius, edge(colours.elsewhere, 2.5) + ' stroke-dasharray="7 6"')


def planks(box: Box, width: float, colour: str) -> str:
    """Two planks that cross."""
    path = f"M{at(box.x, box.bottom)}L{at(box.right, box.y)}M{at(box.x, box.y)}L{at(box.right, box.bottom)}"
    return stroke(path, colour, width)


def sign(box: Box, width: float, colour: str) -> str:
    """A sign on a string, as shops hang it out when they close."""
    top = box.y + box.height * 0.45
    string = f"M{at(box.x + 2, top)}L{at(box.middle, box.y)}L{at(box.right - 2, top)}"
    board = Box(box.x, top, box.width, box.bottom - top)
    return stroke(string, colour, width) + rect(board, colour, 2)


def _leaf(door: Doorway, opening: Box, colours: Colours) -> str:
    colour = colours.of(door.look.ink)
    if door.look.pose == "ajar":
        return _ajar(opening, colour, colours)
    knob = _knob(opening.right - 10, opening, colours)
    panelling = _panelling(opening, colours)
    match door.look.pose:
        case "boarded":
            fittings = planks(Box(opening.x + 12, opening.y + 44, opening.width - 24, 26), 8, colours.paper_line)
        case "knocked":
            fittings = panelling + _knocker(opening, colours)
        case "signed":
            fittings = panelling + sign(Box(opening.middle - 18, opening.y + 38, 36, 32), 2.5, colours.lamplight)
        case "shut":
            fittings = panelling + knob
        case _:
            fittings = panelling + _slot(opening, colours) + knob
    return rect(opening, colour) + fittings


def _ajar(opening: Box, colour: str, colours: Colours) -> str:
    """Light falls through the gap at the right; the leaf turns inward on its left edge."""
    x, y, edge_at = opening.x, opening.y, opening.right - LIGHT_GAP
    leaf = f"M{at(x, y)}L{at(edge_at, y + 7)}V{at(opening.bottom - 5)}L{at(x, opening.bottom)}Z"
    return (
        rect(opening, colours.lamplight)
        + shape(leaf, colour)
        + _panelling(Box(x, y, opening.width - LIGHT_GAP, opening.height - 4), colours)
        + _knob(edge_at - 9, opening, colours)
    )


def _panelling(opening: Box, colours: Colours) -> str:
    """A sunken panel in the lower half."""
    top = opening.y + opening.height * 0.62
    sunken = Box(opening.x + 10, top, opening.width - 20, opening.bottom - top - 8)
    return rect(sunken, colours.frame, extra=' fill-opacity="0.22"')


def _slot(opening: Box, colours: Colours) -> str:
    """The slot for letters, with the knob's brass."""
    y = opening.y + opening.height * 0.5
    brass = rect(Box(opening.middle - 20, y - 4, 40, 8), colours.lamplight, 3)
    return brass + rect(Box(opening.middle - 15, y - 1, 30, 3), colours.frame)


def _knob(x: float, opening: Box, colours: Colours) -> str:
    return circle(x, opening.y + opening.height * 0.62, 4.5, colours.lamplight)


def _knocker(opening: Box, colours: Colours) -> str:
    """A ring that has just fallen, and its sound."""
    x, y = opening.middle, opening.y + opening.height * 0.55
    ring = f"M{at(x - 8, y)}a8 8 0 1 0 16 0a8 8 0 1 0 -16 0"
    sound = f"M{at(x - 20, y - 9)}q-5 9 0 18M{at(x + 20, y - 9)}q5 9 0 18"
    return stroke(ring, colours.lamplight, 4) + stroke(sound, colours.lamplight, 3)
