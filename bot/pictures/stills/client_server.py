"""Client and server: who writes first, and who waits behind a known number."""

from bot.pictures.doors import DOOR_HEIGHT, DOOR_WIDTH, doorway
from bot.pictures.grid import INNER, LABEL, MARGIN, NOTE, line, paragraph
from bot.pictures.marks import Block, Box, Emblem, Mark, Panel
from bot.pictures.stills.still import Still
from bot.pictures.town.houses import FRIEZE, NAME, PAVEMENT, WALL, name_plate, street, tcp, walls
from bot.pictures.town.papers import Letter
from bot.pictures.town.ways import left, numbered, right

WIDTH = 268
HEIGHT = FRIEZE + 10 + NAME.line + 10 + 2 * NOTE.line + 48 + DOOR_HEIGHT + PAVEMENT
LEFT, RIGHT = Box(MARGIN, 0, WIDTH, HEIGHT), Box(MARGIN + INNER - WIDTH, 0, WIDTH, HEIGHT)
INSIDE = WALL + 12
BETWEEN = (LEFT.right + 22, RIGHT.x - 22)
CLIENT = tcp("client", 51834, "ESTABLISHED")
LISTENER = tcp("listener", 80, "LISTEN")
CONNECTED = tcp("connected", 80, "ESTABLISHED")


def _scene(top: float) -> Block:
    """The two houses, and between them what goes first and what comes back."""
    floor = top + HEIGHT - PAVEMENT
    marks: list[Mark] = [
        *_house(LEFT, top, "192.0.2.10", ("browser", "client"), "Hungry: makes the first move."),
        *_house(RIGHT, top, "198.51.100.7", ("bakery", "server"), "Waits behind a known number."),
        *doorway(CLIENT.row, LEFT.right - INSIDE - DOOR_WIDTH, floor),
        Emblem(Box(RIGHT.x + INSIDE - 8, floor - DOOR_HEIGHT - 40, WIDTH - 2 * INSIDE + 16, 36), "awning"),
        *doorway(CONNECTED.row, RIGHT.x + INSIDE, floor),
        *doorway(LISTENER.row, RIGHT.right - INSIDE - DOOR_WIDTH, floor),
        *numbered(1, "asks", BETWEEN[0], top + 84),
        *_letter("GET /rolls", right(*BETWEEN, top + 197)),
        *numbered(2, "answers", BETWEEN[0], top + 228),
        *_letter("200 OK", left(*BETWEEN, top + 341)),
    ]
    road = street(floor + PAVEMENT, "the street is the network")
    return Block((*marks, *road.marks), road.bottom)


def _house(box: Box, top: float, address: str, who: tuple[str, str], says: str) -> list[Mark]:
    """One of the two houses: its household, the role it plays, and what that means."""
    room = Box(box.x + WALL, top + FRIEZE, WIDTH - 2 * WALL, HEIGHT - FRIEZE - PAVEMENT)
    plate = name_plate(who[0], room.x + 12, room.y + 10)
    role = line(who[1], LABEL, plate[0].box.right + 12, room.y + 11)
    words = paragraph(says, NOTE, room.x + 12, room.y + 10 + NAME.line + 6, room.width - 24, 2)
    return [*walls(Box(box.x, top, WIDTH, HEIGHT), address), Panel(room, "flat"), *plate, role, *words.marks]


def _letter(text: str, way: Emblem) -> tuple[Mark, ...]:
    """A letter above its way across the street."""
    letter = Letter((("", text),), stamped=False)
    return *letter.at(way.box.middle - letter.width / 2, way.box.y - letter.height - 6), way


STILL = Still(
    name="client-server",
    title="Client and server",
    scenes=(_scene,),
    meanings=(
        ("bakery", "server"),
        ("hungry household", "client"),
        ("number 80", "well-known port"),
        ("writes first", "opens the connection"),
    ),
    lesson="Client and server are roles of processes: a bakery may be hungry, too, and be a client somewhere else.",
    tells=(
        "In the building 192.0.2.10 lives a browser, the client: it is hungry and makes the first move. In the "
        "building 198.51.100.7 a bakery, the server, waits behind the known number 80, with one open door for new "
        "callers and one for this talk. First, a letter goes from the client's door 51834 to door 80: GET /rolls. "
        "Second, the answer comes back: 200 OK."
    ),
)
