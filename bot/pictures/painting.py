"""Paints a layout as SVG."""

from bot.pictures.emblems import emblem_svg
from bot.pictures.joinery import door_svg
from bot.pictures.little_doors import little_door_svg
from bot.pictures.marks import Doorway, Emblem, Layout, LittleDoor, Mark, Panel, Wire, Words
from bot.pictures.shapes import edge, rect
from bot.pictures.theme import Colours
from bot.pictures.wires import wire_svg

CAP_HEIGHT = 0.728
"""Of both families, in fractions of the size."""
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def paint(layout: Layout, colours: Colours) -> str:
    """The layout as an SVG document. Its ground is opaque, because an empty one takes the rasteriser twice as long."""
    ground = rect(layout.panel, colours.panel)
    marks = "".join(_mark(mark, colours) for mark in layout.marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{layout.width:.0f}" height="{layout.height:.0f}"'
        f' viewBox="0 0 {layout.width:.0f} {layout.height:.0f}">{ground}{marks}</svg>'
    )


def _mark(mark: Mark, colours: Colours) -> str:
    match mark:
        case Panel():
            return _panel(mark, colours)
        case Words():
            return _words(mark, colours)
        case Doorway():
            return door_svg(mark, colours)
        case LittleDoor():
            return little_door_svg(mark, colours)
        case Wire():
            return wire_svg(mark, colours)
        case Emblem():
            return emblem_svg(mark, colours)


def _panel(panel: Panel, colours: Colours) -> str:
    opacity = f' fill-opacity="{panel.opacity}"' if panel.opacity < 1 else ""
    outline = edge(colours.of(panel.edge), 2) if panel.edge else ""
    return rect(panel.box, colours.of(panel.fill), panel.radius, opacity + outline)


def _words(words: Words, colours: Colours) -> str:
    baseline = words.box.y + words.box.height / 2 + words.size * CAP_HEIGHT / 2
    return (
        f'<text x="{words.box.x:.1f}" y="{baseline:.1f}" font-family="{words.face.family}"'
        f' font-weight="{words.face.weight}" font-size="{words.size:g}" fill="{colours.of(words.ink)}">'
        f"{words.text.translate(ESCAPES)}</text>"
    )
