"""Paints a layout as SVG."""

from xml.sax.saxutils import escape

from bot.pictures.emblems import emblem_svg, wire_svg
from bot.pictures.joinery import door_svg
from bot.pictures.marks import Box, Doorway, Emblem, Layout, Mark, Panel, Wire, Words
from bot.pictures.theme import Colours

CORNER = 32
CAP_HEIGHT = 0.728
"""Of both families, in fractions of the size."""


def paint(layout: Layout, colours: Colours) -> str:
    """The layout as an SVG document on a round-cornered ground."""
    ground = _panel(Panel(_inset(layout.panel), "panel", CORNER, "edge"), colours)
    marks = "".join(_mark(mark, colours) for mark in layout.marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{layout.width:.0f}" height="{layout.height:.0f}"'
        f' viewBox="0 0 {layout.width:.0f} {layout.height:.0f}">{ground}{marks}</svg>'
    )


def _inset(box: Box) -> Box:
    """The box, smaller by half the width of an edge, so that the edge stays inside."""
    return Box(box.x + 1.5, box.y + 1.5, box.width - 3, box.height - 3)


def _mark(mark: Mark, colours: Colours) -> str:
    match mark:
        case Panel():
            return _panel(mark, colours)
        case Words():
            return _words(mark, colours)
        case Doorway():
            return door_svg(mark, colours)
        case Wire():
            return wire_svg(mark, colours)
        case Emblem():
            return emblem_svg(mark, colours)


def _panel(panel: Panel, colours: Colours) -> str:
    box = panel.box
    opacity = f' fill-opacity="{panel.opacity}"' if panel.opacity < 1 else ""
    edge = f' stroke="{colours.of(panel.edge)}" stroke-width="3"' if panel.edge else ""
    return (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}"'
        f' rx="{panel.radius}" fill="{colours.of(panel.fill)}"{opacity}{edge}/>'
    )


def _words(words: Words, colours: Colours) -> str:
    baseline = words.box.y + words.box.height / 2 + words.size * CAP_HEIGHT / 2
    return (
        f'<text x="{words.box.x:.1f}" y="{baseline:.1f}" font-family="{words.face.family}"'
        f' font-weight="{words.face.weight}" font-size="{words.size:g}" fill="{colours.of(words.ink)}">'
        f"{escape(words.text)}</text>"
    )
