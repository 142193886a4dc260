"""`/porter why`: what decided on a message, told to moderators of its server who may read it themselves."""

import pytest
from classroom import Classroom
from loopback_discord import Channel, LoopbackDiscord, Message, User
from loopback_discord.threads import begin_thread

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

MANAGE_CHANNELS = 1 << 4
A_MOMENT = 0.15
HIDDEN = "I find no such message in a channel that both of us may read here."


@pytest.fixture
def discord(classroom: Classroom) -> LoopbackDiscord:
    return classroom.discord


@pytest.fixture
def channel(study_channel: Channel) -> Channel:
    return study_channel


@pytest.fixture
def moderator(discord: LoopbackDiscord) -> User:
    user = discord.user("grace")
    discord.world.add_role("moderator", user.id, allows=MANAGE_CHANNELS)
    return user


def link(message: Message) -> str:
    return f"https://discord.com/channels/{message.payload['guild_id']}/{message.payload['channel_id']}/{message.id}"


async def why(moderator: User, channel: Channel, message: str) -> str:
    answer = await moderator.runs_command("porter why", where=channel, message=message)
    assert answer.ephemeral
    return answer.text


async def test_an_answer_is_explained_with_its_entry_and_threshold(
    discord: LoopbackDiscord, channel: Channel, moderator: User, ada: User
) -> None:
    question = await ada.says(channel, "what is a socket?")
    answer = await discord.next_message(channel)
    told = await why(moderator, channel, link(question))

    assert "I answered with `socket`" in told
    assert link(answer) in told
    assert "Answered by socket: " in told
    assert "60% is enough" in told
    assert "`answering.unasked`" in told


async def test_porters_own_message_is_explained_by_its_question(
    discord: LoopbackDiscord, channel: Channel, moderator: User, ada: User
) -> None:
    await ada.says(channel, "what is a socket?", mentions_bot=True)
    answer = await discord.next_message(channel)
    told = await why(moderator, channel, link(answer))

    assert "I answered with `socket`" in told
    assert "For me" in told
    assert "`answering.asked`" in told


async def test_what_was_overheard_in_silence_is_explained(
    discord: LoopbackDiscord, channel: Channel, moderator: User, ada: User
) -> None:
    chatter = await ada.says(channel, "does the port of hamburg have a museum?")
    await discord.silence(channel, of=A_MOMENT)
    told = await why(moderator, channel, link(chatter))

    assert "I kept quiet" in told
    assert "Not answered: " in told
    assert "60% is needed" in told
    assert "hamburg" in told


async def test_what_was_said_a_moment_before_is_pointed_at(
    discord: LoopbackDiscord, channel: Channel, moderator: User, ada: User
) -> None:
    await ada.says(channel, "what is a socket?")
    first = await discord.next_message(channel)
    await ada.says(channel, "what is a socket?")
    await discord.next_message(channel)
    third = await ada.says(channel, "what is a socket?")
    await discord.silence(channel, of=A_MOMENT)
    told = await why(moderator, channel, link(third))

    assert "I kept quiet" in told
    assert "The same was said there" in told
    assert link(first) in told


async def test_a_reply_between_people_is_explained(
    discord: LoopbackDiscord, channel: Channel, moderator: User, ada: User
) -> None:
    remark = await ada.says(channel, "hello")
    question = await discord.user("bob").says(channel, "what is a socket?", reply_to=remark)

    assert "For other people" in await why(moderator, channel, link(question))


async def test_the_manner_of_the_channel_is_told(
    classroom: Classroom, channel: Channel, moderator: User, ada: User
) -> None:
    await moderator.runs_command("porter channel add", where=channel, manner="shadow")
    question = await ada.says(channel, "what is a socket?")
    await classroom.porter.logs(f"shadow: message {question.id}")

    told = await why(moderator, channel, link(question))
    assert "in shadow" in told
    assert "the answer went to the log" in told


async def test_robots_are_never_answered(discord: LoopbackDiscord, channel: Channel, moderator: User) -> None:
    said = await discord.user("robot", bot=True).says(channel, "what is a socket?")

    assert "by a bot or a webhook" in await why(moderator, channel, link(said))


@pytest.mark.parametrize("wrong", ["why?", "https://discord.com/channels/1/2", "https://evil.invalid/channels/1/2/3"])
async def test_what_is_no_link_is_refused(wrong: str, channel: Channel, moderator: User) -> None:
    assert "no link to a message" in await why(moderator, channel, wrong)


async def test_a_message_that_is_gone_and_a_channel_that_never_was_are_told_alike(
    discord: LoopbackDiscord, channel: Channel, moderator: User, ada: User
) -> None:
    gone = await ada.says(channel, "hello")
    await ada.deletes(channel, gone)
    nowhere = f"https://discord.com/channels/{channel.guild_id}/4242/4243"

    assert await why(moderator, channel, link(gone)) == HIDDEN
    assert await why(moderator, channel, nowhere) == HIDDEN


async def test_a_command_is_called_one_and_not_read_as_a_question(
    discord: LoopbackDiscord, channel: Channel, moderator: User, ada: User
) -> None:
    shown = await ada.says(channel, "!help")
    await discord.next_message(channel)
    asked = await ada.says(channel, "!ask what is a process?")
    await discord.next_message(channel)

    assert "It is `!help`" in await why(moderator, channel, link(shown))
    told = await why(moderator, channel, link(asked))
    assert "I answered with `process`" in told
    assert "read as: `what is a process`" in told


async def test_a_mention_and_a_bare_reply_are_read_without_the_mention(
    discord: LoopbackDiscord, channel: Channel, moderator: User, ada: User
) -> None:
    question = await ada.says(channel, "what is a process?", reply_to=await ada.says(channel, "hm"))
    pointing = await discord.user("bob").says(channel, "", mentions_bot=True, reply_to=question)
    await discord.next_message(channel)

    assert "read as: `what is a process`" in await why(moderator, channel, link(pointing))


async def test_a_threads_first_message_is_read_with_its_title(
    discord: LoopbackDiscord, channel: Channel, moderator: User, ada: User
) -> None:
    thread = await begin_thread(discord, channel, "what is a socket?")
    first = await ada.says(thread, "anybody?")
    await discord.next_message(thread)
    second = await ada.says(thread, "hello again")
    told = await why(moderator, channel, link(first))

    assert "its title is read as well" in told
    assert "I answered with `socket`" in told
    assert "Here is a study channel" in await why(moderator, channel, link(second))
