"""Paints the little doors of a strip: a door's colour, and the least that tells its pose."""

from bot.pictures.joinery import dashed, planks, sign
from bot.pictures.marks import Box, LittleDoor
from bot.pictures.shapes import circle, rect
from bot.pictures.theme import Colours, mixed

LIGHT_GAP = 7
FADED = 0.6


def little_door_svg(door: LittleDoor, colours: Colours) -> str:
    """The door on its floor."""
    box = door.box
    if door.look.pose == "elsewhere":
        return dashed(box, 3, colours)
    faded = FADED if door.faded else 0
    colour, brass = (mixed(colours.of(ink), colours.wall, faded) for ink in (door.look.ink, "lamplight"))
    knob_y = box.y + box.height * 0.56
    match door.look.pose:
        case "ajar":
            leaf = Box(box.x, box.y, box.width - LIGHT_GAP, box.height)
            return rect(box, brass) + rect(leaf, colour) + circle(leaf.right - 5, knob_y, 2.5, brass)
        case "boarded":
            fittings = planks(Box(box.x + 6, box.y + 14, box.width - 12, 18), 4, brass)
        case "signed":
            fittings = sign(Box(box.x + 7, box.y + 14, box.width - 14, 16), 1.5, brass)
        case "slotted":
            fittings = rect(Box(box.x + 7, box.y + 20, box.width - 14, 4), brass)
        case _:
            fittings = circle(box.right - 6, knob_y, 2.5, brass)
    return rect(box, colour) + fittings
