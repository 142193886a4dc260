"""Readable colours."""

import pytest
from contrasts import contrast

from bot.pictures.theme import DARK, LIGHT, Colours, Ink

TEXT_ON_GROUND: tuple[tuple[Ink, Ink], ...] = (
    ("title", "panel"),
    ("soft", "panel"),
    ("text", "panel"),
    ("accent", "panel"),
    ("panel", "accent"),
    ("text", "inset"),
    ("refused", "refused_inset"),
    ("title", "lesson"),
    ("accent", "lesson"),
    ("title", "wall"),
    ("soft", "wall"),
    ("text", "wall"),
    ("title", "neighbour"),
    ("soft", "neighbour"),
    ("text", "neighbour"),
    ("title", "flat"),
    ("soft", "flat"),
    ("text", "flat"),
    ("on_stone", "stone"),
    ("sign_text", "sign"),
    ("plate_text", "plate"),
    ("plate_text", "brass"),
    ("plate_text", "paper"),
    ("plate_text", "marker"),
    ("on_door", "waiting"),
    ("on_door", "talking"),
    ("on_door", "letters"),
    ("on_door", "closing"),
    ("on_door", "knocking"),
    ("on_door", "left"),
    ("on_door", "resting"),
    ("on_door", "idle"),
    ("on_door", "path"),
)


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(colours: Colours, ink: Ink, ground: Ink) -> None:
    assert contrast(colours.of(ink), colours.of(ground)) >= 4.5
