"""The measures that all pictures share, in pixels of a picture that Discord shows about 400 wide on a phone."""

from dataclasses import dataclass, replace

from bot.pictures.marks import Anchor, Block, Box, Words
from bot.pictures.theme import Ink
from bot.pictures.typeface import Face, text_width
from bot.pictures.wrapping import clean, clipped, wrapped

WIDTH = 1080
MAX_HEIGHT = 2400
MARGIN = 44
INNER = WIDTH - 2 * MARGIN
GAP = 36
"""Between two sections."""


@dataclass(frozen=True)
class Type:
    """A way to set text: its face, size and line height, and its colour."""

    face: Face
    size: int
    line: int
    ink: Ink

    def width(self, text: str) -> float:
        """How wide the text is."""
        return text_width(text, self.face, self.size)


TITLE = Type(Face.BOLD, 52, 62, "title")
KICKER = Type(Face.BOLD, 28, 38, "accent")
DID = Type(Face.BOLD, 33, 42, "title")
SAW = Type(Face.MONO, 28, 38, "text")
MEANS = Type(Face.REGULAR, 29, 39, "soft")
LESSON = Type(Face.REGULAR, 32, 44, "title")
LABEL = Type(Face.BOLD, 29, 38, "title")
ENDPOINT = Type(Face.MONO, 26, 35, "text")
TAG = Type(Face.BOLD, 26, 38, "on_door")
NOTE = Type(Face.REGULAR, 27, 36, "soft")
NUMBER = Type(Face.BOLD, 31, 42, "plate_text")
PAINTED = Type(Face.BOLD, 26, 32, "on_door")
SIGN = Type(Face.MONO, 30, 40, "sign_text")


@dataclass(frozen=True)
class Detail:
    """How much of a long story is told: the lines that texts may take, and how many doors and totals are drawn.

    `beside` puts each reply that fits on the line of what was done, even if others do not fit; `changes` names
    the doors that each step changed.
    """

    did_lines: int
    reply_lines: int
    means_lines: int
    beside: bool
    changes: bool
    door_lines: int
    door_height: int
    doors: int
    totals: int


FULL = Detail(
    did_lines=2,
    reply_lines=4,
    means_lines=4,
    beside=False,
    changes=True,
    door_lines=5,
    door_height=196,
    doors=12,
    totals=8,
)
SHORTER = replace(FULL, door_height=180, means_lines=3, reply_lines=3, totals=6)
NO_CHANGES = replace(SHORTER, changes=False)
NO_MEANING_OF_DOORS = replace(NO_CHANGES, door_lines=0)
BESIDE = replace(NO_MEANING_OF_DOORS, beside=True, door_height=164, means_lines=2)
EIGHT_DOORS = replace(BESIDE, doors=8, totals=5)
FEW_DOORS = replace(EIGHT_DOORS, doors=4)
ONE_LINE_EACH = replace(FEW_DOORS, did_lines=1, reply_lines=1, means_lines=1, doors=2)
BARE = replace(ONE_LINE_EACH, means_lines=0, doors=1, totals=4)

# Tried in this order until the picture is low enough; the last one always is.
DETAILS = (FULL, SHORTER, NO_CHANGES, NO_MEANING_OF_DOORS, BESIDE, EIGHT_DOORS, FEW_DOORS, ONE_LINE_EACH, BARE)


def line(text: str, kind: Type, x: float, y: float, anchor: Anchor = "start") -> Words:
    """One line of text as it is, with its start, middle or end at x and its upper edge at y."""
    width = kind.width(text)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    return Words(Box(left, y, width, kind.line), text, kind.face, kind.size, kind.ink)


def short_line(text: str, kind: Type, x: float, y: float, width: float, anchor: Anchor = "start") -> Words:
    """One line of cleaned text, cut to the width with an ellipsis."""
    return line(clipped(clean(text, kind.face), kind.face, kind.size, width), kind, x, y, anchor)


def paragraph(text: str, kind: Type, x: float, y: float, width: float, lines: int, anchor: Anchor = "start") -> Block:
    """Cleaned text, wrapped to the width in at most so many lines."""
    rows = wrapped(text, kind.face, kind.size, width, lines)
    marks = tuple(line(row, kind, x, y + index * kind.line, anchor) for index, row in enumerate(rows))
    return Block(marks, y + len(rows) * kind.line)
