"""The bundled typefaces."""

import pytest

from bot.pictures.typeface import FONTS, SUBSTITUTE, Face, metrics, text_width


@pytest.mark.parametrize("face", list(Face))
def test_every_face_covers_what_learners_write(face: Face) -> None:
    missing = [char for char in "azAZ09éßÄğşŁžΩωЖяё→←↔…–—·“”„«»€" + SUBSTITUTE if not metrics(face).covers(char)]

    assert missing == []


def test_the_mono_face_covers_boxes() -> None:
    assert all(metrics(Face.MONO).covers(char) for char in "│─┌┐└┘├┤█")


def test_mono_characters_are_equally_wide() -> None:
    assert text_width("iiii", Face.MONO, 20) == text_width("MMMM", Face.MONO, 20) == pytest.approx(48)


def test_bold_is_wider_than_regular() -> None:
    assert text_width("Listen", Face.BOLD, 30) > text_width("Listen", Face.REGULAR, 30)


def test_the_fonts_are_small_and_come_with_their_licences() -> None:
    licences = {path.name for path in FONTS.glob("LICENSE-*.txt")}

    assert sum(face.path.stat().st_size for face in Face) < 600_000
    assert licences == {"LICENSE-Inter.txt", "LICENSE-JetBrainsMono.txt"}
