"""Paints the things of the town: streets, stamps, and what else the stills need."""

from collections.abc import Callable, Mapping

from bot.pictures.joinery import dashed
from bot.pictures.marks import Box, Drawing
from bot.pictures.shapes import at, circle, edge, rect, shape, stroke
from bot.pictures.theme import Colours


def _dashed(box: Box, colours: Colours) -> str:
    """The outline of what is missing."""
    return dashed(box, 7, colours)


def _street(box: Box, colours: Colours) -> str:
    """A road from the side, with its kerb."""
    return rect(box, colours.stone) + rect(Box(box.x, box.y, box.width, 4), colours.roof)


def _postcard(box: Box, colours: Colours) -> str:
    """A postcard: a line down the middle, a stamp, and lines for the address."""
    x, right = box.middle + 4, box.right - 7
    middle = f"M{at(x, box.y + 8)}V{at(box.bottom - 8)}"
    lines = middle + "".join(f"M{at(x + 8, y)}H{at(right)}" for y in (box.y + 31, box.y + 40))
    stamp = rect(Box(right - 13, box.y + 7, 13, 16), colours.letters, 1)
    return rect(box, colours.paper, 3, edge(colours.paper_line, 2)) + stroke(lines, colours.paper_line, 2) + stamp


def _stamp(box: Box, colours: Colours) -> str:
    """A stamp with a bell on it."""
    x, base = box.middle, box.y + box.height / 2 + 8
    bell = shape(f"M{at(x - 9, base - 4)}c0 -15 18 -15 18 0z", colours.paper)
    foot = rect(Box(x - 11, base - 3, 22, 3.5), colours.paper, 1.75)
    return rect(box, colours.letters, 3) + bell + foot + circle(x, base - 17, 2.2, colours.paper)


def _awning(box: Box, colours: Colours) -> str:
    """A striped awning over a shop's door."""
    stripes = 6
    width = box.width / stripes
    parts = []
    for place in range(stripes):
        stripe = Box(box.x + place * width, box.y, width, box.height - width / 2)
        colour = colours.letters if place % 2 == 0 else colours.lamplight
        round_end = f"M{at(stripe.x, stripe.bottom)}a{at(width / 2, width / 2)} 0 0 0 {at(width, 0)}z"
        parts.append(rect(stripe, colour) + shape(round_end, colour))
    return "".join(parts)


def _entrance(box: Box, colours: Colours) -> str:
    """A house's front door, with two wings below an arch."""
    radius = box.width / 2
    arch = (
        f"M{at(box.x, box.bottom)}V{at(box.y + radius)}a{at(radius, radius)} 0 0 1 {at(box.width, 0)}V{at(box.bottom)}z"
    )
    wings = rect(Box(box.x + 6, box.y + radius, box.width - 12, box.height - radius), colours.glass)
    gap = rect(Box(box.middle - 1.5, box.y + radius, 3, box.height - radius), colours.roof)
    knobs = circle(box.middle - 7, box.bottom - 26, 3, colours.brass) + circle(
        box.middle + 7, box.bottom - 26, 3, colours.brass
    )
    return shape(arch, colours.roof) + wings + gap + knobs


def _bin(box: Box, colours: Colours) -> str:
    """A bin with its lid open."""
    rim = box.y + box.height * 0.36
    body = f"M{at(box.x + 4, rim)}H{at(box.right - 4)}L{at(box.right - 9, box.bottom)}H{at(box.x + 9)}z"
    lid = f"M{at(box.x + 2, rim - 6)}L{at(box.right - 8, box.y + 2)}"
    ribs = "".join(f"M{at(x, rim + 10)}V{at(box.bottom - 7)}" for x in (box.middle - 9, box.middle, box.middle + 9))
    return shape(body, colours.resting) + stroke(ribs, colours.lamplight, 2.5) + stroke(lid, colours.resting, 6)


