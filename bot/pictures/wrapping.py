"""Breaks text into lines of a measured width."""

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate, pairwise

from bot.host.rows import Endpoint
from bot.pictures.typeface import SUBSTITUTE, Face, metrics, text_width

ELLIPSIS = "…"
JOINTS = "-_/"
"""After these a long word may go on in the next line."""


@lru_cache(maxsize=512)  # a long story is laid out several times, in less and less detail
def one_line(text: str) -> str:
    """The text in one line, without control characters and invisible ones."""
    visible = (char for char in unicodedata.normalize("NFC", text) if char.isspace() or _is_visible(char))
    return " ".join("".join(visible).split())


@lru_cache(maxsize=512)
def clean(text: str, face: Face) -> str:
    """The text in one line as the face can draw it, with `□` for each missing glyph."""
    known = metrics(face)
    return "".join(char if known.covers(char) else SUBSTITUTE for char in one_line(text))


def clipped(text: str, face: Face, size: float, width: float) -> str:
    """The text, or as much of it as fits the width with an ellipsis."""
    if text_width(text, face, size) <= width:
        return text
    room = width - text_width(ELLIPSIS, face, size)
    return text[: _fitting(text, 0, face, room / size)].rstrip() + ELLIPSIS


@lru_cache(maxsize=512)
def wrapped(text: str, face: Face, size: float, width: float, lines: int) -> tuple[str, ...]:
    """The cleaned text in at most so many lines of the width; the last one ends in `…` where text was left out.

    Text that fits is broken into lines of about the same length, so that no single word is left for the last.
    """
    text = clean(text, face)
    starts = _starts(text, face, width / size)
    if len(starts) <= lines:
        return _balanced(text, starts, face, width / size)
    if lines <= 0:
        return ()
    last = clipped(text[starts[lines - 1] :], face, size, width)
    return (*_rows(text, starts)[: lines - 1], last)


def endpoint_lines(endpoint: Endpoint, size: float, width: float) -> tuple[str, ...]:
    """The endpoint in one line if it fits, else its address in as many as it needs never parting `:port`."""
    whole = clean(str(endpoint), Face.MONO)
    if text_width(whole, Face.MONO, size) <= width:
        return (whole,)
    if endpoint.is_path:
        return wrapped(whole, Face.MONO, size, width, 3)
    address, _, port = whole.rpartition(":")
    *groups, last = address.split(":")
    rows = [""]
    for piece in (*(group + ":" for group in groups), last, f":{port}"):
        if rows[-1] and text_width(rows[-1] + piece, Face.MONO, size) > width:
            rows.append("")
        rows[-1] += piece
    return tuple(clipped(row, Face.MONO, size, width) for row in rows)


def _balanced(text: str, starts: list[int], face: Face, ems: float) -> tuple[str, ...]:
    """As many rows as begin at the given places, in the narrowest width that holds them."""
    best, low, high = starts, ems / 2, ems
    while len(starts) > 1 and high - low > 0.5:
        middle = (low + high) / 2
        tried = _starts(text, face, middle)
        if len(tried) == len(starts):
            best, high = tried, middle
        else:
            low = middle
    return _rows(text, best)


def _rows(text: str, starts: list[int]) -> tuple[str, ...]:
    return tuple(text[start:end].rstrip() for start, end in pairwise([*starts, len(text)]))


def _starts(text: str, face: Face, ems: float) -> list[int]:
    """Where each line begins, broken between words, or within a word that is wider than a line."""
    starts: list[int] = []
    at = 0
    while at < len(text):
        starts.append(at)
        fits = _fitting(text, at, face, ems)
        if at + fits >= len(text):
            break
        breaks = (text.rfind(" ", at, at + fits + 1), *(text.rfind(joint, at, at + fits) + 1 for joint in JOINTS))
        at = max(breaks) if max(breaks) > at else at + max(fits, 1)
        at += text[at : at + 1] == " "
    return starts


def _fitting(text: str, start: int, face: Face, ems: float) -> int:
    """How many characters from the start fit the width, which is given in sizes of the face."""
    ends = _ends(text, face)
    # The least of slack: sums of the same widths in another order differ in their last bits.
    return max(0, bisect_right(ends, ends[start] + ems + 1e-9) - 1 - start)


@lru_cache(maxsize=512)
def _ends(text: str, face: Face) -> tuple[float, ...]:
    """Where each character begins and the last one ends, in sizes of the face."""
    advances = metrics(face).advances
    return tuple(accumulate((advances.get(char, advances[SUBSTITUTE]) for char in text), initial=0.0))


def _is_visible(char: str) -> bool:
    # Cc: controls; Cf: invisible formatting such as U+202E, which reverses the text after it; Cs: half a pair.
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs"}
