"""/privacy and /forget-me, and what they do to the file; /porter stats counts without anybody's name."""

from pathlib import Path

import pytest
import pytest_asyncio
from classroom import StartPorter
from database_file import rows, written
from loopback_discord import Channel, LoopbackDiscord, PorterProcess, User

pytestmark = pytest.mark.wire

MANAGE_CHANNELS = 1 << 4
ATTACH_FILES = 1 << 15


@pytest.fixture
def channel(discord: LoopbackDiscord) -> Channel:
    return discord.text_channel("study")


@pytest.fixture
def ada(discord: LoopbackDiscord) -> User:
    return discord.user("ada")


@pytest.fixture
def moderator(discord: LoopbackDiscord) -> User:
    user = discord.user("grace")
    discord.world.add_role("moderator", user.id, allows=MANAGE_CHANNELS)
    return user


@pytest_asyncio.fixture
async def porter(start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel) -> PorterProcess:
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    return porter


async def asks(discord: LoopbackDiscord, channel: Channel, person: User, question: str = "what is a port?") -> None:
    """Put a question to Porter, and find the answer helpful."""
    await person.says(channel, question, mentions_bot=True)
    answer = await discord.next_message(channel)
    await person.presses(answer, "Helpful")


async def test_forget_me_removes_what_is_stored_and_says_how_much(
    porter: PorterProcess, discord: LoopbackDiscord, channel: Channel, ada: User, tmp_path: Path
) -> None:
    await asks(discord, channel, ada)
    await asks(discord, channel, discord.user("bob"), "what is a socket?")
    assert [str(row[4]) for row in rows(tmp_path, "answers")].count(ada.id) == 1
    told = await ada.runs_command("forget-me", where=channel)

    assert told.ephemeral
    assert "Erased: 1 answer to you, 1 vote of yours" in told.text
    assert ada.id not in {str(row[4]) for row in rows(tmp_path, "answers")}
    assert ada.id not in {str(row[1]) for row in rows(tmp_path, "votes")}
    assert len(rows(tmp_path, "answers")) == len(rows(tmp_path, "votes")) == 1
    assert "Nothing is stored about you" in (await ada.runs_command("forget-me", where=channel)).text


async def test_forget_me_works_in_direct_messages_for_all_servers(
    porter: PorterProcess, discord: LoopbackDiscord, channel: Channel, ada: User, tmp_path: Path
) -> None:
    await asks(discord, channel, ada)
    told = await ada.runs_command("forget-me", where=ada.direct_messages)

    assert "1 answer to you" in told.text
    assert not rows(tmp_path, "answers")


async def test_forgotten_is_also_what_was_answered_last(
    porter: PorterProcess, discord: LoopbackDiscord, channel: Channel, ada: User
) -> None:
    await asks(discord, channel, ada, "what is a process?")
    await ada.runs_command("forget-me", where=channel)
    await ada.says(channel, "tell me more", mentions_bot=True)

    assert "household" not in (await discord.next_message(channel)).text


async def test_a_moderators_channels_stay_without_their_name(
    porter: PorterProcess, discord: LoopbackDiscord, channel: Channel, moderator: User, tmp_path: Path
) -> None:
    await moderator.runs_command("porter channel add", where=channel)
    told = await moderator.runs_command("porter forget-me", where=channel)

    assert "1 study channel" in told.text
    [opened] = rows(tmp_path, "study_channels")
    assert opened[3] is None


async def test_without_gaps_no_text_of_a_message_reaches_the_file(
    porter: PorterProcess, discord: LoopbackDiscord, channel: Channel, ada: User, tmp_path: Path
) -> None:
    await asks(discord, channel, ada, "what is a port, asks zanzibar?")
    await ada.says(channel, "zanzibar is where I was last summer")
    await ada.says(channel, "what is a zanzibar?", mentions_bot=True)
    await discord.next_message(channel)
    await porter.terminate()

    assert b"zanzibar" not in written(tmp_path)
    assert b"ada" not in written(tmp_path).lower()


@pytest.mark.parametrize("by", ["slash", "prefix"])
async def test_privacy_says_what_is_stored(
    by: str, porter: PorterProcess, discord: LoopbackDiscord, channel: Channel, ada: User
) -> None:
    if by == "slash":
        told = await ada.runs_command("privacy", where=channel)
        assert told.ephemeral
    else:
        await ada.says(channel, "!privacy")
        told = await discord.next_message(channel)

    assert "What I store" in told.text
    assert "/forget-me" in told.text
    assert "for 24 hours" in told.text


async def test_stats_show_a_table_and_a_described_picture(
    porter: PorterProcess, discord: LoopbackDiscord, channel: Channel, moderator: User, ada: User
) -> None:
    await asks(discord, channel, ada)
    await ada.says(channel, "my port is closed")
    told = await moderator.runs_command("porter stats", where=channel, days=7)

    assert told.ephemeral
    total = next(line for line in told.text.splitlines() if line.startswith("all"))
    answers, suggestions, silences, ups, downs = map(int, total.split()[1:])
    assert (answers, suggestions, ups, downs) == (1, 0, 1, 0)
    assert silences >= 1
    assert "Port (1)" in told.text
    [attachment] = told.payload["attachments"]
    assert "answers 1, suggestions 0" in attachment["description"]
    assert all(content.startswith(b"\x89PNG") for content in told.files.values())


async def test_stats_without_permission_to_attach_are_words_alone(
    porter: PorterProcess, discord: LoopbackDiscord, channel: Channel, moderator: User, ada: User
) -> None:
    channel.withheld = ATTACH_FILES
    await asks(discord, channel, ada)
    told = await moderator.runs_command("porter stats", where=channel)

    assert not told.files
    assert "Port (1)" in told.text


async def test_where_nothing_happened_stats_say_so(porter: PorterProcess, channel: Channel, moderator: User) -> None:
    told = await moderator.runs_command("porter stats", where=channel)

    assert "Nothing was counted here" in told.text
    assert not told.files
