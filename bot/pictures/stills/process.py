"""A process: households behind walls, and the porter's list of them."""

from bot.pictures.marks import Block, Box
from bot.pictures.stills.still import Still
from bot.pictures.town.houses import WALL, at_the_desk, tcp
from bot.pictures.town.legend import BUILDING, DOOR, HOUSEHOLD, PORTER
from bot.pictures.town.papers import Ledger
from bot.pictures.town.row_of_flats import Flat, row_of_flats

FLATS = (
    Flat("web server", tcp("listener", 8080, "LISTEN"), "waits for callers"),
    Flat("browser", tcp("client", 51834, "ESTABLISHED"), "reads a web page"),
    Flat("calculator"),
)
LIST = Ledger(
    ("PID", "household", "memory", "doors"),
    (
        ("812", "web server", "31 MB", "8080"),
        ("4711", "browser", "410 MB", "51834"),
        ("5120", "calculator", "12 MB", "–"),
    ),
    in_words=(1,),
)


def _scene(top: float) -> Block:
    return row_of_flats(top, "192.0.2.10", "a laptop, and three of its processes", FLATS, _lobby)


def _lobby(room: Box) -> Block:
    """The porter keeps the list: who lives here, and which door is whose."""
    floor = room.y + LIST.height + 28
    porter = at_the_desk("porter", room.x + WALL + 14, floor)
    x = porter.box.right + 16
    return Block((porter, *LIST.at(x, room.y + 14, room.right - WALL - 12 - x)), floor)


STILL = Still(
    name="process",
    title="Process",
    scenes=(_scene,),
    meanings=(HOUSEHOLD, ("its rooms", "own memory"), ("number in the list", "PID"), PORTER, DOOR, BUILDING),
    lesson="A process is a running program with memory of its own. Many have no socket: a calculator needs none.",
    tells=(
        "In one building, the laptop 192.0.2.10, three households live behind walls: a web server with a door that "
        "waits behind number 8080, a browser with door 51834, and a calculator with windows but no door. On the "
        "ground floor the porter keeps the list: process 812 is the web server, with 31 MB of memory and door 8080; "
        "4711 the browser, with 410 MB and door 51834; 5120 the calculator, with 12 MB and no door."
    ),
)
