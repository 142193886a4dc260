"""Port or socket: a number on a card, and three doors that bear it."""

from bot.pictures.doors import DOOR_HEIGHT, DOOR_WIDTH, doorway
from bot.pictures.grid import INNER, LABEL, MARGIN, NOTE, Type, line, paragraph
from bot.pictures.marks import Block, Box, Mark, Panel
from bot.pictures.stills.still import Still
from bot.pictures.town.houses import FRIEZE, NAME, PAVEMENT, WALL, name_plate, tcp, walls
from bot.pictures.town.legend import BUILDING, DOOR, HOUSEHOLD, NUMBER
from bot.pictures.town.papers import Ledger
from bot.pictures.typeface import Face

BIG = Type(Face.BOLD, 76, 92, "plate_text")
HOUSE_WIDTH = 540
DOORS = (
    ("for new callers", tcp("", 443, "LISTEN")),
    ("for one browser", tcp("", 443, "ESTABLISHED")),
    ("for another browser", tcp("", 443, "ESTABLISHED")),
)
HEIGHT = FRIEZE + 10 + NAME.line + 8 + 2 * NOTE.line + 8 + DOOR_HEIGHT + PAVEMENT
DIFFERENCE = Ledger(
    ("", "port", "socket"),
    (
        ("what", "a number of 16 bits", "a thing in the system"),
        ("seen", "in every packet", "only in its own host"),
        ("how many", "65,536 per protocol", "as many as it allows"),
        ("alone", "callers are refused", "has no number yet"),
    ),
    in_words=(0, 1, 2),
)


def _scene(top: float) -> Block:
    house = Box(MARGIN + INNER - HOUSE_WIDTH, top, HOUSE_WIDTH, HEIGHT)
    card = Box(MARGIN, top + 92, INNER - HOUSE_WIDTH - 40, 112)
    room = Box(house.x + WALL, top + FRIEZE, HOUSE_WIDTH - 2 * WALL, HEIGHT - FRIEZE - PAVEMENT)
    marks: list[Mark] = [
        Panel(card, "plate", 8, "paper_line"),
        line("443", BIG, card.middle, card.y + 10, "middle"),
        line("one port", LABEL, card.middle, card.bottom + 14, "middle"),
        line("only a number", NOTE, card.middle, card.bottom + 14 + LABEL.line, "middle"),
        *walls(house, "198.51.100.7", "three sockets"),
        Panel(room, "flat"),
        *name_plate("web server", room.x + 12, room.y + 10),
    ]
    step = room.width / len(DOORS)
    for place, (says, door) in enumerate(DOORS):
        middle = room.x + (place + 0.5) * step
        y = room.y + 10 + NAME.line + 8
        marks += paragraph(says, NOTE, middle, y, 130, 2, "middle").marks
        marks += doorway(door.row, middle - DOOR_WIDTH / 2, room.bottom)
    return Block(tuple(marks), top + HEIGHT)


def _difference(top: float) -> Block:
    return Block(DIFFERENCE.at(MARGIN, top, INNER), top + DIFFERENCE.height)


STILL = Still(
    name="port-vs-socket",
    title="Port or socket?",
    scenes=(_scene, _difference),
    meanings=(NUMBER, DOOR, HOUSEHOLD, BUILDING),
    lesson="A port is only a number. A socket is the thing that bears it, and does the sending and receiving.",
    tells=(
        "On the left a card with the number 443: one port, only a number. On the right the building 198.51.100.7, "
        "where a web server has three sockets: three doors that all bear 443, one open for new callers, one for a "
        "browser, one for another. A list compares. What: a number of 16 bits, or a thing in the system. Seen: in "
        "every packet, or only in its own host. How many: 65,536 per protocol, or as many as the host allows. Alone: "
        "callers are refused, or it has no number yet."
    ),
)
