"""How a demo is shown where drawing fails. Who may see which demo is tested on the wire."""

import logging
from collections.abc import Iterator

import pytest

from bot.chat.demos.show import Show
from bot.chat.pace import DemoPace, Pace
from bot.demos.demo import Shown
from bot.demos.disclosure import SAFE
from bot.demos.runner import DemoRunner
from bot.demos.transcript import Transcript
from bot.pictures.drawing import Picture
from bot.pictures.press import PictureFailedError, Press
from bot.pictures.rasterising import PicturesUnavailableError
from bot.pictures.theme import Theme

SHOWN = Transcript("made-up", "Made up", (), "Nothing to remember.")


class Broken(Press):
    """A press that never prints, and counts how often it should have."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.asked = 0
        self._error = error

    async def picture(self, shown: Shown, theme: Theme = "dark") -> Picture:
        self.asked += 1
        raise self._error


@pytest.fixture
def runner() -> Iterator[DemoRunner]:
    runner = DemoRunner(at_once=1, seconds=5)
    yield runner
    runner.close()


async def drawn_twice(runner: DemoRunner, press: Press) -> list[Picture | None]:
    async def is_owner(_: object) -> bool:
        return False

    show = Show(runner, press, SAFE, DemoPace(Pace(3, 20), Pace(20, 60)), dict, is_owner)
    return [await show._picture(SHOWN) for _ in range(2)]


async def test_without_what_draws_the_words_go_out_alone_and_the_log_says_so_once(
    runner: DemoRunner, caplog: pytest.LogCaptureFixture
) -> None:
    press = Broken(PicturesUnavailableError("resvg-py is missing"))

    assert await drawn_twice(runner, press) == [None, None]
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [
        (logging.WARNING, "resvg-py is missing")
    ]
    assert press.asked == 1


async def test_a_picture_that_fails_is_logged_and_the_next_is_tried(
    runner: DemoRunner, caplog: pytest.LogCaptureFixture
) -> None:
    press = Broken(PictureFailedError("it crashed"))

    assert await drawn_twice(runner, press) == [None, None]
    assert [record.getMessage() for record in caplog.records] == ["it crashed"] * 2
    assert press.asked == 2
