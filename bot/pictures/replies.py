"""Lays out what the machine said: in its own type on its own ground, red if it refused."""

import errno
from dataclasses import dataclass, replace

from bot.pictures.grid import SAW, Type, line
from bot.pictures.marks import Box, Mark, Panel
from bot.pictures.wrapping import wrapped

PADDING = 14
ABOVE = 5
REFUSED = replace(SAW, ink="refused")
REFUSALS = frozenset(errno.errorcode.values())


@dataclass(frozen=True)
class Reply:
    """A reply in lines, which may be none."""

    rows: tuple[str, ...]
    kind: Type

    @property
    def width(self) -> float:
        """How wide it is with its ground."""
        return round(max(map(self.kind.width, self.rows), default=0) + 2 * PADDING)

    @property
    def height(self) -> float:
        """How high it is with its ground."""
        return len(self.rows) * self.kind.line + 2 * ABOVE if self.rows else 0

    def at(self, x: float, y: float, height: float = 0) -> tuple[Mark, ...]:
        """The reply with its upper left corner there, on a ground at least that high."""
        box = Box(x, y, self.width, max(self.height, height))
        first = y + (box.height - len(self.rows) * self.kind.line) / 2
        rows = (line(row, self.kind, x + PADDING, first + at * self.kind.line) for at, row in enumerate(self.rows))
        return Panel(box, "inset" if self.kind is SAW else "refused_inset", 10), *rows


def reply_of(saw: str, width: float, lines: int) -> Reply:
    """The reply in at most so many lines of the width."""
    kind = REFUSED if is_refusal(saw) else SAW
    return Reply(wrapped(saw, kind.face, kind.size, width - 2 * PADDING, lines), kind)


def is_refusal(saw: str) -> bool:
    """Whether the machine's reply names an error (errno.h), such as EADDRINUSE."""
    return any(word.strip(".,:;()") in REFUSALS for word in saw.split())
