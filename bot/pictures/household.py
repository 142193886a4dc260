"""Lays out the report of the bot's own process: its doors, the whole host in numbers, and notes."""

from dataclasses import replace

from bot.demos.transcript import HostReport, Total
from bot.pictures.building import building
from bot.pictures.doors import look_of
from bot.pictures.grid import GAP, INNER, KICKER, MARGIN, NOTE, SAW, WIDTH, Detail, paragraph, short_line
from bot.pictures.header import header
from bot.pictures.marks import Block, Box, Layout, Mark, Panel

STATE_WIDTH = 300
COUNT_WIDTH = 250
BAR_HEIGHT = 24
ROW = 48
PALE = 0.45
MAX_NOTES = 4
NOTE_LINES = 3


def household(shown: HostReport, detail: Detail) -> Layout:
    """The picture of a host report in the given detail."""
    head = header("Host report", shown.demo, shown.title)
    scene = building(shown.doors, head.bottom, detail)
    totals = _totals(shown.totals, scene.bottom + GAP, detail)
    notes = _notes(shown.notes[:MAX_NOTES], totals.bottom, detail)
    return Layout(WIDTH, notes.bottom + MARGIN, head.marks + scene.marks + totals.marks + notes.marks)


def _totals(totals: tuple[Total, ...], top: float, detail: Detail) -> Block:
    """The host's sockets by protocol and state, as bars; the paler part has no owner that we can see."""
    if not totals:
        return Block((), top)
    heading = paragraph("All doors of the building", KICKER, MARGIN, top, INNER, 1)
    marks = list(heading.marks)
    y = heading.bottom + 12
    most = max(total.sockets for total in totals)
    for total in totals[: detail.totals]:
        marks += _bar(total, most, y)
        y += ROW
    left_out = len(totals) - detail.totals
    more = paragraph(f"+ {left_out} more states", NOTE, MARGIN, y, INNER, 1 if left_out > 0 else 0)
    return Block((*marks, *more.marks), more.bottom + GAP - 10)


def _bar(total: Total, most: int, y: float) -> list[Mark]:
    name = short_line(f"{total.protocol} {total.state}", SAW, MARGIN, y, STATE_WIDTH)
    width = INNER - STATE_WIDTH - COUNT_WIDTH
    room = Box(MARGIN + STATE_WIDTH, y + (SAW.line - BAR_HEIGHT) / 2, width, BAR_HEIGHT)
    ink = look_of(total.protocol, total.state)
    whole = replace(room, width=max(BAR_HEIGHT, width * total.sockets / max(most, 1)))
    seen = replace(room, width=max(BAR_HEIGHT, whole.width * (1 - total.hidden / max(total.sockets, 1))))
    marks: list[Mark] = [name, Panel(room, "bar_room", BAR_HEIGHT / 2)]
    if total.hidden:
        marks.append(Panel(whole, ink, BAR_HEIGHT / 2, opacity=PALE))
    if total.sockets > total.hidden:
        marks.append(Panel(seen, ink, BAR_HEIGHT / 2))
    return [*marks, short_line(_count(total), NOTE, room.right + 24, y + 1, COUNT_WIDTH - 24)]


def _count(total: Total) -> str:
    return f"{total.sockets} ({total.hidden} hidden)" if total.hidden else str(total.sockets)


def _notes(notes: tuple[str, ...], top: float, detail: Detail) -> Block:
    """What could not be seen and why, each with a dot before it."""
    marks: list[Mark] = []
    y = top
    for note in notes:
        text = paragraph(note, NOTE, MARGIN + 30, y, INNER - 30, min(NOTE_LINES, detail.reply_lines))
        marks += [Panel(Box(MARGIN + 4, y + 12, 12, 12), "accent", 6), *text.marks]
        y = text.bottom + 12
    return Block(tuple(marks), y)
