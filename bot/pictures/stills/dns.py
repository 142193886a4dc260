"""DNS: the porter looks a name up in the phone book before the letter can go."""

from bot.pictures.grid import INNER, MARGIN, line
from bot.pictures.marks import Block, Box, Emblem, Mark, Panel
from bot.pictures.stills.still import Still
from bot.pictures.storyboard import DISC
from bot.pictures.town.houses import FRIEZE, PAVEMENT, WALL, at_the_desk, walls
from bot.pictures.town.legend import ADDRESS, PORTER
from bot.pictures.town.papers import HEADED, PENNED, TYPED, Letter, written
from bot.pictures.town.ways import down, numbered, up

BOOK = (("mail.example.com", "198.51.100.25"), ("www.example.com", "198.51.100.7"), ("www.example.net", "203.0.113.80"))
NAME, FOUND = "www.example.com", "198.51.100.7"
QUESTION = Letter((("to", "192.0.2.53:53"), ("", "www.example.com?")))
LETTER = Letter((("from", "192.0.2.10:51834"), ("to", "198.51.100.7:443")), marked=(FOUND,))
ROOM = 136
WAY = 56


def _scene(top: float) -> Block:
    floor = top + FRIEZE + ROOM
    porter = at_the_desk("porter", MARGIN + WALL + 14, floor)
    question = Box(porter.box.right + 20, floor - ROOM + 26, QUESTION.width, QUESTION.height)
    note = Box(MARGIN + INNER - 316, floor - ROOM + 16, 290, 108)
    house = Box(MARGIN, top, INNER, FRIEZE + ROOM + PAVEMENT)
    book = Box(MARGIN, house.bottom + WAY, INNER, 168)
    return Block(
        (
            *walls(house, "192.0.2.10", "a laptop that knows only a name"),
            porter,
            *QUESTION.at(question.x, question.y),
            *_pinned(note),
            down(question.x + 60, house.bottom + 4, book.y - 2),
            *numbered(1, "asks", question.x + 80, house.bottom + 8),
            up(note.x - 28, house.bottom + 4, book.y - 2),
            *numbered(2, "pins up the answer", note.x - 8, house.bottom + 8),
            *_book(book),
        ),
        book.bottom,
    )


def _pinned(box: Box) -> tuple[Mark, ...]:
    """The answer on the wall: the cache."""
    return (
        Panel(box, "paper", 3, "paper_line"),
        Panel(Box(box.middle - 7, box.y - 5, 14, 14), "left", 7),
        line(NAME, TYPED, box.x + 16, box.y + 10),
        *written(FOUND, TYPED, box.x + 16, box.y + 40, (FOUND,)),
        line("for 3600 seconds", PENNED, box.x + 16, box.y + 70),
    )


def _book(box: Box) -> list[Mark]:
    marks: list[Mark] = [Emblem(box, "book")]
    rows = (("name", "address"), *BOOK)
    for place, cells in enumerate(rows):
        y = box.y + 18 + place * 32
        for text, x in zip(cells, (box.x + 44, box.middle + 60), strict=True):
            marks += written(text, TYPED if place else HEADED, x, y, (NAME, FOUND) if text in (NAME, FOUND) else ())
    return marks


def _letter(top: float) -> Block:
    step = numbered(3, "Only now the browser writes", MARGIN, top + (LETTER.height - DISC) / 2)
    return Block((*step, *LETTER.at(MARGIN + INNER - LETTER.width, top)), top + LETTER.height)


STILL = Still(
    name="dns",
    title="DNS",
    scenes=(_scene, _letter),
    meanings=(("phone book", "DNS"), ("the wall", "cache"), ADDRESS, PORTER),
    lesson="There is no one book: thousands of servers hold a page each. And it seldom knows a door's number.",
    tells=(
        "First, the porter of the laptop 192.0.2.10 asks: a letter to 192.0.2.53:53 says “www.example.com?”. In the "
        "phone book, an open book of names and addresses, between those of mail.example.com, 198.51.100.25, and "
        "www.example.net, 203.0.113.80, the line of www.example.com, 198.51.100.7, is marked. Second, the porter pins "
        "up the answer on the wall: www.example.com, 198.51.100.7, for 3600 seconds. Third, only now the browser "
        "writes, from 192.0.2.10:51834 to 198.51.100.7:443."
    ),
)
