from collections.abc import Iterator

import pytest
from classroom import Classroom, title
from loopback_discord import Channel, LoopbackDiscord, Message, User
from loopback_discord.interactions import CallbackType

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

# Long enough for an answer that shouldn't come: a real one takes a few milliseconds.
A_MOMENT = 0.15


@pytest.fixture
def discord(classroom: Classroom) -> LoopbackDiscord:
    return classroom.discord


@pytest.fixture(autouse=True)
def _polite(discord: LoopbackDiscord) -> Iterator[None]:
    """Whatever a test does, Discord refuses nothing and nobody is pinged by the text of a message."""
    before, refused = len(discord.requests), len(discord.refusals)
    yield
    sent = [request.message for request in discord.requests[before:] if request.message is not None]
    assert not discord.refusals[refused:]
    assert [message for message in sent if message.get("allowed_mentions", {}).get("parse") != []] == []


async def only_answer(discord: LoopbackDiscord, channel: Channel) -> Message:
    """The bot's next message in a channel, when no other follows."""
    message = await discord.next_message(channel)
    await discord.silence(channel, of=A_MOMENT)
    return message


async def test_it_registers_its_commands(discord: LoopbackDiscord) -> None:
    await discord.until(lambda: discord.commands.times_overwritten > 0)

    assert {command["name"] for command in discord.commands.all()} >= {"ask", "demo", "topics", "help"}


