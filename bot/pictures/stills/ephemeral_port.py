"""An ephemeral port: the porter lends a number for one conversation."""

from bot.pictures.grid import INNER, MARGIN, NOTE, line
from bot.pictures.grid import NUMBER as DIGITS
from bot.pictures.marks import Block, Box, Emblem, Mark, Panel
from bot.pictures.stills.still import Still
from bot.pictures.town.houses import WALL, at_the_desk, tcp
from bot.pictures.town.legend import DOOR, PORTER
from bot.pictures.town.papers import Ledger, Letter
from bot.pictures.town.row_of_flats import Flat, row_of_flats

FLATS = (
    Flat("browser", tcp("lent", 51834, "ESTABLISHED", "It writes first. The answer needs a number.")),
    Flat("web server", tcp("chosen", 8080, "LISTEN", "Callers must know this number beforehand.")),
)
SPARE = (51832, 51833, 51834, 51835, 51836)
LENT = 51834
ASKS = Letter((("from", "192.0.2.10:51834"), ("to", "198.51.100.7:443")), marked=("51834",))
RANGES = Ledger(("host", "lends by default"), (("Linux", "32768 to 60999"), ("macOS, Windows", "49152 to 65535")))


def _scene(top: float) -> Block:
    return row_of_flats(top, "192.0.2.10", "a laptop", FLATS, _lobby)


def _lobby(room: Box) -> Block:
    floor = room.y + 124
    porter = at_the_desk("porter", room.x + WALL + 14, floor)
    marks: list[Mark] = [porter]
    x = porter.box.right + 24
    for number in SPARE:
        plate = Box(x, room.y + 40, 100, 36)
        if number == LENT:
            marks.append(Emblem(plate, "dashed"))
        else:
            marks += [
                Panel(plate, "plate", 7, "paper_line"),
                line(str(number), DIGITS, plate.middle, plate.y, "middle"),
            ]
        marks += [Panel(Box(plate.middle - 1.5, room.y + 22, 3, 18), "brass")]
        x += 124
    marks.append(Panel(Box(porter.box.right + 16, room.y + 18, x - porter.box.right - 32, 8), "roof", 4))
    marks.append(line("spare plates; 51834 hangs on a door now", NOTE, porter.box.right + 24, room.y + 84))
    return Block(tuple(marks), floor)


def _letter(top: float) -> Block:
    return Block(
        (*ASKS.at(MARGIN, top), *RANGES.at(MARGIN + INNER - RANGES.width, top)), top + max(ASKS.height, RANGES.height)
    )


STILL = Still(
    name="ephemeral-port",
    title="Ephemeral port",
    scenes=(_scene, _letter),
    meanings=(("lent number", "ephemeral port"), ("caller", "client"), DOOR, PORTER),
    lesson="The client needs no number of its own: the host lends it one for a conversation, and takes it back.",
    tells=(
        "On the laptop 192.0.2.10 a browser writes first and needs a number for the answer: its door bears 51834, "
        "which is lent. A web server beside it chose 8080, because callers must know that number beforehand. The "
        "porter at the desk has spare plates on a rail: 51832, 51833, an empty place, 51835, 51836. A letter goes "
        "from 192.0.2.10:51834 to 198.51.100.7:443. By default Linux lends from 32768 to 60999, macOS and Windows "
        "from 49152 to 65535."
    ),
)
