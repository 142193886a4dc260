"""What Porter remembers across restarts and processes, and that it answers while the database can't be used."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from classroom import TOKEN, StartPorter, title, write_config
from loopback_discord import Channel, LoopbackDiscord, PorterProcess

pytestmark = pytest.mark.wire

A_MOMENT = 0.2
CONCEPTS = ("port", "socket", "process", "packet", "firewall")


async def started(start_porter: StartPorter, discord: LoopbackDiscord, **settings: str) -> PorterProcess:
    porter = await start_porter(**settings)
    await porter.logs("has connected to Gateway")
    await porter.outlives(discord.bot_ready())
    return porter


async def ended(porter: PorterProcess, discord: LoopbackDiscord, how: str) -> None:
    """End the process politely or at once."""
    if how == "SIGTERM":
        assert await porter.terminate() == 0
    else:
        await porter.__aexit__(None, None, None)
    while discord.gateway.connected:  # noqa: ASYNC110 (a cut connection tells nobody)
        await asyncio.sleep(0.01)


def database_in(home: Path) -> Path:
    [path] = home.rglob("porter.db")
    return path


@pytest.mark.parametrize("how", ["SIGTERM", "SIGKILL"])
async def test_an_answer_follows_its_question_after_a_restart(
    how: str, start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    porter = await started(start_porter, discord)
    ada = discord.user("ada")
    first = await ada.says(channel, "what is a port?")
    changing = await discord.next_message(channel)
    second = await ada.says(channel, "what is a socket?")
    going = await discord.next_message(channel)
    await asyncio.sleep(A_MOMENT)  # it is written down right after it was sent
    await ended(porter, discord, how)
    await started(start_porter, discord)

    await ada.edits(channel, first, "what is a process?")
    await discord.until(lambda: title(changing) == "process")
    await ada.deletes(channel, second)
    await discord.until(lambda: going.id not in channel.messages)


async def test_a_question_answered_before_a_restart_is_pointed_at(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    porter = await started(start_porter, discord)
    await discord.user("ada").says(channel, "what is a port?")
    answer = await discord.next_message(channel)
    await asyncio.sleep(A_MOMENT)
    await ended(porter, discord, "SIGTERM")
    await started(start_porter, discord)
    await discord.user("grace").says(channel, "what is a port?")

    assert answer.id in (await discord.next_message(channel)).text


async def test_two_processes_on_one_database_answer_each_question_once(
    start_porter: StartPorter, discord: LoopbackDiscord
) -> None:
    channels = [discord.text_channel(f"study-{number}") for number in range(20)]
    await started(start_porter, discord)
    await started(start_porter, discord)
    assert len(discord.gateway.identifies) == 2
    for number, channel in enumerate(channels):
        await discord.user(f"learner-{number}").says(channel, "what is a port?", delivered=2)
        await discord.user(f"other-{number}").says(channel, "what is a socket?", mentions_bot=True, delivered=2)

    for channel in channels:
        assert {title(await discord.next_message(channel)) for _ in range(2)} == {"port", "socket"}
    await discord.silence(channels[0], of=0.5)
    assert not any(not channel.arrivals.empty() for channel in channels)
    sent = [request for request in discord.requests if request.method == "POST" and request.path.endswith("/messages")]
    assert len(sent) == 2 * len(channels)


async def test_a_channel_opened_by_one_process_is_open_in_the_next(
    start_porter: StartPorter, discord: LoopbackDiscord, tmp_path: Path
) -> None:
    channel = discord.text_channel("questions")
    moderator = discord.user("grace")
    discord.world.add_role("moderator", moderator.id, allows=1 << 4)
    config = write_config(tmp_path, discord, [])
    async with PorterProcess(config, token=TOKEN, home=tmp_path) as porter:
        await porter.outlives(discord.bot_ready())
        await moderator.runs_command("porter channel add", where=channel)
        await ended(porter, discord, "SIGKILL")
    async with PorterProcess(config, token=TOKEN, home=tmp_path) as porter:
        await porter.outlives(discord.bot_ready())
        await discord.user("ada").says(channel, "what is a port?")

        assert title(await discord.next_message(channel)) == "port"


async def test_a_corrupt_database_is_set_aside_and_the_owner_told(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database" * 1_000)
    await started(start_porter, discord, more=f"memory:\n  database: {broken}\n")
    question = await discord.user("ada").says(channel, "what is a port?")

    answer = await discord.next_message(channel)
    assert title(answer) == "port"
    told = await discord.next_message(discord.owner.direct_messages)
    assert "was damaged" in told.text
    await discord.silence(discord.owner.direct_messages, of=A_MOMENT)
    await discord.user("ada").edits(channel, question, "what is a socket?")
    await discord.until(lambda: title(answer) == "socket")


async def test_where_no_database_can_be_answers_go_on_and_the_owner_is_told_once(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel, tmp_path: Path
) -> None:
    (tmp_path / "a-file").write_text("no directory")
    porter = await started(start_porter, discord, more=f"memory:\n  database: {tmp_path / 'a-file' / 'porter.db'}\n")
    for concept in CONCEPTS:
        await discord.user().says(channel, f"what is a {concept}?")
        assert title(await discord.next_message(channel)) == concept

    told = await discord.next_message(discord.owner.direct_messages)
    assert "goes on from its working memory" in told.text
    await discord.silence(discord.owner.direct_messages, of=A_MOMENT)
    assert await porter.terminate() == 0
    assert "Traceback" not in porter.log


async def test_a_database_that_fails_while_porter_runs_stops_no_answer(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel, tmp_path: Path
) -> None:
    porter = await started(start_porter, discord)
    await discord.user().says(channel, "what is a port?")
    assert title(await discord.next_message(channel)) == "port"
    await asyncio.sleep(A_MOMENT)
    path = database_in(tmp_path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    for concept in CONCEPTS[1:]:
        await discord.user().says(channel, f"what is a {concept}?")
        assert title(await discord.next_message(channel)) == concept

    assert "is kept locked by another program" in (await discord.next_message(discord.owner.direct_messages)).text
    await discord.silence(discord.owner.direct_messages, of=A_MOMENT)
    other.execute("ROLLBACK")
    other.close()
    await porter.logs("is back, with all that was learned meanwhile", within=20)
    assert rows(path, "claims") == rows(path, "answers") == len(CONCEPTS)
    assert await porter.terminate() == 0
    assert "Traceback" not in porter.log


async def test_a_database_of_a_newer_porter_is_left_alone(
    start_porter: StartPorter, discord: LoopbackDiscord, tmp_path: Path
) -> None:
    porter = await started(start_porter, discord)
    await ended(porter, discord, "SIGTERM")
    newer = sqlite3.connect(database_in(tmp_path))
    with newer:
        newer.execute("INSERT INTO migrations (number, at) VALUES (99, 0)")
    newer.close()
    porter = await start_porter()

    assert await porter.exits() == 4
    assert "Porter's memory was changed by a newer Porter" in porter.log
    assert "Traceback" not in porter.log


async def test_a_server_that_porter_leaves_is_forgotten(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel, tmp_path: Path
) -> None:
    porter = await started(start_porter, discord)
    await discord.user("ada").says(channel, "what is a port?")
    await discord.next_message(channel)
    await asyncio.sleep(A_MOMENT)  # it is written down right after it was sent
    await discord.gateway.dispatch("GUILD_DELETE", {"id": discord.world.guild_id})

    async with asyncio.timeout(5):
        while rows(database_in(tmp_path), "answers"):  # noqa: ASYNC110 (a file tells nobody what is in it)
            await asyncio.sleep(0.05)
    await ended(porter, discord, "SIGTERM")
    assert rows(database_in(tmp_path), "counts") == 0


async def test_an_old_answer_stays_as_it_is(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    await started(start_porter, discord, more="memory:\n  keep_answers_hours: 0.0001\n")
    ada = discord.user("ada")
    question = await ada.says(channel, "what is a port?")
    answer = await discord.next_message(channel)
    await asyncio.sleep(0.5)
    await ada.edits(channel, question, "what is a socket?")
    await ada.deletes(channel, question)

    await discord.silence(channel, of=A_MOMENT)
    assert title(answer) == "port"
    assert answer.id in channel.messages


async def test_what_is_old_is_erased(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel, tmp_path: Path
) -> None:
    porter = await started(start_porter, discord)
    await discord.user("ada").says(channel, "what is a port?")
    await discord.next_message(channel)
    await ended(porter, discord, "SIGTERM")
    path = database_in(tmp_path)
    assert rows(path, "answers") == rows(path, "claims") == rows(path, "counts") == 1
    kept = sqlite3.connect(path)
    with kept:
        kept.execute("UPDATE answers SET at = 0")
        kept.execute("UPDATE claims SET at = 0")
    kept.close()
    await started(start_porter, discord)

    async with asyncio.timeout(5):
        while rows(path, "answers") or rows(path, "claims"):  # noqa: ASYNC110 (a file tells nobody what is in it)
            await asyncio.sleep(0.05)
    assert rows(path, "counts") == 1


async def test_where_discord_is_away_the_message_may_be_answered_by_another(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel, tmp_path: Path
) -> None:
    await started(start_porter, discord)
    discord.faults.next("POST", rf"/channels/{channel.id}/messages", 503)
    await discord.user("ada").says(channel, "what is a port?")
    await discord.until(lambda: bool(discord.refusals))
    await asyncio.sleep(A_MOMENT)

    assert rows(database_in(tmp_path), "claims") == 0


def rows(path: Path, table: str) -> int:
    database = sqlite3.connect(path)
    try:
        (number,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 (of this file)
        return int(number)
    finally:
        database.close()


async def test_no_text_is_written_down(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel, tmp_path: Path
) -> None:
    porter = await started(start_porter, discord)
    ada = discord.user("ada")
    await ada.says(channel, "what is a port? asks the zebrafinch")
    await discord.next_message(channel)
    await ada.says(channel, "who won the zebrafinch cup?", mentions_bot=True)
    await discord.next_message(channel)
    await ended(porter, discord, "SIGTERM")

    kept = b"".join(path.read_bytes() for path in database_in(tmp_path).parent.iterdir() if path.is_file())
    assert b"port" in kept
    assert b"zebrafinch" not in kept
