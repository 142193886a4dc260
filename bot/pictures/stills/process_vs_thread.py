"""Process or thread: cooks of one household share its pots; households don't."""

from bot.pictures.doors import DOOR_HEIGHT, doorway
from bot.pictures.grid import INNER, MARGIN, NOTE, line, paragraph
from bot.pictures.marks import Block, Box, Emblem, Mark, Panel
from bot.pictures.stills.still import Still
from bot.pictures.town.houses import FRIEZE, NAME, PAVEMENT, SLAB, WALL, name_plate, tcp, walls
from bot.pictures.town.legend import DOOR, HOUSEHOLD

COOK_WIDTH, COOK_HEIGHT = 64, 108
POT = 70
STOREY = 10 + NAME.line + 14 + DOOR_HEIGHT


def _scene(top: float) -> Block:
    bottom = top + FRIEZE + 2 * STOREY + SLAB + PAVEMENT
    marks: list[Mark] = [
        *walls(Box(MARGIN, top, INNER, bottom - top), "192.0.2.10", "three threads, and three processes")
    ]
    first = Box(MARGIN + WALL, top + FRIEZE, INNER - 2 * WALL, STOREY)
    marks += _household(first)
    marks.append(Panel(Box(MARGIN, first.bottom, INNER, SLAB), "wall_line"))
    width = (INNER - 2 * WALL - 2 * WALL) / 3
    for place in range(3):
        box = Box(MARGIN + WALL + place * (width + WALL), first.bottom + SLAB, width, STOREY)
        marks += _alone(4712 + place, box, crashed=place == 1)
    return Block(tuple(marks), bottom)


def _household(box: Box) -> list[Mark]:
    """One process with three threads, one memory and one door."""
    marks: list[Mark] = [Panel(box, "flat"), *name_plate("process 4711", box.x + 12, box.y + 10)]
    marks.append(line("three threads share its memory and its sockets", NOTE, box.x + 200, box.y + 11))
    marks += doorway(tcp("", 8080, "LISTEN").row, box.x + 12, box.bottom)
    for x in (190, 335, 688):
        marks.append(Emblem(Box(box.x + x, box.bottom - COOK_HEIGHT, COOK_WIDTH, COOK_HEIGHT), "cook"))
    marks.append(Emblem(Box(box.x + 486, box.bottom - 96, 116, 96), "pot"))
    return marks


def _alone(pid: int, box: Box, *, crashed: bool) -> list[Mark]:
    """A process of one thread, with memory of its own."""
    marks: list[Mark] = [Panel(box, "flat"), *name_plate(f"process {pid}", box.x + 12, box.y + 10)]
    if crashed:
        gone = Box(box.middle - 100, box.bottom - 110, 200, 92)
        says = paragraph("crashed; the others work on", NOTE, gone.middle, gone.y + 16, 170, 2, "middle")
        marks += [Emblem(gone, "dashed"), *says.marks]
        return marks
    marks.append(Emblem(Box(box.x + 30, box.bottom - COOK_HEIGHT, COOK_WIDTH, COOK_HEIGHT), "cook"))
    marks.append(Emblem(Box(box.right - 100, box.bottom - POT, 80, POT), "pot"))
    return marks


STILL = Still(
    name="process-vs-thread",
    title="Process or thread?",
    scenes=(_scene,),
    meanings=(HOUSEHOLD, ("cooks", "threads"), ("pots", "memory"), DOOR),
    lesson="Threads share all memory of their process, and fall with it. Processes are walled off: the others go on.",
    tells=(
        "In the building 192.0.2.10, above, one household, process 4711: three cooks share one big pot and one door, "
        "8080. Below, three households behind walls: processes 4712 and 4714, each a cook with a pot of its own, and "
        "between them 4713, which has crashed; the others work on."
    ),
)
