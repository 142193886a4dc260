"""How much of a long story a picture tells."""

from dataclasses import dataclass, replace

from bot.pictures.marks import Layout

MAX_HEIGHT = 1540
MAX_WORK = 1210
"""As many characters could be drawn on no ground in the time that a picture may take, about 115 ms.

Most of it goes into the PNG: each character costs 0.1 ms and each row of pixels, empty or not, a third of that.
"""


@dataclass(frozen=True)
class Detail:
    """The lines that texts may take, and how many steps, doors, totals and notes are drawn.

    `strips` shows below a step what became of the doors; `household_lines` and `door_lines` are those of a door's
    household, where it isn't told by a flat, and of its meaning.
    """

    steps: int
    did_lines: int
    reply_lines: int
    strips: bool
    household_lines: int
    door_lines: int
    doors: int
    lesson_lines: int
    totals: int
    notes: int


def fits(layout: Layout) -> bool:
    """Whether a picture is low enough for a phone, and soon enough drawn."""
    characters = sum(len(words.text) for words in layout.words())
    return layout.height <= MAX_HEIGHT and characters + 0.3 * layout.height <= MAX_WORK


FULL = Detail(
    steps=8,
    did_lines=2,
    reply_lines=2,
    strips=True,
    household_lines=3,
    door_lines=2,
    doors=12,
    lesson_lines=5,
    totals=8,
    notes=4,
)
SHORTER = replace(FULL, door_lines=1, totals=6, notes=2)
NO_MEANING_OF_DOORS = replace(SHORTER, door_lines=0, notes=1)
ONE_LINE_EACH = replace(NO_MEANING_OF_DOORS, did_lines=1, reply_lines=1, household_lines=2, totals=4, notes=0)
NO_TOTALS = replace(ONE_LINE_EACH, totals=0)
EIGHT_DOORS = replace(ONE_LINE_EACH, household_lines=1, doors=8)
NO_STRIPS = replace(EIGHT_DOORS, strips=False)
FEW_DOORS = replace(NO_STRIPS, doors=4)
BARE = replace(FEW_DOORS, steps=3, doors=2, lesson_lines=3)

# Tried in this order until the picture is small enough; the last one always is.
DETAILS = (
    FULL,
    SHORTER,
    NO_MEANING_OF_DOORS,
    ONE_LINE_EACH,
    NO_TOTALS,
    EIGHT_DOORS,
    NO_STRIPS,
    FEW_DOORS,
    BARE,
)
