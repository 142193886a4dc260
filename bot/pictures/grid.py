"""The measures that all pictures share, in pixels of a picture that Discord shows about 400 wide on a phone."""

from dataclasses import dataclass

from bot.pictures.marks import Anchor, Block, Box, Words
from bot.pictures.theme import Ink
from bot.pictures.typeface import Face, text_width
from bot.pictures.wrapping import clean, clipped, wrapped

WIDTH = 900
MARGIN = 36
INNER = WIDTH - 2 * MARGIN
GAP = 24
"""Between two sections."""


@dataclass(frozen=True)
class Type:
    """A way to set text: its face, size and line height, and its colour. No size is below 23, ten points on a phone."""

    face: Face
    size: int
    line: int
    ink: Ink

    def width(self, text: str) -> float:
        """How wide the text is."""
        return text_width(text, self.face, self.size)


TITLE = Type(Face.BOLD, 44, 52, "title")
KICKER = Type(Face.BOLD, 24, 32, "accent")
DID = Type(Face.BOLD, 27, 34, "title")
SAW = Type(Face.MONO, 23, 30, "text")
LESSON = Type(Face.REGULAR, 27, 36, "title")
LABEL = Type(Face.BOLD, 25, 30, "title")
ENDPOINT = Type(Face.MONO, 23, 30, "text")
TAG = Type(Face.BOLD, 23, 30, "on_door")
NOTE = Type(Face.REGULAR, 23, 30, "soft")
NUMBER = Type(Face.BOLD, 27, 36, "plate_text")
PAINTED = Type(Face.BOLD, 23, 28, "on_door")
SIGN = Type(Face.MONO, 26, 34, "sign_text")


def line(text: str, kind: Type, x: float, y: float, anchor: Anchor = "start") -> Words:
    """One line of text as it is, with its start, middle or end at x and its upper edge at y."""
    width = kind.width(text)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    return Words(Box(left, y, width, kind.line), text, kind.face, kind.size, kind.ink)


def short_line(text: str, kind: Type, x: float, y: float, width: float, anchor: Anchor = "start") -> Words:
    """One line of cleaned text, cut to the width with an ellipsis."""
    return line(short(text, kind, width), kind, x, y, anchor)


def short(text: str, kind: Type, width: float) -> str:
    """The cleaned text, cut to the width with an ellipsis."""
    return clipped(clean(text, kind.face), kind.face, kind.size, width)


def paragraph(text: str, kind: Type, x: float, y: float, width: float, lines: int, anchor: Anchor = "start") -> Block:
    """Cleaned text, wrapped to the width in at most so many lines."""
    rows = wrapped(text, kind.face, kind.size, width, lines)
    marks = tuple(line(row, kind, x, y + index * kind.line, anchor) for index, row in enumerate(rows))
    return Block(marks, y + len(rows) * kind.line)


def whole_paragraph(
    text: str, kind: Type, x: float, y: float, width: float, lines: int, anchor: Anchor = "start"
) -> Block:
    """A paragraph if all of the text fits, otherwise nothing: half a sentence explains nothing."""
    fits = len(wrapped(text, kind.face, kind.size, width, lines + 1)) <= lines
    return paragraph(text, kind, x, y, width, lines if fits else 0, anchor)
