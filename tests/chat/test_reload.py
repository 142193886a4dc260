"""The reload by itself: one at a time, told once, and never the end of Porter."""

import asyncio
import logging
import threading
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
from builders import write_entry

from bot.answering.library import Library
from bot.answering.shelf import Shelf
from bot.chat.reload import MOST_TOLD, Reload

OLD = "The thing in which a household heats its water."
NEW = "A new sentence."


class Owner:
    """Reads what the bot writes to its owner."""

    def __init__(self, error: Exception | None = None) -> None:
        self.letters: list[str] = []
        self._error = error

    async def send(self, text: str) -> None:
        if self._error:
            raise self._error
        self.letters.append(text)


class Bot:
    """Knows its owner, and nothing else of a bot."""

    def __init__(self, owner: Owner, error: Exception | None = None) -> None:
        self.owner = owner
        self.team = None
        self._error = error

    async def application_info(self) -> "Bot":
        if self._error:
            raise self._error
        return self


class Refusal:
    """What discord.py wants to know of a response."""

    status = 403
    reason = "Forbidden"


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    write_entry(tmp_path, "kitchen/kettle")
    return tmp_path


@pytest.fixture
def owner() -> Owner:
    return Owner()


def reload_of(shelf: Shelf, owner: Owner, watch_seconds: float = 0, error: Exception | None = None) -> Reload:
    return Reload(Bot(owner, error), shelf, watch_seconds)  # type: ignore[arg-type]


