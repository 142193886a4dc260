import pytest
from classroom import Classroom, title
from loopback_discord import Channel, LoopbackDiscord, User
from loopback_discord.http_api import ATTACH_FILES, READ_MESSAGE_HISTORY
from loopback_discord.limits import COMPONENTS_V2

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


async def test_where_no_file_may_be_attached_a_demo_is_shown_in_words(
    discord: LoopbackDiscord, lobby: Channel, ada: User
) -> None:
    lobby.withheld = ATTACH_FILES
    await ada.says(lobby, "!demo two-clients")
    shown = await discord.next_message(lobby, within=15)

    assert not shown.payload["attachments"]
    assert "listen" in shown.text.lower()
    assert posts_to(lobby, discord) == 2


async def test_the_second_picture_is_left_out_at_once(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    lobby.withheld = ATTACH_FILES
    for _ in range(2):
        await ada.says(lobby, "!demo two-clients")
        await discord.next_message(lobby, within=15)

    assert posts_to(lobby, discord) == 3


async def test_by_slash_a_demo_is_shown_in_words_as_well(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    discord.faults.next("POST", r"/webhooks/.*", 403, code=50013)
    shown = await ada.runs_command("demo", name="two-clients", where=lobby)

    assert not shown.payload["attachments"]
    assert "listen" in shown.text.lower()


async def test_a_page_that_is_refused_becomes_plain_text(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    discord.faults.next("POST", POST_MESSAGE, 400, code=50035, message="Invalid Form Body: components")
    await ada.says(study_channel, "what is a port?")
    answer = await discord.next_message(study_channel)

    assert not answer.payload["flags"] & COMPONENTS_V2
    assert answer.payload["content"].startswith("## Port\n")
    assert answer.replies_to
    assert posts_to(study_channel, discord) == 2


async def test_without_the_history_an_answer_refers_to_nothing(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    study_channel.withheld = READ_MESSAGE_HISTORY
    for entry in ("port", "socket"):
        await ada.says(study_channel, f"what is a {entry}?")
        answer = await discord.next_message(study_channel)

        assert title(answer) == entry
        assert answer.replies_to is None
    assert posts_to(study_channel, discord) == 3


async def test_who_may_not_speak_tries_once_and_is_silent(
    discord: LoopbackDiscord, study_channel: Channel, lobby: Channel, ada: User
) -> None:
    study_channel.denies = "send"
    await ada.says(study_channel, "what is a port?")
    await discord.until(lambda: posts_to(study_channel, discord) == 1)
    await ada.says(study_channel, "what is a socket?")
    await ada.says(study_channel, "what is a process?", mentions_bot=True)
    await ada.says(lobby, "what is a socket?", mentions_bot=True)

    assert title(await discord.next_message(lobby)) == "socket"
    assert posts_to(study_channel, discord) == 1


async def test_a_page_that_is_refused_twice_is_left(
    discord: LoopbackDiscord, study_channel: Channel, lobby: Channel, ada: User
) -> None:
    discord.faults.next("POST", POST_MESSAGE, 400, code=50035, message="Invalid Form Body: components", times=2)
    await ada.says(study_channel, "what is a port?")
    await discord.until(lambda: posts_to(study_channel, discord) == 2)
    await ada.says(lobby, "what is a socket?", mentions_bot=True)

    assert title(await discord.next_message(lobby)) == "socket"
    assert posts_to(study_channel, discord) == 2


async def test_a_press_on_a_message_that_is_gone_is_left(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    await ada.says(lobby, "what is a port?", mentions_bot=True)
    answer = await discord.next_message(lobby)
    [deeper, *_] = [each.custom_id or "" for each in answer.buttons]
    before = len(discord.requests)
    discord.faults.next("POST", r"/interactions/.*", 404, code=10008)
    await ada.presses_without_waiting(answer, deeper)
    await discord.until(lambda: len(discord.requests) > before)
    await ada.says(lobby, "what is a socket?", mentions_bot=True)

    assert title(await discord.next_message(lobby)) == "socket"
    assert [request.status for request in discord.requests[before:]] == [404, 200]
