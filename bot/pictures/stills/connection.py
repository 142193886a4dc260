"""A connection: two doors in two houses, and the four values that name it."""

from bot.pictures.grid import INNER, MARGIN
from bot.pictures.marks import Block
from bot.pictures.stills.still import Still
from bot.pictures.town.houses import tcp
from bot.pictures.town.legend import ADDRESS, DOOR, LETTER, NUMBER
from bot.pictures.town.opposite import Flat, House, opposite
from bot.pictures.town.papers import Ledger

BROWSER = Flat("browser", (tcp("client", 51834, "ESTABLISHED"),))
CURL = Flat("curl", (tcp("client", 51835, "ESTABLISHED"),))
WEB_SERVER = Flat(
    "web server",
    (tcp("connected", 443, "ESTABLISHED", "For the browser."), tcp("connected", 443, "ESTABLISHED", "For curl only.")),
)
NAMES = Ledger(
    ("address", "port", "address", "port"),
    (("192.0.2.10", "51834", "198.51.100.7", "443"), ("192.0.2.10", "51835", "198.51.100.7", "443")),
    marked=("51834", "51835"),
)


def _scene(top: float) -> Block:
    laptop = House("192.0.2.10", "laptop", (BROWSER, CURL))
    server = House("198.51.100.7", "server", (WEB_SERVER,))
    return opposite(top, laptop, server, ("both", "both"))


def _names(top: float) -> Block:
    return Block(NAMES.at(MARGIN, top, INNER), top + NAMES.height)


STILL = Still(
    name="connection",
    title="Connection",
    scenes=(_scene, _names),
    meanings=(DOOR, NUMBER, ADDRESS, LETTER),
    lesson="Both addresses and both ports name a connection. No cable joins the doors: both hosts just keep notes.",
    tells=(
        "Two buildings face each other: the laptop 192.0.2.10 with the households browser and curl, and the server "
        "198.51.100.7 with a web server. Letters go both ways between the browser's door 51834 and a door 443, and "
        "between curl's door 51835 and another door 443. All four doors are in state ESTABLISHED. A list writes out "
        "both connections: 192.0.2.10, 51834, 198.51.100.7, 443, and 192.0.2.10, 51835, 198.51.100.7, 443. Only the "
        "marked port differs."
    ),
)
