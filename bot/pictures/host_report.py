"""Lays out the report of a host, or of a part of it: doors, the whole host in numbers, and notes."""

from dataclasses import replace

from bot.demos.transcript import Door, HostReport, Total
from bot.pictures.building import building
from bot.pictures.detail import Detail
from bot.pictures.doors import look_of
from bot.pictures.grid import INNER, KICKER, MARGIN, NOTE, SAW, paragraph, short_line
from bot.pictures.header import header
from bot.pictures.marks import Block, Box, Layout, Mark, Panel
from bot.pictures.sheet import sheet

STATE_WIDTH = 252
COUNT_WIDTH = 200
BAR_HEIGHT = 18
ROW = 38
PALE = 0.45
NOTE_LINES = 3
FEW = 4
"""Of so many doors of one household the picture tells the meaning too; of others, the message alone."""
MEANING_LINES = 4


def host_report(shown: HostReport, detail: Detail) -> Layout:
    """The picture of a host report in the given detail."""
    return sheet(
        header("Host report", shown.demo, shown.title),
        lambda top: _scene(shown.doors, top, detail),
        lambda top: _totals(shown.totals, top, detail),
        lambda top: _notes(shown.notes[: detail.notes], top),
    )


def _scene(doors: tuple[Door, ...], top: float, detail: Detail) -> Block:
    """The building. Up to a dozen doors may have as many households, so there are no flats: the captions name them."""
    few = len(doors) <= FEW and detail.door_lines > 0 and not any(door.household for door in doors)
    return building(doors, top, most=detail.doors, meaning=MEANING_LINES if few else 0, holder=detail.household_lines)


def _totals(totals: tuple[Total, ...], top: float, detail: Detail) -> Block:
    """The host's sockets by protocol and state, as bars; the paler part has no owner that we can see."""
    if not totals or not detail.totals:
        return Block((), top)
    heading = paragraph("All doors of the building", KICKER, MARGIN, top - 8, INNER, 1)
    marks = list(heading.marks)
    y = heading.bottom + 6
    most = max(total.sockets for total in totals)
    for total in totals[: detail.totals]:
        marks += _bar(total, most, y)
        y += ROW
    left_out = len(totals) - detail.totals
    more = paragraph(f"+ {left_out} more states", NOTE, MARGIN, y, INNER, 1 if left_out > 0 else 0)
    return Block((*marks, *more.marks), more.bottom)


def _bar(total: Total, most: int, y: float) -> list[Mark]:
    name = short_line(f"{total.protocol} {total.state}", SAW, MARGIN, y, STATE_WIDTH)
    width = INNER - STATE_WIDTH - COUNT_WIDTH
    room = Box(MARGIN + STATE_WIDTH, y + (SAW.line - BAR_HEIGHT) / 2, width, BAR_HEIGHT)
    ink = look_of(total.protocol, total.state).ink
    whole = replace(room, width=max(BAR_HEIGHT, width * total.sockets / max(most, 1)))
    seen = replace(room, width=max(BAR_HEIGHT, whole.width * (1 - total.hidden / max(total.sockets, 1))))
    marks: list[Mark] = [name, Panel(room, "bar_room", BAR_HEIGHT / 2)]
    if total.hidden:
        marks.append(Panel(whole, ink, BAR_HEIGHT / 2, opacity=PALE))
    if total.sockets > total.hidden:
        marks.append(Panel(seen, ink, BAR_HEIGHT / 2))
    return [*marks, short_line(_count(total), NOTE, room.right + 18, y + 1, COUNT_WIDTH - 18)]


def _count(total: Total) -> str:
    return f"{total.sockets} ({total.hidden} hidden)" if total.hidden else str(total.sockets)


def _notes(notes: tuple[str, ...], top: float) -> Block:
    """What could not be seen and why, each with a dot before it."""
    marks: list[Mark] = []
    y = top
    for note in notes:
        text = paragraph(note, NOTE, MARGIN + 26, y, INNER - 26, NOTE_LINES)
        marks += [Panel(Box(MARGIN + 4, y + 10, 10, 10), "accent", 5), *text.marks]
        y = text.bottom + 8
    return Block(tuple(marks), y - 8)
