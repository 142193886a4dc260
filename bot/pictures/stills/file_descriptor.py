"""A file descriptor: a board of numbered hooks, and what their keys open."""

from dataclasses import dataclass

from bot.pictures.doors import DOOR_HEIGHT, DOOR_WIDTH, doorway
from bot.pictures.grid import INNER, MARGIN, NOTE, line, paragraph
from bot.pictures.marks import Block, Box, Drawing, Emblem, Mark, Panel
from bot.pictures.stills.still import Still
from bot.pictures.town.houses import FRIEZE, NAME, PAVEMENT, WALL, name_plate, tcp, walls
from bot.pictures.town.legend import DOOR
from bot.pictures.town.ways import down

BOARD = 116
ARROW = 34
WORDS = 2 * NOTE.line
HEIGHT = FRIEZE + 10 + NAME.line + 12 + BOARD + ARROW + WORDS + 8 + DOOR_HEIGHT + PAVEMENT


@dataclass(frozen=True)
class Opened:
    """What the keys on some hooks open, and what that is: a door by its state, or a drawing."""

    hooks: tuple[int, ...]
    says: str
    thing: Drawing | None = None
    state: str = ""


OPENED = (
    Opened((0, 1, 2), "input, output, errors", "screen"),
    Opened((3,), "new callers", state="LISTEN"),
    Opened((4,), "client one", state="ESTABLISHED"),
    Opened((5,), "client two", state="ESTABLISHED"),
    Opened((6,), "log file", "cupboard"),
    Opened((7,), "free"),
)
HOOK, WIDE_HOOK = 74, 113
THINGS: dict[Drawing, tuple[float, float]] = {"screen": (110, 84), "cupboard": (84, 96)}


def _scene(top: float) -> Block:
    floor = top + HEIGHT - PAVEMENT
    room = Box(MARGIN + WALL, top + FRIEZE, INNER - 2 * WALL, HEIGHT - FRIEZE - PAVEMENT)
    board = Box(room.x + 12, room.y + 10 + NAME.line + 12, room.width - 24, BOARD)
    marks: list[Mark] = [
        *walls(Box(MARGIN, top, INNER, HEIGHT), "198.51.100.7", "one household and its keys"),
        Panel(room, "flat"),
        *name_plate("server, process 4711", room.x + 12, room.y + 10),
        Panel(board, "stone", 8, "roof"),
    ]
    x = board.x + 6
    for opened in OPENED:
        width = HOOK * 3 if len(opened.hooks) > 1 else WIDE_HOOK
        marks += (*_hooks(opened, Box(x, board.y, width, BOARD)), *_thing(opened, x + width / 2, board.bottom, floor))
        x += width
    return Block(tuple(marks), floor + PAVEMENT)


def _hooks(opened: Opened, box: Box) -> list[Mark]:
    marks: list[Mark] = []
    step = box.width / len(opened.hooks)
    for place, number in enumerate(opened.hooks):
        middle = box.x + (place + 0.5) * step
        plate = Box(middle - 20, box.y + 10, 40, 34)
        hung: Drawing = "hook" if opened.says == "free" else "hung_key"
        marks += [
            Panel(plate, "plate", 6, "paper_line"),
            line(str(number), NAME, middle, plate.y + 1, "middle"),
            Emblem(Box(middle - 12, plate.bottom + 4, 24, 62), hung),
        ]
    return marks


def _thing(opened: Opened, middle: float, top: float, floor: float) -> list[Mark]:
    words = paragraph(opened.says, NOTE, middle, top + ARROW, WIDE_HOOK * len(opened.hooks) - 8, 2, "middle").marks
    if opened.says == "free":
        return [*words]
    marks: list[Mark] = [*words, down(middle, top + 5, top + ARROW - 4)]
    if opened.thing:
        width, height = THINGS[opened.thing]
        return [*marks, Emblem(Box(middle - width / 2, floor - height, width, height), opened.thing)]
    return [*marks, *doorway(tcp("", 8080, opened.state).row, middle - DOOR_WIDTH / 2, floor)]


STILL = Still(
    name="file-descriptor",
    title="File descriptor",
    scenes=(_scene,),
    meanings=(("board", "descriptor table"), ("hook", "file descriptor"), ("cupboard", "file"), DOOR),
    lesson="The lowest free hook is taken next. Each household has its own board: hook 4 elsewhere is another key.",
    tells=(
        "In the building 198.51.100.7 a server, process 4711, has a board with numbered hooks and keys on them. 0, 1 "
        "and 2 open input, output and errors: a terminal's screen. 3 opens the door 8080 for new callers, 4 and 5 two "
        "more doors 8080, for client one and client two. 6 opens a cupboard, the log file. Hook 7 is free."
    ),
)
