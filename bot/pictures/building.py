"""Lays out the building: the host with its street address, and its doors storey by storey."""

from collections.abc import Collection
from itertools import groupby

from bot.demos.transcript import Door
from bot.pictures.captions import Told
from bot.pictures.flats import flats_block
from bot.pictures.floors import floors
from bot.pictures.grid import INNER, LABEL, MARGIN, SIGN, Type, line, paragraph, short
from bot.pictures.marks import Block, Box, Emblem, Mark, Panel
from bot.pictures.storeys import CENTRE, LEFT, RIGHT, Setting
from bot.pictures.typeface import Face

FRIEZE = 76
SIGN_HEIGHT = 40
SIGN_PADDING = 16
PAVEMENT = 16
EAVES = 10
"""How far the roof and the pavement stand out."""
FLATS = range(2, 5)
"""So many households get flats; of more, the captions tell."""
ON_STONE = Type(Face.REGULAR, 23, 30, "on_stone")


def building(
    doors: tuple[Door, ...],
    top: float,
    *,
    most: int = 12,
    meaning: int = 2,
    holder: int = 3,
    households: tuple[str, ...] = (),
) -> Block:
    """The building with `most` doors at most; with more, it says how many are left out.

    Captions tell each door's meaning if it fits `meaning` lines. Two to four `households` get flats, in which their
    doors stand; otherwise the captions say in up to `holder` lines who holds a door.
    """
    shown, left_out = doors[:most], max(0, len(doors) - most)
    names = households if len(households) in FLATS else ()
    addresses = dict.fromkeys(door.row.local.address for door in doors if door.row.protocol != "UNIX")
    told = Told(meaning, endpoints=len(addresses) > 1, households=0 if names else holder)
    setting = Setting(told, frozenset(addresses))
    marks: list[Mark] = []
    y = top + FRIEZE
    for flats, group in groupby(floors(shown, names), key=lambda floor: floor.flats):
        block = flats_block(flats, list(group), y, setting)
        marks += block.marks
        y = block.bottom
    last = _last_storey(len(doors), left_out, y)
    note = _sign_note(addresses, masked=any(door.row.local.masked for door in doors))
    signs = _signs(_to_show(addresses), note, top + 12) if doors else ()
    return Block((*_walls(top, last.bottom), *signs, *marks, *last.marks), last.bottom + PAVEMENT)


def _walls(top: float, bottom: float) -> tuple[Mark, ...]:
    return (
        Panel(Box(MARGIN, top + 12, INNER, bottom - top - 12), "wall"),
        Emblem(Box(MARGIN - EAVES, top, INNER + 2 * EAVES, FRIEZE), "frieze"),
        Emblem(Box(MARGIN - EAVES, bottom, INNER + 2 * EAVES, PAVEMENT), "pavement"),
    )


def _to_show(addresses: Collection[str]) -> list[str]:
    """The addresses for the signs. 0.0.0.0 and :: stand for every address of the host, so a real one says more."""
    return [address for address in addresses if not _is_any(address)] or [*addresses][:1]


def _signs(addresses: list[str], note: str, top: float) -> tuple[Mark, ...]:
    """The street signs on the frieze, as many as have room, and a note beside them if it has."""
    marks: list[Mark] = []
    x, y = float(LEFT), top + (FRIEZE - 12 - 14 - SIGN_HEIGHT) / 2
    for index, address in enumerate(addresses):
        text = short(address, SIGN, RIGHT - LEFT - 2 * SIGN_PADDING)
        box = Box(x, y, round(SIGN.width(text) + 2 * SIGN_PADDING), SIGN_HEIGHT)
        if x > LEFT and box.right > RIGHT - 110:
            return (*marks, line(f"+ {len(addresses) - index} more", ON_STONE, x, y + 5))
        marks += [Panel(box, "sign", 8, "sign_text"), line(text, SIGN, x + SIGN_PADDING, y + 3)]
        x = box.right + 14
    if x + ON_STONE.width(note) <= RIGHT:
        marks.append(line(note, ON_STONE, x, y + 5))
    return tuple(marks)


def _sign_note(addresses: Collection[str], *, masked: bool) -> str:
    if not addresses:
        return "doors inside the house: no street address is needed"
    if all(map(_is_any, addresses)):
        return "every street address of this host"
    if any(map(_is_any, addresses)):
        note = "and the building's other addresses"
    else:
        note = f"the street address{'es' if len(addresses) > 1 else ''} (IP)"
    return note + (", masked" if masked else "")


def _last_storey(doors: int, left_out: int, top: float) -> Block:
    """Says that there are no doors, or how many more; otherwise it has no height."""
    if not doors:
        windows = Emblem(Box(LEFT, top + 22, RIGHT - LEFT, 76), "windows")
        words = paragraph("Nobody waits at a door here.", LABEL, CENTRE, top + 120, INNER, 1, "middle")
        return Block((windows, *words.marks), words.bottom + 18)
    if not left_out:
        return Block((), top)
    plural = "s" if left_out > 1 else ""
    words = paragraph(f"+ {left_out} more door{plural}", LABEL, CENTRE, top + 12, INNER, 1, "middle")
    return Block(words.marks, words.bottom + 12)


def _is_any(address: str) -> bool:
    return address in {"0.0.0.0", "::", "*"}  # noqa: S104 - compared with, not bound to
