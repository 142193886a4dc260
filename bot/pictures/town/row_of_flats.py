"""Lays out one house as wide as the picture, with flats side by side and whatever stands on the ground floor."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.demos.transcript import Door
from bot.pictures.captions import caption
from bot.pictures.doors import DOOR_HEIGHT, DOOR_WIDTH, doorway
from bot.pictures.grid import INNER, MARGIN, NOTE, paragraph
from bot.pictures.marks import Block, Box, Emblem, Mark, Panel
from bot.pictures.town.houses import FRIEZE, HEADROOM, NAME, PAVEMENT, SLAB, TOLD, WALL, name_plate, walls

PADDING = 12
PLATE = 10 + NAME.line
STOREY = PLATE + HEADROOM + DOOR_HEIGHT

Room = Callable[[Box], Block]
"""Lays out what is in a room; the block's bottom is the floor."""


@dataclass(frozen=True)
class Flat:
    """A household's flat, and in it a door with a few words beside it, or windows if there is no door."""

    name: str
    door: Door | None = None
    says: str = ""


def row_of_flats(top: float, address: str, note: str, flats: Sequence[Flat], ground: Room | None = None) -> Block:
    """The house; `ground` lays out its ground floor."""
    y = top + FRIEZE
    width = (INNER - 2 * WALL - (len(flats) - 1) * WALL) / len(flats)
    boxes = [Box(MARGIN + WALL + place * (width + WALL), y, width, STOREY) for place in range(len(flats))]
    marks: list[Mark] = [Panel(box, "flat") for box in boxes]
    for flat, box in zip(flats, boxes, strict=True):
        marks += _flat(flat, box)
    marks.append(Panel(Box(MARGIN, y + STOREY, INNER, SLAB), "wall_line"))
    y += STOREY + SLAB
    below = ground(Box(MARGIN, y, INNER, 0)) if ground else Block((), y)
    bottom = below.bottom + PAVEMENT
    return Block((*walls(Box(MARGIN, top, INNER, bottom - top), address, note), *marks, *below.marks), bottom)


def _flat(flat: Flat, box: Box) -> tuple[Mark, ...]:
    """A narrow flat says a few words; a wide one has room for the door's caption."""
    plate = name_plate(flat.name, box.x + PADDING, box.y + 10)
    start, floor = box.y + PLATE + HEADROOM, box.bottom
    if flat.door is None:
        windows = Emblem(Box(box.x + 13, floor - 102, box.width - 26, 76), "windows")
        return (*plate, windows)
    column = Box(box.x + PADDING + DOOR_WIDTH + PADDING, start, box.width - DOOR_WIDTH - 3 * PADDING, DOOR_HEIGHT)
    words = (
        paragraph(flat.says, NOTE, column.x, start + 4, column.width, 4)
        if flat.says
        else caption(flat.door, column, TOLD)
    )
    return (*plate, *words.marks, *doorway(flat.door.row, box.x + PADDING, floor))
