"""Paints the small drawings: bell, key, house, letter, windows, and the building's cornice and pavement."""

from collections.abc import Callable, Mapping

from bot.pictures.marks import Box, Drawing, Emblem, Wire
from bot.pictures.theme import Colours


def emblem_svg(emblem: Emblem, colours: Colours) -> str:
    """The drawing in its box."""
    return PAINTERS[emblem.drawing](emblem.box, colours)


def wire_svg(wire: Wire, colours: Colours) -> str:
    """A line between two doors, with an arrowhead at each end and a letter on its way."""
    box = wire.box
    start, end, y = box.x + 10, box.right - 10, box.y + box.height / 2
    return (
        f'<path d="M{start:.1f} {y:.1f}H{end:.1f}M{start + 11:.1f} {y - 10:.1f}L{start:.1f} {y:.1f}l11 10'
        f'M{end - 11:.1f} {y - 10:.1f}L{end:.1f} {y:.1f}l-11 10" fill="none" stroke="{colours.wire}"'
        f' stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/>'
        + _letter(Box(box.middle - 32, y - 23, 64, 46), colours)
    )


def _letter(box: Box, colours: Colours) -> str:
    x, y, width, height = box.x, box.y, box.width, box.height
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="4"'
        f' fill="{colours.paper}" stroke="{colours.paper_line}" stroke-width="3"/>'
        f'<path d="M{x + 2:.1f} {y + 3:.1f}L{box.middle:.1f} {y + height * 0.6:.1f}L{box.right - 2:.1f} {y + 3:.1f}"'
        f' fill="none" stroke="{colours.paper_line}" stroke-width="3" stroke-linejoin="round"/>'
    )


def _bell(box: Box, colours: Colours) -> str:
    """The bell on the porter's desk."""
    x, base = box.middle, box.bottom - 8
    return (
        f'<g fill="{colours.accent}"><circle cx="{x:.1f}" cy="{base - 66:.1f}" r="8"/>'
        f'<path d="M{x - 40:.1f} {base - 16:.1f}C{x - 40:.1f} {base - 74:.1f} {x + 40:.1f} {base - 74:.1f}'
        f' {x + 40:.1f} {base - 16:.1f}Z"/>'
        f'<rect x="{x - 50:.1f}" y="{base - 10:.1f}" width="100" height="14" rx="7"/></g>'
        f'<path d="M{x - 25:.1f} {base - 28:.1f}C{x - 23:.1f} {base - 42:.1f} {x - 15:.1f} {base - 48:.1f}'
        f' {x - 6:.1f} {base - 50:.1f}" fill="none" stroke="{colours.panel}" stroke-width="5" stroke-linecap="round"/>'
    )


def _key(box: Box, colours: Colours) -> str:
    """A key, for what is worth keeping."""
    x, y = box.x + 22, box.y + box.height / 2
    return (
        f'<g fill="none" stroke="{colours.accent}" stroke-width="9" stroke-linecap="round" stroke-linejoin="round">'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="17"/><path d="M{x + 17:.1f} {y:.1f}H{box.right - 4:.1f}V{y + 17:.1f}'
        f'M{box.right - 22:.1f} {y:.1f}V{y + 13:.1f}"/></g>'
    )


def _house(box: Box, colours: Colours) -> str:
    """A little house: what follows is said in the town's words."""
    eaves, left, right = box.y + box.height * 0.47, box.x, box.right
    return (
        f'<path d="M{left + 2:.1f} {eaves + 1:.1f}L{box.middle:.1f} {box.y + 4:.1f}L{right - 2:.1f} {eaves + 1:.1f}'
        f'M{left + 7:.1f} {eaves:.1f}V{box.bottom - 3:.1f}H{right - 7:.1f}V{eaves:.1f}"'
        f' fill="none" stroke="{colours.accent}" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round"/>'
        f'<rect x="{box.middle - 4:.1f}" y="{box.bottom - 15:.1f}" width="8" height="13" fill="{colours.accent}"/>'
    )


def _windows(box: Box, colours: Colours) -> str:
    """A row of windows, as many as fit, spread from edge to edge."""
    width, least = 66.0, 44.0
    count = max(2, int((box.width + least) // (width + least)))
    step = (box.width - width) / (count - 1)
    return "".join(_window(Box(box.x + at * step, box.y, width, box.height), colours) for at in range(count))


def _window(box: Box, colours: Colours) -> str:
    return (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="6"'
        f' fill="{colours.glass}" stroke="{colours.stone}" stroke-width="4"/>'
        f'<path d="M{box.middle:.1f} {box.y:.1f}V{box.bottom:.1f}M{box.x:.1f} {box.y + box.height * 0.4:.1f}'
        f'H{box.right:.1f}" stroke="{colours.stone}" stroke-width="4"/>'
        f'<rect x="{box.x - 6:.1f}" y="{box.bottom:.1f}" width="{box.width + 12:.1f}" height="9" rx="2"'
        f' fill="{colours.stone}"/>'
    )


def _cornice(box: Box, colours: Colours) -> str:
    """The roof's edge with its row of dentils."""
    step = 32.0
    count = int((box.width - 40) // step)
    left = box.middle - count * step / 2
    dentils = "".join(
        f'<rect x="{left + at * step + 8:.1f}" y="{box.y + 20:.1f}" width="16" height="12"/>' for at in range(count)
    )
    return (
        f'<g fill="{colours.stone}"><rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="14" rx="4"/>'
        f'<rect x="{box.x + 8:.1f}" y="{box.y + 12:.1f}" width="{box.width - 16:.1f}" height="10"/>{dentils}</g>'
    )


def _pavement(box: Box, colours: Colours) -> str:
    return (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="4"'
        f' fill="{colours.stone}"/>'
    )


PAINTERS: Mapping[Drawing, Callable[[Box, Colours], str]] = {
    "bell": _bell,
    "cornice": _cornice,
    "house": _house,
    "key": _key,
    "letter": _letter,
    "pavement": _pavement,
    "windows": _windows,
}
