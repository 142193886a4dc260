"""How it all fits together: what each part of a URL leads to, from a browser to a web server."""

from dataclasses import replace

from bot.pictures.grid import INNER, MARGIN, NOTE, Type, line
from bot.pictures.marks import Block, Box, Mark, Panel
from bot.pictures.stills.still import Still
from bot.pictures.theme import Ink
from bot.pictures.town.houses import tcp
from bot.pictures.town.legend import ADDRESS, DOOR, HOUSEHOLD, LETTER, NUMBER, PORTER
from bot.pictures.town.opposite import Flat, House, opposite
from bot.pictures.typeface import Face

PARTS: tuple[tuple[str, Ink, Ink, tuple[str, ...]], ...] = (
    ("https://", "inset", "text", ("how to talk",)),
    ("www.example.com", "sign", "sign_text", ("which building,", "by the phone book")),
    (":443", "plate", "plate_text", ("which door,", "often left out")),
    ("/rolls", "brass", "plate_text", ("for the", "household alone")),
)
URL = Type(Face.MONO, 27, 36, "text")
LAPTOP = House(
    "192.0.2.10",
    "laptop",
    (Flat("browser, process 4711", (tcp("client", 51834, "ESTABLISHED", "A lent number."),)),),
    "lends the number 51834",
)
SERVER = House(
    "198.51.100.7",
    "server",
    (Flat("web server, process 812", (tcp("connected", 443, "ESTABLISHED", "For this caller."),)),),
    "reads 443, and who wrote",
)


def _url(top: float) -> Block:
    """The URL in its parts, each in the colour of what it leads to, and below each what it is for."""
    least = [max(URL.width(text) + 24, *map(NOTE.width, says)) for text, _, _, says in PARTS]
    spare = (INNER - sum(least) - (len(PARTS) - 1) * 6) / len(PARTS)
    marks: list[Mark] = []
    x = float(MARGIN)
    for (text, ground, ink, says), width in zip(PARTS, least, strict=True):
        box = Box(x, top, width + spare, 48)
        marks += [
            Panel(box, ground, 8, "paper_line" if ground == "plate" else None),
            line(text, replace(URL, ink=ink), box.middle, top + 6, "middle"),
        ]
        marks += [line(row, NOTE, box.middle, box.bottom + 6 + at * NOTE.line, "middle") for at, row in enumerate(says)]
        x = box.right + 6
    return Block(tuple(marks), top + 48 + 6 + 2 * NOTE.line)


def _scene(top: float) -> Block:
    return opposite(top, LAPTOP, SERVER, ("both",), "the street is the network")


STILL = Still(
    name="how-they-fit-together",
    title="How processes, sockets and ports fit together",
    scenes=(_url, _scene),
    meanings=(ADDRESS, NUMBER, DOOR, HOUSEHOLD, PORTER, LETTER),
    lesson=(
        "A process is a running program, a socket is its door to the network, and a port is the number on that door."
    ),
    tells=(
        "A URL in four parts: https:// says how to talk, www.example.com which building, by the phone book, :443 "
        "which door, often left out, and /rolls is for the household alone. Below, two buildings in one street, the "
        "network. On the laptop 192.0.2.10 the browser, process 4711, has door 51834; the porter lends the number. On "
        "the server 198.51.100.7 the web server, process 812, has door 443; the porter reads 443, and who wrote. "
        "Letters go both ways between the doors."
    ),
)
