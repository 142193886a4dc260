"""Readable colours."""

import pytest

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


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
