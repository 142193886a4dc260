import pytest
from classroom import Classroom, title
from loopback_discord import Channel, LoopbackDiscord, User
from loopback_discord.components import BUTTON, walk

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

POST_MESSAGE = r"/channels/\d+/messages"
A_MOMENT = 0.15


@pytest.fixture
def discord(classroom: Classroom) -> LoopbackDiscord:
    return classroom.discord


def posts_to(channel: Channel, discord: LoopbackDiscord) -> int:
    """How often the bot tried to write in a channel."""
    path = f"/channels/{channel.id}/messages"
    return sum(request.method == "POST" and request.path == path for request in discord.requests)


async def test_a_question_asked_while_disconnected_is_answered_once(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    resumes = discord.gateway.resumes
    discord.gateway.drop()
    await ada.says(study_channel, "what is a port?")

    assert title(await discord.next_message(study_channel, within=10)) == "port"
    await discord.silence(study_channel, of=A_MOMENT)
    assert discord.gateway.resumes == resumes + 1
    assert len(discord.gateway.identifies) == 1


async def test_ten_drops_lose_no_question(classroom: Classroom, discord: LoopbackDiscord, ada: User) -> None:
    identifies = len(discord.gateway.identifies)
    for _ in range(10):
        study_channel = classroom.study_channels.pop()
        discord.gateway.drop()
        await ada.says(study_channel, "what is a port?", delivered=2)
        assert title(await discord.next_message(study_channel, within=10)) == "port"

        await discord.silence(study_channel, of=A_MOMENT)
    assert len(discord.gateway.identifies) == identifies


async def test_a_request_to_reconnect_loses_no_question(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    await discord.gateway.ask_to_reconnect()
    await ada.says(study_channel, "what is a port?", delivered=2)

    assert title(await discord.next_message(study_channel, within=10)) == "port"
    await discord.silence(study_channel, of=A_MOMENT)


async def test_an_invalid_session_is_begun_anew(discord: LoopbackDiscord, study_channel: Channel, ada: User) -> None:
    await discord.gateway.invalidate_sessions(resumable=False)
    await discord.bot_ready()
    await ada.says(study_channel, "what is a port?")

    assert title(await discord.next_message(study_channel)) == "port"


async def test_a_rate_limited_answer_comes_after_the_wait(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    discord.faults.next("POST", POST_MESSAGE, 429, retry_after=0.2)
    await ada.says(study_channel, "what is a port?")

    assert title(await discord.next_message(study_channel)) == "port"
    assert posts_to(study_channel, discord) == 2


async def test_an_answer_whose_acknowledgement_is_lost_is_posted_once(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    discord.faults.next("POST", POST_MESSAGE, 500, answer_lost=True)
    await ada.says(study_channel, "what is a port?")
    await discord.next_message(study_channel)
    await discord.until(lambda: posts_to(study_channel, discord) == 2)

    await discord.silence(study_channel, of=A_MOMENT)


@pytest.mark.parametrize(("denies", "status"), [("send", 403), ("view", 403)])
async def test_a_forbidden_channel_gets_one_attempt(
    discord: LoopbackDiscord, study_channel: Channel, lobby: Channel, ada: User, denies: str, status: int
) -> None:
    study_channel.denies = "send" if denies == "send" else "view"
    await ada.says(study_channel, "what is a port?")
    await discord.until(lambda: posts_to(study_channel, discord) > 0)
    await ada.says(lobby, "what is a socket?", mentions_bot=True)

    assert title(await discord.next_message(lobby)) == "socket"
    assert posts_to(study_channel, discord) == 1
    assert discord.refusals[-1].status == status


async def test_a_closed_direct_message_gets_one_attempt(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    ada.direct_messages.denies = "closed"
    await ada.writes_dm("what is a port?")
    await discord.until(lambda: posts_to(ada.direct_messages, discord) > 0)
    await ada.says(lobby, "what is a socket?", mentions_bot=True)

    assert title(await discord.next_message(lobby)) == "socket"
    assert posts_to(ada.direct_messages, discord) == 1


async def test_a_deleted_question_starts_no_storm(discord: LoopbackDiscord, study_channel: Channel, ada: User) -> None:
    question = await ada.says(study_channel, "what is a port?")
    await ada.deletes(study_channel, question)
    await discord.until(lambda: posts_to(study_channel, discord) > 0)
    await ada.says(study_channel, "what is a socket?")

    # The first may have been answered before it was deleted, or posted without a reference to it.
    await discord.until(lambda: any("Socket" in m.text for m in study_channel.messages.values()))
    assert posts_to(study_channel, discord) <= 3


@pytest.mark.parametrize(("status", "code"), [(404, 10062), (400, 40060)])
async def test_an_interaction_that_takes_no_answer_is_not_retried(
    discord: LoopbackDiscord, lobby: Channel, ada: User, status: int, code: int
) -> None:
    answer = await ada.runs_command("ask", question="what is a port?", where=lobby)
    [button, *_] = [button for button in answer.buttons if (button.custom_id or "").startswith("porter:")]
    before = len(discord.requests)
    discord.faults.next("POST", r"/interactions/.*", status, code=code, times=2)

    await ada.presses_without_waiting(answer, button.custom_id or "")
    await ada.runs_without_waiting("ask", question="what is a port?", where=lobby)
    await discord.until(lambda: sum(request.status == status for request in discord.requests[before:]) == 2)
    await ada.says(lobby, "what is a socket?", mentions_bot=True)

    assert title(await discord.next_message(lobby)) == "socket"
    assert [request.status for request in discord.requests[before:]] == [status, status, 200]


async def test_discord_being_down_for_a_moment_ends_nothing(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    discord.faults.next("POST", POST_MESSAGE, 503)
    await ada.says(study_channel, "what is a port?")
    await discord.until(lambda: any(request.status == 503 for request in discord.requests))
    await ada.says(study_channel, "what is a socket?")

    assert title(await discord.next_message(study_channel)) == "socket"


async def test_a_button_whose_entry_is_gone_is_answered_all_the_same(
    discord: LoopbackDiscord, lobby: Channel, ada: User
) -> None:
    answer = await ada.runs_command("ask", question="what is a port?", where=lobby)
    for component in walk(answer.payload["components"]):
        if component["type"] == BUTTON:
            component["custom_id"] = "porter:entry:gone-since"

    shown = await ada.presses(answer, "porter:entry:gone-since")

    assert shown.ephemeral
    assert shown.text
