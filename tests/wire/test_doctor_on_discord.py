"""`/porter doctor`: what is well, what isn't and how to mend it, from where it is asked."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from builders import write_entry
from classroom import TOKEN, StartPorter, write_config
from loopback_discord import Channel, LoopbackDiscord, Message, Portal, PorterProcess, User

pytestmark = pytest.mark.wire

MANAGE_CHANNELS = 1 << 4
ATTACH_FILES, SEND_IN_THREADS = 1 << 15, 1 << 38
A_MOMENT = 0.15


@pytest.fixture
def channel(discord: LoopbackDiscord) -> Channel:
    return discord.text_channel("study")


@pytest.fixture
def moderator(discord: LoopbackDiscord) -> User:
    return moderator_of(discord)


def moderator_of(discord: LoopbackDiscord) -> User:
    user = discord.user("grace")
    discord.world.add_role("moderator", user.id, allows=MANAGE_CHANNELS)
    return user


@pytest_asyncio.fixture
async def porter(start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel) -> PorterProcess:
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    return porter


@pytest_asyncio.fixture
async def without_content(tmp_path: Path) -> AsyncIterator[tuple[LoopbackDiscord, Channel, PorterProcess]]:
    """A Porter whose application may not read what isn't addressed to it."""
    async with AsyncExitStack() as stack:
        discord = await stack.enter_async_context(LoopbackDiscord(TOKEN, portal=Portal(message_content=False)))
        channel = discord.text_channel("study")
        config = write_config(tmp_path, discord, [channel])
        porter = await stack.enter_async_context(PorterProcess(config, token=TOKEN, home=tmp_path))
        await porter.outlives(discord.bot_ready())
        yield discord, channel, porter


def line(message: Message, about: str) -> str:
    """The only line about something, without what stands below it."""
    [found] = [each for each in message.text.splitlines() if about in each and not each.startswith("-#")]
    return found


async def test_where_all_is_well_everything_is_named(porter: PorterProcess, channel: Channel, moderator: User) -> None:
    report = await moderator.runs_command("porter doctor", where=channel)

    assert report.ephemeral
    for about in ("Message content", "Permissions in this channel", "Commands", "Knowledge", "Database", "discord.py"):
        assert line(report, about).startswith("✅")
    assert "❌ The permission" not in report.text
    assert "Connection: " in report.text
    assert "entries, version `" in report.text


async def test_a_missing_permission_is_named_with_what_fails_and_how_to_mend_it(
    porter: PorterProcess, channel: Channel, moderator: User
) -> None:
    channel.withheld = ATTACH_FILES | SEND_IN_THREADS
    report = await moderator.runs_command("porter doctor", where=channel)

    assert line(report, "permission Attach Files").startswith("❌")
    assert "without pictures" in line(report, "permission Attach Files")
    assert line(report, "permission Send Messages in Threads").startswith("❌")
    assert "allow Attach Files" in report.text
    assert report.text.index("❌") < report.text.index("✅")


async def test_without_message_content_it_names_the_switch(
    without_content: tuple[LoopbackDiscord, Channel, PorterProcess],
) -> None:
    discord, channel, _ = without_content
    report = await moderator_of(discord).runs_command("porter doctor", where=channel)

    assert line(report, "Message content").startswith("❌")
    assert "switches on Message Content Intent in the developer portal" in report.text


async def test_a_switch_that_came_later_needs_a_restart(
    without_content: tuple[LoopbackDiscord, Channel, PorterProcess],
) -> None:
    discord, channel, _ = without_content
    discord.world.portal.message_content = True
    report = await moderator_of(discord).runs_command("porter doctor", where=channel)

    assert "switched on, but I connected without it" in line(report, "Message content")
    assert "Restart me" in report.text


async def test_without_message_content_why_says_that_it_cannot_read(
    without_content: tuple[LoopbackDiscord, Channel, PorterProcess],
) -> None:
    discord, channel, _ = without_content
    question = await discord.user("ada").says(channel, "what is a socket?")
    await discord.silence(channel, of=A_MOMENT)
    link = f"https://discord.com/channels/{channel.guild_id}/{channel.id}/{question.id}"
    told = await moderator_of(discord).runs_command("porter why", where=channel, message=link)

    assert "I can't read it" in told.text
    assert "`/porter doctor`" in told.text


