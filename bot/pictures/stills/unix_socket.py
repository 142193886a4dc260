"""A Unix domain socket: an inner door with a name instead of a number, whose key is a file's permission."""

from bot.demos.transcript import Door
from bot.host.rows import UNNAMED, Endpoint, SocketRow
from bot.pictures.building import building
from bot.pictures.grid import INNER, MARGIN, NOTE, line
from bot.pictures.marks import Block, Box, Emblem
from bot.pictures.replies import reply_of
from bot.pictures.stills.still import Still
from bot.pictures.town.legend import HOUSEHOLD

PATH = Endpoint("/run/app.sock", 0)
FRONT = SocketRow("TCP", Endpoint("198.51.100.7", 443), None, "LISTEN")
DOORS = (
    Door("front door", FRONT, "For callers from the street.", "web server"),
    Door("app's door", SocketRow("UNIX", PATH, UNNAMED, "ESTABLISHED"), "", "app"),
    Door("caller", SocketRow("UNIX", UNNAMED, PATH, "ESTABLISHED"), "", "web server"),
)
LISTING = "srw-rw---- app www-data /run/app.sock"


def _scene(top: float) -> Block:
    return building(DOORS, top, households=("web server", "app"))


def _key(top: float) -> Block:
    """The file by which the door is found, as `ls -l` lists it."""
    key = Emblem(Box(MARGIN + 8, top, 64, 64), "key")
    x = key.box.right + 24
    heading = line("The name is a file. On Linux, who may write to it has the key:", NOTE, x, top - 6)
    listing = reply_of(LISTING, MARGIN + INNER - x, 1)
    return Block((key, heading, *listing.at(x, heading.box.bottom + 4)), heading.box.bottom + 4 + listing.height)


STILL = Still(
    name="unix-socket",
    title="Unix domain socket",
    scenes=(_scene, _key),
    meanings=(HOUSEHOLD, ("inner door", "Unix domain socket"), ("name on it", "path"), ("key", "file permission")),
    lesson="No port, and nothing leaves the host. But the name is a file, and stays when the household moves out.",
    tells=(
        "In the building 198.51.100.7 live a web server and an app. The web server has a front door for callers from "
        "the street, TCP 443, LISTEN. Between the two flats letters go through inner doors: the app's door is called "
        "/run/app.sock, the caller's has no name; both are Unix sockets, ESTABLISHED. The name is a file. On Linux, "
        "whoever may write to it holds the key: srw-rw---- app www-data /run/app.sock."
    ),
)
