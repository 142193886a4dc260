"""Lays out the ways of letters: arrows, and numbered steps beside them."""

from bot.pictures.grid import LABEL, line
from bot.pictures.marks import Box, Emblem, Mark, Panel
from bot.pictures.storyboard import DIGIT, DISC

BREADTH = 18


def down(x: float, top: float, bottom: float) -> Emblem:
    """An arrow from top to bottom."""
    return Emblem(Box(x - BREADTH / 2, top, BREADTH, bottom - top), "arrow_down")


def up(x: float, top: float, bottom: float) -> Emblem:
    """An arrow from bottom to top."""
    return Emblem(Box(x - BREADTH / 2, top, BREADTH, bottom - top), "arrow_up")


def right(start: float, end: float, y: float) -> Emblem:
    """An arrow to the right."""
    return Emblem(Box(start, y - BREADTH / 2, end - start, BREADTH), "arrow_right")


def left(start: float, end: float, y: float) -> Emblem:
    """An arrow to the left, between the same ends as one to the right."""
    return Emblem(Box(start, y - BREADTH / 2, end - start, BREADTH), "arrow_left")


def numbered(number: int, text: str, x: float, y: float) -> tuple[Mark, ...]:
    """A step's number, as story boards have it, and what is done."""
    disc = Box(x, y, DISC, DISC)
    digit = line(str(number), DIGIT, disc.middle, y + (DISC - DIGIT.line) / 2, "middle")
    return Panel(disc, "accent", DISC / 2), digit, line(text, LABEL, disc.right + 12, y + (DISC - LABEL.line) / 2)
