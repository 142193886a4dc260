"""Lays out what in the town stands for what in the machine."""

from bot.pictures.grid import INNER, KICKER, MARGIN, Type, line
from bot.pictures.marks import Block, Mark, Words
from bot.pictures.typeface import Face

Meaning = tuple[str, str]
"""A thing of the town, and what it stands for in the machine."""

HOUSEHOLD: Meaning = ("household", "process")
DOOR: Meaning = ("door", "socket")
NUMBER: Meaning = ("number", "port")
BUILDING: Meaning = ("building", "host")
ADDRESS: Meaning = ("street address", "IP address")
PORTER: Meaning = ("porter", "operating system")
LETTER: Meaning = ("letter", "packet")
STREET: Meaning = ("street", "network")

TOWN = Type(Face.BOLD, 23, 32, "text")
ARROW = Type(Face.BOLD, 23, 32, "accent")
MACHINE = Type(Face.REGULAR, 23, 32, "soft")
COLUMN = INNER / 2
BESIDE = 10
APART = 28
"""Between the columns at least."""


def legend(meanings: tuple[Meaning, ...], top: float) -> Block:
    """The meanings in two columns, below a heading."""
    heading = line("In the town → in the machine", KICKER, MARGIN, top - 8)
    marks: list[Mark] = [heading]
    rows = (len(meanings) + 1) // 2
    x = float(MARGIN)
    for column in (meanings[:rows], meanings[rows:]):
        marks += _column(column, x, heading.box.bottom + 2)
        x = max(MARGIN + COLUMN, *(mark.box.right + APART for mark in marks))
    return Block(tuple(marks), heading.box.bottom + 2 + rows * TOWN.line)


def _column(meanings: tuple[Meaning, ...], x: float, top: float) -> list[Words]:
    arrow = x + max((TOWN.width(town) for town, _ in meanings), default=0) + BESIDE
    marks: list[Words] = []
    for row, (town, machine) in enumerate(meanings):
        y = top + row * TOWN.line
        marks += [line(town, TOWN, x, y), line("→", ARROW, arrow, y)]
        marks.append(line(machine, MACHINE, arrow + ARROW.width("→") + BESIDE, y))
    return marks
