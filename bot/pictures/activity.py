"""Draws what Porter did in a server, day by day, and which entries people liked or didn't."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.pictures.grid import GAP, INNER, LABEL, MARGIN, NOTE, SAW, Type, line, short_line
from bot.pictures.header import header
from bot.pictures.marks import Block, Box, Layout, Mark, Panel
from bot.pictures.sheet import Section, sheet
from bot.pictures.theme import Ink
from bot.pictures.typeface import Face

ANSWERS: Ink = "waiting"
SUGGESTIONS: Ink = "accent"
SILENCES: Ink = "elsewhere"
_TALL, _LOW = 230, 90
_SWATCH = 22
# With less, a bar is no tower: one answer is not much.
_LEAST_ON_A_SCALE = 4
_VOTES = 240
# Of so many days at the most each has its number below its bar; else every fifth.
_ALL_NUMBERED = 16
_NUMBER = Type(Face.REGULAR, 23, 30, "soft")


@dataclass(frozen=True)
class Day:
    """What Porter did on a day; `number` is the day of the month, as it stands below the bar."""

    number: int
    answers: int
    suggestions: int
    silences: int


@dataclass(frozen=True)
class Liked:
    """An entry by its title, and how many people found an answer with it helpful or not."""

    title: str
    up: int
    down: int


@dataclass(frozen=True)
class Activity:
    """All days of some weeks, the first first, and the entries that people liked best and least."""

    title: str
    days: tuple[Day, ...]
    best: tuple[Liked, ...]
    worst: tuple[Liked, ...]


@dataclass(frozen=True)
class _Series:
    """One number for each day, with its name and colour."""

    name: str
    ink: Ink
    numbers: tuple[int, ...]


def activity(shown: Activity) -> Layout:
    """Lay out the days as bars: answers and suggestions on one scale, silences below on one of their own."""
    answers, suggestions, silences = _series(shown)
    numbers = [day.number for day in shown.days]
    return sheet(
        header("Porter", "stats", shown.title),
        lambda top: _chart((answers, suggestions), numbers, top, _TALL),
        lambda top: _chart((silences,), numbers, top, _LOW),
        *_lists(shown),
    )


def activity_told(shown: Activity) -> str:
    """Tell the same in words, at most 1,000 characters."""
    sums = ", ".join(f"{each.name.lower()} {sum(each.numbers):,}" for each in _series(shown))
    busiest = max(shown.days, key=lambda day: day.answers, default=None)
    most = f" Most answers on day {busiest.number} of the month: {busiest.answers}." if busiest else ""
    return f"{shown.title}: {sums}.{most}{_voiced('Liked best', shown.best)}{_voiced('Liked least', shown.worst)}"[
        :1_000
    ]


def _series(shown: Activity) -> tuple[_Series, _Series, _Series]:
    return (
        _Series("Answers", ANSWERS, tuple(day.answers for day in shown.days)),
        _Series("Suggestions", SUGGESTIONS, tuple(day.suggestions for day in shown.days)),
        _Series("Silences", SILENCES, tuple(day.silences for day in shown.days)),
    )


def _chart(stacked: Sequence[_Series], numbers: Sequence[int], top: float, height: float) -> Block:
    """Bars above a ground line, one a day, with a legend above and the days' numbers below."""
    legend = _legend(stacked, top)
    highest = max((sum(each) for each in zip(*(series.numbers for series in stacked), strict=True)), default=0)
    roof, floor = legend.bottom + 8, legend.bottom + 8 + height
    marks: list[Mark] = [*legend.marks]
    marks.append(short_line(f"most on a day: {highest:,}", NOTE, MARGIN + INNER, top, INNER / 2, "end"))
    marks.append(Panel(Box(MARGIN, floor, INNER, 2), "edge"))
    step = INNER / max(len(numbers), 1)
    for at, number in enumerate(numbers):
        bar = Box(MARGIN + at * step + step * 0.18, roof, step * 0.64, height)
        marks += _bar(bar, [(series.ink, series.numbers[at]) for series in stacked], highest)
        if len(numbers) <= _ALL_NUMBERED or (len(numbers) - 1 - at) % 5 == 0:
            marks.append(line(str(number), _NUMBER, bar.middle, floor + 6, "middle"))
    return Block(tuple(marks), floor + 6 + _NUMBER.line)


def _bar(room: Box, parts: Sequence[tuple[Ink, int]], highest: int) -> Iterator[Panel]:
    """One bar from the ground up; what happened at all is never thinner than 3 pixels."""
    floor = room.bottom
    for ink, number in parts:
        if number:
            height = max(3.0, room.height * number / max(highest, _LEAST_ON_A_SCALE))
            yield Panel(Box(room.x, floor - height, room.width, height), ink)
            floor -= height


def _legend(stacked: Sequence[_Series], top: float) -> Block:
    marks: list[Mark] = []
    x: float = MARGIN
    for series in stacked:
        marks.append(Panel(Box(x, top + 4, _SWATCH, _SWATCH), series.ink, 4))
        words = line(f"{series.name} {sum(series.numbers):,}", LABEL, x + _SWATCH + 10, top)
        marks.append(words)
        x = words.box.right + 30
    return Block(tuple(marks), top + LABEL.line)


def _lists(shown: Activity) -> Iterator[Section]:
    for heading, entries in (("Liked best", shown.best), ("Liked least", shown.worst)):
        if entries:
            yield lambda top, heading=heading, entries=entries: _list(heading, entries, top)  # type: ignore[misc] # mypy infers no defaults of a lambda


def _list(heading: str, entries: Sequence[Liked], top: float) -> Block:
    marks: list[Mark] = [short_line(heading, LABEL, MARGIN, top, INNER)]
    y = top + LABEL.line + 6
    for entry in entries:
        marks.append(short_line(entry.title, SAW, MARGIN, y, INNER - _VOTES - GAP))
        marks.append(short_line(f"{entry.up} helpful, {entry.down} not", NOTE, MARGIN + INNER, y, _VOTES, "end"))
        y += SAW.line + 4
    return Block(tuple(marks), y)


def _voiced(heading: str, entries: Sequence[Liked]) -> str:
    voices = "; ".join(f"{entry.title}, {entry.up} helpful, {entry.down} not" for entry in entries)
    return f" {heading}: {voices}." if voices else ""
