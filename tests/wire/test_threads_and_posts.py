"""Threads and posts of forums: their first message is read as a question, and who was answered there may go on."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from classroom import TOKEN, Classroom, title, write_config
from loopback_discord import Channel, LoopbackDiscord, PorterProcess, User
from loopback_discord.threads import begin_thread, forum, post

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

A_MOMENT = 0.15


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def classroom(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Classroom]:
    """One study channel, one forum, and one lobby."""
    home = tmp_path_factory.mktemp("home")
    async with LoopbackDiscord(TOKEN) as discord:
        study, questions, lobby = (
            discord.text_channel("study"),
            forum(discord, "questions"),
            discord.text_channel("lobby"),
        )
        thread = discord.world.add_thread(study, "a thread")
        more = "courtesy:\n  per_channel:\n    times: 1000\n"
        config = write_config(home, discord, [study, questions], more=more)
        async with PorterProcess(config, token=TOKEN, home=home) as porter:
            await porter.outlives(discord.bot_ready())
            yield Classroom(discord, porter, [study, questions], [lobby], thread)
            assert "Traceback" not in porter.log, porter.log


@pytest.fixture
def discord(classroom: Classroom) -> LoopbackDiscord:
    return classroom.discord


@pytest.fixture
def questions(classroom: Classroom) -> Channel:
    """The forum."""
    return classroom.study_channels[1]


@pytest.mark.parametrize(
    ("heading", "text", "answered"),
    [
        ("help please", "what is a port?", "port"),
        ("What is a socket?", "asking for my homework, thanks in advance", "socket"),
        ("Difference between TCP and UDP", "I never got it.", "tcp or udp?"),
    ],
)
async def test_a_new_post_is_read_as_a_question_with_its_title(
    heading: str, text: str, answered: str, discord: LoopbackDiscord, questions: Channel, ada: User
) -> None:
    thread, _ = await post(discord, ada, questions, heading, text)

    assert title(await discord.next_message(thread)) == answered
    await discord.silence(thread, of=A_MOMENT)


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Study group on friday", "We meet in room 4 at 5 pm, bring your laptops."),
        ("My laptop is slow", "Since yesterday it takes minutes to start. Any idea?"),
        ("Solved!", "Thanks everybody for the help with my server yesterday."),
    ],
)
async def test_a_post_about_something_else_is_left_alone(
    heading: str, text: str, discord: LoopbackDiscord, questions: Channel, ada: User
) -> None:
    thread, _ = await post(discord, ada, questions, heading, text)

    await discord.silence(thread, of=A_MOMENT)


async def test_what_others_write_below_a_post_is_overheard_as_anywhere(
    discord: LoopbackDiscord, questions: Channel, ada: User
) -> None:
    thread, first = await post(discord, ada, questions, "Which ports does SSH use?", "And why?")
    await discord.next_message(thread)
    grace = discord.user("grace")
    await grace.says(thread, "why?")
    await grace.says(thread, "22, as far as I know", reply_to=first)
    await discord.silence(thread, of=A_MOMENT)
    await grace.says(thread, "what is a process?")

    assert title(await discord.next_message(thread)) == "process"


async def test_an_edited_post_is_answered_anew(discord: LoopbackDiscord, questions: Channel, ada: User) -> None:
    thread, first = await post(discord, ada, questions, "Homework", "what is a port?")
    answer = await discord.next_message(thread)
    await ada.edits(thread, first, "what is a socket?")

    await discord.until(lambda: title(answer) == "socket")


async def test_the_first_message_of_a_new_thread_is_read_as_a_question(
    classroom: Classroom, discord: LoopbackDiscord, ada: User
) -> None:
    thread = await begin_thread(discord, classroom.study_channels[0], "tcp vs udp")
    await ada.says(thread, "the difference, I mean")
    assert title(await discord.next_message(thread)) == "tcp or udp?"

    await ada.says(thread, "good old difference")
    await discord.silence(thread, of=A_MOMENT)


async def test_in_a_thread_of_another_channel_nothing_is_read_as_a_question(
    classroom: Classroom, discord: LoopbackDiscord, ada: User
) -> None:
    thread = await begin_thread(discord, classroom.lobbies[0], "what is a port?")
    await ada.says(thread, "what is a port?")

    await discord.silence(thread, of=A_MOMENT)


async def test_who_asked_porter_in_a_thread_goes_on_there_without_naming_it(
    classroom: Classroom, discord: LoopbackDiscord, ada: User
) -> None:
    thread = await begin_thread(discord, classroom.lobbies[0], "homework")
    await ada.says(thread, "what is a process?", mentions_bot=True)
    assert title(await discord.next_message(thread)) == "process"
    await ada.says(thread, "and how is that different from a thread?")

    assert title(await discord.next_message(thread)) == "process or thread?"


async def test_who_was_answered_in_a_thread_asks_something_new_there_without_naming_porter(
    classroom: Classroom, discord: LoopbackDiscord, ada: User
) -> None:
    thread, grace = await begin_thread(discord, classroom.lobbies[0], "homework"), discord.user("grace")
    await ada.says(thread, "what is a process?", mentions_bot=True)
    await discord.next_message(thread)
    await grace.says(thread, "what is a socket?")
    await ada.says(thread, f"<@{grace.id}> what is a socket?")
    await ada.says(thread, "my port is closed")
    await discord.silence(thread, of=A_MOMENT)
    asked = await ada.says(thread, "what is a port?")
    told = await discord.next_message(thread)
    assert title(told) == "port"

    await ada.edits(thread, asked, "what is a socket?")
    await discord.until(lambda: title(told) == "socket")


async def test_whose_thread_begins_with_a_command_got_the_answer_and_the_next_to_speak_gets_none(
    classroom: Classroom, discord: LoopbackDiscord, ada: User
) -> None:
    thread = await begin_thread(discord, classroom.study_channels[0], "tcp vs udp")
    await ada.says(thread, "!ask what is a port?")
    assert title(await discord.next_message(thread)) == "port"
    await discord.user("grace").says(thread, "I never got that either")

    await discord.silence(thread, of=A_MOMENT)


@pytest.mark.parametrize("remark", ["thanks, that is clear now", "ok", "cool, so it is a number", "i will try that"])
async def test_a_remark_on_the_answer_is_no_question(
    remark: str, classroom: Classroom, discord: LoopbackDiscord, ada: User
) -> None:
    thread = await begin_thread(discord, classroom.lobbies[0], "homework")
    await ada.says(thread, "what is a port?", mentions_bot=True)
    await discord.next_message(thread)
    await ada.says(thread, remark)

    await discord.silence(thread, of=A_MOMENT)


async def test_others_do_not_go_on_and_neither_does_who_asked_elsewhere_or_somebody(
    classroom: Classroom, discord: LoopbackDiscord, ada: User
) -> None:
    thread, grace = await begin_thread(discord, classroom.lobbies[0], "homework"), discord.user("grace")
    question = await ada.says(thread, "what is a port?", mentions_bot=True)
    await discord.next_message(thread)
    said = await grace.says(thread, "why?")
    await grace.says(thread, "why?", reply_to=question)
    await ada.says(thread, "why?", reply_to=said)
    await ada.says(thread, f"<@{grace.id}> why?")
    await ada.says(classroom.lobbies[0], "why?")

    await discord.silence(thread, of=A_MOMENT)
    await discord.silence(classroom.lobbies[0], of=0.01)


async def test_people_who_talk_with_each_other_are_left_alone(
    classroom: Classroom, discord: LoopbackDiscord, ada: User
) -> None:
    study, grace = classroom.study_channels[0], discord.user("grace")
    said = await grace.says(study, "my port is in use again")
    await ada.says(study, "what is a port?", reply_to=said)
    await ada.says(study, f"<@{grace.id}> what is a port?")
    await ada.says(study, "@everyone what is a port?")

    await discord.silence(study, of=A_MOMENT)
