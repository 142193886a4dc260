"""An IP address: the sign by which a letter finds its building, and how it is written."""

from dataclasses import replace

from bot.pictures.grid import INNER, MARGIN, NOTE, Type, line
from bot.pictures.marks import Block, Box, Emblem, Mark, Panel
from bot.pictures.stills.still import Still
from bot.pictures.town.houses import EAVES, FRIEZE, PAVEMENT, walls
from bot.pictures.town.legend import ADDRESS, BUILDING, LETTER, STREET
from bot.pictures.town.papers import Letter
from bot.pictures.town.ways import up
from bot.pictures.typeface import Face

HOUSES = ("192.0.2.10", "198.51.100.7", "203.0.113.5")
APART = 24
WIDTH = (INNER - 2 * APART) / 3
FLOORS, FLOOR = 2, 98
ENTRANCE = 56
ADDRESSED = Letter((("to", "198.51.100.7"),))
ROAD = 84
CLOSE_UP = Type(Face.MONO, 54, 70, "sign_text")
PARTS = ("198", "51", "100", "7")


def _scene(top: float) -> Block:
    """Three houses in a street, and a letter for the one in the middle."""
    marks: list[Mark] = []
    bottom = top + FRIEZE + FLOORS * FLOOR + PAVEMENT
    for place, address in enumerate(HOUSES):
        box = Box(MARGIN + place * (WIDTH + APART), top, WIDTH, bottom - top)
        marks += walls(box, address)
        upstairs = Box(box.x + 12, top + FRIEZE + 8, WIDTH - 24, 76)
        middle = Box(box.middle - ENTRANCE / 2, bottom - PAVEMENT - 84, ENTRANCE, 84)
        marks += [Emblem(upstairs, "windows"), Emblem(middle, "entrance")]
        # Left and right of the entrance, where the windows above are.
        marks.append(Emblem(replace(upstairs, y=upstairs.y + FLOOR, width=52), "window"))
        marks.append(Emblem(replace(upstairs, x=upstairs.right - 52, y=upstairs.y + FLOOR, width=52), "window"))
    road = Emblem(Box(MARGIN - EAVES, bottom, INNER + 2 * EAVES, ROAD), "street")
    letter = ADDRESSED.at(road.box.middle - ADDRESSED.width / 2, bottom + 26)
    arrow = up(road.box.middle, bottom - PAVEMENT, bottom + 22)
    return Block((*marks, road, *letter, arrow), road.box.bottom)


def _sign(top: float) -> Block:
    """The sign from close up: four numbers."""
    heading = line("The sign from close up: 4 numbers of 8 bits, 32 bits in all", NOTE, MARGIN, top - 8)
    box = Box(MARGIN, heading.box.bottom + 6, INNER, 82)
    marks: list[Mark] = [heading, Panel(box, "sign", 10, "sign_text")]
    step = INNER / len(PARTS)
    for place, text in enumerate(PARTS):
        middle = MARGIN + (place + 0.5) * step
        marks.append(line(text, CLOSE_UP, middle, box.y + 6, "middle"))
        marks.append(line("0 to 255", NOTE, middle, box.bottom + 6, "middle"))
        marks += [line(".", CLOSE_UP, middle + step / 2, box.y + 6, "middle")] if place < 3 else []
    return Block(tuple(marks), box.bottom + 6 + NOTE.line)


STILL = Still(
    name="ip-address",
    title="IP address",
    scenes=(_scene, _sign),
    meanings=(ADDRESS, BUILDING, LETTER, STREET),
    lesson="The address finds the host. Private ones, such as 192.168.1.20, count only inside their own network.",
    tells=(
        "Three houses stand in a street: 192.0.2.10, 198.51.100.7 and 203.0.113.5. A letter to 198.51.100.7 goes to "
        "the one in the middle; nobody on the way needs to know who lives inside. From close up the sign reads 198 . "
        "51 . 100 . 7: 4 numbers of 8 bits, each from 0 to 255, 32 bits in all."
    ),
)
