"""A port: the number on the envelope and on a door."""

from bot.pictures.doors import DOOR_WIDTH
from bot.pictures.marks import Block, Box, Emblem
from bot.pictures.stills.still import Still
from bot.pictures.town.houses import LOBBY, WALL, at_the_desk, tcp
from bot.pictures.town.legend import BUILDING, DOOR, HOUSEHOLD, LETTER, NUMBER, PORTER
from bot.pictures.town.papers import Letter
from bot.pictures.town.row_of_flats import PADDING, Flat, row_of_flats

FLATS = (
    Flat("sshd", tcp("listener", 22, "LISTEN"), "logs you in from afar"),
    Flat("web server", tcp("listener", 443, "LISTEN"), "gives out web pages"),
    Flat("database", tcp("listener", 5432, "LISTEN"), "finds what it stored"),
)
LETTER_TO_5432 = Letter((("to", "198.51.100.7:5432"),), marked=("5432",))


def _scene(top: float) -> Block:
    return row_of_flats(top, "198.51.100.7", "one address, many households", FLATS, _lobby)


def _lobby(room: Box) -> Block:
    """The porter reads the number, and carries the letter up to the door that bears it."""
    floor = room.y + LOBBY
    porter = at_the_desk("porter", room.x + WALL + 14, floor)
    x, y = porter.box.right + 24, room.y + (LOBBY - LETTER_TO_5432.height) / 2
    middle = y + LETTER_TO_5432.height / 2
    flat = room.right - WALL - (room.width - 4 * WALL) / 3
    door = flat + PADDING + DOOR_WIDTH / 2
    way = Box(x + LETTER_TO_5432.width + 12, room.y + 6, door - x - LETTER_TO_5432.width - 12, middle - room.y - 6)
    return Block((porter, *LETTER_TO_5432.at(x, y), Emblem(way, "arrow_right_up")), floor)


STILL = Still(
    name="port",
    title="Port",
    scenes=(_scene,),
    meanings=(NUMBER, DOOR, HOUSEHOLD, LETTER, PORTER, BUILDING),
    lesson="The address finds the host, the port the program. TCP has 65,536 of these numbers, and UDP as many.",
    tells=(
        "In one building with the address 198.51.100.7 live three households: sshd behind the door with number 22, a "
        "web server behind 443, a database behind 5432. On the ground floor the porter holds a letter to "
        "198.51.100.7:5432. He reads the number after the colon, and carries the letter up to the door that bears it, "
        "the database's."
    ),
)
