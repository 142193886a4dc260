"""Lays out the head of a picture: what it is, its title, and the porter's bell."""

from bot.pictures.grid import INNER, KICKER, MARGIN, TITLE, WIDTH, Type, paragraph, short_line
from bot.pictures.marks import Block, Box, Emblem, Panel
from bot.pictures.typeface import Face

BELL = 104
NAME = Type(Face.MONO, 28, 38, "soft")
TEXT_WIDTH = INNER - BELL - 32


def header(kind: str, name: str, title: str) -> Block:
    """The head: the kind of picture with its name, the title in up to two lines, and a rule below."""
    kicker = short_line(kind, KICKER, MARGIN, 44, TEXT_WIDTH)
    x = kicker.box.right + 18
    named = short_line(name, NAME, x, 44, MARGIN + TEXT_WIDTH - x)
    heading = paragraph(title, TITLE, MARGIN, kicker.box.bottom + 6, TEXT_WIDTH, 2)
    bell = Emblem(Box(WIDTH - MARGIN - BELL, 44, BELL, 100), "bell")
    bottom = max(heading.bottom, bell.box.bottom) + 22
    rule = Panel(Box(MARGIN, bottom, INNER, 3), "edge")
    return Block((kicker, named, *heading.marks, bell, rule), bottom + 3 + 30)
