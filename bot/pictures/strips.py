"""Lays out the strips of a story: slices of the building with every door in its place, and what each step made of it.

A door keeps its place from strip to strip, so that one looks up and down to see what became of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.pictures.changes import Change, Told, news_of
from bot.pictures.doors import look_of
from bot.pictures.grid import Type, line, short
from bot.pictures.marks import Block, Box, LittleDoor, Look, Mark, Panel
from bot.pictures.typeface import Face

HEIGHT = 60
FLOOR = 4
DOOR = 28
DOOR_HEIGHT = 44
BESIDE = 8
PADDING = 12
APART = 14
MOST_APART = 44
MOST_NAME = 240
MOST_NEWS = 340
NAME = Type(Face.REGULAR, 23, 26, "text")
NEWS = Type(Face.BOLD, 23, 26, "title")
GONE = Look("elsewhere", "elsewhere")


@dataclass(frozen=True)
class Cell:
    """A door in a strip, with the words beside it."""

    left: float
    change: Change
    rows: tuple[tuple[str, Type], ...]

    @property
    def end(self) -> float:
        """The x where it ends with its words."""
        return self.left + DOOR + (BESIDE + max(kind.width(text) for text, kind in self.rows) if self.rows else 0)


@dataclass(frozen=True)
class Strip:
    """The doors of one step from left to right; none if the step isn't about doors."""

    cells: tuple[Cell, ...]

    @property
    def end(self) -> float:
        """The x where the last door ends with its words."""
        return max((cell.end for cell in self.cells), default=0)

    def says(self, text: str) -> bool:
        """Whether every word of the text stands in the strip."""
        said = {word for cell in self.cells for row, _ in cell.rows for word in row.split()}
        return said.issuperset(word.strip(",;") for word in text.split())

    def at(self, box: Box) -> Block:
        """The strip in its box."""
        floor = box.bottom - FLOOR
        marks: list[Mark] = [Panel(box, "wall"), Panel(Box(box.x, floor, box.width, FLOOR), "stone")]
        for cell in self.cells:
            marks += _standing(cell, box.y, floor)
        return Block(tuple(marks), box.bottom)


def strips_of(story: Sequence[Told], left: float, width: float) -> list[Strip]:
    """The strips of a story, with as many words in each as fit the width; doors without room are left out."""
    left, right = left + PADDING, left + width - PADDING
    words = [2] * len(story)
    strips = _packed(story, words, left)
    while any(words) and max(strip.end for strip in strips) > right:
        _, longest = max((strip.end, at) for at, strip in enumerate(strips) if words[at])
        words[longest] -= 1
        strips = _packed(story, words, left)
    places = sorted({cell.left for strip in strips for cell in strip.cells})
    spare = right - max((strip.end for strip in strips), default=right)
    apart = max(0, min(MOST_APART - APART, spare / max(1, len(places) - 1)))
    shifted = {x: round(x + apart * place) for place, x in enumerate(places)}
    spread = ([replace(cell, left=shifted[cell.left]) for cell in strip.cells] for strip in strips)
    return [Strip(tuple(cell for cell in cells if cell.left + DOOR <= right)) for cells in spread]


def _packed(story: Sequence[Told], words: Sequence[int], left: float) -> list[Strip]:
    """Each door as far left as it may stand: right of those before it, and of their words where they share a strip.

    `words` are the lines that each strip may say of a door.
    """
    strips = [Strip(()) for _ in story]
    x = left
    for which in dict.fromkeys(which for told in story for which in told):
        sharing = [at for at, told in enumerate(story) if which in told]
        x = max(x, *(strips[at].end + APART for at in sharing))
        for at in sharing:
            cell = Cell(x, story[at][which], _said(story[at][which], words[at]))
            strips[at] = Strip((*strips[at].cells, cell))
        x += DOOR + APART
    return strips


def _standing(cell: Cell, top: float, floor: float) -> list[Mark]:
    """A door on the floor, its words beside it at half the height."""
    row, news = cell.change.door.row, cell.change.news
    look = GONE if news == "gone" else look_of(row.protocol, row.state)
    door = Box(cell.left, floor - DOOR_HEIGHT, DOOR, DOOR_HEIGHT)
    marks: list[Mark] = [LittleDoor(door, look, faded=news == "same")]
    y = top + (floor - top - sum(kind.line for _, kind in cell.rows)) / 2
    for text, kind in cell.rows:
        marks.append(line(text, kind, door.right + BESIDE, y))
        y += kind.line
    return marks


def _said(change: Change, words: int) -> tuple[tuple[str, Type], ...]:
    """The door's name, and below it what is new, or only that; nothing of a door that stayed as it was."""
    if change.news == "same":
        return ()
    name = short(change.door.label, NAME, MOST_NAME)
    return ((name, NAME), (short(news_of(change), NEWS, MOST_NEWS), NEWS))[2 - words :]
