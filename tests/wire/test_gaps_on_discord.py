"""`/porter gaps`: nothing is kept unless moderators want it, and what is kept becomes the draft of an entry."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import yaml
from classroom import StartPorter
from database_file import rows, written
from loopback_discord import Channel, LoopbackDiscord, Message, PorterProcess, User
from loopback_discord.components import STRING_SELECT, walk

pytestmark = pytest.mark.wire

MANAGE_CHANNELS = 1 << 4
ATTACH_FILES = 1 << 15
ALIKE = ("how do i set up a flurbel relay", "how to set up a flurbel relay?", "set up flurbel relay, how?")
OTHER = "what is a grommit?"


@pytest.fixture
def channel(discord: LoopbackDiscord) -> Channel:
    return discord.text_channel("study")


@pytest.fixture
def moderator(discord: LoopbackDiscord) -> User:
    """Somebody with Manage Channels."""
    user = discord.user("grace")
    discord.world.add_role("moderator", user.id, allows=MANAGE_CHANNELS)
    return user


@pytest_asyncio.fixture
async def porter(start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel) -> PorterProcess:
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    return porter


async def asks(discord: LoopbackDiscord, channel: Channel, *questions: str) -> None:
    """Different people put questions to Porter, and each gets its reply."""
    for question in questions:
        await discord.user("ada").says(channel, question, mentions_bot=True)
        await discord.next_message(channel)


async def until_kept(home: Path, number: int) -> None:
    """Wait for so many questions in the file: they are kept after the reply."""
    async with asyncio.timeout(5):
        while len(rows(home, "questions")) != number:  # noqa: ASYNC110 (another process writes it)
            await asyncio.sleep(0.01)


def menu_of(message: Message) -> list[Any]:
    """The options of a message's only menu."""
    [menu] = [each for each in walk(message.payload["components"]) if each["type"] == STRING_SELECT]
    options: list[Any] = menu["options"]
    return options


def kept(home: Path) -> list[str]:
    return sorted(row[2] for row in rows(home, "questions"))


async def test_by_default_no_text_is_kept(
    porter: PorterProcess, discord: LoopbackDiscord, channel: Channel, moderator: User, tmp_path: Path
) -> None:
    await asks(discord, channel, OTHER)
    shown = await moderator.runs_command("porter gaps", where=channel)

    assert "I keep no questions here" in shown.text
    assert "keep:on" in shown.text
    assert not rows(tmp_path, "gap_servers")
    assert not rows(tmp_path, "questions")
    await porter.terminate()
    assert b"grommit" not in written(tmp_path)


async def test_switched_on_only_what_had_no_answer_is_kept_without_who_asked(
    porter: PorterProcess, discord: LoopbackDiscord, channel: Channel, moderator: User, tmp_path: Path
) -> None:
    await moderator.runs_command("porter gaps", where=channel, keep="on")
    ada = discord.user("ada")
    await ada.says(channel, f"{OTHER} <@{ada.id}> wants to know, see https://ada.invalid", mentions_bot=True)
    await discord.next_message(channel)
    await asks(discord, channel, "what is a port?")
    await ada.says(channel, "no question at all")
    await ada.writes_dm("what is a wobbulator?")
    await discord.next_message(ada.direct_messages)
    await porter.terminate()

    [(_, server, text, _)] = rows(tmp_path, "questions")
    assert "grommit" in text
    assert ada.id not in text
    assert "ada.invalid" not in text
    assert str(server) == channel.guild_id


async def test_what_is_kept_is_grouped_and_drafted(
    porter: PorterProcess, discord: LoopbackDiscord, channel: Channel, moderator: User, tmp_path: Path
) -> None:
    await moderator.runs_command("porter gaps", where=channel, keep="on")
    await asks(discord, channel, *ALIKE, OTHER)
    await until_kept(tmp_path, 4)
    shown = await moderator.runs_command("porter gaps", where=channel)

    assert shown.ephemeral
    assert "4 questions since" in shown.text
    assert "in 2 groups" in shown.text
    assert shown.text.index("3 times") < shown.text.index("grommit")
    options = menu_of(shown)
    assert [option["label"].partition(":")[0] for option in options] == ["3 times", "once"]
    draft = await moderator.picks(shown, options[0]["value"])
    assert draft.ephemeral
    [(name, content)] = draft.files.items()
    entry = yaml.safe_load(content)
    assert "flurbel" in name
    assert name.endswith(".yaml")
    assert any("flurbel relay" in phrasing for phrasing in entry["asked_as"])
    assert "FILL IN" in entry["short"]


