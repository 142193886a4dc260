from collections.abc import Iterator

import pytest
from classroom import Classroom, title
from loopback_discord import Channel, LoopbackDiscord, Message, User

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

EXPLAIN = "Explain this"
# Long enough for an answer that shouldn't come: a real one takes a few milliseconds.
A_MOMENT = 0.15


@pytest.fixture
def discord(classroom: Classroom) -> LoopbackDiscord:
    return classroom.discord


@pytest.fixture(autouse=True)
def _polite(discord: LoopbackDiscord) -> Iterator[None]:
    """Whatever a test does, Discord refuses nothing."""
    refused = len(discord.refusals)
    yield
    assert not discord.refusals[refused:]


async def a_question_left_alone(discord: LoopbackDiscord, channel: Channel, text: str) -> Message:
    """Grace's question in a study channel, put to somebody else, so that Porter says nothing to it of its own."""
    grace = discord.user("grace")
    before = await discord.user("alan").says(channel, "hi")
    question = await grace.says(channel, text, reply_to=before)
    await discord.silence(channel, of=A_MOMENT)
    return question


async def test_elsewhere_only_who_used_it_sees_the_answer(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    question = await discord.user("grace").says(lobby, "whats a socket exactly??")
    answer = await ada.uses_menu(EXPLAIN, question)

    assert title(answer) == "socket"
    assert answer.ephemeral
    await discord.silence(lobby, of=A_MOMENT)


async def test_in_a_study_channel_the_answer_replies_to_the_question_for_all_to_see(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    question = await a_question_left_alone(discord, study_channel, "what is a socket?")
    told = await ada.uses_menu(EXPLAIN, question)
    answer = await discord.next_message(study_channel)

    assert title(answer) == "socket"
    assert answer.replies_to == question.id
    assert not answer.pings
    assert told.ephemeral


async def test_what_was_answered_for_all_is_answered_once_more_only_to_who_used_it(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    question = await discord.user("grace").says(study_channel, "what is a socket?")
    await discord.next_message(study_channel)
    again = await ada.uses_menu(EXPLAIN, question)

    assert again.ephemeral
    assert title(again) == "socket"
    await discord.silence(study_channel, of=A_MOMENT)


async def test_what_it_does_not_know_it_says_only_to_who_used_it(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    message = await discord.user("grace").says(study_channel, "lol @everyone the frobnication is broken")
    answer = await ada.uses_menu(EXPLAIN, message)

    assert answer.ephemeral
    assert "everyone" not in answer.text
    await discord.silence(study_channel, of=A_MOMENT)


async def test_a_message_without_text_is_told_so(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    picture = await discord.user("grace").says(lobby, "")

    assert "only text" in (await ada.uses_menu(EXPLAIN, picture)).text


async def test_a_forwarded_question_is_read(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    forward = await discord.user("grace").says(lobby, "")
    snapshot = {"content": "what is a process?", "timestamp": forward.payload["timestamp"], "type": 0, "flags": 0}
    snapshot |= {"edited_timestamp": None, "mentions": [], "attachments": [], "embeds": [], "components": []}
    forward.payload["message_snapshots"] = [{"message": snapshot}]

    assert title(await ada.uses_menu(EXPLAIN, forward)) == "process"


async def test_in_a_direct_message_the_answer_stays(discord: LoopbackDiscord, ada: User) -> None:
    question = await ada.writes_dm("thanks, and what is a port?")
    await discord.next_message(ada.direct_messages)
    answer = await ada.uses_menu(EXPLAIN, question)

    assert title(answer) == "port"
    assert not answer.ephemeral


async def test_what_was_explained_is_an_answer_to_go_on_from(
    discord: LoopbackDiscord, lobby: Channel, ada: User
) -> None:
    await ada.uses_menu(EXPLAIN, await discord.user("grace").says(lobby, "what is a process?"))

    assert title(await ada.runs_command("ask", question="vs a thread?", where=lobby)) == "process or thread?"


async def test_a_question_of_4000_characters_is_survived(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    message = await discord.user("grace").says(lobby, "[a](" * 1_000)

    assert (await ada.uses_menu(EXPLAIN, message)).ephemeral


async def test_of_an_answer_of_porters_it_says_more(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    await discord.user("grace").says(lobby, "what is a process?", mentions_bot=True)
    answer = await discord.next_message(lobby)
    more = await ada.uses_menu(EXPLAIN, answer)

    assert title(more) == "process"
    assert "Sources" in more.text
    assert more.ephemeral
