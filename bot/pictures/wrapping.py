"""Breaks text into lines of a measured width."""

import unicodedata
from itertools import accumulate, takewhile

from bot.host.rows import Endpoint
from bot.pictures.typeface import SUBSTITUTE, Face, metrics, text_width

ELLIPSIS = "…"
JOINTS = "-_/"
"""After these a long word may go on in the next line."""


def one_line(text: str) -> str:
    """The text in one line, without control characters and invisible ones."""
    visible = (char for char in unicodedata.normalize("NFC", text) if char.isspace() or _is_visible(char))
    return " ".join("".join(visible).split())


def clean(text: str, face: Face) -> str:
    """The text in one line as the face can draw it, with `□` for each missing glyph."""
    known = metrics(face)
    return "".join(char if known.covers(char) else SUBSTITUTE for char in one_line(text))


def clipped(text: str, face: Face, size: float, width: float) -> str:
    """The text, or as much of it as fits the width with an ellipsis."""
    if text_width(text, face, size) <= width:
        return text
    room = width - text_width(ELLIPSIS, face, size)
    return text[: _fitting(text, face, size, room)].rstrip() + ELLIPSIS


def wrapped(text: str, face: Face, size: float, width: float, lines: int) -> tuple[str, ...]:
    """The cleaned text in at most so many lines of the width; the last one ends in `…` where text was left out.

    Text that fits is broken into lines of about the same length, so that no single word is left for the last.
    """
    rest = clean(text, face)
    rows = _filled(rest, face, size, width)
    if len(rows) <= lines:
        return _balanced(rest, rows, face, size, width)
    kept: list[str] = []
    while len(kept) < lines - 1:
        row, rest = _first_line(rest, face, size, width)
        kept.append(row)
    return (*kept, clipped(rest, face, size, width)) if lines > 0 else ()


def endpoint_lines(endpoint: Endpoint, size: float, width: float) -> tuple[str, ...]:
    """The endpoint in one line if it fits, else its address in as many as it needs never parting `:port`."""
    whole = clean(str(endpoint), Face.MONO)
    if text_width(whole, Face.MONO, size) <= width:
        return (whole,)
    address, _, port = whole.rpartition(":")
    *groups, last = address.split(":")
    rows = [""]
    for piece in (*(group + ":" for group in groups), last, f":{port}"):
        if rows[-1] and text_width(rows[-1] + piece, Face.MONO, size) > width:
            rows.append("")
        rows[-1] += piece
    return tuple(clipped(row, Face.MONO, size, width) for row in rows)


def _balanced(text: str, rows: tuple[str, ...], face: Face, size: float, width: float) -> tuple[str, ...]:
    """As many rows as given, in the narrowest width that holds them."""
    best, low, high = rows, width / 2, width
    while len(rows) > 1 and high - low > size / 2:
        middle = (low + high) / 2
        tried = _filled(text, face, size, middle)
        if len(tried) == len(rows):
            best, high = tried, middle
        else:
            low = middle
    return best


def _filled(text: str, face: Face, size: float, width: float) -> tuple[str, ...]:
    rows: list[str] = []
    while text:
        row, text = _first_line(text, face, size, width)
        rows.append(row)
    return tuple(rows)


def _first_line(text: str, face: Face, size: float, width: float) -> tuple[str, str]:
    """The first line, broken between words, or within a word that is wider than a line; and the rest."""
    fits = _fitting(text, face, size, width)
    if fits == len(text):
        return text, ""
    breaks = (text.rfind(" ", 0, fits + 1), *(text.rfind(joint, 0, fits) + 1 for joint in JOINTS))
    cut = max(breaks) if max(breaks) > 0 else max(fits, 1)
    return text[:cut], text[cut:].lstrip()


def _fitting(text: str, face: Face, size: float, width: float) -> int:
    """How many characters from the start fit the width."""
    ends = accumulate(text_width(char, face, size) for char in text)
    return sum(1 for _ in takewhile(lambda end: end <= width, ends))


def _is_visible(char: str) -> bool:
    # Cc: controls; Cf: invisible formatting such as U+202E, which reverses the text after it; Cs: half a pair.
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs"}
