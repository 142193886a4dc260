"""Lays out one door: the plate with its number, its leaf, and the caption beside it."""

from dataclasses import replace

from bot.demos.transcript import Door
from bot.host.rows import Endpoint, SocketRow
from bot.pictures.grid import ENDPOINT, LABEL, NOTE, NUMBER, PAINTED, TAG, Detail, line, paragraph, short_line
from bot.pictures.marks import Anchor, Block, Box, Doorway, Emblem, Look, Mark, Panel
from bot.pictures.wrapping import endpoint_lines

DOOR_WIDTH = 118
TAG_PADDING = 14
LIGHT_GAP = 15
"""How wide the light falls out of a door that stands ajar."""
LETTER_WIDTH = 40


def look_of(protocol: str, state: str) -> Look:
    """How the door of a socket with this protocol and state looks."""
    if protocol == "UDP":
        return "letters"
    looks: dict[str, Look] = {"LISTEN": "waiting", "ESTABLISHED": "talking"}
    return looks.get(state, "closing")


def doorway(row: SocketRow, x: float, y: float, height: float) -> tuple[Mark, ...]:
    """The door of a socket, with its number on the plate and its protocol painted on the leaf."""
    return _door(look_of(row.protocol, row.state), row.local.number, row.protocol, Box(x, y, DOOR_WIDTH, height))


def far_doorway(remote: Endpoint, x: float, y: float, height: float) -> tuple[Mark, ...]:
    """The door at the other end of a connection, of which only the number is known."""
    door = Doorway(Box(x, y, DOOR_WIDTH, height), "elsewhere")
    return door, line(remote.number, replace(NUMBER, ink="text"), door.box.middle, door.plate.y, "middle")


def caption(door: Door, box: Box, detail: Detail, anchor: Anchor = "start") -> Block:
    """What stands beside a door: which one it is, its state, its endpoint, and what it means."""
    x = _anchor_x(box, anchor)
    label = paragraph(door.label, LABEL, x, box.y, box.width, 2, anchor)
    tag = state_tag(door.row, x, label.bottom + 4, box.width, anchor)
    endpoint = endpoint_block(door.row.local, x, tag.bottom + 4, box.width, anchor)
    means = paragraph(door.means, NOTE, x, endpoint.bottom + 4, box.width, detail.door_lines, anchor)
    return Block(label.marks + tag.marks + endpoint.marks + means.marks, means.bottom)


def addressed_caption(door: Door, box: Box, detail: Detail) -> Block:
    """A caption that also says to whom the door writes."""
    own = caption(door, box, detail)
    if door.row.remote is None:
        return own
    letter = Emblem(Box(box.x, own.bottom + 10, LETTER_WIDTH, 26), "letter")
    x = box.x + LETTER_WIDTH + 12
    remote = endpoint_block(door.row.remote, x, own.bottom + 6, box.right - x, "start")
    return Block((*own.marks, letter, *remote.marks), remote.bottom)


def far_caption(remote: Endpoint, box: Box, *, same_building: bool) -> Block:
    """What stands beside a door that is not in this picture."""
    label = paragraph("the other end", LABEL, box.x, box.y, box.width, 1)
    where = "in this building" if same_building else "in another building"
    note = paragraph(where, NOTE, box.x, label.bottom, box.width, 1)
    endpoint = endpoint_block(remote, box.x, note.bottom + 4, box.width, "start")
    return Block(label.marks + note.marks + endpoint.marks, endpoint.bottom)


def state_tag(row: SocketRow, x: float, y: float, width: float, anchor: Anchor) -> Block:
    """The state on a little tag in the colour of the door; nothing for UDP, which has no states."""
    if not row.state:
        return Block((), y - 4)
    words = short_line(row.state, TAG, 0, y, width - 2 * TAG_PADDING)
    tag_width = words.box.width + 2 * TAG_PADDING
    left = x - tag_width if anchor == "end" else x
    panel = Panel(Box(left, y, tag_width, TAG.line + 2), look_of(row.protocol, row.state), radius=8)
    return Block((panel, line(words.text, TAG, left + TAG_PADDING, y + 1)), y + TAG.line + 2)


def endpoint_block(endpoint: Endpoint, x: float, y: float, width: float, anchor: Anchor) -> Block:
    """An endpoint, in as many lines as it needs."""
    rows = endpoint_lines(endpoint, ENDPOINT.size, width)
    marks = tuple(line(row, ENDPOINT, x, y + index * ENDPOINT.line, anchor) for index, row in enumerate(rows))
    return Block(marks, y + len(rows) * ENDPOINT.line)


def _door(look: Look, number: str, painted: str, box: Box) -> tuple[Mark, ...]:
    door = Doorway(box, look)
    plate = line(number, NUMBER, box.middle, door.plate.y, "middle")
    middle = door.leaf.middle - (LIGHT_GAP / 2 if look == "waiting" else 0)
    return door, plate, line(painted, PAINTED, middle, door.leaf.y + 16, "middle")


def _anchor_x(box: Box, anchor: Anchor) -> float:
    return box.right if anchor == "end" else box.x
