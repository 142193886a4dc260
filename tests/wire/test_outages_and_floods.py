import asyncio
from pathlib import Path

import pytest
from classroom import TOKEN, Classroom, title, write_config
from loopback_discord import Channel, LoopbackDiscord, PorterProcess, User

from bot.chat.porter import TOO_FAST

pytestmark = pytest.mark.wire


async def test_it_stops_at_once_while_discord_is_away(tmp_path: Path) -> None:
    discord = LoopbackDiscord(TOKEN)
    async with discord:
        config = write_config(tmp_path, discord, [])
        porter = PorterProcess(config, token=TOKEN, home=tmp_path)
        await porter.__aenter__()
        await porter.outlives(discord.bot_ready())
    try:
        await porter.logs("attempting a reconnect")

        assert await porter.terminate(within=5) == 0
    finally:
        await porter.__aexit__(None, None, None)


async def test_the_health_file_is_there_once_it_is_ready(discord: LoopbackDiscord, tmp_path: Path) -> None:
    health = tmp_path / "health"
    config = write_config(tmp_path, discord, [])
    command = ("-m", "bot", "--health-file", str(health))
    async with PorterProcess(config, token=TOKEN, home=tmp_path, command=command) as porter:
        assert not health.exists()
        await porter.logs("Ready as")

        async with asyncio.timeout(5):
            while not health.exists():  # noqa: ASYNC110 (a file tells nobody that it is there)
                await asyncio.sleep(0.01)


@pytest.mark.asyncio(loop_scope="module")
async def test_a_flood_gets_one_notice_and_then_silence(classroom: Classroom, lobby: Channel, ada: User) -> None:
    for _ in range(20):
        await ada.says(lobby, "!ask what is a port", mentions_bot=False)
    titles: list[str] = []
    while TOO_FAST.lower() not in titles or titles.count("port") < 11:
        titles.append(title(await classroom.discord.next_message(lobby)))
    bob = classroom.discord.user("bob")
    await bob.says(lobby, "!ask what is a socket")

    assert title(await classroom.discord.next_message(lobby)) == "socket"
    [link] = [each for each in titles if each.startswith("that was answered here a moment ago: https://")]
    assert sorted(titles) == sorted(["port"] * 11 + [link, TOO_FAST.lower()])
