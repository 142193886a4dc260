"""How the door of a socket looks, and what hangs on it."""

from dataclasses import replace

from bot.host.rows import Endpoint, SocketRow
from bot.pictures.grid import NUMBER, PAINTED, TAG, Type, line, short
from bot.pictures.marks import Anchor, Block, Box, Doorway, Look, Mark, Panel, Words
from bot.pictures.typeface import Face
from bot.pictures.wrapping import clean

DOOR_WIDTH = 100
DOOR_HEIGHT = 128
LIGHT_GAP = 11
"""How wide the light falls out of a door that stands ajar."""
PLATE_PADDING = 6
TAG_PADDING = 12
PIECE = Type(Face.BOLD, 23, 30, "plate_text")
"""A piece of a path."""

LETTERS = Look("letters", "slotted")
OUTSIDE = Look("elsewhere", "elsewhere")
LOOKS = {
    "LISTEN": Look("waiting", "ajar"),
    "SYN_SENT": Look("knocking", "knocked"),
    "SYN_RECV": Look("knocking", "knocked"),
    "ESTABLISHED": Look("talking", "slotted"),
    "CLOSE_WAIT": Look("left", "slotted"),
    "FIN_WAIT1": Look("closing", "signed"),
    "FIN_WAIT2": Look("closing", "signed"),
    "LAST_ACK": Look("closing", "signed"),
    "CLOSING": Look("closing", "signed"),
    "TIME_WAIT": Look("resting", "boarded"),
}
"""By TCP state (RFC 9293, 3.3.2): whoever sent FIN writes no more, and TIME-WAIT is kept by the system alone."""


def look_of(protocol: str, state: str) -> Look:
    """How the door of a socket with this protocol and state looks."""
    if protocol == "UDP":
        return LETTERS
    if protocol == "UNIX":
        return Look("path", "ajar" if state == "LISTEN" else "slotted")
    return LOOKS.get(state, Look("idle", "shut"))


def doorway(row: SocketRow, x: float, floor: float) -> tuple[Mark, ...]:
    """The door of a socket on a floor, with its number on the plate and its protocol painted on the leaf."""
    door = Doorway(_standing(x, floor), look_of(row.protocol, row.state))
    middle = door.leaf.middle - (LIGHT_GAP / 2 if door.look.pose == "ajar" else 0)
    painted = line(row.protocol, PAINTED, middle, door.leaf.y + 9, "middle")
    return door, *_plate(row, door.plate), painted


def far_doorway(remote: Endpoint, x: float, floor: float) -> tuple[Mark, ...]:
    """The door at the other end of a connection, of which only the number is known."""
    door = Doorway(_standing(x, floor), OUTSIDE)
    return door, line(remote.number, replace(NUMBER, ink="text"), door.box.middle, door.plate.y, "middle")


def _standing(x: float, floor: float) -> Box:
    return Box(x, floor - DOOR_HEIGHT, DOOR_WIDTH, DOOR_HEIGHT)


def _plate(row: SocketRow, plate: Box) -> tuple[Words, ...]:
    """The number; of a path its last part if there is room, otherwise the brass stays blank."""
    if row.protocol != "UNIX":
        return (line(row.local.number, NUMBER, plate.middle, plate.y, "middle"),)
    piece = clean(row.local.number, PIECE.face) if row.local.is_path else ""
    fits = PIECE.width(piece) <= plate.width - 2 * PLATE_PADDING
    return (line(piece, PIECE, plate.middle, plate.y + 3, "middle"),) if piece and fits else ()


def state_tag(row: SocketRow, x: float, y: float, width: float, anchor: Anchor) -> Block:
    """The state on a little tag in the colour of the door; nothing for UDP, which has no states."""
    if not row.state:
        return Block((), y)
    text = short(row.state, TAG, width - 2 * TAG_PADDING)
    tag_width = TAG.width(text) + 2 * TAG_PADDING
    left = round(x - tag_width if anchor == "end" else x)
    panel = Panel(Box(left, y + 2, tag_width, TAG.line), look_of(row.protocol, row.state).ink, radius=6)
    return Block((panel, line(text, TAG, left + TAG_PADDING, y + 2)), y + TAG.line + 4)
