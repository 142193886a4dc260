"""Lines of a measured width."""

import pytest

from bot.host.rows import Endpoint
from bot.pictures.typeface import Face, text_width
from bot.pictures.wrapping import clean, endpoint_lines, one_line, wrapped

SENTENCE = "Letters are told apart by who wrote them, and by the number that hangs on the door."


@pytest.mark.parametrize("face", list(Face))
@pytest.mark.parametrize("width", [120, 266, 500, 900])
def test_no_line_is_wider_than_asked(face: Face, width: int) -> None:
    for text in (SENTENCE, "x" * 300, "a-long-name_with/joints" * 9):
        for line in wrapped(text, face, 29, width, 4):
            assert text_width(line, face, 29) <= width


def test_a_text_that_fits_keeps_all_its_words() -> None:
    assert " ".join(wrapped(SENTENCE, Face.REGULAR, 29, 400, 9)) == SENTENCE


def test_a_text_that_does_not_fit_ends_in_an_ellipsis() -> None:
    lines = wrapped(SENTENCE, Face.REGULAR, 29, 300, 2)

    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_no_single_word_is_left_for_the_last_line() -> None:
    *_, last = wrapped("TCP and UDP number their doors separately, so it is free.", Face.REGULAR, 29, 760, 3)

    assert " " in last


def test_a_long_name_is_broken_after_a_hyphen() -> None:
    assert wrapped("a-very-long-process-name", Face.BOLD, 29, 250, 3)[0].endswith("-")


def test_no_lines_are_no_text() -> None:
    assert wrapped(SENTENCE, Face.REGULAR, 29, 300, 0) == ()
    assert wrapped("", Face.REGULAR, 29, 300, 3) == ()


@pytest.mark.parametrize("width", [120, 266, 324])
def test_a_long_endpoint_keeps_every_character(width: int) -> None:
    endpoint = Endpoint("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", 65535)

    lines = endpoint_lines(endpoint, 26, width)

    assert "".join(lines) == str(endpoint)
    assert all(text_width(line, Face.MONO, 26) <= width for line in lines)


def test_a_port_is_never_parted() -> None:
    *_, last = endpoint_lines(Endpoint("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", 65535), 26, 120)

    assert last.endswith(":65535")


@pytest.mark.parametrize("width", [200, 266])
def test_a_long_path_is_broken_after_slashes(width: int) -> None:
    lines = endpoint_lines(Endpoint("/run/user/1000/porter/demo.sock", 0), 23, width)

    assert "".join(lines) == "/run/user/1000/porter/demo.sock"
    assert all(line.endswith("/") for line in lines[:-1])


def test_control_and_direction_characters_go() -> None:
    assert one_line("a\x00b\x1b\u202ec\n d\t\te") == "abc d e"


def test_what_a_face_cannot_draw_becomes_a_box() -> None:
    assert clean("né 界", Face.REGULAR) == "né □"
