"""Lays out a chip: one line that names a door which a step opened, changed or closed."""

from bot.pictures.changes import Change
from bot.pictures.doors import look_of
from bot.pictures.grid import ENDPOINT, NOTE, Type, line
from bot.pictures.marks import Box, Mark, Panel
from bot.pictures.typeface import Face
from bot.pictures.wrapping import clean, clipped

CHIP_HEIGHT = 50
PADDING = 14
LITTLE_DOOR = 24
GAP = 12
NAME_WIDTH = 380
STATE_WIDTH = 300
STATE = Type(Face.REGULAR, 26, 36, "text")


def chip_width(change: Change) -> float:
    """How wide the chip of the change is."""
    texts = sum(kind.width(text) + GAP for text, kind in _texts(change))
    return 2 * PADDING + LITTLE_DOOR + texts


def chip(change: Change, box: Box) -> tuple[Mark, ...]:
    """The chip: a little door in the colour of its state, its name, and its number if it is new, else its state."""
    row = change.door.row
    look = "closing" if change.news == "gone" else look_of(row.protocol, row.state)
    door = Panel(Box(box.x + PADDING, box.y + 7, LITTLE_DOOR, 36), look, 4)
    knob = Panel(Box(door.box.right - 9, door.box.y + 17, 5, 5), "lamplight", 2.5)
    marks: list[Mark] = [Panel(box, "panel", 12, "edge"), door, knob]
    x = door.box.right + GAP
    for text, kind in _texts(change):
        marks.append(line(text, kind, x, box.y + (CHIP_HEIGHT - kind.line) / 2))
        x += kind.width(text) + GAP
    return tuple(marks)


def _texts(change: Change) -> list[tuple[str, Type]]:
    row = change.door.row
    name = clipped(clean(change.door.label, Face.REGULAR), Face.REGULAR, NOTE.size, NAME_WIDTH)
    if change.news == "new":
        return [(name, NOTE), (row.local.number, ENDPOINT)]
    state = clipped(clean(row.state, STATE.face), STATE.face, STATE.size, STATE_WIDTH)
    return [(name, NOTE), ("gone" if change.news == "gone" else state, STATE)]
