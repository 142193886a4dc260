"""Listening: a door that waits, and the second one that a caller gets."""

from bot.pictures.grid import INNER, MARGIN
from bot.pictures.marks import Block
from bot.pictures.stills.still import Still
from bot.pictures.town.houses import tcp
from bot.pictures.town.legend import NUMBER
from bot.pictures.town.opposite import Flat, House, opposite
from bot.pictures.town.papers import Ledger

SERVER = House(
    "198.51.100.7",
    "server",
    (
        Flat(
            "web server",
            (
                tcp("listener", 8080, "LISTEN", "New callers knock here."),
                tcp("connected", 8080, "ESTABLISHED", "The talk goes on here."),
            ),
        ),
    ),
)
LAPTOP = House(
    "192.0.2.10", "laptop", (Flat("browser", (None, tcp("client", 51834, "ESTABLISHED", "It knocked at 8080."))),)
)
WHO = Ledger(
    ("listens at", "who may knock"),
    (
        ("127.0.0.1:8080", "only processes of the same machine"),
        ("0.0.0.0:8080", "whoever reaches any IPv4 address of the host"),
    ),
    in_words=(1,),
)


def _scene(top: float) -> Block:
    return opposite(top, LAPTOP, SERVER, (None, "both"))


def _who(top: float) -> Block:
    return Block(WHO.at(MARGIN, top, INNER), top + WHO.height)


STILL = Still(
    name="listening",
    title="Listening",
    scenes=(_scene, _who),
    meanings=(
        ("waiting household", "server"),
        NUMBER,
        ("open door", "listening socket"),
        ("door for a caller", "connected socket"),
    ),
    lesson="No letter is ever read at the listening door: each caller gets another door with the same number.",
    tells=(
        "On the server 198.51.100.7 a web server has two doors with the number 8080. The open one, LISTEN, waits for "
        "new callers. Through the other, ESTABLISHED, the talk goes on with a browser, which knocked from its door "
        "51834 on the laptop 192.0.2.10. A list says who may knock: at 127.0.0.1:8080 only processes of the same "
        "machine, at 0.0.0.0:8080 whoever reaches any IPv4 address of the host."
    ),
)