async def test_good_knowledge_is_exchanged_and_counted(
    knowledge: Path, owner: Owner, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    shelf = Shelf(knowledge)
    write_entry(knowledge, "kitchen/kettle", short=NEW)
    write_entry(knowledge, "kitchen/pan")

    said = await reload_of(shelf, owner).exchange()

    assert said == "Read anew: 2 entries."
    assert shelf.library.entries["kettle"].short == NEW
    assert "2 entries" in caplog.text


async def test_faulty_knowledge_is_told_with_its_place_and_changes_nothing(
    knowledge: Path, owner: Owner, caplog: pytest.LogCaptureFixture
) -> None:
    shelf = Shelf(knowledge)
    path = write_entry(knowledge, "kitchen/kettle", title=5)

    said = await reload_of(shelf, owner).exchange()

    assert "kitchen/kettle.yaml:1:8: 'title' is text" in said
    assert f"{path}:1:8: `title` is text" in caplog.text
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert shelf.library.entries["kettle"].short == OLD


async def test_many_faults_fit_a_message(knowledge: Path, owner: Owner) -> None:
    shelf = Shelf(knowledge)
    for number in range(100):
        write_entry(knowledge, f"kitchen/pan-{number}", title=5)

    said = await reload_of(shelf, owner).exchange()

    assert MOST_TOLD < len(said) <= 2_000
    assert said.count("```") == 2


async def test_what_stands_in_a_file_stays_inside_the_block(knowledge: Path, owner: Owner) -> None:
    shelf = Shelf(knowledge)
    write_entry(knowledge, "kitchen/kettle", asked_as=["```what is a kettle"])
    write_entry(knowledge, "kitchen/pan", asked_as=["```what is a kettle"])

    assert (await reload_of(shelf, owner).exchange()).count("```") == 2


async def test_a_good_reload_bothers_no_owner(knowledge: Path, owner: Owner) -> None:
    await reload_of(Shelf(knowledge), owner).exchange_and_tell_owner()

    assert owner.letters == []


async def test_the_owner_learns_why_the_old_knowledge_stays(knowledge: Path, owner: Owner) -> None:
    shelf = Shelf(knowledge)
    write_entry(knowledge, "kitchen/kettle", title=5)

    await reload_of(shelf, owner).exchange_and_tell_owner()

    [letter] = owner.letters
    assert "kitchen/kettle.yaml:1:8" in letter


async def test_an_owner_who_takes_no_letters_is_no_harm(knowledge: Path, caplog: pytest.LogCaptureFixture) -> None:
    shelf = Shelf(knowledge)
    write_entry(knowledge, "kitchen/kettle", title=5)
    closed = Owner(discord.Forbidden(Refusal(), "Cannot send messages to this user"))  # type: ignore[arg-type]

    await reload_of(shelf, closed).exchange_and_tell_owner()

    assert "The owner couldn't be told" in caplog.text


async def test_an_owner_who_cannot_be_reached_is_no_harm(knowledge: Path, owner: Owner) -> None:
    shelf = Shelf(knowledge)
    write_entry(knowledge, "kitchen/kettle", title=5)

    await reload_of(shelf, owner, error=aiohttp.ClientError("no network")).exchange_and_tell_owner()


class SlowShelf:
    """Counts how many read it at once, and where."""

    def __init__(self) -> None:
        self.reading = self.most = self.times = 0
        self.threads: set[threading.Thread] = set()
        self.go_on = threading.Event()

    def stamp(self) -> frozenset[Any]:
        self.threads.add(threading.current_thread())
        return frozenset()

    def reload(self) -> Library:
        self.threads.add(threading.current_thread())
        self.reading += 1
        self.times += 1
        self.most = max(self.most, self.reading)
        assert self.go_on.wait(5)
        self.reading -= 1
        return Library.of([])


async def until(fact: Any) -> None:
    async with asyncio.timeout(5):
        while not fact():  # noqa: ASYNC110 (the cog tells nobody that it has looked)
            await asyncio.sleep(0.005)


async def test_it_reads_in_a_thread_and_one_at_a_time(owner: Owner) -> None:
    shelf = SlowShelf()
    cog = reload_of(shelf, owner)  # type: ignore[arg-type]
    shelf.threads.clear()
    exchanging = [asyncio.create_task(cog.exchange()) for _ in range(3)]
    await until(lambda: shelf.reading)
    await asyncio.sleep(0.02)  # time enough for the others to begin as well, if they could
    shelf.go_on.set()
    await asyncio.gather(*exchanging)

    assert (shelf.times, shelf.most) == (3, 1)
    assert threading.main_thread() not in shelf.threads


# Watching


async def test_a_change_is_noticed_where_it_watches(knowledge: Path, owner: Owner) -> None:
    shelf = Shelf(knowledge)
    cog = reload_of(shelf, owner, watch_seconds=0.01)
    write_entry(knowledge, "kitchen/kettle", short=NEW)
    await cog.cog_load()
    try:
        await until(lambda: shelf.library.entries["kettle"].short == NEW)
    finally:
        await cog.cog_unload()


async def test_a_fault_is_told_once_and_its_mending_noticed(
    knowledge: Path, owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(knowledge)
    looked = 0
    stamp = shelf.stamp

    def counted() -> frozenset[tuple[str, int, int]]:
        nonlocal looked
        looked += 1
        return stamp()

    monkeypatch.setattr(shelf, "stamp", counted)
    cog = reload_of(shelf, owner, watch_seconds=0.01)
    write_entry(knowledge, "kitchen/kettle", title=5)
    await cog.cog_load()
    try:
        await until(lambda: owner.letters)
        seen = looked
        await until(lambda: looked > seen + 3)
        write_entry(knowledge, "kitchen/kettle", short=NEW)
        await until(lambda: shelf.library.entries["kettle"].short == NEW)
    finally:
        await cog.cog_unload()

    assert len(owner.letters) == 1


async def test_without_seconds_it_does_not_watch(knowledge: Path, owner: Owner) -> None:
    cog = reload_of(Shelf(knowledge), owner)
    await cog.cog_load()

    assert not cog._watch.is_running()


async def test_it_stops_watching_when_porter_closes(knowledge: Path, owner: Owner) -> None:
    cog = reload_of(Shelf(knowledge), owner, watch_seconds=60)
    await cog.cog_load()
    assert cog._watch.is_running()

    await cog.cog_unload()
    await until(lambda: not cog._watch.is_running())


# What is known of it afterwards


async def test_it_knows_when_the_knowledge_in_use_was_read(knowledge: Path, owner: Owner) -> None:
    cog = reload_of(Shelf(knowledge), owner)
    before = cog.read_at
    await cog.exchange()

    assert cog.read_at > before
    assert not cog.refusal


async def test_it_knows_why_the_old_knowledge_stays_until_it_is_exchanged(knowledge: Path, owner: Owner) -> None:
    cog = reload_of(Shelf(knowledge), owner)
    before = cog.read_at
    write_entry(knowledge, "kitchen/kettle", title=5)
    said = await cog.exchange()

    assert cog.refusal == said
    assert cog.read_at == before
    write_entry(knowledge, "kitchen/kettle")
    await cog.exchange()
    assert not cog.refusal
