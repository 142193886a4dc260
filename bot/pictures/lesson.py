"""Lays out the one sentence to remember."""

from bot.pictures.grid import INNER, KICKER, LESSON, MARGIN, paragraph
from bot.pictures.marks import Block, Box, Emblem, Panel

PADDING = 24
KEY = 64


def lesson(text: str, top: float, lines: int = 5) -> Block:
    """The lesson in at most so many lines on a ground of its own, with a key beside it."""
    x = MARGIN + PADDING + KEY + 22
    width = MARGIN + INNER - PADDING - x
    kicker = paragraph("To remember", KICKER, x, top + 14, width, 1)
    words = paragraph(text, LESSON, x, kicker.bottom, width, lines)
    box = Box(MARGIN, top, INNER, words.bottom + 16 - top)
    key = Emblem(Box(MARGIN + PADDING, top + (box.height - KEY) / 2, KEY, KEY), "key")
    return Block((Panel(box, "lesson", 16), key, *kicker.marks, *words.marks), box.bottom)
