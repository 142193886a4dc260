"""Lays out what stands beside a door."""

from dataclasses import dataclass, replace

from bot.demos.transcript import Door
from bot.host.rows import Endpoint, SocketRow
from bot.pictures.doors import state_tag
from bot.pictures.grid import ENDPOINT, LABEL, NOTE, line, paragraph, whole_paragraph
from bot.pictures.marks import Anchor, Block, Box, Emblem, Words
from bot.pictures.wrapping import endpoint_lines

BESIDE = 10
LETTER = 30


@dataclass(frozen=True)
class Told:
    """What the captions of a building tell of each door: lines of its meaning, and what isn't plain from elsewhere."""

    meaning: int
    endpoints: bool
    """Whether each door's endpoint is told, because its plate and the sign on the building don't tell it."""
    households: int
    """The lines for a door's household, where no flat tells it."""


def caption(door: Door, box: Box, told: Told, anchor: Anchor = "start", *, stacked: bool = False) -> Block:
    """Which door it is, its state, and as far as asked for its household, its endpoint and its meaning.

    The state stands beside the name if there is room, or below it if `stacked`, as captions do that face each other.
    """
    x = box.right if anchor == "end" else box.x
    head = _head(door, box, x, anchor, stacked=stacked or anchor == "end")
    household = paragraph(door.household, NOTE, x, head.bottom, box.width, told.households, anchor)
    endpoint = _own_endpoint(door.row, told, replace(box, x=x, y=household.bottom), anchor)
    means = whole_paragraph(door.means, NOTE, x, endpoint.bottom, box.width, told.meaning, anchor)
    return Block(head.marks + household.marks + endpoint.marks + means.marks, means.bottom)


def addressed_caption(door: Door, box: Box, told: Told) -> Block:
    """A caption that also says to whom the door writes."""
    own = caption(door, box, told)
    if door.row.remote is None:
        return own
    letter = Emblem(Box(box.x, own.bottom + 6, LETTER, 21), "letter")
    x = box.x + LETTER + 8
    remote = endpoint_block(door.row.remote, x, own.bottom + 2, box.right - x)
    return Block((*own.marks, letter, *remote.marks), remote.bottom)


def far_caption(remote: Endpoint, where: str, box: Box) -> Block:
    """What stands beside a door that is not in this picture."""
    label = paragraph("the other end", LABEL, box.x, box.y, box.width, 1)
    note = paragraph(where, NOTE, box.x, label.bottom, box.width, 2)
    endpoint = endpoint_block(remote, box.x, note.bottom, box.width)
    return Block(label.marks + note.marks + endpoint.marks, endpoint.bottom)


def endpoint_block(endpoint: Endpoint, x: float, y: float, width: float, anchor: Anchor = "start") -> Block:
    """An endpoint, in as many lines as it needs."""
    rows = endpoint_lines(endpoint, ENDPOINT.size, width)
    marks = tuple(line(row, ENDPOINT, x, y + index * ENDPOINT.line, anchor) for index, row in enumerate(rows))
    return Block(marks, y + len(rows) * ENDPOINT.line)


def _head(door: Door, box: Box, x: float, anchor: Anchor, *, stacked: bool) -> Block:
    """Which door it is, and its state, on the same line if there is room."""
    label = paragraph(door.label, LABEL, x, box.y, box.width, 2, anchor)
    end = max(mark.box.right for mark in label.marks if isinstance(mark, Words)) + BESIDE if label.marks else x
    beside = state_tag(door.row, end, box.y - 1, box.width, anchor)
    fits = not stacked and len(label.marks) == 1 and all(mark.box.right <= box.right for mark in beside.marks)
    tag = beside if fits else state_tag(door.row, x, label.bottom, box.width, anchor)
    return Block(label.marks + tag.marks, max(label.bottom + 2, tag.bottom))


def _own_endpoint(row: SocketRow, told: Told, at: Box, anchor: Anchor) -> Block:
    """The path of a Unix socket, which its plate is too small for; any other endpoint if asked for."""
    if told.endpoints or row.protocol == "UNIX":
        return endpoint_block(row.local, at.x, at.y, at.width, anchor)
    return Block((), at.y)
