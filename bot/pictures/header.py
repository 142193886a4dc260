"""Lays out the head of a picture: what it is, its title, and the porter's bell."""

from bot.pictures.grid import INNER, KICKER, MARGIN, TITLE, WIDTH, Type, paragraph, short_line
from bot.pictures.marks import Block, Box, Emblem, Panel
from bot.pictures.typeface import Face

TOP = 22
BELL = 84
NAME = Type(Face.MONO, 24, 32, "soft")
TEXT_WIDTH = INNER - BELL - 24


def header(kind: str, name: str, title: str) -> Block:
    """The head: the kind of picture with its name, the title in up to two lines, and a rule below."""
    kicker = short_line(kind, KICKER, MARGIN, TOP, TEXT_WIDTH)
    x = kicker.box.right + 14
    named = short_line(name, NAME, x, TOP, MARGIN + TEXT_WIDTH - x)
    heading = paragraph(title, TITLE, MARGIN, kicker.box.bottom + 2, TEXT_WIDTH, 2)
    bell = Emblem(Box(WIDTH - MARGIN - BELL, TOP + 4, BELL, 80), "bell")
    bottom = max(heading.bottom, bell.box.bottom) + 12
    rule = Panel(Box(MARGIN, bottom, INNER, 2), "edge")
    return Block((kicker, named, *heading.marks, bell, rule), bottom + 2)
