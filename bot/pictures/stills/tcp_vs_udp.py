"""TCP or UDP: a novel page by page with slips back, or postcards without any promise."""

from collections.abc import Sequence

from bot.demos.transcript import Door
from bot.pictures.doors import DOOR_HEIGHT, DOOR_WIDTH, doorway
from bot.pictures.grid import INNER, LABEL, MARGIN, NOTE, line
from bot.pictures.marks import Block, Box, Emblem, Mark, Panel
from bot.pictures.stills.still import Still
from bot.pictures.town.houses import tcp, udp
from bot.pictures.town.papers import HEADED, PENNED
from bot.pictures.town.ways import left, right

PADDING = 14
WAY = (MARGIN + PADDING + DOOR_WIDTH + 24, MARGIN + INNER - PADDING - DOOR_WIDTH - 24)
MIDDLE = MARGIN + INNER / 2
BELOW = 65
"""From the top of what is sent to the arrow below it."""
PAGE = Box(0, 0, 40, 50)
CARD = Box(0, 0, 84, 54)
LANE = 84
LOST = "2"


def _tcp(top: float) -> Block:
    """Page 2 gets lost; the slip says what arrived, and page 2 goes again."""
    y = top + 52
    again = line("again", NOTE, MIDDLE + PAGE.width / 2 + 12, y + 2 * LANE + 10)
    lanes = [*_pages(("1", "2", "3"), y), *_slip("got page 1", y + LANE), *_page(LOST, MIDDLE, y + 2 * LANE), again]
    lanes.append(right(*WAY, y + 2 * LANE + BELOW))
    ends = (tcp("", 51834, "ESTABLISHED"), tcp("", 443, "ESTABLISHED"))
    return _band(
        ("TCP mails a novel", "out come 1, 2, 3, in order"), ends, lanes, Box(MARGIN, top, INNER, 52 + 3 * LANE)
    )


def _udp(top: float) -> Block:
    """Card 2 gets lost, and nobody says so."""
    y = top + 68
    lanes = [*_cards(("1", "2", "3"), y), right(*WAY, y + BELOW + 4)]
    ends = (udp("", 51834), udp("", 53))
    return _band(("UDP sends postcards", "out come 1 and 3"), ends, lanes, Box(MARGIN, top, INNER, 48 + DOOR_HEIGHT))


def _band(says: tuple[str, str], ends: tuple[Door, Door], lanes: Sequence[Mark], box: Box) -> Block:
    """What is sent on the left, and what comes out on the right."""
    start, end = box.x + PADDING, box.right - PADDING
    return Block(
        (
            Panel(box, "wall"),
            line(says[0], LABEL, start, box.y + 8),
            line(says[1], LABEL, end, box.y + 8, "end"),
            *doorway(ends[0].row, start, box.bottom),
            *doorway(ends[1].row, end - DOOR_WIDTH, box.bottom),
            *lanes,
        ),
        box.bottom,
    )


def _places(count: int) -> list[float]:
    """Where so many things stand on their way."""
    return [WAY[0] + (WAY[1] - WAY[0]) * place / (count + 1) for place in range(1, count + 1)]


def _pages(numbers: Sequence[str], y: float) -> list[Mark]:
    marks: list[Mark] = [right(*WAY, y + BELOW)]
    for number, x in zip(numbers, _places(len(numbers)), strict=True):
        marks += _lost(Box(x - PAGE.width / 2, y, PAGE.width, PAGE.height)) if number == LOST else _page(number, x, y)
    return marks


def _page(number: str, x: float, y: float) -> tuple[Mark, ...]:
    page = Panel(Box(x - PAGE.width / 2, y, PAGE.width, PAGE.height), "paper", 3, "paper_line")
    return page, line(number, HEADED, x, y + 10, "middle")


def _cards(numbers: Sequence[str], y: float) -> list[Mark]:
    marks: list[Mark] = []
    for number, x in zip(numbers, _places(len(numbers)), strict=True):
        box = Box(x - CARD.width / 2, y, CARD.width, CARD.height)
        card = (Emblem(box, "postcard"), line(number, HEADED, box.x + 22, y + 12, "middle"))
        marks += _lost(box) if number == LOST else card
    return marks


def _lost(box: Box) -> tuple[Mark, ...]:
    return Emblem(box, "dashed"), line(LOST, NOTE, box.middle, box.y + (box.height - NOTE.line) / 2, "middle")


def _slip(text: str, y: float) -> tuple[Mark, ...]:
    width = PENNED.width(text) + 28
    slip = Panel(Box(MIDDLE - width / 2, y + 10, width, 40), "paper", 3, "paper_line")
    return slip, line(text, PENNED, MIDDLE, y + 15, "middle"), left(*WAY, y + BELOW)


STILL = Still(
    name="tcp-vs-udp",
    title="TCP or UDP?",
    scenes=(_tcp, _udp),
    meanings=(("novel", "byte stream"), ("pages", "segments"), ("slip", "acknowledgement"), ("postcards", "datagrams")),
    lesson="A UDP datagram is no faster on the wire: it saves the handshake, and never waits for a lost one.",
    tells=(
        "TCP mails a novel from door 51834 to door 443: pages 1, 2 and 3 set out, and page 2 gets lost. A slip comes "
        "back, “got page 1”, so page 2 goes again. Out of the door come 1, 2, 3, in order. UDP sends three postcards "
        "from door 51834 to door 53: card 2 gets lost, no slip comes back, and out come 1 and 3."
    ),
)
