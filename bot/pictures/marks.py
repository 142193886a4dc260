"""What a picture is made of, as data: boxes with what is to be painted in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.pictures.theme import Ink
from bot.pictures.typeface import Face

Pose = Literal["ajar", "slotted", "knocked", "signed", "boarded", "shut", "elsewhere"]
"""How a door stands: ajar; shut, with a slot for letters or without one; knocked at; with a sign that nobody writes
from here any more; boarded up; or only outlined, because it is not in this picture."""

Flow = Literal["both", "to_left", "to_right", "knock", "none"]
"""Which way letters go between two doors; "knock" is a first letter without an answer yet, "none" is over."""

Drawing = Literal[
    "arrow_down",
    "arrow_left",
    "arrow_right",
    "arrow_right_up",
    "arrow_up",
    "awning",
    "bell",
    "bin",
    "book",
    "clerk",
    "cook",
    "cupboard",
    "dashed",
    "entrance",
    "frieze",
    "guard",
    "hook",
    "hung_key",
    "key",
    "letter",
    "pavement",
    "plus",
    "porter",
    "postcard",
    "pot",
    "screen",
    "stamp",
    "street",
    "u_turn",
    "window",
    "windows",
]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Look:
    """How a door looks: its colour and its pose."""

    ink: Ink
    pose: Pose


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """The x of its centre."""
        return self.x + self.width / 2

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share some area."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom

    def holds(self, other: "Box") -> bool:
        """Whether the other lies inside, edges included."""
        across = self.x <= other.x and other.right <= self.right
        return across and self.y <= other.y and other.bottom <= self.bottom


@dataclass(frozen=True)
class Panel:
    """A filled rectangle with round corners and, if asked for, an edge."""

    box: Box
    fill: Ink
    radius: float = 0
    edge: Ink | None = None
    opacity: float = 1


@dataclass(frozen=True)
class Words:
    """One line of text; the box is as wide as the text and as high as its line."""

    box: Box
    text: str
    face: Face
    size: float
    ink: Ink


@dataclass(frozen=True)
class Doorway:
    """A door with the plate above it; the texts on both are `Words` of their own."""

    box: Box
    look: Look

    @property
    def plate(self) -> Box:
        """Where the number hangs."""
        return Box(self.box.x, self.box.y, self.box.width, 36)

    @property
    def leaf(self) -> Box:
        """The frame with the door in it."""
        top = self.plate.bottom + 4
        return Box(self.box.x + 9, top, self.box.width - 18, self.box.bottom - top)


@dataclass(frozen=True)
class LittleDoor:
    """A door without a plate, as the strips of a story show it; a faded one is as it was before."""

    box: Box
    look: Look
    faded: bool = False


@dataclass(frozen=True)
class Wire:
    """The way of the letters between two doors that write to each other."""

    box: Box
    flow: Flow


@dataclass(frozen=True)
class Emblem:
    """A small drawing."""

    box: Box
    drawing: Drawing


Mark = Panel | Words | Doorway | LittleDoor | Wire | Emblem


@dataclass(frozen=True)
class Block:
    """Some marks, and the y where the next block may begin."""

    marks: tuple[Mark, ...]
    bottom: float


@dataclass(frozen=True)
class Layout:
    """A whole picture: its size in pixels and its marks, the first painted first."""

    width: float
    height: float
    marks: tuple[Mark, ...]

    @property
    def panel(self) -> Box:
        """The background, which holds everything else."""
        return Box(0, 0, self.width, self.height)

    def doors(self) -> Iterator[Doorway]:
        """The doors, in painting order."""
        return (mark for mark in self.marks if isinstance(mark, Doorway))

    def words(self) -> Iterator[Words]:
        """The lines of text, in painting order."""
        return (mark for mark in self.marks if isinstance(mark, Words))
