"""The bundled typefaces: where they lie, and how wide a text is in them."""

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import NamedTuple

FONTS = Path(__file__).parent / "fonts"
SUBSTITUTE = "□"
"""Stands where a typeface has no drawing for a character; every bundled face has this one."""


class Face(Enum):
    """A bundled typeface: its family and weight as SVG names them, and its file."""

    REGULAR = ("Inter", 400, "Inter-Regular.otf")
    BOLD = ("Inter", 700, "Inter-Bold.otf")
    MONO = ("JetBrains Mono", 500, "JetBrainsMono-Medium.ttf")

    def __init__(self, family: str, weight: int, file: str) -> None:
        self.family = family
        self.weight = weight
        self.path = FONTS / file


class Metrics(NamedTuple):
    """Widths of a face's characters, in fractions of its size."""

    advances: Mapping[str, float]

    def covers(self, char: str) -> bool:
        """Whether the face can draw the character."""
        return char in self.advances


def text_width(text: str, face: Face, size: float) -> float:
    """How wide the text is, in pixels. Exact, because the bundled faces have no kerning and no ligatures."""
    advances = metrics(face).advances
    return size * sum(advances.get(char, advances[SUBSTITUTE]) for char in text)


@cache
def metrics(face: Face) -> Metrics:
    """The face's widths, read once from its `cmap` and `hmtx` tables (OpenType 1.9)."""
    font = face.path.read_bytes()
    tables = _tables(font)
    units = _uint16(font, tables["head"] + 18)
    measured = _uint16(font, tables["hhea"] + 34)

    def advance(glyph: int) -> float:
        # Glyphs past the last measured one share its width.
        return _uint16(font, tables["hmtx"] + 4 * min(glyph, measured - 1)) / units

    return Metrics({chr(code): advance(glyph) for code, glyph in _glyphs(font, tables["cmap"])})


def _tables(font: bytes) -> dict[str, int]:
    """Where each table starts, by its tag."""
    records = (font[at : at + 16] for at in range(12, 12 + 16 * _uint16(font, 4), 16))
    return {record[:4].decode("ascii"): _uint32(record, 8) for record in records}


def _glyphs(font: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """Character codes and their glyphs, from the first subtable, which has format 4 in the bundled files."""
    start = cmap + _uint32(font, cmap + 8)
    size = _uint16(font, start + 6)
    ends = start + 14
    starts, deltas, offsets = (ends + 2 + size * part for part in (1, 2, 3))
    for at in range(0, size, 2):
        offset = _uint16(font, offsets + at)
        first, last = _uint16(font, starts + at), min(_uint16(font, ends + at), 0xFFFE)
        for code in range(first, last + 1):
            glyph = _uint16(font, offsets + at + offset + 2 * (code - first)) if offset else code
            yield code, (glyph + _uint16(font, deltas + at)) % 0x10000


def _uint16(font: bytes, at: int) -> int:
    return int.from_bytes(font[at : at + 2], "big")


def _uint32(font: bytes, at: int) -> int:
    return int.from_bytes(font[at : at + 4], "big")
