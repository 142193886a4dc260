"""NAT: the mail room at the yard's gate rewrites the return address."""

from bot.pictures.marks import Block, Mark
from bot.pictures.stills.still import Still
from bot.pictures.town.houses import street, tcp
from bot.pictures.town.legend import NUMBER
from bot.pictures.town.papers import Ledger, Letter
from bot.pictures.town.ways import down
from bot.pictures.town.yard import HALVES, House, mail_room, yard

HOUSES = (
    House("192.168.1.20", "laptop", tcp("browser", 51834, "ESTABLISHED")),
    House("192.168.1.21", "phone", tcp("browser", 51834, "ESTABLISHED")),
)
BEFORE = (Letter((("from", "192.168.1.20:51834"),)), Letter((("from", "192.168.1.21:51834"),)))
AFTER = (
    Letter((("from", "203.0.113.5:40001"),), marked=("203.0.113.5:40001",)),
    Letter((("from", "203.0.113.5:40002"),), marked=("203.0.113.5:40002",)),
)
BOOK = Ledger(
    ("outside", "inside"),
    (("203.0.113.5:40001", "192.168.1.20:51834"), ("203.0.113.5:40002", "192.168.1.21:51834")),
)
ARROW = 24
MARGINS = 4
"""Between an arrow and what it joins."""


def _scene(top: float) -> Block:
    """The letters come from the yard, pass the mail room, and go out into the street."""
    houses = yard(top, HOUSES)
    before = _letters(BEFORE, houses.bottom)
    room = mail_room(before.bottom + ARROW, "203.0.113.5", "mail room: a router that does NAT", BOOK)
    after = _letters(AFTER, room.bottom)
    arrows = (down(half.middle, before.bottom + MARGINS, before.bottom + ARROW - MARGINS) for half in HALVES)
    road = street(after.bottom + 12, "the street is the internet: on to 198.51.100.7:443")
    return Block((*houses.marks, *before.marks, *arrows, *room.marks, *after.marks, *road.marks), road.bottom)


def _letters(letters: tuple[Letter, Letter], top: float) -> Block:
    """The letters of both houses, each below its arrow."""
    marks: list[Mark] = []
    for letter, half in zip(letters, HALVES, strict=True):
        marks += letter.at(half.middle - letter.width / 2, top + ARROW)
        marks.append(down(half.middle, top + MARGINS, top + ARROW - MARGINS))
    return Block(tuple(marks), top + ARROW + letters[0].height)


STILL = Still(
    name="nat",
    title="NAT",
    scenes=(_scene,),
    meanings=(
        ("mail room", "router that does NAT"),
        ("its list", "translation table"),
        ("return address", "public IP address"),
        NUMBER,
    ),
    lesson="Many private addresses share one public address. Answers find back by the number in the list.",
    tells=(
        "Two houses with private addresses, the laptop 192.168.1.20 and the phone 192.168.1.21, both write from a "
        "door 51834. Their letters pass the mail room, a router that does NAT, with the address 203.0.113.5. Its list "
        "says: 203.0.113.5:40001 outside is 192.168.1.20:51834 inside, and 203.0.113.5:40002 is 192.168.1.21:51834. "
        "The letters leave with the rewritten sender, 203.0.113.5:40001 and 203.0.113.5:40002, for 198.51.100.7:443 "
        "on the internet."
    ),
)
