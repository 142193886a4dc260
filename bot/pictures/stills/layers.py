"""Network layers: covers within covers, and who reads which."""

from dataclasses import dataclass, replace

from bot.pictures.grid import INNER, MARGIN, line
from bot.pictures.marks import Block, Box, Mark, Panel
from bot.pictures.stills.still import Still
from bot.pictures.theme import Ink
from bot.pictures.town.papers import HEADED, PENNED, TYPED


@dataclass(frozen=True)
class Cover:
    """A cover of the order: its layer, what is written on it, and who reads that."""

    layer: str
    written: str
    reader: str
    paper: Ink
    ink: Ink = "plate_text"


COVERS = (
    Cover("Ethernet", "00:00:5e:00:53:0a → 00:00:5e:00:53:01", "to the next corner: switches", "stone", "on_stone"),
    Cover("IP", "192.0.2.10 → 198.51.100.7", "across the town: routers", "sign", "sign_text"),
    Cover("TCP", "51834 → 80", "to the door: the porters", "brass"),
    Cover("HTTP", "GET /rolls", "the order: the households", "paper"),
)
HEAD = 84
INSET = 24


def _scene(top: float) -> Block:
    """Each cover holds the next one."""
    marks: list[Mark] = []
    box = Box(MARGIN, top, INNER, len(COVERS) * HEAD + (len(COVERS) - 1) * INSET)
    bottom = box.bottom
    for cover in COVERS:
        x, y = box.x + 18, box.y + 11
        marks += [
            Panel(box, cover.paper, 6, "paper_line"),
            line(cover.layer, replace(HEADED, ink=cover.ink), x, y),
            line(cover.reader, replace(PENNED, ink=cover.ink), box.right - 18, y, "end"),
            line(cover.written, replace(TYPED, ink=cover.ink), x, y + TYPED.line + 2),
        ]
        box = Box(box.x + INSET, box.y + HEAD, box.width - 2 * INSET, box.height - HEAD - INSET)
    return Block(tuple(marks), bottom)


STILL = Still(
    name="layers",
    title="Network layers",
    scenes=(_scene,),
    meanings=(
        ("written order", "application layer"),
        ("door numbers", "transport layer"),
        ("street addresses", "network layer"),
        ("next corner", "link layer"),
    ),
    lesson="Each reads only the cover meant for it. Unlike the post, TCP cuts a long order into many letters.",
    tells=(
        "Four covers, one within the other. Outermost Ethernet, 00:00:5e:00:53:0a → 00:00:5e:00:53:01, to the next "
        "corner, read by switches. In it IP, 192.0.2.10 → 198.51.100.7, across the town, read by routers. In it TCP, "
        "51834 → 80, to the door, read by the porters. Innermost HTTP, the order itself, GET /rolls, read by the "
        "households."
    ),
)
