import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.memory.file_use import FileUse, StillInUseError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "porter.db"


@pytest.fixture
def use(path: Path) -> Iterator[FileUse]:
    with closing(FileUse(path)) as use:
        yield use


def write(text: str, path: Path, ending: str = "") -> None:
    Path(f"{path}{ending}").write_text(text)


def replace(path: Path) -> None:
    path.rename(path.with_name("set aside by somebody else"))
    path.write_text("new")


def all_but_lock(path: Path) -> dict[str, str]:
    return {each.name: each.read_text() for each in path.parent.iterdir() if each.suffix != ".lock"}


def test_a_file_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "one" / "two" / "porter.db"

    with closing(FileUse(path)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


async def test_a_damaged_file_is_renamed_with_its_companions(path: Path, use: FileUse) -> None:
    for ending in ("", "-wal", "-shm"):
        write(f"garbage{ending}", path, ending)

    aside = await use.set_aside(within=1)

    assert aside
    assert aside.name.startswith("porter.db.damaged-2")
    assert all_but_lock(path) == {f"{aside.name}{ending}": f"garbage{ending}" for ending in ("", "-wal", "-shm")}


async def test_each_damaged_file_gets_a_name_of_its_own(path: Path) -> None:
    for number in range(20):
        write(str(number), path)
        with closing(FileUse(path)) as use:
            await use.set_aside(within=1)

    assert sorted(all_but_lock(path).values()) == sorted(map(str, range(20)))


async def test_a_file_that_somebody_else_uses_stays(path: Path, use: FileUse) -> None:
    write("damaged", path)

    with closing(FileUse(path)), pytest.raises(StillInUseError):
        await use.set_aside(within=0.05)

    assert all_but_lock(path) == {"porter.db": "damaged"}


async def test_a_file_that_somebody_else_used_can_be_renamed_afterwards(path: Path, use: FileUse) -> None:
    with closing(FileUse(path)), pytest.raises(StillInUseError):
        await use.set_aside(within=0.05)

    assert await use.set_aside(within=1)


async def test_the_new_file_of_another_process_stays(path: Path, use: FileUse) -> None:
    replace(path)

    assert await use.set_aside(within=1) is None
    assert all_but_lock(path)["porter.db"] == "new"
