"""The colours of the two themes."""

from dataclasses import dataclass
from typing import Literal

Theme = Literal["dark", "light"]

Ink = Literal[
    "panel",
    "edge",
    "title",
    "text",
    "soft",
    "accent",
    "inset",
    "lesson",
    "refused",
    "refused_inset",
    "wall",
    "neighbour",
    "wall_line",
    "stone",
    "glass",
    "sign",
    "sign_text",
    "plate",
    "plate_text",
    "on_door",
    "waiting",
    "talking",
    "letters",
    "closing",
    "elsewhere",
    "frame",
    "lamplight",
    "paper",
    "paper_line",
    "wire",
    "bar_room",
]
"""The name of a colour in `Colours`."""


@dataclass(frozen=True)
class Colours:
    """What each part of a picture is painted with; every text colour has 4.5:1 or more on its ground."""

    panel: str
    edge: str
    title: str
    text: str
    soft: str
    accent: str
    inset: str
    lesson: str
    refused: str
    refused_inset: str
    wall: str
    neighbour: str
    wall_line: str
    stone: str
    glass: str
    sign: str
    sign_text: str
    plate: str
    plate_text: str
    on_door: str
    waiting: str
    talking: str
    letters: str
    closing: str
    elsewhere: str
    frame: str
    lamplight: str
    paper: str
    paper_line: str
    wire: str
    bar_room: str

    def of(self, ink: Ink) -> str:
        """The colour of that name, as `#rrggbb`."""
        return str(getattr(self, ink))


DARK = Colours(
    panel="#151a29",
    edge="#2a3247",
    title="#ffffff",
    text="#e9edf8",
    soft="#b3bdd6",
    accent="#ffc964",
    inset="#222a3f",
    lesson="#33291b",
    refused="#ff9a8d",
    refused_inset="#40252c",
    wall="#262f4a",
    neighbour="#1a3b47",
    wall_line="#303b5b",
    stone="#46527a",
    glass="#1a2138",
    sign="#1d4fa8",
    sign_text="#ffffff",
    plate="#fff3d3",
    plate_text="#1b2136",
    on_door="#ffffff",
    waiting="#1f7f57",
    talking="#3567d6",
    letters="#a95a14",
    closing="#666c86",
    elsewhere="#8b97bb",
    frame="#0e1220",
    lamplight="#ffd888",
    paper="#fffaf0",
    paper_line="#c9a66b",
    wire="#8fa3d8",
    bar_room="#222a3f",
)

LIGHT = Colours(
    panel="#fffdf8",
    edge="#e2dccf",
    title="#151a29",
    text="#262d42",
    soft="#566079",
    accent="#a34e00",
    inset="#f0eee8",
    lesson="#fff0d2",
    refused="#b3261e",
    refused_inset="#fde5e0",
    wall="#f4e6d2",
    neighbour="#dcebe9",
    wall_line="#ead8be",
    stone="#d3b48d",
    glass="#fbf5ea",
    sign="#1d4fa8",
    sign_text="#ffffff",
    plate="#ffffff",
    plate_text="#1b2136",
    on_door="#ffffff",
    waiting="#1f7f57",
    talking="#3567d6",
    letters="#a95a14",
    closing="#6b7088",
    elsewhere="#8a7a66",
    frame="#5b4632",
    lamplight="#ffe3a1",
    paper="#ffffff",
    paper_line="#b98a3e",
    wire="#7c6a52",
    bar_room="#efe9dd",
)

COLOURS: dict[Theme, Colours] = {"dark": DARK, "light": LIGHT}
