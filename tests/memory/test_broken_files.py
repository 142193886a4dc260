"""What becomes of a file that is damaged, can't grow, or can't be written."""

import asyncio
import json
import os
import signal
import sqlite3
import stat
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from builders import NOON, make_answered, make_study_channel
from processes import said_together, start
from waiting import until

from bot.memory.answers import Answers
from bot.memory.claims import Claims
from bot.memory.database import Database
from bot.memory.forgetting import Forgetting
from bot.memory.place import place_of
from bot.memory.questions import Questions
from bot.memory.study_channels import StudyChannels

AS_ROOT = os.geteuid() == 0
needs_root = pytest.mark.skipif(not AS_ROOT, reason="NOT TESTED HERE: only root can mount a small file system")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "porter.db"


def write_garbage(path: Path) -> None:
    path.write_bytes(b"no database at all " * 1_000)


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def truncate_within_a_page(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1_000)


def overwrite_pages(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(8 * 4096))


def lose_the_head(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(bytes(100))


DAMAGES = [write_garbage, truncate, truncate_within_a_page, overwrite_pages, lose_the_head]


def damaged(path: Path, damage: Callable[[Path], None]) -> bytes:
    """Damage a file, and return what it holds then."""
    damage(path)
    return path.read_bytes()


async def fill(path: Path) -> None:
    async with await Database.open(place_of(path), pytest.fail) as database:
        await StudyChannels(database).open(make_study_channel())
        for question in range(300):
            await Answers(database).keep(make_answered(question, entries=(f"entry-{question}",)))


@pytest.mark.parametrize("damage", DAMAGES)
async def test_a_damaged_file_is_kept_aside_and_a_new_one_begun(path: Path, damage: Callable[[Path], None]) -> None:
    await fill(path)
    content = damaged(path, damage)
    told: list[str] = []

    async with await Database.open(place_of(path), told.append) as database:
        assert await Claims(database).claim(1, NOON)
        assert not database.trouble

    (aside,) = (each for each in path.parent.glob("porter.db.damaged-*") if each.suffix not in {"-wal", "-shm"})
    assert aside.read_bytes() == content
    (sentence,) = told
    assert f"{path}, was damaged. It is kept as {aside}, and a new one was begun." in sentence
    async with await Database.open(place_of(path), pytest.fail) as database:
        assert not await Claims(database).claim(1, NOON)


@pytest.mark.parametrize("damage", [write_garbage, truncate, lose_the_head])
async def test_a_file_that_is_damaged_while_it_is_used_is_set_aside_while_answering_goes_on(
    path: Path, damage: Callable[[Path], None]
) -> None:
    await fill(path)
    told: list[str] = []

    async with await Database.open(place_of(path), told.append, retry=0.05) as database:
        with closing(sqlite3.connect(path)) as other:
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        damage(path)
        for message in range(1_000):
            assert await Claims(database).claim(message, NOON)
            if told:
                break
        await until(lambda: not database.trouble)

        assert not await Claims(database).claim(message, NOON)

    assert "is damaged" in told[0]
    assert "was damaged. It is kept as" in told[1]
    async with await Database.open(place_of(path), pytest.fail) as database:
        assert not await Claims(database).claim(message, NOON)


CLAIM_ALL = """
async def main():
    async with await Database.open(place_of(where), lambda sentence: None, patience=20) as database:
        claims = Claims(database)
        won = [message for message in range(500) if await claims.claim(message, now)]
        print(json.dumps([won, database.trouble]))
asyncio.run(main())
"""


def test_several_processes_that_find_a_file_damaged_go_on_in_one_new_file(path: Path) -> None:
    write_garbage(path)

    said = [json.loads(each) for each in said_together(CLAIM_ALL, path, times=4)]

    assert [trouble for _, trouble in said] == [""] * 4
    assert sorted(message for won, _ in said for message in won) == list(range(500))
    assert len(list(path.parent.glob("porter.db.damaged-*"))) == 1


# The disk


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system that is full after a megabyte."""
    disk = Path(tempfile.mkdtemp(prefix="porter-disk-"))
    mount, unmount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], ["umount", "--lazy", disk]
    if subprocess.run(mount, check=False, stderr=subprocess.DEVNULL).returncode:
        disk.rmdir()
        pytest.skip("NOT TESTED HERE: this system doesn't let us mount a small file system")
    try:
        yield disk
    finally:
        subprocess.run(unmount, check=True)
        disk.rmdir()


def fill_up(ballast: Path) -> None:
    with ballast.open("ab", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(1024))


def make_room(disk: Path) -> None:
    remount = ["mount", "-o", "remount,size=20m", disk]
    subprocess.run(remount, check=True)


@needs_root
@pytest.mark.parametrize("full_from_the_start", [False, True])
async def test_answering_goes_on_when_the_disk_is_full_and_is_written_down_when_it_is_not(
    small_disk: Path, *, full_from_the_start: bool
) -> None:
    told: list[str] = []
    ballast = small_disk / "ballast"
    if full_from_the_start:
        fill_up(ballast)

    async with await Database.open(place_of(small_disk / "porter.db"), told.append, retry=0.05) as database:
        fill_up(ballast)
        question = 0
        while not told or question < 1_000:
            await Answers(database).keep(make_answered(question, entries=("an-entry-with-a-long-name" * 10,)))
            question += 1
            assert question < 10_000
        assert await Answers(database).to(question - 1)
        make_room(small_disk)
        await until(lambda: not database.trouble)

        assert await Answers(database).to(0)
        assert await Answers(database).to(question - 1)

    assert len(told) == 1
    assert "the disk is full. Free some space there." in told[0]
    async with await Database.open(place_of(small_disk / "porter.db"), pytest.fail) as database:
        assert await Answers(database).to(question - 1)


LIMITED = """
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
async def main():
    told = []
    async with await Database.open(place_of(where), told.append) as database:
        answers = Answers(database)
        for question in range(3_000):
            await answers.keep(Answered(question, 1, 2, 3, 4, ("an-entry",), now))
        print(json.dumps([told, bool(await answers.to(2_999))]))
asyncio.run(main())
"""


def test_answering_goes_on_when_files_may_not_grow(path: Path) -> None:
    (said,) = said_together(LIMITED, path, times=1)

    told, remembered = json.loads(said)
    assert len(told) == 1
    assert "whether a limit on the size of files is set" in told[0]
    assert remembered
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


# Rights

AS_NOBODY = """
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
async def main():
    told = []
    async with await Database.open(place_of(where), told.append) as database:
        print(json.dumps([told, await Claims(database).claim(1, now), await Claims(database).claim(1, now)]))
asyncio.run(main())
"""


@pytest.fixture
def readable(path: Path) -> Iterator[Path]:
    """A directory whose parents everybody may pass."""
    for directory in path.parents[:3]:
        directory.chmod(0o755)
    yield path
    path.parent.chmod(0o755)


def test_answering_goes_on_where_no_file_may_be_made(readable: Path) -> None:
    readable.parent.chmod(0o555)

    (said,) = said_together(AS_NOBODY, readable, times=1)

    told, first, second = json.loads(said)
    assert (first, second) == (True, False)
    assert len(told) == 1
    assert f"Porter's memory, the file {readable}, can't be written (Permission denied). Give the user" in told[0]


def test_answering_goes_on_where_the_file_may_not_be_written(readable: Path) -> None:
    asyncio.run(fill(readable))
    readable.chmod(0o444)
    readable.parent.chmod(0o555)

    (said,) = said_together(AS_NOBODY, readable, times=1)

    told, first, second = json.loads(said)
    assert (first, second) == (True, False)
    assert len(told) == 1
    assert "Give the user that Porter runs as the right to write" in told[0]


async def test_answering_goes_on_where_a_directory_is_in_the_way(tmp_path: Path) -> None:
    told: list[str] = []

    async with await Database.open(place_of(tmp_path), told.append) as database:
        assert await Claims(database).claim(1, NOON)

    assert len(told) == 1


async def test_missing_directories_are_made_and_nobody_else_may_read(path: Path) -> None:
    place = place_of(path.parent / "one" / "two" / "porter.db")

    async with await Database.open(place, pytest.fail) as database:
        await Claims(database).claim(1, NOON)
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in (path.parent / "one").rglob("*")}

    assert modes.pop("two") == 0o700
    assert set(modes.values()) == {0o600}
    assert {"porter.db", "porter.db-wal", "porter.db-shm"} <= modes.keys()


# An end without warning

WRITE_ON = """
async def main():
    async with await Database.open(place_of(where), sys.exit) as database:
        answers = Answers(database)
        for question in range(1_000_000):
            await answers.keep(Answered(question, 1, 2, 3, 4, ("kettle",), now))
            print(question, flush=True)
asyncio.run(main())
"""


async def test_what_was_written_outlives_a_killed_process(path: Path) -> None:
    last = -1
    for _ in range(3):
        writing = start(WRITE_ON, path)
        assert writing.stdin
        assert writing.stdout
        writing.stdin.write("go\n")
        writing.stdin.flush()
        while last < 200:
            last = int(writing.stdout.readline())
        writing.send_signal(signal.SIGKILL)
        last = max([last, *map(int, writing.communicate()[0].splitlines())])

        async with await Database.open(place_of(path), pytest.fail) as database:
            for question in range(last + 1):
                assert await Answers(database).to(question)
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


# What is erased is erased


async def test_an_erased_text_is_in_no_file_any_more(path: Path) -> None:
    async with await Database.open(place_of(path), pytest.fail) as database:
        questions = Questions(database)
        await questions.switch_on(100)
        for _ in range(50):
            await questions.keep("what is a swordfish", 100, NOON)
        await Answers(database).keep(make_answered(entries=("swordfish",)))
        written = b"".join(each.read_bytes() for each in path.parent.iterdir())

        await questions.switch_off(100)
        await Forgetting(database).person(7)

        left = b"".join(each.read_bytes() for each in path.parent.iterdir())
        assert b"swordfish" in written
        assert b"swordfish" not in left
