"""Discord waits 3 s for the first reply to a command; a database that doesn't answer may take as long."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from classroom import StartPorter
from loopback_discord import Channel, LoopbackDiscord

pytestmark = pytest.mark.wire

MANAGE_CHANNELS = 1 << 4
COMMANDS = [
    ("forget-me", {}, "Nothing is stored about you"),
    ("porter forget-me", {}, "Nothing is stored about you"),
    ("porter gaps", {"keep": "on"}, "From now on I keep the questions"),
    ("porter gaps", {}, "I keep no questions here"),
    ("porter channel add", {}, "is a study channel now"),
    ("porter channel remove", {}, "named in my settings, but you decide"),
    ("porter channel list", {}, "(named in my settings)"),
]


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[None]:
    """Keep the database from Porter, from when the test begins to use it."""
    with closing(sqlite3.connect(next(tmp_path.rglob("porter.db")), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@pytest.mark.parametrize(("command", "options", "says"), COMMANDS)
async def test_a_command_that_needs_the_database_is_acknowledged_before_it_asks_it(
    command: str,
    options: dict[str, str],
    says: str,
    start_porter: StartPorter,
    discord: LoopbackDiscord,
    channel: Channel,
    request: pytest.FixtureRequest,
) -> None:
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    moderator = discord.user("grace")
    discord.world.add_role("moderator", moderator.id, allows=MANAGE_CHANNELS)
    request.getfixturevalue("locked")
    discord.interactions.deadline = 1  # less than Porter waits for a lock
    told = await moderator.runs_command(command, where=channel, **options)

    assert told.ephemeral
    assert says in told.text
