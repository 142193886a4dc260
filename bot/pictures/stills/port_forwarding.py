"""Port forwarding: a standing order in the mail room sends a stranger's letter to one house."""

from bot.pictures.grid import INNER, MARGIN, NOTE, paragraph
from bot.pictures.marks import Block
from bot.pictures.stills.still import Still
from bot.pictures.town.houses import tcp
from bot.pictures.town.legend import NUMBER
from bot.pictures.town.papers import Ledger, Letter
from bot.pictures.town.ways import down
from bot.pictures.town.yard import HALVES, House, mail_room, yard

HOUSES = (
    House("192.168.1.20", "laptop", tcp("Minecraft", 25565, "LISTEN", "Waits for players.")),
    House("192.168.1.21", "phone"),
)
BEFORE = Letter((("from", "198.51.100.23:60122"), ("to", "203.0.113.5:25565")), marked=("203.0.113.5:25565",))
AFTER = Letter((("from", "198.51.100.23:60122"), ("to", "192.168.1.20:25565")), marked=("192.168.1.20:25565",))
ORDER = Ledger(("protocol", "what arrives at", "goes to"), (("TCP", "25565", "192.168.1.20:25565"),))
ARROW = 26


def _scene(top: float) -> Block:
    """The letter comes from outside, gets another address in the mail room, and goes on to the first house."""
    before = _letter(BEFORE, "A stranger knows only the address of the gate.", top)
    room = mail_room(before.bottom, "203.0.113.5", "mail room: a router that does NAT", ORDER)
    after = _letter(AFTER, "Another address now, but still the same sender.", room.bottom + ARROW)
    houses = yard(after.bottom, HOUSES)
    way = down(HALVES[0].middle, room.bottom + 4, room.bottom + ARROW - 4)
    return Block((*before.marks, *room.marks, way, *after.marks, *houses.marks), houses.bottom)


def _letter(letter: Letter, says: str, top: float) -> Block:
    """The letter with a remark beside it and its way on below."""
    bottom = top + letter.height
    x = HALVES[1].x
    words = paragraph(says, NOTE, x, top + (letter.height - 2 * NOTE.line) / 2, MARGIN + INNER - x, 2)
    way = down(HALVES[0].middle, bottom + 4, bottom + ARROW - 4)
    return Block((*letter.at(MARGIN, top), *words.marks, way), bottom + ARROW)


STILL = Still(
    name="port-forwarding",
    title="Port forwarding",
    scenes=(_scene,),
    meanings=(
        ("stranger", "client on the internet"),
        ("mail room", "router that does NAT"),
        ("standing order", "forwarding rule"),
        NUMBER,
    ),
    lesson="The rule wakes nobody: if no process listens on that port, the host still refuses the call.",
    tells=(
        "A stranger, who knows only the address of the gate, sends a letter from 198.51.100.23:60122 to "
        "203.0.113.5:25565. In the mail room, a router that does NAT, hangs a standing order: TCP 25565 goes to "
        "192.168.1.20:25565. So the letter goes on with another address, 192.168.1.20:25565, but still the same "
        "sender. In the house 192.168.1.20, a laptop, the door 25565 of a Minecraft server is open, LISTEN. The phone "
        "next door, 192.168.1.21, gets nothing."
    ),
)
