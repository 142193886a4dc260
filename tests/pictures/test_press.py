"""Pictures drawn in a process of their own."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from picture_builders import host_report, inherited_door, two_clients

from bot.pictures.drawing import draw
from bot.pictures.press import PictureFailedError, Press
from bot.pictures.rasterising import PicturesUnavailableError


@pytest.fixture
async def press() -> AsyncIterator[Press]:
    press = Press()
    yield press
    await press.close()


def install_rasteriser(directory: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Put another resvg_py where processes that start from now on find it first."""
    (directory / "resvg_py.py").write_text(code, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(directory))


async def test_the_picture_is_the_one_that_draw_makes(press: Press) -> None:
    assert await press.picture(two_clients()) == draw(two_clients())
    assert await press.picture(two_clients(), "light") == draw(two_clients(), "light")


async def test_everybody_who_asks_at_once_gets_their_own_picture(press: Press) -> None:
    wanted = [two_clients(), host_report(2), inherited_door()] * 2

    pictures = await asyncio.gather(*map(press.picture, wanted))

    assert pictures == [draw(each) for each in wanted]


async def test_a_missing_rasteriser_is_told_with_the_remedy(
    press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_rasteriser(tmp_path, monkeypatch, "raise ImportError")

    for _ in range(2):
        with pytest.raises(PicturesUnavailableError, match=r'pip install "porter-bot\[pictures\]"'):
            await press.picture(two_clients())


async def test_a_crash_while_drawing_is_told(press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_rasteriser(tmp_path, monkeypatch, "import os\ndef svg_to_bytes(**_): os._exit(11)")

    with pytest.raises(PictureFailedError, match="crashed"):
        await press.picture(two_clients())


@pytest.mark.parametrize("name", ["DISCORD_TOKEN", "PORTER_DATABASE_URL"])
async def test_the_process_that_draws_knows_no_secret(
    press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    telltale = f"import os\ndef svg_to_bytes(**_): return os.environ.get({name!r}, 'unset').encode()"
    install_rasteriser(tmp_path, monkeypatch, telltale)
    monkeypatch.setenv(name, "made-up")

    assert (await press.picture(two_clients())).png == b"unset"


def imported_by(code: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(ran.stdout.split())


def test_the_process_that_draws_imports_little() -> None:
    heavy = {"discord", "pydantic", "psutil", "asyncio", "socket", "yaml", "rich", "urllib.request"}

    assert not heavy & imported_by("import bot.pictures.__main__")


def test_who_asks_for_pictures_does_not_load_the_rasteriser() -> None:
    asking = """
import asyncio
from bot.demos.transcript import HostReport
from bot.pictures.press import Press

async def ask():
    press = Press()
    await press.picture(HostReport("own-host", "porter", (), (), ()))
    await press.close()

asyncio.run(ask())
"""

    assert "resvg_py" not in imported_by(asking)
