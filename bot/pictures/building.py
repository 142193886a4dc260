"""Lays out the building: the host with its street address, and its doors storey by storey."""

from dataclasses import dataclass, replace
from ipaddress import ip_address

from bot.demos.transcript import Door
from bot.host.rows import Endpoint
from bot.pictures.connections import Pair, connections
from bot.pictures.doors import (
    DOOR_WIDTH,
    addressed_caption,
    caption,
    doorway,
    far_caption,
    far_doorway,
)
from bot.pictures.grid import INNER, LABEL, MARGIN, NOTE, SIGN, Detail, line, paragraph, short_line
from bot.pictures.marks import Block, Box, Emblem, Mark, Panel, Wire

CORNICE = 40
PAVEMENT = 22
ROOF = 14
PADDING = 26
BESIDE_DOOR = 20
WIRE = 144
"""How far the doors of a connection stand apart."""

CENTRE = MARGIN + INNER / 2
LEFT = MARGIN + PADDING
RIGHT = MARGIN + INNER - PADDING
LEFT_DOOR = CENTRE - WIRE / 2 - DOOR_WIDTH
RIGHT_DOOR = CENTRE + WIRE / 2
WIDE_STOREYS = 3
"""Up to so many doors that write to somewhere outside get a storey of their own."""


@dataclass(frozen=True)
class Storey:
    """Where a storey stands and how it is drawn."""

    top: float
    detail: Detail
    addresses: frozenset[str]

    def column(self, x: float, right: float) -> Box:
        """A column for a caption, as high as a door."""
        return Box(x, self.top, right - x, self.detail.door_height)

    def floor(self, *captions: Block) -> float:
        """The y of the floor: below the doors and the captions."""
        return max(self.top + self.detail.door_height, *(block.bottom + 14 for block in captions))

    def door_top(self, floor: float) -> float:
        """The y of the doors, which stand on the floor."""
        return floor - self.detail.door_height


def building(doors: tuple[Door, ...], top: float, detail: Detail) -> Block:
    """The building with its doors; with more than `detail.doors`, it says how many are left out."""
    shown, left_out = doors[: detail.doors], max(0, len(doors) - detail.doors)
    addresses = frozenset(door.row.local.address for door in doors)
    head = _head(doors, top + CORNICE)
    marks, y = list(head.marks), head.bottom
    for storey in _storeys(shown):
        block = storey_block(storey, Storey(y + PADDING, detail, addresses))
        marks += block.marks
        marks.append(Panel(Box(MARGIN, block.bottom, INNER, 4), "wall_line"))
        y = block.bottom + 4
    last = _last_storey(len(doors), left_out, y)
    return Block((*_walls(top, last.bottom), *marks, *last.marks), last.bottom + PAVEMENT)


def storey_block(doors: Pair | tuple[Door, ...], storey: Storey) -> Block:
    """One storey: a connection, a door that writes to the outside, or one or two doors side by side."""
    if isinstance(doors, Pair):
        return _connection(doors, storey)
    if len(doors) > 1:
        return _neighbours(doors, storey)
    return _single(doors[0], storey)


def _storeys(doors: tuple[Door, ...]) -> list[Pair | tuple[Door, ...]]:
    """Doors without a partner first, those that listen before the others, then the connections."""
    pairs, alone = connections(doors)
    quiet = [door for door in alone if door.row.remote is None]
    calling = [door for door in alone if door.row.remote is not None]
    if len(calling) > WIDE_STOREYS:
        quiet, calling = quiet + calling, []
    rows: list[Pair | tuple[Door, ...]] = [tuple(quiet[at : at + 2]) for at in range(0, len(quiet), 2)]
    return [*rows, *((door,) for door in calling), *pairs]


def _connection(pair: Pair, storey: Storey) -> Block:
    left = caption(pair.left, storey.column(LEFT, LEFT_DOOR - BESIDE_DOOR), storey.detail, "end")
    right = caption(pair.right, storey.column(RIGHT_DOOR + DOOR_WIDTH + BESIDE_DOOR, RIGHT), storey.detail)
    floor = storey.floor(left, right)
    top, height = storey.door_top(floor), storey.detail.door_height
    doors = doorway(pair.left.row, LEFT_DOOR, top, height) + doorway(pair.right.row, RIGHT_DOOR, top, height)
    return Block((*left.marks, *right.marks, _wire(top, height), *doors), floor)


def _single(door: Door, storey: Storey) -> Block:
    """A door alone on its storey: with the far end of its connection, or with a row of windows."""
    if door.row.remote is None:
        text = caption(door, storey.column(LEFT + DOOR_WIDTH + BESIDE_DOOR, CENTRE + 90), storey.detail)
        floor = storey.floor(text)
        windows = Emblem(Box(RIGHT - 300, floor - 140, 300, 96), "windows")
        standing = doorway(door.row, LEFT, storey.door_top(floor), storey.detail.door_height)
        return Block((*text.marks, windows, *standing), floor)
    return _far_connection(door, door.row.remote, storey)


