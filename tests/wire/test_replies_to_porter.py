"""Replies to Porter: who asks on is answered, and a remark isn't, so that a channel doesn't fill up with cards."""

import pytest
from classroom import Classroom, title
from loopback_discord import Channel, LoopbackDiscord, Message, User

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

A_MOMENT = 0.15


@pytest.fixture
def discord(classroom: Classroom) -> LoopbackDiscord:
    return classroom.discord


async def answered(discord: LoopbackDiscord, channel: Channel, person: User) -> Message:
    """Porter's answer to what a port is."""
    await person.says(channel, "what is a port?", mentions_bot=True)
    return await discord.next_message(channel)


@pytest.mark.parametrize("place", ["lobby", "study_channel"])
async def test_remarks_are_left_alone(
    place: str, discord: LoopbackDiscord, ada: User, request: pytest.FixtureRequest
) -> None:
    channel = request.getfixturevalue(place)
    answer = await answered(discord, channel, ada)
    for remark in ("lol", "😂😂", "thanks!", "nice, that makes sense", "told you", "what is bgp?"):
        await discord.user("grace").says(channel, remark, reply_to=answer)

    await discord.silence(channel, of=A_MOMENT)


async def test_who_shows_the_answer_to_somebody_speaks_to_them(
    discord: LoopbackDiscord, lobby: Channel, ada: User
) -> None:
    bob = discord.user("bob")
    answer = await answered(discord, lobby, ada)
    await ada.says(lobby, f"<@{bob.id}> look at this", reply_to=answer)
    await ada.says(lobby, f"<@{bob.id}> what is a socket?", reply_to=answer)
    await ada.says(lobby, "@everyone what is a socket?", reply_to=answer)

    await discord.silence(lobby, of=A_MOMENT)


async def test_who_asks_on_is_answered(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    answer = await answered(discord, lobby, ada)
    await ada.says(lobby, "what is a socket?", reply_to=answer)
    assert title(await discord.next_message(lobby)) == "socket"
    await ada.says(lobby, "i don't get it", reply_to=answer)

    assert title(await discord.next_message(lobby)) == "port"


async def test_who_mentions_porter_in_a_reply_is_answered_in_any_case(
    discord: LoopbackDiscord, lobby: Channel, ada: User
) -> None:
    answer = await answered(discord, lobby, ada)
    await ada.says(lobby, "what is bgp?", reply_to=answer, mentions_bot=True)

    assert "I don't know that one" in (await discord.next_message(lobby)).text


async def test_a_reply_edited_into_a_remark_loses_its_answer(
    discord: LoopbackDiscord, lobby: Channel, ada: User
) -> None:
    answer = await answered(discord, lobby, ada)
    asked = await ada.says(lobby, "what is a socket?", reply_to=answer)
    told = await discord.next_message(lobby)
    await ada.edits(lobby, asked, "lol")

    await discord.until(lambda: told.id not in lobby.messages)