async def test_a_mention_is_answered(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    await ada.says(lobby, "what is a port?", mentions_bot=True)

    assert title(await only_answer(discord, lobby)) == "port"


async def test_a_direct_message_is_answered(discord: LoopbackDiscord, ada: User) -> None:
    await ada.writes_dm("whats a socket exactly??")

    assert title(await only_answer(discord, ada.direct_messages)) == "socket"


async def test_the_ask_command_is_answered(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    await ada.says(lobby, "!ask whats a socket exactly??")

    answer = await only_answer(discord, lobby)

    assert title(answer) == "socket"
    assert "door" in answer.text


async def test_a_mention_in_a_thread_is_answered_there(classroom: Classroom, ada: User) -> None:
    await ada.says(classroom.thread, "what is a process?", mentions_bot=True)

    assert title(await only_answer(classroom.discord, classroom.thread)) == "process"


async def test_ask_as_a_reply_answers_the_question_replied_to(
    discord: LoopbackDiscord, lobby: Channel, ada: User
) -> None:
    question = await discord.user("grace").says(lobby, "what is a socket?")
    await ada.says(lobby, "!ask", reply_to=question)

    assert title(await only_answer(discord, lobby)) == "socket"


async def test_a_bare_mention_as_a_reply_answers_the_question_replied_to(
    discord: LoopbackDiscord, lobby: Channel, ada: User
) -> None:
    question = await discord.user("grace").says(lobby, "what is a socket?")
    await ada.says(lobby, "", mentions_bot=True, reply_to=question)

    assert title(await only_answer(discord, lobby)) == "socket"


async def test_a_bare_mention_says_what_can_be_asked(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    await ada.says(lobby, "", mentions_bot=True)

    assert "socket" in (await only_answer(discord, lobby)).text.lower()


async def test_the_context_of_who_points_at_a_question_does_not_bend_it(
    discord: LoopbackDiscord, lobby: Channel, ada: User
) -> None:
    await ada.says(lobby, "what is a process?", mentions_bot=True)
    await only_answer(discord, lobby)
    question = await discord.user("grace").says(lobby, "tell me more")
    await ada.says(lobby, "!ask", reply_to=question)

    assert title(await only_answer(discord, lobby)) != "process"


@pytest.mark.parametrize(
    ("said", "heading"),
    [
        ("hello!", "hello"),
        ("thanks, that helped", "you're welcome"),
        ("", "yes?"),
        ("was ist ein port?", "in english, please"),
    ],
)
async def test_a_mention_that_asks_nothing_is_replied_to(
    discord: LoopbackDiscord, lobby: Channel, ada: User, said: str, heading: str
) -> None:
    await ada.says(lobby, said, mentions_bot=True)

    assert title(await only_answer(discord, lobby)) == heading


async def test_a_reply_to_an_answer_goes_on_from_it(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    await ada.says(lobby, "what is a process?", mentions_bot=True)
    first = await only_answer(discord, lobby)
    grace = discord.user("grace")
    await grace.says(lobby, "why?", reply_to=first)
    deeper = await only_answer(discord, lobby)
    await grace.says(lobby, "!ask vs a thread?", reply_to=deeper)

    assert title(deeper) == "process"
    assert "Sources" in deeper.text
    assert title(await only_answer(discord, lobby)) == "process or thread?"


async def test_the_answer_replied_to_counts_and_not_the_last_one(
    discord: LoopbackDiscord, lobby: Channel, ada: User
) -> None:
    await ada.says(lobby, "what is a process?", mentions_bot=True)
    first = await only_answer(discord, lobby)
    await ada.says(lobby, "what is a port?", mentions_bot=True)
    await only_answer(discord, lobby)
    await ada.says(lobby, "simpler please", reply_to=first)

    assert title(await only_answer(discord, lobby)) == "process"


async def test_a_second_mention_goes_on_from_the_last_answer_to_the_same_person(
    discord: LoopbackDiscord, lobby: Channel, ada: User
) -> None:
    await ada.says(lobby, "what is a process?", mentions_bot=True)
    await only_answer(discord, lobby)
    await discord.user("grace").says(lobby, "what is a port?", mentions_bot=True)
    await only_answer(discord, lobby)
    await ada.says(lobby, "ok thanks", mentions_bot=True)
    await only_answer(discord, lobby)
    await ada.says(lobby, "give me an example", mentions_bot=True)

    example = await only_answer(discord, lobby)
    assert title(example) == "process"
    assert "For example" in example.text


async def test_in_another_channel_nothing_was_answered_before(
    classroom: Classroom, discord: LoopbackDiscord, lobby: Channel, ada: User
) -> None:
    await ada.says(lobby, "what is a process?", mentions_bot=True)
    await only_answer(discord, lobby)
    elsewhere = classroom.lobbies.pop()
    await ada.says(elsewhere, "tell me more", mentions_bot=True)

    assert title(await only_answer(discord, elsewhere)) != "process"


async def test_slash_ask_goes_on_from_the_last_answer(ada: User, lobby: Channel) -> None:
    await ada.runs_command("ask", question="what is a process?", where=lobby)

    assert title(await ada.runs_command("ask", question="vs a thread?", where=lobby)) == "process or thread?"


async def test_a_topic_and_a_button_are_answers_to_go_on_from(ada: User, lobby: Channel) -> None:
    topic = await ada.runs_command("topics", name="process", where=lobby)
    assert title(await ada.runs_command("ask", question="tell me more", where=lobby)) == "process"

    await ada.picks(topic, "socket")
    assert title(await ada.runs_command("ask", question="tell me more", where=lobby)) == "socket"


async def test_slash_ask_is_answered(ada: User, lobby: Channel) -> None:
    assert title(await ada.runs_command("ask", question="what is a port?", where=lobby)) == "port"


async def test_slash_ask_is_answered_in_a_direct_message(ada: User) -> None:
    answer = await ada.runs_command("ask", question="what is a port?", where=ada.direct_messages)

    assert title(answer) == "port"


async def test_a_study_channel_hears_questions_but_not_chatter(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    await ada.says(study_channel, "lol the wifi in my dorm is so slow today")
    await ada.says(study_channel, "thanks, that helped")
    await ada.says(study_channel, "what is a socket?")

    assert title(await only_answer(discord, study_channel)) == "socket"


async def test_other_channels_are_not_overheard(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    await ada.says(lobby, "what is a socket?")
    await ada.says(lobby, "what is a port?", mentions_bot=True)

    assert title(await only_answer(discord, lobby)) == "port"


async def test_bots_and_webhooks_are_not_answered(discord: LoopbackDiscord, study_channel: Channel, ada: User) -> None:
    robot = discord.user("robot", bot=True)
    await robot.says(study_channel, "what is a socket?")
    await robot.says(study_channel, "!ask what is a socket?")
    await robot.says(study_channel, "what is a socket?", mentions_bot=True)
    await ada.says(study_channel, "what is a socket?", webhook=True)
    await ada.says(study_channel, "!ask what is a socket?", webhook=True)
    await ada.says(study_channel, "what is a port?")

    assert title(await only_answer(discord, study_channel)) == "port"


async def test_an_event_that_comes_twice_is_answered_once(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    await ada.says(study_channel, "what is a port?", delivered=2)
    assert title(await only_answer(discord, study_channel)) == "port"

    await ada.says(study_channel, "!ask what is a socket?", delivered=3)
    assert title(await only_answer(discord, study_channel)) == "socket"


async def test_an_edited_message_is_not_answered_again(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    question = await ada.says(study_channel, "what is a port?")
    await discord.next_message(study_channel)
    await ada.edits(study_channel, question, "what is a port??")
    await ada.says(study_channel, "what is a socket?")

    assert title(await only_answer(discord, study_channel)) == "socket"


async def test_a_demo_runs(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    await ada.says(lobby, "!demo two-clients")

    shown = await discord.next_message(lobby, within=15)

    assert "listen" in shown.text.lower()


async def test_a_demo_without_a_name_reports_the_own_host(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    await ada.says(lobby, "!demo")

    assert "process" in (await discord.next_message(lobby, within=15)).text.lower()


async def test_slash_demo_runs(ada: User, lobby: Channel) -> None:
    shown = await ada.runs_command("demo", name="two-clients", where=lobby)

    assert "listen" in shown.text.lower()


async def test_slash_demo_is_deferred_before_it_runs(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    before = len(discord.requests)
    await ada.runs_command("demo", name="two-clients", where=lobby)

    first, *_ = [request.json["type"] for request in discord.requests[before:] if request.path.endswith("/callback")]
    assert first == CallbackType.DEFERRED_MESSAGE


async def test_a_demos_picture_is_described(ada: User, lobby: Channel) -> None:
    shown = await ada.runs_command("demo", name="two-clients", where=lobby)

    assert all(attachment["description"] for attachment in shown.payload["attachments"])
    assert all(content.startswith(b"\x89PNG") for content in shown.files.values())


async def test_an_unknown_demo_names_those_that_exist(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    await ada.says(lobby, "!demo nonsense")

    assert "two-clients" in (await only_answer(discord, lobby)).text


async def test_topics_are_listed(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    await ada.says(lobby, "!topics")
    written = await only_answer(discord, lobby)
    by_slash = await ada.runs_command("topics", where=lobby)

    for message in (written, by_slash):
        assert "socket" in message.text.lower()
        assert "process" in message.text.lower()


async def test_a_topic_is_shown_by_name(ada: User, lobby: Channel) -> None:
    assert title(await ada.runs_command("topics", name="socket", where=lobby)) == "socket"


async def test_topics_are_completed_while_typing(ada: User, lobby: Channel) -> None:
    choices = await ada.types_ahead("topics", name="soc", where=lobby)

    assert "socket" in {choice["value"] for choice in choices}
    assert len(choices) <= 25


async def test_help_names_every_command(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    await ada.says(lobby, "!help")
    written = await only_answer(discord, lobby)
    by_slash = await ada.runs_command("help", where=lobby)

    for message in (written, by_slash):
        assert all(name in message.text for name in ("ask", "demo", "topics"))


async def test_a_button_shows_its_entry_to_who_pressed_it(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    await ada.says(lobby, "what is a port?", mentions_bot=True)
    answer = await only_answer(discord, lobby)
    [button, *_] = [button for button in answer.buttons if (button.custom_id or "").startswith("porter:")]

    shown = await discord.user("grace").presses(answer, button.custom_id or "")

    assert shown.ephemeral
    assert shown.text
    await discord.silence(lobby, of=A_MOMENT)


async def test_an_unknown_word_gets_one_honest_message(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    await ada.says(lobby, "what is bgp", mentions_bot=True)

    assert "don't know" in (await only_answer(discord, lobby)).text


async def test_a_question_that_pings_is_answered_without_a_ping(
    discord: LoopbackDiscord, lobby: Channel, ada: User
) -> None:
    hostile = "@everyone @here <@&1> what is frobnication? [free](https://evil.invalid)"
    await ada.says(lobby, f"!ask {hostile}")
    written = await only_answer(discord, lobby)
    by_slash = await ada.runs_command("ask", question=hostile, where=lobby)

    for message in (written, by_slash):
        assert not message.payload["mention_everyone"]
        assert not message.payload["mention_roles"]
        assert "everyone" not in message.text
        assert "evil.invalid" not in message.text


async def test_a_question_of_4000_characters_is_survived(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    await ada.says(lobby, "!ask " + "[a](" * 1000)
    await discord.next_message(lobby)
    await ada.says(lobby, "!ask what is a port?")

    assert title(await only_answer(discord, lobby)) == "port"
