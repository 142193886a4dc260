"""Lays out what stands on one storey: a connection, or doors side by side."""

from dataclasses import dataclass, replace
from ipaddress import ip_address

from bot.demos.transcript import Door
from bot.host.rows import Endpoint
from bot.pictures.captions import Told, addressed_caption, caption, far_caption
from bot.pictures.connections import Pair, flow
from bot.pictures.doors import DOOR_HEIGHT, DOOR_WIDTH, doorway, far_doorway
from bot.pictures.floors import Call, Common, Row
from bot.pictures.grid import INNER, MARGIN, NOTE, whole_paragraph
from bot.pictures.marks import Block, Box, Emblem, Flow, Mark, Panel, Wire

PADDING = 22
"""Between the building's walls and what stands inside."""
PARTY_WALL = 34
"""Between what stands left and right of the middle."""
BESIDE_DOOR = 14
WIRE = 92
"""How far the doors of a connection stand apart."""
WINDOWS = 76
FAR_ENDS = {
    "SYN_SENT": ", no answer yet",
    "CLOSE_WAIT": ", said goodbye",
    "LAST_ACK": ", said goodbye",
    "CLOSING": ", said goodbye too",
    "TIME_WAIT": ", said goodbye too",
}
"""What a door's TCP state tells of the end that isn't in the picture (RFC 9293, 3.3.2)."""

CENTRE = MARGIN + INNER / 2
LEFT = MARGIN + PADDING
RIGHT = MARGIN + INNER - PADDING
LEFT_DOOR = CENTRE - WIRE / 2 - DOOR_WIDTH
RIGHT_DOOR = CENTRE + WIRE / 2


@dataclass(frozen=True)
class Setting:
    """What the storeys of a building have in common: what captions tell, and the host's addresses."""

    told: Told
    addresses: frozenset[str]

    def in_here(self, remote: Endpoint) -> bool:
        """Whether an end is on this host."""
        return remote.is_path or remote.address in self.addresses or _is_loopback(remote.address)


def storey_block(stands: Row | Call | Common | Pair, top: float, setting: Setting, *, wide: bool) -> Block:
    """One storey; its bottom is the floor on which the doors stand. `wide` lets a single door use both halves."""
    match stands:
        case Pair():
            return _connection(stands, top, setting)
        case Call():
            return _call(stands.door, top, setting)
        case Common():
            return _common(stands.door, top, setting)
        case Row():
            return _row(stands, top, setting, wide=wide)


def _connection(pair: Pair, top: float, setting: Setting) -> Block:
    left = caption(pair.left, _left_column(top), setting.told, "end")
    right = caption(pair.right, _right_column(top), setting.told, stacked=True)
    floor = _floor(top, left, right)
    doors = doorway(pair.left.row, LEFT_DOOR, floor) + doorway(pair.right.row, RIGHT_DOOR, floor)
    wire = _wire(floor, flow(pair.left.row.state, pair.right.row.state))
    return Block((*left.marks, *right.marks, wire, *doors), floor)


def _call(door: Door, top: float, setting: Setting) -> Block:
    """A door that writes to an end outside the picture, perhaps in another building, whose wall shows then."""
    remote = door.row.remote or door.row.local
    home = setting.in_here(remote)
    near = caption(door, _left_column(top), setting.told, "end")
    place = "in this building" if home else "in another building"
    far = far_caption(remote, place + FAR_ENDS.get(door.row.state, ""), _right_column(top))
    floor = _floor(top, near, far)
    doors = doorway(door.row, LEFT_DOOR, floor) + far_doorway(remote, RIGHT_DOOR, floor)
    outside = () if home else _neighbour(top, floor)
    return Block((*outside, *near.marks, *far.marks, _wire(floor, _own_flow(door)), *doors), floor)


def _own_flow(door: Door) -> Flow:
    """Which way letters go, as far as the near end knows; with UDP nobody knows whether there is a far end at all."""
    return "to_right" if door.row.protocol == "UDP" else flow(door.row.state)


def _common(door: Door, top: float, setting: Setting) -> Block:
    """A door in the middle, before the wall between the flats of its two households."""
    left = CENTRE - DOOR_WIDTH / 2
    says = caption(
        replace(door, means=""), replace(_left_column(top), width=left - BESIDE_DOOR - LEFT), setting.told, "end"
    )
    column = Box(left + DOOR_WIDTH + BESIDE_DOOR, top, RIGHT - left - DOOR_WIDTH - BESIDE_DOOR, DOOR_HEIGHT)
    means = whole_paragraph(door.means, NOTE, column.x, top, column.width, setting.told.meaning)
    floor = _floor(top, says, means)
    return Block((*says.marks, *means.marks, *doorway(door.row, left, floor)), floor)


def _row(row: Row, top: float, setting: Setting, *, wide: bool) -> Block:
    """Doors left and right of the middle; windows where there is none."""
    parting = CENTRE + 80 if wide and row.right is None else CENTRE
    left = Box(LEFT, top, parting - PARTY_WALL / 2 - LEFT, DOOR_HEIGHT)
    right = Box(parting + PARTY_WALL / 2, top, RIGHT - PARTY_WALL / 2 - parting, DOOR_HEIGHT)
    stands = ((left, row.left), (right, row.right))
    texts = [addressed_caption(door, _beside(half), setting.told) for half, door in stands if door]
    floor = _floor(top, *texts)
    marks = [mark for text in texts for mark in text.marks]
    for half, door in stands:
        marks += doorway(door.row, half.x, floor) if door else (_windows(half, floor),)
    return Block(tuple(marks), floor)


def _beside(half: Box) -> Box:
    """The column beside a door that stands at the left of the half."""
    return replace(half, x=half.x + DOOR_WIDTH + BESIDE_DOOR, width=half.width - DOOR_WIDTH - BESIDE_DOOR)


def _windows(half: Box, floor: float) -> Emblem:
    return Emblem(Box(half.x + 16, floor - WINDOWS - 26, half.width - 32, WINDOWS), "windows")


def _left_column(top: float) -> Box:
    return Box(LEFT, top, LEFT_DOOR - BESIDE_DOOR - LEFT, DOOR_HEIGHT)


def _right_column(top: float) -> Box:
    x = RIGHT_DOOR + DOOR_WIDTH + BESIDE_DOOR
    return Box(x, top, RIGHT - x, DOOR_HEIGHT)


def _floor(top: float, *captions: Block) -> float:
    """The y of the floor: below the doors and the captions."""
    return max(top + DOOR_HEIGHT, *(block.bottom + 4 for block in captions))


def _wire(floor: float, way: Flow) -> Wire:
    return Wire(Box(LEFT_DOOR + DOOR_WIDTH - 9, floor - 68, WIRE + 18, 42), way)


def _neighbour(top: float, floor: float) -> tuple[Mark, ...]:
    """The other building, behind a door of its own."""
    left, right = RIGHT_DOOR - BESIDE_DOOR, MARGIN + INNER - 8
    wall = Panel(Box(left, top - 4, right - left, floor - top + 4), "neighbour")
    return wall, Panel(Box(left - 8, top - 10, right - left + 14, 8), "stone")


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
