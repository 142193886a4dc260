"""Lays out two houses opposite each other, and the letters that cross the street between their doors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.demos.transcript import Door
from bot.pictures.captions import caption
from bot.pictures.doors import DOOR_HEIGHT, DOOR_WIDTH, doorway
from bot.pictures.grid import INNER, MARGIN
from bot.pictures.marks import Block, Box, Emblem, Flow, Mark, Panel
from bot.pictures.town.houses import (
    FRIEZE,
    HEADROOM,
    LOBBY,
    NAME,
    PAVEMENT,
    PLATE_PADDING,
    SLAB,
    TOLD,
    WALL,
    lobby,
    name_plate,
    street,
    walls,
    wire,
)

APART = 140
"""How wide the street is."""
WIDTH = (INNER - APART) / 2
LEFT = Box(MARGIN, 0, WIDTH, 0)
RIGHT = Box(MARGIN + WIDTH + APART, 0, WIDTH, 0)
BESIDE = 12
INSIDE = WALL + 8
"""From a wall's outer face to what stands in the flat."""
LEAF = 9
"""From a door's edge to its leaf."""
WINDOWS = 76


@dataclass(frozen=True)
class Flat:
    """A household's flat and its doors from the top, one a storey; windows where there is none."""

    name: str
    doors: tuple[Door | None, ...]


@dataclass(frozen=True)
class House:
    """A host: its street address, the kind of machine, its flats, and what its porter does at the desk."""

    address: str
    note: str
    flats: tuple[Flat, ...]
    lobby: str = ""


@dataclass(frozen=True)
class _Stand:
    """What one house has on one storey, and whose flat begins there."""

    plate: str
    door: Door | None


def opposite(top: float, left: House, right: House, flows: Sequence[Flow | None], label: str = "") -> Block:
    """The two houses with as many storeys; on each, letters go between their doors as `flows` says.

    `label` tells of the street below; without it there is none.
    """
    built = ((LEFT, left), (RIGHT, right))
    flats: list[Mark] = []
    marks: list[Mark] = []
    y = top + FRIEZE
    for near, far, flow in zip(_storeys(left), _storeys(right), flows, strict=True):
        block = _storey(near, far, flow, y)
        flats += (*_room(LEFT, y, block.bottom), *_room(RIGHT, y, block.bottom))
        marks += block.marks
        y = block.bottom + SLAB
    for box, house in built:
        marks += lobby(house.lobby, replace(box, y=y)).marks if house.lobby else ()
    bottom = y + (LOBBY if left.lobby or right.lobby else 0) + PAVEMENT
    fronts = [
        mark
        for box, house in built
        for mark in walls(replace(box, y=top, height=bottom - top), house.address, house.note)
    ]
    road = street(bottom, label) if label else Block((), bottom)
    return Block((*fronts, *flats, *marks, *road.marks), road.bottom)


def _storeys(house: House) -> Iterator[_Stand]:
    for flat in house.flats:
        for place, door in enumerate(flat.doors):
            yield _Stand(flat.name if place == 0 else "", door)


def _storey(near: _Stand, far: _Stand, flow: Flow | None, top: float) -> Block:
    """One storey of both houses; its bottom is the floor."""
    plates = (
        *name_plate(near.plate, LEFT.x + INSIDE + 4, top + 10),
        *name_plate(far.plate, RIGHT.x + INSIDE + 4, top + 10),
    )
    start = top + (10 + NAME.line if plates else 0) + HEADROOM
    says = [
        *([caption(near.door, _left_column(start), TOLD, "end")] if near.door else []),
        *([caption(far.door, _right_column(start), TOLD)] if far.door else []),
    ]
    floor = max(start + DOOR_HEIGHT, *(block.bottom + 4 for block in says))
    doors = (
        *_standing(near.door, LEFT.right - INSIDE - DOOR_WIDTH, LEFT, floor),
        *_standing(far.door, RIGHT.x + INSIDE, RIGHT, floor),
    )
    way = (wire(LEFT.right - INSIDE - LEAF, RIGHT.x + INSIDE + LEAF, floor, flow),) if flow else ()
    return Block((*plates, *(mark for block in says for mark in block.marks), *doors, *way), floor)


def _standing(door: Door | None, x: float, house: Box, floor: float) -> tuple[Mark, ...]:
    if door is None:
        return (Emblem(Box(house.x + 36, floor - WINDOWS - 26, WIDTH - 72, WINDOWS), "windows"),)
    return doorway(door.row, x, floor)


def _left_column(top: float) -> Box:
    x = LEFT.x + INSIDE + PLATE_PADDING / 2
    return Box(x, top, LEFT.right - INSIDE - DOOR_WIDTH - BESIDE - x, DOOR_HEIGHT)


def _right_column(top: float) -> Box:
    x = RIGHT.x + INSIDE + DOOR_WIDTH + BESIDE
    return Box(x, top, RIGHT.right - INSIDE - x, DOOR_HEIGHT)


def _room(house: Box, top: float, floor: float) -> tuple[Mark, ...]:
    flat = Panel(Box(house.x + WALL, top, WIDTH - 2 * WALL, floor - top), "flat")
    return flat, Panel(Box(house.x, floor, WIDTH, SLAB), "wall_line")