def _book(box: Box, colours: Colours) -> str:
    """An open book: its cover, and two pages that bend to the fold."""
    cover = rect(Box(box.x, box.y + 4, box.width, box.height - 4), colours.letters, 6)
    pages = shape(_page(box, -1) + _page(box, 1), colours.paper)
    return cover + pages + stroke(f"M{at(box.middle, box.y + 18)}V{at(box.bottom - 8)}", colours.paper_line, 2)


def _page(box: Box, side: int) -> str:
    """The page left or right of the fold, by -1 or 1."""
    fold, bend, end = box.middle, box.middle + side * 50, box.middle + side * (box.width / 2 - 8)
    top, bottom = box.y + 10, box.bottom - 14
    upper = f"M{at(fold, top + 8)}Q{at(fold + side * 20, top, bend, top)}H{at(end)}"
    return f"{upper}V{at(bottom)}H{at(bend)}Q{at(fold + side * 20, bottom, fold, bottom + 6)}z"


def _pot(box: Box, colours: Colours) -> str:
    """A pot with a lid and two handles."""
    top = box.y + box.height * 0.34
    belly = (
        f"M{at(box.x + 10, top)}H{at(box.right - 10)}V{at(box.bottom - 10)}q0 10 -10 10H{at(box.x + 20)}q-10 0 -10 -10z"
    )
    handles = f"M{at(box.x + 8, top + 9)}H{at(box.x + 2)}M{at(box.right - 8, top + 9)}H{at(box.right - 2)}"
    lid = rect(Box(box.x + 7, top - 8, box.width - 14, 7), colours.roof, 3) + circle(
        box.middle, top - 11, 4, colours.roof
    )
    return shape(belly, colours.knocking) + stroke(handles, colours.knocking, 5) + lid


def _cupboard(box: Box, colours: Colours) -> str:
    """A cupboard with two wings."""
    wood = rect(box, colours.roof, 4)
    half = (box.width - 15) / 2
    wings = "".join(
        rect(Box(x, box.y + 5, half, box.height - 10), colours.glass, 2) for x in (box.x + 5, box.right - 5 - half)
    )
    y = box.y + box.height / 2
    return wood + wings + circle(box.middle - 7, y, 2.5, colours.brass) + circle(box.middle + 7, y, 2.5, colours.brass)


def _screen(box: Box, colours: Colours) -> str:
    """A terminal's screen with a prompt, on its foot."""
    glass = Box(box.x, box.y, box.width, box.height - 9)
    foot = rect(Box(box.middle - 12, box.bottom - 4, 24, 4), colours.roof, 2) + rect(
        Box(box.middle - 3, box.bottom - 10, 6, 8), colours.roof
    )
    prompt = f"M{at(box.x + 10, box.y + 10)}l7 6l-7 6M{at(box.x + 22, box.y + 23)}h10"
    return foot + rect(glass, colours.frame, 4, edge(colours.roof, 3)) + stroke(prompt, colours.lamplight, 2.5)


def _hook(box: Box, colours: Colours) -> str:
    """A hook in the board, without what may hang on it."""
    x, y = box.middle, box.y + 8
    bent = stroke(f"M{at(x, y)}v{at(10)}q0 7 7 7q6 0 6 -6", colours.on_stone, 4)
    return circle(x, y, 5, colours.on_stone) + bent


def _hung_key(box: Box, colours: Colours) -> str:
    """A key on a hook, its bit down."""
    x, y = box.middle, box.y + 20
    ring = f"M{at(x - 9, y)}a9 9 0 1 0 18 0a9 9 0 1 0 -18 0"
    bit = f"M{at(x, y + 9)}V{at(box.bottom - 2)}h8M{at(x, box.bottom - 11)}h6"
    return circle(x, box.y + 7, 5, colours.on_stone) + stroke(ring + bit, colours.accent, 4.5)


THINGS: Mapping[Drawing, Callable[[Box, Colours], str]] = {
    "awning": _awning,
    "bin": _bin,
    "book": _book,
    "cupboard": _cupboard,
    "dashed": _dashed,
    "entrance": _entrance,
    "hook": _hook,
    "hung_key": _hung_key,
    "postcard": _postcard,
    "pot": _pot,
    "screen": _screen,
    "stamp": _stamp,
    "street": _street,
}
