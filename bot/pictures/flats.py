"""Lays out storeys that run through the same flats: each flat with its household's name plate."""

from bot.pictures.floors import NOBODY, Floor
from bot.pictures.grid import INNER, MARGIN, Type, line, short
from bot.pictures.marks import Block, Box, Mark, Panel
from bot.pictures.storeys import CENTRE, Setting, storey_block
from bot.pictures.typeface import Face

HEADROOM = 10
SLAB = 4
WALL = 10
NAME = Type(Face.BOLD, 23, 32, "plate_text")
NAME_PADDING = 12


def flats_block(names: tuple[str, ...], group: list[Floor], top: float, setting: Setting) -> Block:
    """The storeys of the group, one below the other, and behind them the flats with the given names."""
    rooms = _rooms(names, top)
    plates = tuple(mark for name, room in rooms for mark in _name_plate(name, room))
    y = max((mark.box.bottom for mark in plates), default=top)
    marks: list[Mark] = []
    for floor in group:
        block = storey_block(floor.stands, y + HEADROOM, setting, wide=len(names) < 2)
        marks += (*block.marks, Panel(Box(MARGIN, block.bottom, INNER, SLAB), "wall_line"))
        y = block.bottom + SLAB
    walls = (Panel(Box(room.x, top, room.width, y - top), "flat") for name, room in rooms if name != NOBODY)
    return Block((*walls, *plates, *marks), y)


def _rooms(names: tuple[str, ...], top: float) -> list[tuple[str, Box]]:
    """Where each flat is, from left to right."""
    left, right = MARGIN + WALL, MARGIN + INNER - WALL
    edges = [left, CENTRE - WALL / 2, CENTRE + WALL / 2, right] if len(names) > 1 else [left, right]
    rooms = [Box(start, top, end - start, 0) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return list(zip(names, rooms, strict=False))


def _name_plate(name: str, room: Box) -> tuple[Mark, ...]:
    if name == NOBODY:
        return ()
    text = short(name, NAME, room.width - 4 * NAME_PADDING)
    plate = Box(room.x + NAME_PADDING, room.y + 10, NAME.width(text) + 2 * NAME_PADDING, NAME.line)
    return Panel(plate, "brass", 6), line(text, NAME, plate.x + NAME_PADDING, plate.y)