def _far_connection(door: Door, remote: Endpoint, storey: Storey) -> Block:
    near = caption(door, storey.column(LEFT, LEFT_DOOR - BESIDE_DOOR), storey.detail, "end")
    home = remote.address in storey.addresses or _is_loopback(remote.address)
    column = storey.column(RIGHT_DOOR + DOOR_WIDTH + BESIDE_DOOR, RIGHT)
    column = replace(column, y=column.y + (0 if home else ROOF))
    far = far_caption(remote, column, same_building=home)
    floor = storey.floor(near, far)
    top, height = storey.door_top(floor), storey.detail.door_height
    doors = doorway(door.row, LEFT_DOOR, top, height) + far_doorway(remote, RIGHT_DOOR, top, height)
    outside = () if home else _neighbour(storey.top - 6, floor)
    return Block((*outside, *near.marks, *far.marks, _wire(top, height), *doors), floor)


def _neighbours(doors: tuple[Door, ...], storey: Storey) -> Block:
    lefts = (LEFT, CENTRE + PADDING / 2)
    rights = (CENTRE - PADDING / 2, RIGHT)
    texts = [
        addressed_caption(door, storey.column(left + DOOR_WIDTH + BESIDE_DOOR, right), storey.detail)
        for door, left, right in zip(doors, lefts, rights, strict=True)
    ]
    floor = storey.floor(*texts)
    top, height = storey.door_top(floor), storey.detail.door_height
    standing = [doorway(door.row, x, top, height) for door, x in zip(doors, lefts, strict=True)]
    return Block(tuple(mark for block in texts for mark in block.marks) + sum(standing, ()), floor)


def _neighbour(top: float, floor: float) -> tuple[Mark, ...]:
    """The other building, behind a door of its own."""
    left, right = RIGHT_DOOR - BESIDE_DOOR, MARGIN + INNER - 14
    wall = Panel(Box(left, top, right - left, floor - top), "neighbour")
    return wall, Panel(Box(left - 8, top - 8, right - left + 16, 12), "stone", 3)


def _wire(door_top: float, door_height: float) -> Wire:
    return Wire(Box(LEFT_DOOR + DOOR_WIDTH, door_top + door_height * 0.5, WIRE, door_height * 0.3))


def _walls(top: float, bottom: float) -> tuple[Mark, ...]:
    wall = Panel(Box(MARGIN, top + 12, INNER, bottom - top), "wall")
    cornice = Emblem(Box(MARGIN - 12, top, INNER + 24, CORNICE), "cornice")
    return wall, cornice, Emblem(Box(MARGIN - 12, bottom, INNER + 24, PAVEMENT), "pavement")


def _head(doors: tuple[Door, ...], top: float) -> Block:
    """The street signs: the host's addresses, as far as its doors tell."""
    addresses = list(dict.fromkeys(door.row.local.address for door in doors))
    # 0.0.0.0 and :: stand for every address of the host, so a sign with a real one says more.
    addresses = [address for address in addresses if not _is_any(address)] or addresses[:1]
    marks: list[Mark] = []
    x, y, height = float(LEFT), top + 22, SIGN.line + 24
    for index, address in enumerate(addresses):
        words = short_line(address, SIGN, x + 22, y + 12, RIGHT - LEFT - 44)
        if x > LEFT and words.box.right + 22 > RIGHT - 130:
            marks.append(line(f"+ {len(addresses) - index} more", LABEL, x, y + 13))
            return Block(tuple(marks), y + height)
        marks += [Panel(Box(x, y, words.box.width + 44, height), "sign", 10, "sign_text"), words]
        x = words.box.right + 22 + 18
    note = _sign_note(addresses, masked=any(door.row.local.masked for door in doors))
    if addresses and x + NOTE.width(note) <= RIGHT:
        marks.append(line(note, NOTE, x, y + 14))
    return Block(tuple(marks), y + height if marks else top)


def _sign_note(addresses: list[str], *, masked: bool) -> str:
    if any(map(_is_any, addresses)):
        return "every street address of this host"
    plural = "es" if len(addresses) > 1 else ""
    return f"the street address{plural} (IP)" + (", masked" if masked else "")


def _last_storey(doors: int, left_out: int, top: float) -> Block:
    """Says that there are no doors, or how many more; otherwise it has no height."""
    if not doors:
        windows = Emblem(Box(LEFT, top + 30, RIGHT - LEFT, 96), "windows")
        words = paragraph("No doors: no socket is held here.", LABEL, CENTRE, top + 148, INNER, 1, "middle")
        return Block((windows, *words.marks), words.bottom + 24)
    if not left_out:
        return Block((), top)
    plural = "s" if left_out > 1 else ""
    words = paragraph(f"+ {left_out} more door{plural}", LABEL, CENTRE, top + 20, INNER, 1, "middle")
    return Block(words.marks, words.bottom + 20)


def _is_any(address: str) -> bool:
    return address in {"0.0.0.0", "::", "*"}  # noqa: S104 - compared with, not bound to


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
