from pathlib import Path

import pytest
from terminal.porter_command import porter

from bot.pictures.stills.catalogue import STILLS, draw_still


def test_without_a_name_all_pictures_are_listed(tmp_path: Path) -> None:
    ran = porter("picture", home=tmp_path)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert [line.split()[0] for line in ran.stdout.splitlines()] == [*STILLS]
    assert all(still.title in ran.stdout for still in STILLS.values())


@pytest.mark.parametrize(("colours", "theme"), [((), "dark"), (("--light",), "light")])
def test_a_picture_is_drawn_into_the_file_and_told_in_words(
    colours: tuple[str, ...], theme: str, tmp_path: Path
) -> None:
    ran = porter("picture", "port", "port.png", *colours, home=tmp_path)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == STILLS["port"].alt + "\n"
    assert (tmp_path / "port.png").read_bytes() == draw_still("port", "light" if theme == "light" else "dark").png


@pytest.mark.parametrize(
    ("typed", "said"),
    [(("no-such-picture", "a.png"), "port-vs-socket"), (("port",), "porter picture port port.png")],
)
def test_wrong_arguments_are_told_with_the_remedy(typed: tuple[str, ...], said: str, tmp_path: Path) -> None:
    ran = porter("picture", *typed, home=tmp_path)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not list(tmp_path.glob("*.png"))


def test_a_file_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    ran = porter("picture", "port", "no/such/place.png", home=tmp_path)

    assert ran.returncode == 3
    assert "no/such/place.png" in ran.stderr
    assert "Traceback" not in ran.stderr
