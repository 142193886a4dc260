"""Writes single shapes as SVG."""

from bot.pictures.marks import Box


def rect(box: Box, colour: str, radius: float = 0, extra: str = "") -> str:
    """A filled rectangle; without round corners it gets sharp edges, which take a third of the time."""
    corners = f' rx="{radius:g}"' if radius else ' shape-rendering="crispEdges"'
    return (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}"'
        f'{corners} fill="{colour}"{extra}/>'
    )


def circle(x: float, y: float, radius: float, colour: str) -> str:
    """A filled circle."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{colour}"/>'


def shape(path: str, colour: str) -> str:
    """A filled shape."""
    return f'<path d="{path}" fill="{colour}"/>'


def stroke(path: str, colour: str, width: float, extra: str = "") -> str:
    """A line with round ends and joints."""
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}" stroke-linecap="round"'
        f' stroke-linejoin="round"{extra}/>'
    )


def edge(colour: str, width: float) -> str:
    """What gives a rectangle an outline."""
    return f' stroke="{colour}" stroke-width="{width:g}"'


def at(*numbers: float) -> str:
    """Coordinates for a path."""
    return " ".join(f"{number:.1f}" for number in numbers)
