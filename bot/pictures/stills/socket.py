"""A socket: how a door comes, gets its number, serves and goes, on the waiting and on the calling side."""

from dataclasses import dataclass

from bot.host.rows import Endpoint, SocketRow
from bot.pictures.doors import DOOR_HEIGHT, DOOR_WIDTH, doorway
from bot.pictures.grid import INNER, MARGIN, NOTE, SAW, line, paragraph
from bot.pictures.marks import Block, Box, Drawing, Emblem, Mark, Panel
from bot.pictures.stills.still import Still
from bot.pictures.town.houses import FRIEZE, NAME, PAVEMENT, SLAB, WALL, name_plate, walls
from bot.pictures.town.legend import DOOR, HOUSEHOLD, LETTER, NUMBER


@dataclass(frozen=True)
class Call:
    """A call to the system, what it does to the door, and how the door looks then: its number and state, or gone."""

    call: str
    does: str
    number: int | None
    state: str = "CLOSE"
    before: Drawing = "arrow_right"


WAITING = (
    Call("socket()", "no number yet", 0),
    Call("bind()", "the number hangs", 443),
    Call("listen()", "callers may knock", 443, "LISTEN"),
    Call("accept()", "a new door per caller", 443, "ESTABLISHED", "plus"),
)
CALLING = (
    Call("socket()", "no number yet", 0),
    Call("connect()", "a lent number", 51834, "ESTABLISHED"),
    Call("send() recv()", "letters go both ways", 51834, "ESTABLISHED"),
    Call("close()", "the door goes", None),
)
COLUMN = (INNER - 2 * WALL) / 4
STOREY = 10 + NAME.line + 8 + SAW.line + 2 * NOTE.line + 8 + DOOR_HEIGHT


def _scene(top: float) -> Block:
    marks: list[Mark] = []
    y = top + FRIEZE
    for name, calls in (("a server waits", WAITING), ("a client calls", CALLING)):
        marks += _storey(name, calls, y)
        y += STOREY + SLAB
    bottom = y + PAVEMENT
    return Block(
        (*walls(Box(MARGIN, top, INNER, bottom - top), "198.51.100.7", "two households ask for doors"), *marks), bottom
    )


def _storey(name: str, calls: tuple[Call, ...], top: float) -> list[Mark]:
    floor = top + STOREY
    flat = Panel(Box(MARGIN + WALL, top, INNER - 2 * WALL, STOREY), "flat")
    marks: list[Mark] = [flat, *name_plate(name, MARGIN + WALL + 12, top + 10)]
    for place, call in enumerate(calls):
        middle = MARGIN + WALL + COLUMN * (place + 0.5)
        y = top + 10 + NAME.line + 8
        marks.append(line(call.call, SAW, middle, y, "middle"))
        marks += paragraph(call.does, NOTE, middle, y + SAW.line, COLUMN - 40, 2, "middle").marks
        marks += _door(call, middle - DOOR_WIDTH / 2, floor)
        if place:
            width = 48 if call.before == "arrow_right" else 24
            marks.append(Emblem(Box(middle - (COLUMN + width) / 2, floor - 62, width, 24), call.before))
    marks.append(Panel(Box(MARGIN, floor, INNER, SLAB), "wall_line"))
    return marks


def _door(call: Call, x: float, floor: float) -> tuple[Mark, ...]:
    if call.number is None:
        return (Emblem(Box(x + 9, floor - 88, DOOR_WIDTH - 18, 88), "dashed"),)
    local = Endpoint("198.51.100.7", call.number) if call.number else Endpoint("", 0)
    return doorway(SocketRow("TCP", local, None, call.state), x, floor)


STILL = Still(
    name="socket",
    title="Socket",
    scenes=(_scene,),
    meanings=(DOOR, NUMBER, HOUSEHOLD, LETTER),
    lesson="A socket is a process's door to the network. A busy process has hundreds, several with one number.",
    tells=(
        "On the server 198.51.100.7 two households get doors, call by call. A server: socket() makes a door without a "
        "number, bind() hangs the number 443, listen() opens it so that callers may knock, and accept() adds a new "
        "door, 443 again, for each caller. A client: socket() makes a door without a number, connect() gives it a "
        "lent number, 51834, send() and recv() carry letters both ways, and close() takes the door away."
    ),
)
