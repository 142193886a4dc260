"""Lays out the parts of a house of any width: walls and sign, name plates, the porter's lobby, the street outside."""

from typing import Literal

from bot.demos.transcript import Door
from bot.host.rows import Endpoint, Protocol, SocketRow
from bot.pictures.captions import Told
from bot.pictures.grid import INNER, MARGIN, NOTE, SIGN, Type, line, paragraph
from bot.pictures.marks import Block, Box, Emblem, Flow, Mark, Panel, Wire, Words
from bot.pictures.typeface import Face

FRIEZE, PAVEMENT, EAVES = 76, 16, 10
SIGN_HEIGHT, SIGN_PADDING = 40, 14
WALL, SLAB, HEADROOM = 8, 4, 10
STREET = 44
LOBBY = 118
PORTER_WIDTH, PORTER_HEIGHT = 108, 110
NAME = Type(Face.BOLD, 23, 32, "plate_text")
ON_STONE = Type(Face.REGULAR, 23, 30, "on_stone")
PLATE_PADDING = 12
TOLD = Told(meaning=9, endpoints=False, households=0)
"""Captions of stills tell all that a door means."""


def tcp(label: str, port: int, state: str, means: str = "") -> Door:
    """A TCP door as stills show it."""
    return _door("TCP", label, port, state, means)


def udp(label: str, port: int, means: str = "") -> Door:
    """A UDP door as stills show it."""
    return _door("UDP", label, port, "", means)


def _door(protocol: Protocol, label: str, port: int, state: str, means: str) -> Door:
    return Door(label, SocketRow(protocol, Endpoint("", port), None, state), means)


def walls(box: Box, address: str, note: str = "") -> tuple[Mark, ...]:
    """A house from its roof to its pavement, without what stands in it."""
    pavement = Box(box.x - EAVES, box.bottom - PAVEMENT, box.width + 2 * EAVES, PAVEMENT)
    sign = street_sign(address, box.x + 12, box.y + 17)
    return (
        Panel(Box(box.x, box.y + 12, box.width, box.height - 12 - PAVEMENT), "wall"),
        Emblem(Box(box.x - EAVES, box.y, box.width + 2 * EAVES, FRIEZE), "frieze"),
        Emblem(pavement, "pavement"),
        *sign,
        *([line(note, ON_STONE, sign[0].box.right + 12, box.y + 22)] if note else []),
    )


def street_sign(address: str, x: float, y: float, anchor: Literal["start", "end"] = "start") -> tuple[Panel, Words]:
    """The sign with a street address, with its start or its end at x."""
    width = round(SIGN.width(address) + 2 * SIGN_PADDING)
    box = Box(x if anchor == "start" else x - width, y, width, SIGN_HEIGHT)
    return Panel(box, "sign", 8, "sign_text"), line(address, SIGN, box.x + SIGN_PADDING, y + 3)


def street(top: float, text: str) -> Block:
    """The street along the whole picture, and what is said of it."""
    box = Box(MARGIN - EAVES, top, INNER + 2 * EAVES, STREET)
    label = line(text, ON_STONE, box.middle, top + 9, "middle")
    return Block((Emblem(box, "street"), label), box.bottom)


def name_plate(name: str, x: float, y: float) -> tuple[Mark, ...]:
    """A household's name on brass; nothing without a name."""
    if not name:
        return ()
    plate = Box(x, y, round(NAME.width(name) + 2 * PLATE_PADDING), NAME.line)
    return Panel(plate, "brass", 6), line(name, NAME, x + PLATE_PADDING, y)


def at_the_desk(who: Literal["porter", "clerk"], x: float, floor: float) -> Emblem:
    """The porter behind the desk, or the mail room's clerk, on a floor."""
    return Emblem(Box(x, floor - PORTER_HEIGHT, PORTER_WIDTH, PORTER_HEIGHT), who)


def lobby(text: str, room: Box) -> Block:
    """The porter at the desk on the ground floor, and beside him what he does."""
    porter = at_the_desk("porter", room.x + WALL + 14, room.y + LOBBY)
    left = porter.box.right + 14
    width = room.right - WALL - left
    height = paragraph(text, NOTE, left, 0, width, 3).bottom
    words = paragraph(text, NOTE, left, room.y + (LOBBY - height) / 2, width, 3)
    return Block((porter, *words.marks), room.y + LOBBY)


def wire(start: float, end: float, floor: float, flow: Flow) -> Wire:
    """The way of the letters between two doors on one floor."""
    return Wire(Box(start, floor - 68, end - start, 42), flow)
