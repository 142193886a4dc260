"""Many clients on one server port: one door that listens, and one more for each caller, all with one number."""

from bot.demos.transcript import Door
from bot.pictures.captions import caption
from bot.pictures.doors import DOOR_HEIGHT, DOOR_WIDTH, doorway
from bot.pictures.grid import LABEL, line
from bot.pictures.marks import Block, Box, Mark, Panel
from bot.pictures.stills.still import Still
from bot.pictures.town.houses import FRIEZE, HEADROOM, PAVEMENT, SIGN_HEIGHT, SLAB, TOLD, street_sign, tcp, walls, wire
from bot.pictures.town.legend import ADDRESS, DOOR, LETTER, NUMBER
from bot.pictures.town.opposite import BESIDE, INSIDE, LEAF, LEFT, RIGHT, WIDTH
from bot.pictures.town.papers import Ledger

PORT = 5000
CALLERS = (("192.0.2.10", 51834), ("192.0.2.10", 51835), ("203.0.113.5", 51834))
STOREY = HEADROOM + DOOR_HEIGHT + SLAB
LIST = Ledger(("local", "remote"), (("5000", "–"), *(("5000", f"{host}:{port}") for host, port in CALLERS)))


def _scene(top: float) -> Block:
    """The chat server on the right, its callers' houses on the left, and above them the porter's list."""
    bottom = top + FRIEZE + 4 * STOREY + PAVEMENT
    marks: list[Mark] = [
        *LIST.at(LEFT.x, top, WIDTH),
        *walls(Box(RIGHT.x, top, WIDTH, bottom - top), "198.51.100.7", "server"),
    ]
    marks += _server_storey(tcp("listener", PORT, "LISTEN", "New callers knock here."), top + FRIEZE)
    for place in range(1, len(CALLERS) + 1):
        y = top + FRIEZE + place * STOREY
        connected = tcp("connected", PORT, "ESTABLISHED", f"For client {place}.")
        marks += (*_caller(place, y), *_server_storey(connected, y))
        marks.append(wire(LEFT.right - INSIDE - LEAF, RIGHT.x + INSIDE + LEAF, y + STOREY - SLAB, "both"))
    return Block(tuple(marks), bottom)


def _server_storey(door: Door, top: float) -> list[Mark]:
    floor = top + STOREY - SLAB
    x = RIGHT.x + INSIDE + DOOR_WIDTH + BESIDE
    says = caption(door, Box(x, top + HEADROOM, RIGHT.right - INSIDE - x, DOOR_HEIGHT), TOLD)
    slab = Panel(Box(RIGHT.x, floor, WIDTH, SLAB), "wall_line")
    return [slab, *says.marks, *doorway(door.row, RIGHT.x + INSIDE, floor)]


def _caller(place: int, top: float) -> list[Mark]:
    """A client's door; the first of a house stands below its roof and sign, the last on its pavement."""
    host, port = CALLERS[place - 1]
    above, below = (CALLERS[at][0] if 0 <= at < len(CALLERS) else "" for at in (place - 2, place))
    floor = top + STOREY - SLAB
    end = LEFT.right - INSIDE - DOOR_WIDTH - BESIDE
    marks: list[Mark] = [Panel(Box(LEFT.x, top, WIDTH, STOREY), "neighbour")]
    y = top + HEADROOM + 3
    if above != host:
        roof = Panel(Box(LEFT.x - 8, top - 2, WIDTH + 16, 8), "stone")
        marks += [roof, *street_sign(host, end, y, "end")]
        y += SIGN_HEIGHT + 6
    sill = Box(LEFT.x, floor, WIDTH, SLAB) if below == host else Box(LEFT.x - 8, floor, WIDTH + 16, 8)
    marks += [Panel(sill, "stone"), line(f"client {place}", LABEL, end, y, "end")]
    return [*marks, *doorway(tcp("", port, "ESTABLISHED").row, LEFT.right - INSIDE - DOOR_WIDTH, floor)]


STILL = Still(
    name="many-clients",
    title="Many clients on one server port",
    scenes=(_scene,),
    meanings=(DOOR, NUMBER, ADDRESS, LETTER),
    lesson="Each client gets a socket of its own at the server, all with one port. The remote end tells them apart.",
    tells=(
        "On the server 198.51.100.7 stand four doors, all with the number 5000: one is open and in state LISTEN, for "
        "new callers; three are ESTABLISHED, for clients 1, 2 and 3. Letters go both ways between these and the "
        "clients' own doors: 51834 and 51835 in the building 192.0.2.10, and 51834 in the building 203.0.113.5. A "
        "list names each door's remote endpoint: none for the listener, then 192.0.2.10:51834, 192.0.2.10:51835 and "
        "203.0.113.5:51834."
    ),
)
