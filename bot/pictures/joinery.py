"""Paints doors: the number plate, the frame, and the leaf, which stands ajar while it waits for callers."""

from bot.pictures.doors import LIGHT_GAP
from bot.pictures.marks import Box, Doorway
from bot.pictures.theme import Colours

FRAME = 7


def door_svg(door: Doorway, colours: Colours) -> str:
    """The door without its texts."""
    plate, leaf = door.plate, door.leaf
    if door.look == "elsewhere":
        return _outline(plate, 8, colours) + _outline(leaf, 6, colours)
    return (
        f'<rect x="{plate.x:.1f}" y="{plate.y:.1f}" width="{plate.width:.1f}" height="{plate.height:.1f}" rx="8"'
        f' fill="{colours.plate}" stroke="{colours.paper_line}" stroke-width="2"/>'
        f'<rect x="{leaf.x:.1f}" y="{leaf.y:.1f}" width="{leaf.width:.1f}" height="{leaf.height:.1f}" rx="6"'
        f' fill="{colours.frame}"/>' + _inside(door, colours)
    )


def _inside(door: Doorway, colours: Colours) -> str:
    leaf = door.leaf
    opening = Box(leaf.x + FRAME, leaf.y + FRAME, leaf.width - 2 * FRAME, leaf.height - FRAME)
    fill = colours.of(door.look)
    if door.look == "waiting":
        return _ajar(opening, fill, colours)
    plain = (
        f'<rect x="{opening.x:.1f}" y="{opening.y:.1f}" width="{opening.width:.1f}"'
        f' height="{opening.height:.1f}" fill="{fill}"/>'
    )
    return plain + _panelling(opening, colours) + _slot(opening, colours) + _knob(opening, opening.right - 13, colours)


def _ajar(opening: Box, fill: str, colours: Colours) -> str:
    """Light falls through the gap at the right; the leaf turns inward on its left edge."""
    edge = opening.right - LIGHT_GAP
    return (
        f'<rect x="{opening.x:.1f}" y="{opening.y:.1f}" width="{opening.width:.1f}"'
        f' height="{opening.height:.1f}" fill="{colours.lamplight}"/>'
        f'<path d="M{opening.x:.1f} {opening.y:.1f}L{edge:.1f} {opening.y + 8:.1f}V{opening.bottom - 6:.1f}'
        f'L{opening.x:.1f} {opening.bottom:.1f}Z" fill="{fill}"/>'
        + _panelling(Box(opening.x, opening.y + 4, opening.width - LIGHT_GAP, opening.height - 8), colours)
        + _knob(opening, edge - 11, colours)
    )


def _panelling(opening: Box, colours: Colours) -> str:
    """A sunken panel in the lower half."""
    top = opening.y + opening.height * 0.58
    return (
        f'<rect x="{opening.x + 12:.1f}" y="{top:.1f}" width="{opening.width - 24:.1f}"'
        f' height="{opening.bottom - top - 12:.1f}" rx="4" fill="{colours.frame}" fill-opacity="0.22"/>'
    )


def _slot(opening: Box, colours: Colours) -> str:
    """The slot for letters, with the knob's brass."""
    y = opening.y + opening.height * 0.47
    return (
        f'<rect x="{opening.middle - 22:.1f}" y="{y - 4:.1f}" width="44" height="8" rx="3" fill="{colours.lamplight}"/>'
        f'<rect x="{opening.middle - 17:.1f}" y="{y - 1:.1f}" width="34" height="3" fill="{colours.frame}"/>'
    )


def _knob(opening: Box, x: float, colours: Colours) -> str:
    return f'<circle cx="{x:.1f}" cy="{opening.y + opening.height * 0.56:.1f}" r="5" fill="{colours.lamplight}"/>'


def _outline(box: Box, radius: int, colours: Colours) -> str:
    return (
        f'<rect x="{box.x + 1:.1f}" y="{box.y + 1:.1f}" width="{box.width - 2:.1f}" height="{box.height - 2:.1f}"'
        f' rx="{radius}" fill="none" stroke="{colours.elsewhere}" stroke-width="3" stroke-dasharray="9 7"/>'
    )
