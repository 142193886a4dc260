"""Puts the sections of a picture one below the other."""

from collections.abc import Callable

from bot.pictures.grid import GAP, WIDTH
from bot.pictures.marks import Block, Layout, Mark

BELOW = 30

Section = Callable[[float], Block]
"""Lays out a part of a picture below the given y; one without marks takes no room."""


def sheet(head: Block, *sections: Section) -> Layout:
    """The head and the sections below it, with the same gap between all of them."""
    marks: list[Mark] = [*head.marks]
    bottom = head.bottom
    for section in sections:
        block = section(bottom + GAP)
        marks += block.marks
        bottom = block.bottom if block.marks else bottom
    return Layout(WIDTH, round(bottom + BELOW), tuple(marks))
