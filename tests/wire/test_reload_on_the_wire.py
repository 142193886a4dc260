"""Changed knowledge in the running process: by a signal, by the owner's command, and by watching."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from builders import write_entry
from classroom import TOKEN, write_config
from loopback_discord import Channel, LoopbackDiscord, Message, PorterProcess, User

pytestmark = pytest.mark.wire

ASKED_AGAIN_AND_AGAIN = "courtesy:\n  repeat_seconds: 0\n  per_channel:\n    times: 1000\n"

OLD, NEW = "It whistled yesterday.", "It whistles today."
QUESTION = "what is a kettle"


class House:
    """A running Porter with a knowledge directory of its own, which holds a kettle."""

    def __init__(self, discord: LoopbackDiscord, porter: PorterProcess, channel: Channel, knowledge: Path) -> None:
        self.discord = discord
        self.porter = porter
        self.channel = channel
        self.knowledge = knowledge

    @property
    def owner(self) -> User:
        """The account that the application belongs to."""
        discord = self.discord
        return User(discord.world.owner, discord.world, discord.gateway, discord.commands, discord.interactions)

    def write(self, short: object) -> Path:
        return write_entry(self.knowledge, "kitchen/kettle", short=short, asked_as=[QUESTION, "kettle?"])

    async def asks(self, text: str = QUESTION, by: User | None = None) -> Message:
        """Somebody whom no flood is held against asks, and takes the answer."""
        await (by or self.discord.user()).says(self.channel, text, mentions_bot=by is None)
        return await self.discord.next_message(self.channel)

    async def answers(self, expected: str) -> None:
        """Keep asking until the answer holds what is expected, which is soon; every question is answered."""
        async with asyncio.timeout(5):
            while expected not in (await self.asks()).text:
                pass


@pytest_asyncio.fixture
async def house(request: pytest.FixtureRequest, discord: LoopbackDiscord, tmp_path: Path) -> AsyncIterator[House]:
    """The process is started anew for every test; `watch_seconds` comes as its parameter."""
    channel, knowledge = discord.text_channel("kitchen"), tmp_path / "knowledge"
    config = write_config(tmp_path, discord, [], more=ASKED_AGAIN_AND_AGAIN)
    seconds = getattr(request, "param", 0)
    settings = f"knowledge:\n  directory: knowledge\n  watch_seconds: {seconds}\n"
    config.write_text(config.read_text(encoding="utf-8") + settings, encoding="utf-8")
    async with AsyncExitStack() as stack:
        porter = PorterProcess(config, token=TOKEN, home=tmp_path)
        house = House(discord, porter, channel, knowledge)
        house.write(OLD)
        await stack.enter_async_context(porter)
        await porter.outlives(discord.bot_ready())
        assert OLD in (await house.asks()).text
        yield house


# By a signal


async def test_after_sighup_the_next_questions_get_the_new_text(house: House) -> None:
    house.write(NEW)
    assert OLD in (await house.asks()).text

    house.porter.hang_up()
    await house.porter.logs("read anew: 1 entries")

    assert NEW in (await house.asks()).text


async def test_new_and_removed_entries_are_taken_together(house: House) -> None:
    write_entry(house.knowledge, "kitchen/stove")
    (house.knowledge / "kitchen" / "kettle.yaml").unlink()
    house.porter.hang_up()
    await house.porter.logs("read anew: 1 entries")

    assert "stove" in (await house.asks("what is a stove")).text.lower()
    assert OLD not in (await house.asks()).text


async def test_no_question_is_dropped_while_knowledge_is_exchanged(house: House) -> None:
    for number in range(40):  # so that reading takes a while
        write_entry(house.knowledge, f"cellar/bottle-{number}")
    asked: list[Message] = []
    for number in range(60):
        if number % 10 == 0:
            house.write(NEW if number % 20 else OLD)
            house.porter.hang_up()
        asked.append(await house.discord.user().says(house.channel, QUESTION, mentions_bot=True))
        await asyncio.sleep(0)
    answers = [await house.discord.next_message(house.channel) for _ in asked]

    assert {answer.replies_to for answer in answers} == {message.id for message in asked}
    assert all(OLD in answer.text or NEW in answer.text for answer in answers)
    await house.porter.logs("read anew: 41 entries")
    assert "Traceback" not in house.porter.log


async def test_faulty_knowledge_keeps_the_old_answers_and_is_told_to_log_and_owner(house: House) -> None:
    path = house.write(short=5)
    house.porter.hang_up()
    await house.porter.logs(f"{path}:2:8: `short` is text")

    letter = await house.discord.next_message(house.owner.direct_messages)
    assert "kitchen/kettle.yaml:2:8" in letter.text
    assert OLD in (await house.asks()).text
    assert "Traceback" not in house.porter.log

    house.write(NEW)
    house.porter.hang_up()
    await house.answers(NEW)


async def test_an_owner_who_takes_no_letters_stops_nothing(house: House) -> None:
    house.owner.direct_messages.denies = "closed"
    house.write(short=5)
    house.porter.hang_up()
    await house.porter.logs("the owner couldn't be told")

    assert OLD in (await house.asks()).text
    assert "Traceback" not in house.porter.log


async def test_after_a_reload_it_still_stops_in_good_order(house: House) -> None:
    house.porter.hang_up()
    await house.porter.logs("read anew")

    assert await house.porter.terminate(within=5) == 0
    assert "Traceback" not in house.porter.log


async def test_sighup_during_the_login_is_no_fault(discord: LoopbackDiscord, tmp_path: Path) -> None:
    discord.faults.next("GET", "/users/@me", 429, retry_after=0.3)
    config = write_config(tmp_path, discord, [], more=ASKED_AGAIN_AND_AGAIN)
    async with PorterProcess(config, token=TOKEN, home=tmp_path) as porter:
        await porter.outlives(discord.until(lambda: bool(discord.requests)))
        porter.hang_up()
        await porter.outlives(discord.bot_ready())
        assert await porter.terminate() == 0

        assert "Traceback" not in porter.log


# By command


async def test_the_owner_reloads_by_command(house: House) -> None:
    house.write(NEW)

    assert "Read anew: 1 entries." in (await house.asks("!reload", by=house.owner)).text
    assert NEW in (await house.asks()).text


async def test_the_owner_reads_why_a_reload_failed(house: House) -> None:
    house.write(short=5)

    assert "kitchen/kettle.yaml:2:8: 'short' is text" in (await house.asks("!reload", by=house.owner)).text
    assert OLD in (await house.asks()).text


async def test_nobody_else_reloads(house: House) -> None:
    house.write(NEW)
    await house.discord.user("mallory").says(house.channel, "!reload")

    # Whatever is written back, the next answer is still the old one.
    texts = [(await house.asks()).text, (await house.asks()).text]
    assert any(OLD in text for text in texts)
    assert not any(NEW in text or "Read anew" in text for text in texts)
    assert "read anew" not in house.porter.log


async def test_a_stranger_who_tries_to_reload_breaks_nothing(house: House) -> None:
    await house.discord.user("mallory").says(house.channel, "!reload")
    text = (await house.asks()).text

    assert "broke" not in text
    assert "Traceback" not in house.porter.log


async def test_the_command_is_no_slash_command_and_not_in_the_help(house: House) -> None:
    assert "reload" not in {command["name"] for command in house.discord.commands.all()}
    assert "reload" not in (await house.asks("!help", by=house.owner)).text


# By watching


@pytest.mark.parametrize("house", [0.05], indirect=True)
async def test_a_watched_directory_is_read_by_itself(house: House) -> None:
    house.write(NEW)

    await house.answers(NEW)
    assert "Traceback" not in house.porter.log


@pytest.mark.parametrize("house", [0.05], indirect=True)
async def test_a_fault_in_a_watched_directory_is_told_once_until_it_is_mended(house: House) -> None:
    house.write(short=5)
    await house.discord.next_message(house.owner.direct_messages)
    await house.discord.silence(house.owner.direct_messages, of=0.3)
    assert OLD in (await house.asks()).text

    house.write(NEW)
    await house.answers(NEW)


async def test_without_watching_nothing_is_read_by_itself(house: House) -> None:
    house.write(NEW)
    await house.discord.silence(house.channel, of=0.2)

    assert OLD in (await house.asks()).text
