"""The same memory in PostgreSQL: for two processes, across a restart, and while the server is away."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from classroom import StartPorter, title
from loopback_discord import Channel, LoopbackDiscord, PorterProcess
from postgresql_server import PASSWORD, PostgresqlServer, programs

pytestmark = pytest.mark.wire

A_MOMENT = 0.2
CONCEPTS = ("port", "socket", "process")


@pytest.fixture
def postgresql() -> Iterator[PostgresqlServer]:
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is NOT TESTED HERE: it isn't installed (on Debian: apt-get install postgresql)")
    with PostgresqlServer(found) as server:
        yield server


async def started(
    start_porter: StartPorter, discord: LoopbackDiscord, postgresql: PostgresqlServer, home: Path
) -> PorterProcess:
    (home / "url").write_text(postgresql.url())
    porter = await start_porter(more="memory:\n  url_file: url\n")
    await porter.logs("has connected to Gateway")
    await porter.outlives(discord.bot_ready())
    return porter


async def test_two_processes_answer_each_question_once_and_a_third_follows_their_edits(
    start_porter: StartPorter, discord: LoopbackDiscord, postgresql: PostgresqlServer, tmp_path: Path
) -> None:
    channels = [discord.text_channel(f"study-{number}") for number in range(20)]
    pair = [await started(start_porter, discord, postgresql, tmp_path) for _ in range(2)]
    ada = discord.user("ada")
    question = await ada.says(channels[0], "what is a port?", delivered=2)
    for channel in channels[1:]:
        await discord.user().says(channel, "what is a port?", delivered=2)
    answers = [await discord.next_message(channel) for channel in channels]
    await asyncio.sleep(A_MOMENT)
    sent = [request for request in discord.requests if request.method == "POST" and request.path.endswith("/messages")]
    assert len(sent) == len(channels)

    for porter in pair:
        assert await porter.terminate() == 0
        assert PASSWORD not in porter.log
        assert "Traceback" not in porter.log
    await started(start_porter, discord, postgresql, tmp_path)
    await ada.edits(channels[0], question, "what is a socket?")
    await discord.until(lambda: title(answers[0]) == "socket")
    await ada.deletes(channels[0], question)
    await discord.until(lambda: answers[0].id not in channels[0].messages)


async def test_a_server_that_goes_away_stops_no_answer(
    start_porter: StartPorter,
    discord: LoopbackDiscord,
    channel: Channel,
    postgresql: PostgresqlServer,
    tmp_path: Path,
) -> None:
    porter = await started(start_porter, discord, postgresql, tmp_path)
    await discord.user().says(channel, "what is a port?")
    assert title(await discord.next_message(channel)) == "port"
    await asyncio.sleep(A_MOMENT)
    postgresql.stop(at_once=True)
    for concept in CONCEPTS[1:]:
        await discord.user().says(channel, f"what is a {concept}?")
        assert title(await discord.next_message(channel)) == concept

    told = await discord.next_message(discord.owner.direct_messages)
    assert "goes on from its working memory" in told.text
    assert PASSWORD not in told.text
    await discord.silence(discord.owner.direct_messages, of=A_MOMENT)
    assert await porter.terminate(within=15) == 0
    assert PASSWORD not in porter.log
    assert "Traceback" not in porter.log