async def test_a_group_is_dropped_also_after_a_restart(
    start_porter: StartPorter,
    porter: PorterProcess,
    discord: LoopbackDiscord,
    channel: Channel,
    moderator: User,
    tmp_path: Path,
) -> None:
    await moderator.runs_command("porter gaps", where=channel, keep="on")
    await asks(discord, channel, *ALIKE, OTHER)
    await until_kept(tmp_path, 4)
    shown = await moderator.runs_command("porter gaps", where=channel)
    await porter.terminate()
    again = await start_porter()
    await again.outlives(discord.bot_ready())
    options = menu_of(shown)
    draft = await moderator.picks(shown, options[0]["value"])
    [drop] = draft.buttons
    dropped = await moderator.presses(draft, drop.label)

    assert "Dropped: 3." in dropped.text
    assert kept(tmp_path) == [OTHER]
    assert "no longer kept" in (await moderator.presses(draft, drop.label)).text


async def test_switched_off_all_are_deleted(
    porter: PorterProcess, discord: LoopbackDiscord, channel: Channel, moderator: User, tmp_path: Path
) -> None:
    await moderator.runs_command("porter gaps", where=channel, keep="on")
    await asks(discord, channel, *ALIKE)
    await until_kept(tmp_path, 3)
    off = await moderator.runs_command("porter gaps", where=channel, keep="off")
    await asks(discord, channel, OTHER)
    await porter.terminate()

    assert "Deleted: 3." in off.text
    assert not rows(tmp_path, "questions")
    assert not rows(tmp_path, "gap_servers")


async def test_a_menu_is_no_way_around_the_check(
    porter: PorterProcess, discord: LoopbackDiscord, channel: Channel, moderator: User, tmp_path: Path
) -> None:
    await moderator.runs_command("porter gaps", where=channel, keep="on")
    await asks(discord, channel, OTHER)
    await until_kept(tmp_path, 1)
    shown = await moderator.runs_command("porter gaps", where=channel)
    options = menu_of(shown)
    draft = await moderator.picks(shown, options[0]["value"])
    member, of_this_channel = discord.user("mallory"), discord.user("bob")
    overwrite = {"id": of_this_channel.id, "type": 1, "allow": str(MANAGE_CHANNELS), "deny": "0"}
    channel.payload["permission_overwrites"] = [overwrite]

    for person in (member, of_this_channel):
        assert "That is for moderators" in (await person.picks(shown, options[0]["value"])).text
        assert "That is for moderators" in (await person.presses(draft, draft.buttons[0].label)).text
    assert kept(tmp_path) == [OTHER]


async def test_another_servers_moderators_see_nothing_of_it(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel, moderator: User, tmp_path: Path
) -> None:
    stranger = discord.user("mallory")
    elsewhere = discord.text_channel("lobby", guild_id=discord.world.add_guild("another class", stranger.id))
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    await moderator.runs_command("porter gaps", where=channel, keep="on")
    await asks(discord, channel, OTHER)
    await until_kept(tmp_path, 1)
    await stranger.runs_command("porter gaps", where=elsewhere, keep="on")

    assert "Nothing is kept yet" in (await stranger.runs_command("porter gaps", where=elsewhere)).text
    off = await stranger.runs_command("porter gaps", where=elsewhere, keep="off")
    assert "Deleted: 0." in off.text
    assert "1 question since" in (await moderator.runs_command("porter gaps", where=channel)).text


async def test_where_nothing_may_be_attached_the_draft_is_written_out(
    porter: PorterProcess, discord: LoopbackDiscord, channel: Channel, moderator: User, tmp_path: Path
) -> None:
    channel.withheld = ATTACH_FILES
    await moderator.runs_command("porter gaps", where=channel, keep="on")
    await asks(discord, channel, OTHER)
    await until_kept(tmp_path, 1)
    shown = await moderator.runs_command("porter gaps", where=channel)
    options = menu_of(shown)
    draft = await moderator.picks(shown, options[0]["value"])

    assert not draft.files
    assert "```yaml" in draft.text
    assert "grommit" in draft.text
