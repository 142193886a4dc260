"""How much of a long story a picture tells."""

from dataclasses import dataclass, replace

MAX_HEIGHT = 1540


@dataclass(frozen=True)
class Detail:
    """The lines that texts may take, and how many steps, doors, totals and notes are drawn.

    `strips` shows below a step what became of the doors; `door_lines` are those of a door's meaning.
    """

    steps: int
    did_lines: int
    reply_lines: int
    strips: bool
    door_lines: int
    doors: int
    totals: int
    notes: int


FULL = Detail(steps=8, did_lines=2, reply_lines=2, strips=True, door_lines=2, doors=12, totals=8, notes=4)
SHORTER = replace(FULL, door_lines=1, totals=6, notes=3)
NO_MEANING_OF_DOORS = replace(SHORTER, door_lines=0)
ONE_LINE_EACH = replace(NO_MEANING_OF_DOORS, did_lines=1, reply_lines=1, notes=2)
EIGHT_DOORS = replace(ONE_LINE_EACH, doors=8, totals=5)
NO_STRIPS = replace(EIGHT_DOORS, strips=False)
FEW_DOORS = replace(NO_STRIPS, doors=4, totals=4, notes=1)
BARE = replace(FEW_DOORS, steps=6, doors=2)

# Tried in this order until the picture is small enough; the last one always is.
DETAILS = (FULL, SHORTER, NO_MEANING_OF_DOORS, ONE_LINE_EACH, EIGHT_DOORS, NO_STRIPS, FEW_DOORS, BARE)
