"""A firewall: the guard at the gate lets in, sends back, or drops."""

from dataclasses import dataclass

from bot.pictures.doors import DOOR_WIDTH, doorway
from bot.pictures.grid import INNER, LABEL, MARGIN, NOTE, line, paragraph
from bot.pictures.marks import Block, Box, Emblem, Mark, Panel
from bot.pictures.stills.still import Still
from bot.pictures.town.houses import FRIEZE, PAVEMENT, SLAB, WALL, street, tcp, walls
from bot.pictures.town.legend import LETTER, NUMBER
from bot.pictures.town.papers import PENNED, TYPED, Letter
from bot.pictures.town.ways import right

LANE = 142
GATE = Box(MARGIN + 366, 0, 128, 0)
HOUSE = Box(MARGIN + INNER - 286, 0, 286, 0)
GUARD = 84


@dataclass(frozen=True)
class Lane:
    """The way of one letter: the door that it is for, the guard's rule, and what becomes of it."""

    label: str
    port: int
    rule: tuple[str, str]
    says: str


LANES = (
    Lane("web server", 443, ("443", "allow"), "let in"),
    Lane("chat", 8080, ("8080", "reject"), "sent back, mostly as “connection refused”"),
    Lane("database", 5432, ("others", "drop"), "dropped: the caller waits in vain"),
)


def _scene(top: float) -> Block:
    bottom = top + FRIEZE + len(LANES) * LANE + PAVEMENT
    tower = top + FRIEZE + 22
    marks: list[Mark] = [
        *walls(Box(HOUSE.x, top, HOUSE.width, bottom - top), "198.51.100.7"),
        Panel(Box(GATE.x, tower, GATE.width, bottom - PAVEMENT - tower), "stone"),
        Emblem(Box(GATE.x - 10, bottom - PAVEMENT, GATE.width + 20, PAVEMENT), "pavement"),
        Emblem(Box(GATE.middle - 50, tower - GUARD, 100, GUARD), "guard"),
    ]
    for place, lane in enumerate(LANES):
        y = top + FRIEZE + place * LANE
        marks += (*_letter(lane, y), *_rule(lane, y), *_door(lane, y))
    road = street(bottom, "the street is the network")
    return Block((*marks, *road.marks), road.bottom)


def _letter(lane: Lane, top: float) -> list[Mark]:
    """The letter before the gate, and its way."""
    letter = Letter((("to", f"198.51.100.7:{lane.port}"),), marked=(str(lane.port),), stamped=False)
    y = top + 40
    says = paragraph(lane.says, NOTE, MARGIN, y + letter.height + 5, letter.width, 2)
    x, middle = MARGIN + letter.width + 8, y + letter.height / 2
    ways = {
        "allow": (right(x, GATE.x - 4, middle), right(GATE.right + 4, HOUSE.x - 4, middle)),
        "reject": (Emblem(Box(x, middle - 8, GATE.x - x - 4, 40), "u_turn"),),
        "drop": (Emblem(Box(GATE.x - 56, y - 4, 48, 56), "bin"),),
    }
    return [*letter.at(MARGIN, y), *says.marks, *ways[lane.rule[1]]]


def _rule(lane: Lane, top: float) -> list[Mark]:
    """A line of the guard's list, in the gate."""
    paper = Box(GATE.x + 12, top + 40 - 11, GATE.width - 24, 70)
    number, rule = lane.rule
    return [
        Panel(paper, "paper", 4, "paper_line"),
        line(number, TYPED, paper.middle, paper.y + 5, "middle"),
        line(rule, PENNED, paper.middle, paper.y + 35, "middle"),
    ]


def _door(lane: Lane, top: float) -> list[Mark]:
    floor = top + LANE - SLAB
    x = HOUSE.x + WALL + 10
    return [
        *doorway(tcp(lane.label, lane.port, "LISTEN").row, x, floor),
        line(lane.label, LABEL, x + DOOR_WIDTH + 12, floor - 125),
        Panel(Box(HOUSE.x, floor, HOUSE.width, SLAB), "wall_line"),
    ]


STILL = Still(
    name="firewall",
    title="Firewall",
    scenes=(_scene,),
    meanings=(("guard", "firewall"), ("list", "rules"), LETTER, NUMBER),
    lesson="Most guards read only the envelope. And a rule opens no door: where nobody listens, a call is refused.",
    tells=(
        "Three letters come along the street to the building 198.51.100.7, behind whose gate the doors 443, 8080 and "
        "5432 are all open. On the gate stands a guard with a list. The letter to 198.51.100.7:443 is let in: 443 "
        "allow. The one to 198.51.100.7:8080 is sent back, mostly as “connection refused”: 8080 reject. The one to "
        "198.51.100.7:5432 lands in a bin, and its caller waits in vain: others drop."
    ),
)
