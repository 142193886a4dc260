"""Lays out a yard of two houses with private addresses, and the mail room at its gate."""

from dataclasses import dataclass

from bot.demos.transcript import Door
from bot.pictures.captions import caption
from bot.pictures.doors import DOOR_HEIGHT, DOOR_WIDTH, doorway
from bot.pictures.grid import INNER, MARGIN
from bot.pictures.marks import Block, Box, Emblem, Mark, Panel
from bot.pictures.town.houses import FRIEZE, HEADROOM, LOBBY, PAVEMENT, TOLD, WALL, at_the_desk, walls
from bot.pictures.town.papers import Ledger

APART = 36
WIDTH = (INNER - APART) / 2
HEIGHT = FRIEZE + HEADROOM + DOOR_HEIGHT + PAVEMENT
HALVES = (Box(MARGIN, 0, WIDTH, HEIGHT), Box(MARGIN + WIDTH + APART, 0, WIDTH, HEIGHT))


@dataclass(frozen=True)
class House:
    """A host of the yard, and its door if it has one."""

    address: str
    note: str
    door: Door | None = None


def yard(top: float, houses: tuple[House, House]) -> Block:
    """The two houses side by side."""
    marks: list[Mark] = []
    for house, half in zip(houses, HALVES, strict=True):
        marks += _house(house, Box(half.x, top, WIDTH, HEIGHT))
    return Block(tuple(marks), top + HEIGHT)


def _house(house: House, box: Box) -> list[Mark]:
    floor = box.bottom - PAVEMENT
    room = Box(box.x + WALL, box.y + FRIEZE, box.width - 2 * WALL, floor - box.y - FRIEZE)
    marks: list[Mark] = [*walls(box, house.address, house.note), Panel(room, "flat")]
    if house.door is None:
        return [*marks, Emblem(Box(room.x + 30, floor - 102, room.width - 60, 76), "windows")]
    x = room.x + 12 + DOOR_WIDTH + 14
    says = caption(house.door, Box(x, room.y + HEADROOM, room.right - 8 - x, DOOR_HEIGHT), TOLD)
    return [*marks, *says.marks, *doorway(house.door.row, room.x + 12, floor)]


def mail_room(top: float, address: str, note: str, book: Ledger) -> Block:
    """The mail room: a clerk and the book on the wall."""
    room = max(LOBBY, book.height + 24)
    height = FRIEZE + room + PAVEMENT
    floor = top + height - PAVEMENT
    clerk = at_the_desk("clerk", MARGIN + WALL + 14, floor)
    x = clerk.box.right + 16
    pages = book.at(x, top + FRIEZE + (room - book.height) / 2, MARGIN + INNER - WALL - 12 - x)
    return Block((*walls(Box(MARGIN, top, INNER, height), address, note), clerk, *pages), top + height)
