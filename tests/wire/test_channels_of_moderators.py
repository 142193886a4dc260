"""Moderators open and close study channels, and say in which manner Porter is there."""

import pytest
from classroom import Classroom, title
from loopback_discord import Channel, LoopbackDiscord, User

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

A_MOMENT = 0.15
MANAGE_CHANNELS, MANAGE_SERVER, ADMINISTRATOR = 1 << 4, 1 << 5, 1 << 3
SEND_IN_THREADS, ATTACH = 1 << 38, 1 << 15


@pytest.fixture
def discord(classroom: Classroom) -> LoopbackDiscord:
    return classroom.discord


@pytest.fixture
def moderator(discord: LoopbackDiscord) -> User:
    """Somebody who may manage channels."""
    grace = discord.user("grace")
    discord.world.add_role("moderator", grace.id, allows=MANAGE_CHANNELS)
    return grace


async def test_a_channel_is_open_as_soon_as_a_moderator_says_so(
    discord: LoopbackDiscord, lobby: Channel, moderator: User, ada: User
) -> None:
    await ada.says(lobby, "what is a port?")
    await discord.silence(lobby, of=A_MOMENT)
    said = await moderator.runs_command("porter channel add", where=lobby)
    await ada.says(lobby, "what is a port?")

    assert said.ephemeral
    assert f"<#{lobby.id}> is a study channel now" in said.text
    assert "without being mentioned" in said.text
    assert "⚠" not in said.text
    assert title(await discord.next_message(lobby)) == "port"


async def test_it_is_closed_as_soon_as_a_moderator_says_so(
    discord: LoopbackDiscord, lobby: Channel, moderator: User, ada: User
) -> None:
    await moderator.runs_command("porter channel add", where=lobby)
    said = await moderator.runs_command("porter channel remove", where=lobby)
    await ada.says(lobby, "what is a port?")
    await discord.silence(lobby, of=A_MOMENT)
    await ada.says(lobby, "what is a port?", mentions_bot=True)

    assert "is no study channel any more" in said.text
    assert title(await discord.next_message(lobby)) == "port"


async def test_one_that_was_not_open_stays_as_it_was(lobby: Channel, moderator: User) -> None:
    said = await moderator.runs_command("porter channel remove", where=lobby)

    assert "isn't a study channel; nothing changed" in said.text


async def test_moderators_close_a_channel_of_the_settings_as_well(
    discord: LoopbackDiscord, study_channel: Channel, moderator: User, ada: User
) -> None:
    said = await moderator.runs_command("porter channel remove", where=study_channel)
    await ada.says(study_channel, "what is a port?")

    assert "named in my settings, but you decide" in said.text
    await discord.silence(study_channel, of=A_MOMENT)
    await moderator.runs_command("porter channel add", where=study_channel)
    await ada.says(study_channel, "what is a port?")
    assert title(await discord.next_message(study_channel)) == "port"


async def test_another_channel_may_be_named(
    classroom: Classroom, discord: LoopbackDiscord, lobby: Channel, moderator: User, ada: User
) -> None:
    other = classroom.lobbies.pop()
    await moderator.runs_command("porter channel add", where=lobby, channel=other)
    await ada.says(lobby, "what is a port?")
    await ada.says(other, "what is a port?")

    assert title(await discord.next_message(other)) == "port"
    await discord.silence(lobby, of=A_MOMENT)


async def test_where_only_mentions_count_nothing_overheard_is_answered(
    discord: LoopbackDiscord, study_channel: Channel, moderator: User, ada: User
) -> None:
    said = await moderator.runs_command("porter channel add", where=study_channel, manner="mentioned")
    await ada.says(study_channel, "what is a port?")
    await discord.silence(study_channel, of=A_MOMENT)
    await ada.says(study_channel, "what is a port?", mentions_bot=True)

    assert "only who mentions me" in said.text
    assert title(await discord.next_message(study_channel)) == "port"


async def test_in_shadow_an_answer_is_only_logged(
    classroom: Classroom, discord: LoopbackDiscord, study_channel: Channel, moderator: User, ada: User
) -> None:
    said = await moderator.runs_command("porter channel add", where=study_channel, manner="shadow")
    question = await ada.says(study_channel, "what is a port?")

    await classroom.porter.logs(f"shadow: message {question.id} in channel {study_channel.id} would get port")
    assert "I send nothing" in said.text
    await discord.silence(study_channel, of=A_MOMENT)


async def test_the_manner_holds_in_the_threads_of_a_channel(
    discord: LoopbackDiscord, classroom: Classroom, moderator: User, ada: User
) -> None:
    parent = classroom.lobbies[0]
    await moderator.runs_command("porter channel add", where=parent)
    await ada.says(classroom.thread, "what is a port?")
    assert title(await discord.next_message(classroom.thread)) == "port"

    await moderator.runs_command("porter channel remove", where=classroom.thread)
    await ada.says(classroom.thread, "what is a socket?")
    await discord.silence(classroom.thread, of=A_MOMENT)


async def test_what_porter_lacks_there_is_named(discord: LoopbackDiscord, lobby: Channel, moderator: User) -> None:
    overwrite = {"id": discord.world.bot["id"], "type": 1, "allow": "0", "deny": str(SEND_IN_THREADS | ATTACH)}
    lobby.payload["permission_overwrites"] = [overwrite]
    await discord.gateway.announce("CHANNEL_UPDATE", lobby, lobby.payload)
    said = await moderator.runs_command("porter channel add", where=lobby)

    assert "⚠ There I still need: Send Messages in Threads, Attach Files." in said.text


async def test_a_list_names_the_channels_of_this_server_with_their_manner(
    classroom: Classroom, lobby: Channel, moderator: User
) -> None:
    await moderator.runs_command("porter channel add", where=lobby, manner="shadow")
    said = await moderator.runs_command("porter channel list", where=lobby)

    assert said.ephemeral
    in_shadow, *_ = said.text.partition("I would have given.**\n")[2].splitlines()
    assert f"<#{lobby.id}>" in in_shadow
    assert "(named in my settings)" in said.text
    assert "more" in said.text


@pytest.mark.parametrize("allows", [MANAGE_CHANNELS, MANAGE_SERVER, ADMINISTRATOR])
async def test_who_manages_channels_or_the_server_may(
    allows: int, discord: LoopbackDiscord, lobby: Channel, ada: User
) -> None:
    discord.world.add_role("helper", ada.id, allows=allows)

    assert "is a study channel now" in (await ada.runs_command("porter channel add", where=lobby)).text


@pytest.mark.parametrize("command", ["add", "remove", "list"])
async def test_a_member_may_not(command: str, discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    said = await ada.runs_command(f"porter channel {command}", where=lobby)
    await ada.says(lobby, "what is a port?")

    assert said.ephemeral
    assert "That is for moderators" in said.text
    await discord.silence(lobby, of=A_MOMENT)


async def test_who_moderates_another_server_may_not(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    elsewhere = discord.world.add_guild("another class", ada.id)
    discord.world.add_role("moderator", ada.id, guild_id=elsewhere, allows=MANAGE_CHANNELS)
    said = await ada.runs_command("porter channel add", where=lobby)

    assert "That is for moderators" in said.text


async def test_who_may_not_manage_the_named_channel_may_not_open_it(
    classroom: Classroom, discord: LoopbackDiscord, lobby: Channel, moderator: User, ada: User
) -> None:
    foreign = discord.text_channel("elsewhere", guild_id=discord.world.add_guild("another class", ada.id))
    said = await moderator.runs_command("porter channel add", where=lobby, channel=foreign)

    assert "That is for moderators" in said.text
