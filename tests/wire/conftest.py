from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from classroom import TOKEN, Call, Classroom, StartPorter, write_config
from loopback_discord import Channel, LoopbackDiscord, PorterProcess, User


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def classroom(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Classroom]:
    home = tmp_path_factory.mktemp("home")
    async with LoopbackDiscord(TOKEN) as discord:
        study_channels = [discord.text_channel(f"study-{number}") for number in range(100)]
        lobbies = [discord.text_channel(f"lobby-{number}") for number in range(100)]
        thread = discord.world.add_thread(lobbies[0], "a thread")
        config = write_config(home, discord, study_channels)
        async with PorterProcess(config, token=TOKEN, home=home) as porter:
            await porter.outlives(discord.bot_ready())
            yield Classroom(discord, porter, study_channels, lobbies, thread)
            assert porter.running, porter.log
            assert "Traceback" not in porter.log, porter.log
            assert TOKEN not in porter.log


@pytest.fixture
def study_channel(classroom: Classroom) -> Channel:
    """A study channel of the test's own."""
    return classroom.study_channels.pop()


@pytest.fixture
def lobby(classroom: Classroom) -> Channel:
    """A channel of the test's own that is no study channel."""
    return classroom.lobbies.pop()


@pytest.fixture
def ada(classroom: Classroom) -> User:
    """A learner whom no other test knows."""
    return classroom.discord.user("ada")


@pytest_asyncio.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    """A Discord of the test's own, with nobody connected."""
    async with LoopbackDiscord(TOKEN) as discord:
        yield discord


@pytest.fixture
def channel(discord: LoopbackDiscord) -> Channel:
    """A text channel of that Discord."""
    return discord.text_channel("study")


@pytest_asyncio.fixture
async def start_porter(discord: LoopbackDiscord, tmp_path: Path) -> AsyncIterator[StartPorter]:
    """Starts the real process on the test's own Discord; every text channel is a study channel."""
    async with AsyncExitStack() as stack:

        async def start(token: str = TOKEN, **settings: str) -> PorterProcess:
            channels = [channel for channel in discord.world.channels.values() if channel.guild_id]
            config = write_config(tmp_path, discord, channels, **settings)
            return await stack.enter_async_context(PorterProcess(config, token=token, home=tmp_path))

        yield start


@pytest_asyncio.fixture
async def call(discord: LoopbackDiscord) -> AsyncIterator[Call]:
    """Sends one request to the HTTP API, and gives status and JSON."""
    async with aiohttp.ClientSession() as session:

        async def call(method: str, path: str, *, token: str = TOKEN, **arguments: Any) -> tuple[int, Any]:
            headers = {"Authorization": f"Bot {token}"}
            async with session.request(method, discord.api_url + path, headers=headers, **arguments) as response:
                return response.status, await response.json() if response.status != 204 else None

        yield call