async def test_commands_that_discord_knows_otherwise_are_named(
    porter: PorterProcess, discord: LoopbackDiscord, channel: Channel, moderator: User
) -> None:
    discord.commands.add({"name": "stale", "description": "Something old", "type": 1})
    report = await moderator.runs_command("porter doctor", where=channel)

    assert line(report, "Commands").startswith("❌")
    assert "`stale`" in line(report, "Commands")


async def test_what_discord_does_not_tell_is_said_to_be_unknown(
    porter: PorterProcess, discord: LoopbackDiscord, channel: Channel, moderator: User
) -> None:
    discord.faults.next("GET", r"/oauth2/applications/@me", 403)
    discord.faults.next("GET", r"/applications/\d+/commands", 403)
    report = await moderator.runs_command("porter doctor", where=channel)

    assert line(report, "Message content").startswith("❔")
    assert line(report, "Commands").startswith("❔")
    assert line(report, "Knowledge").startswith("✅")


async def test_where_the_database_lies_is_told_to_the_owner_only(
    porter: PorterProcess, discord: LoopbackDiscord, channel: Channel, moderator: User, tmp_path: Path
) -> None:
    to_moderator = await moderator.runs_command("porter doctor", where=channel)
    to_owner = await discord.owner.runs_command("porter doctor", where=channel)

    assert str(tmp_path) not in to_moderator.text
    assert "porter.db" in to_owner.text


async def test_a_database_that_cannot_be_used_is_told_and_answers_go_on(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel, moderator: User, tmp_path: Path
) -> None:
    (tmp_path / ".local" / "share").mkdir(parents=True)
    (tmp_path / ".local" / "share" / "porter").write_text("in the way")
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    to_moderator = await moderator.runs_command("porter doctor", where=channel)
    to_owner = await discord.owner.runs_command("porter doctor", where=channel)
    await moderator.says(channel, "what is a socket?", mentions_bot=True)

    assert line(to_moderator, "Database").startswith("❌")
    assert "working memory" in line(to_moderator, "Database")
    assert str(tmp_path) not in to_moderator.text
    assert "porter.db" in line(to_owner, "Porter's memory")
    assert "socket" in (await discord.next_message(channel)).text.lower()


async def test_what_the_channel_is_for_porter_is_told(porter: PorterProcess, channel: Channel, moderator: User) -> None:
    before = await moderator.runs_command("porter doctor", where=channel)
    await moderator.runs_command("porter channel remove", where=channel)
    after = await moderator.runs_command("porter doctor", where=channel)

    assert "I answer clear questions unasked" in line(before, "This channel")
    assert "only who mentions me" in line(after, "This channel")


async def test_knowledge_that_was_not_exchanged_is_told_with_its_fault(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel, moderator: User, tmp_path: Path
) -> None:
    knowledge = tmp_path / "knowledge"
    write_entry(knowledge, "kitchen/kettle")
    porter = await start_porter(more=f"knowledge:\n  directory: {knowledge}\n")
    await porter.outlives(discord.bot_ready())
    write_entry(knowledge, "kitchen/kettle", title=5)
    porter.hang_up()
    await porter.logs("the old one stays in use")
    faulty = await moderator.runs_command("porter doctor", where=channel)
    write_entry(knowledge, "kitchen/kettle", title="Another kettle")
    porter.hang_up()
    await porter.logs("was read anew")
    mended = await moderator.runs_command("porter doctor", where=channel)

    assert line(faulty, "The knowledge has faults").startswith("❌")
    assert "kitchen/kettle.yaml:1:8" in faulty.text
    assert str(tmp_path) not in faulty.text
    assert "has faults" not in mended.text
    assert line(faulty, "Knowledge: 1 entries") != line(mended, "Knowledge: 1 entries")
