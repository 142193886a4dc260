"""Lays out what is written on paper: letters with their addresses, and lists."""

from dataclasses import dataclass

from bot.pictures.grid import Type, line
from bot.pictures.marks import Box, Emblem, Mark, Panel
from bot.pictures.typeface import Face

PENNED = Type(Face.REGULAR, 23, 30, "plate_text")
TYPED = Type(Face.MONO, 23, 30, "plate_text")
HEADED = Type(Face.BOLD, 23, 30, "plate_text")
PADDING = 14
ABOVE = 9
BESIDE = 12
STAMP_WIDTH, STAMP_HEIGHT = 34, 42


@dataclass(frozen=True)
class Letter:
    """A letter as its envelope shows it: the lines of its address, each with a word before it.

    What is `marked` stands out as with a pen, wherever it occurs.
    """

    lines: tuple[tuple[str, str], ...]
    marked: tuple[str, ...] = ()
    stamped: bool = True

    @property
    def width(self) -> float:
        """How wide it is."""
        text = max(TYPED.width(text) for _, text in self.lines)
        return self._indent + text + PADDING + (BESIDE + STAMP_WIDTH if self.stamped else 0)

    @property
    def height(self) -> float:
        """How high it is."""
        return len(self.lines) * TYPED.line + 2 * ABOVE

    @property
    def _indent(self) -> float:
        before = max(PENNED.width(word) for word, _ in self.lines)
        return PADDING + (before + BESIDE if before else 0)

    def at(self, x: float, y: float) -> tuple[Mark, ...]:
        """The letter with its upper left corner there."""
        box = Box(x, y, self.width, self.height)
        marks: list[Mark] = [Panel(box, "paper", 5, "paper_line")]
        for place, (word, text) in enumerate(self.lines):
            top = y + ABOVE + place * TYPED.line
            marks += [line(word, PENNED, x + PADDING, top)] if word else []
            marks += written(text, TYPED, x + self._indent, top, self.marked)
        if self.stamped:
            stamp = Box(box.right - PADDING + 2 - STAMP_WIDTH, y + 8, STAMP_WIDTH, min(STAMP_HEIGHT, box.height - 16))
            marks.append(Emblem(stamp, "stamp"))
        return tuple(marks)


def written(text: str, kind: Type, x: float, y: float, marked: tuple[str, ...] = ()) -> list[Mark]:
    """A line on paper, with the ground of a pen behind what is marked in it."""
    marks: list[Mark] = []
    for part in marked:
        if part in text:
            start = x + kind.width(text[: text.index(part)])
            marks.append(Panel(Box(start - 3, y + 1, kind.width(part) + 6, kind.line - 2), "marker", 4))
    return [*marks, line(text, kind, x, y)]


@dataclass(frozen=True)
class Ledger:
    """A list in columns with a head; what is `marked` stands out as with a pen.

    Cells are typed, as addresses and numbers are; those of the columns `in_words` are set as words.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marked: tuple[str, ...] = ()
    in_words: tuple[int, ...] = ()

    @property
    def height(self) -> float:
        """How high it is."""
        return 2 * ABOVE + HEADED.line + 4 + len(self.rows) * TYPED.line

    @property
    def widths(self) -> tuple[float, ...]:
        """How wide each column is at least."""
        return tuple(
            max(HEADED.width(head), *(self._kind(place).width(cell) for cell in column))
            for place, (head, *column) in enumerate(zip(self.head, *self.rows, strict=True))
        )

    @property
    def width(self) -> float:
        """How wide it is at least."""
        return sum(self.widths) + 2 * PADDING + (len(self.head) - 1) * 2 * BESIDE

    def at(self, x: float, y: float, width: float = 0) -> tuple[Mark, ...]:
        """The list with its upper left corner there, at least as wide as asked for."""
        box = Box(x, y, max(width, self.width), self.height)
        apart = 2 * BESIDE + (box.width - self.width) / max(1, len(self.head) - 1)
        rule = Panel(Box(x + PADDING, y + ABOVE + HEADED.line + 1, box.width - 2 * PADDING, 2), "paper_line")
        marks: list[Mark] = [Panel(box, "paper", 5, "paper_line"), rule]
        left = x + PADDING
        for place, column in enumerate(self.widths):
            marks.append(line(self.head[place], HEADED, left, y + ABOVE))
            for at, row in enumerate(self.rows):
                top = y + ABOVE + HEADED.line + 4 + at * TYPED.line
                marks += written(row[place], self._kind(place), left, top, self.marked)
            left += column + apart
        return tuple(marks)

    def _kind(self, column: int) -> Type:
        return PENNED if column in self.in_words else TYPED
