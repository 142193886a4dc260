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
    "flat",
    "neighbour",
    "wall_line",
    "roof",
    "stone",
    "on_stone",
    "glass",
    "sign",
    "sign_text",
    "brass",
    "plate",
    "plate_text",
    "on_door",
    "waiting",
    "knocking",
    "talking",
    "closing",
    "left",
    "resting",
    "idle",
    "letters",
    "path",
    "elsewhere",
    "frame",
    "lamplight",
    "paper",
    "paper_line",
    "wire",
    "bar_room",
    "marker",
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
    flat: str
    neighbour: str
    wall_line: str
    roof: str
    stone: str
    on_stone: str
    glass: str
    sign: str
    sign_text: str
    brass: str
    plate: str
    plate_text: str
    on_door: str
    waiting: str
    knocking: str
    talking: str
    closing: str
    left: str
    resting: str
    idle: str
    letters: str
    path: str
    elsewhere: str
    frame: str
    lamplight: str
    paper: str
    paper_line: str
    wire: str
    bar_room: str
    marker: str

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
    flat="#323d61",
    neighbour="#1a3b47",
    wall_line="#303b5b",
    roof="#5a6896",
    stone="#3d486c",
    on_stone="#e9edf8",
    glass="#1a2138",
    sign="#1d4fa8",
    sign_text="#ffffff",
    brass="#d9b36c",
    plate="#fff3d3",
    plate_text="#1b2136",
    on_door="#ffffff",
    waiting="#1f7f57",
    knocking="#0d7585",
    talking="#3567d6",
    closing="#56648f",
    left="#a8416b",
    resting="#666c86",
    idle="#5d6f6a",
    letters="#a95a14",
    path="#7b52b9",
    elsewhere="#8b97bb",
    frame="#0e1220",
    lamplight="#ffd888",
    paper="#fffaf0",
    paper_line="#c9a66b",
    wire="#8fa3d8",
    bar_room="#222a3f",
    marker="#ffd888",
)

LIGHT = Colours(
    panel="#fbf7ef",
    edge="#e2dccf",
    title="#151a29",
    text="#262d42",
    soft="#566079",
    accent="#a34e00",
    inset="#ece7dc",
    lesson="#ffedc8",
    refused="#b3261e",
    refused_inset="#fde5e0",
    wall="#f4e6d2",
    flat="#fdf6ea",
    neighbour="#dcebe9",
    wall_line="#ead8be",
    roof="#b9946a",
    stone="#dcc19c",
    on_stone="#262d42",
    glass="#fbf5ea",
    sign="#1d4fa8",
    sign_text="#ffffff",
    brass="#e3bf7d",
    plate="#ffffff",
    plate_text="#1b2136",
    on_door="#ffffff",
    waiting="#1f7f57",
    knocking="#0d7585",
    talking="#3567d6",
    closing="#56648f",
    left="#a8416b",
    resting="#6b7088",
    idle="#5d6f6a",
    letters="#a95a14",
    path="#7b52b9",
    elsewhere="#8a7a66",
    frame="#5b4632",
    lamplight="#ffe3a1",
    paper="#ffffff",
    paper_line="#b98a3e",
    wire="#7c6a52",
    bar_room="#efe9dd",
    marker="#ffdf8f",
)

COLOURS: dict[Theme, Colours] = {"dark": DARK, "light": LIGHT}


def mixed(colour: str, other: str, share: float) -> str:
    """The colour with a share of the other, 0 to 1, both as `#rrggbb`."""
    parts = ((int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in parts)
