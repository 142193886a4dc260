"""Localhost: a letter that never leaves the building, and the same words in another building."""

from bot.host.rows import Endpoint
from bot.pictures.doors import DOOR_HEIGHT, DOOR_WIDTH, doorway, far_doorway
from bot.pictures.grid import INNER, MARGIN, NOTE, paragraph
from bot.pictures.marks import Block, Box, Mark, Panel
from bot.pictures.stills.still import Still
from bot.pictures.town.houses import (
    FRIEZE,
    HEADROOM,
    LOBBY,
    NAME,
    PAVEMENT,
    SLAB,
    WALL,
    lobby,
    name_plate,
    street,
    tcp,
    walls,
    wire,
)
from bot.pictures.town.legend import LETTER, PORTER, STREET

LAPTOP = Box(MARGIN, 0, 520, 0)
PHONE = Box(MARGIN + INNER - 272, 0, 272, 0)
STOREY = 10 + NAME.line + HEADROOM + DOOR_HEIGHT


def _scene(top: float) -> Block:
    floor = top + FRIEZE + STOREY
    bottom = floor + SLAB + LOBBY + PAVEMENT
    marks: list[Mark] = [
        *walls(Box(LAPTOP.x, top, LAPTOP.width, bottom - top), "127.0.0.1", "the laptop itself"),
        *walls(Box(PHONE.x, top, PHONE.width, bottom - top), "127.0.0.1", "phone"),
    ]
    half = (LAPTOP.width - 3 * WALL) / 2
    left = Box(LAPTOP.x + WALL, top + FRIEZE, half, STOREY)
    right = Box(left.right + WALL, top + FRIEZE, half, STOREY)
    marks += [Panel(left, "flat"), Panel(right, "flat")]
    marks += [*name_plate("browser", left.x + 12, left.y + 10), *name_plate("web server", right.x + 12, right.y + 10)]
    marks += doorway(tcp("", 51834, "ESTABLISHED").row, left.right - 60 - DOOR_WIDTH, floor)
    marks += doorway(tcp("", 3000, "ESTABLISHED").row, right.x + 60, floor)
    marks.append(wire(left.right - 69, right.x + 69, floor, "both"))
    room = Box(PHONE.x + WALL, top + FRIEZE, PHONE.width - 2 * WALL, STOREY)
    marks += [Panel(room, "flat"), *name_plate("browser", room.x + 12, room.y + 10)]
    marks += doorway(tcp("", 51834, "SYN_SENT").row, room.x + 12, floor)
    marks += far_doorway(Endpoint("", 3000), room.right - 12 - DOOR_WIDTH, floor)
    for house in (LAPTOP, PHONE):
        marks.append(Panel(Box(house.x, floor, house.width, SLAB), "wall_line"))
    marks += lobby("“This very building?” He turns round.", Box(LAPTOP.x, floor + SLAB, LAPTOP.width, 0)).marks
    marks += paragraph(
        "Nobody has number 3000 here: refused.", NOTE, PHONE.x + 20, floor + SLAB + 14, PHONE.width - 40, 3
    ).marks
    road = street(bottom, "no letter gets out to the street")
    return Block((*marks, *road.marks), road.bottom)


STILL = Still(
    name="localhost",
    title="Localhost",
    scenes=(_scene,),
    meanings=(("this very building", "localhost"), PORTER, LETTER, STREET),
    lesson="Localhost leads each reader home: a friend who opens localhost:3000 asks the friend's own machine.",
    tells=(
        "On the laptop, which calls itself 127.0.0.1, a letter goes both ways between the browser's door 51834 and "
        "the web server's door 3000. The porter at the desk says: “This very building?”, and turns round. Next to it "
        "stands a phone, which calls itself 127.0.0.1 too: there a browser knocks, but nobody has number 3000, so it "
        "is refused. No letter gets out to the street."
    ),
)
