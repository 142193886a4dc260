"""What becomes of a question overheard in a study channel: answered, only logged, or not even read."""

import re
from pathlib import Path

import pytest
from classroom import StartPorter, title
from loopback_discord import Channel, LoopbackDiscord, PorterProcess

pytestmark = pytest.mark.wire

A_MOMENT = 0.15
README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
MANNERS = ("answer", "shadow", "never")


@pytest.fixture
def channel(discord: LoopbackDiscord) -> Channel:
    """The study channel."""
    return discord.text_channel("study")


async def started(start_porter: StartPorter, discord: LoopbackDiscord, **settings: str) -> PorterProcess:
    """A running Porter whose only channel is the study channel."""
    porter = await start_porter(**settings)
    await porter.outlives(discord.bot_ready())
    return porter


def judged(porter: PorterProcess) -> list[str]:
    """The lines of the log that tell what a message would have got."""
    return [line for line in porter.log.splitlines() if " would get " in line]


@pytest.mark.parametrize("unasked", MANNERS)
async def test_who_addresses_porter_is_answered_in_every_manner(
    unasked: str, start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    porter = await started(start_porter, discord, unasked=unasked)
    ada = discord.user("ada")

    await ada.says(channel, "what is a port?", mentions_bot=True)
    assert title(await discord.next_message(channel)) == "port"
    await ada.says(channel, "!ask what is a socket?")
    assert title(await discord.next_message(channel)) == "socket"
    await ada.writes_dm("what is a process?")
    assert title(await discord.next_message(ada.direct_messages)) == "process"
    assert not judged(porter)


async def test_an_overheard_question_is_answered_where_that_is_chosen(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    porter = await started(start_porter, discord, unasked="answer")
    await discord.user("ada").says(channel, "what is a socket?")

    assert title(await discord.next_message(channel)) == "socket"
    assert not judged(porter)


async def test_in_shadow_an_overheard_question_is_logged_and_nothing_is_sent(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    porter = await started(start_porter, discord, unasked="shadow")
    before = len(discord.requests)
    asked = await discord.user("ada").says(channel, "so what exactly is a socket?")

    await porter.logs(f"shadow: message {asked.id} in channel {channel.id} would get socket, confidence ")
    await discord.silence(channel, of=A_MOMENT)
    assert not discord.requests[before:]


async def test_in_shadow_a_message_is_logged_in_one_line_without_its_text(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    porter = await started(start_porter, discord, unasked="shadow")
    asked = await discord.user("ada").says(channel, "Ada here!\nwhat is the difference between a port and a socket?")
    await porter.logs(" would get ")

    [line] = [line for line in porter.log.splitlines() if asked.id in line]
    assert re.search(r" INFO +bot\.chat\.asking\.ask: shadow: ", line)
    assert re.search(r" would get port-vs-socket, port, socket, confidence [01]\.[0-9]{2}; ", line)
    assert line.endswith(f"https://discord.com/channels/{channel.guild_id}/{channel.id}/{asked.id}")
    assert "Ada" not in porter.log
    assert "difference" not in porter.log


async def test_the_readme_shows_a_line_as_it_is_logged(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    porter = await started(start_porter, discord, unasked="shadow")
    await discord.user("ada").says(channel, "what is a socket?")
    await porter.logs(" would get ")

    [shown] = [line.strip() for line in README.splitlines() if " would get " in line]
    [logged] = judged(porter)
    assert re.sub("[0-9]+", "0", shown) == re.sub("[0-9]+", "0", logged)


async def test_in_shadow_the_text_is_logged_at_debug(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    porter = await started(start_porter, discord, unasked="shadow", log="debug")
    asked = await discord.user("ada").says(channel, "what is a socket?")

    await porter.logs(f"shadow: message {asked.id} says: what is a socket?")


async def test_in_shadow_only_what_would_be_answered_is_logged(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    porter = await started(start_porter, discord, unasked="shadow")
    ada = discord.user("ada")
    await ada.says(channel, "lol the wifi in my dorm is so slow today")
    await ada.says(channel, "what is bgp?")
    await discord.user("robot", bot=True).says(channel, "what is a port?")
    question = await ada.says(channel, "what is a socket?", delivered=2)
    await ada.says(channel, "what is a port?", mentions_bot=True)

    assert title(await discord.next_message(channel)) == "port"
    [line] = judged(porter)
    assert f"message {question.id} " in line


async def test_in_shadow_as_many_are_logged_as_would_be_answered(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    porter = await started(start_porter, discord, unasked="shadow")
    ada = discord.user("ada")
    for _ in range(20):
        await ada.says(channel, "what is a socket?")
    other = await discord.user("grace").says(channel, "what is a socket?")
    await porter.logs(f"message {other.id} ")

    assert len(judged(porter)) == 12 + 1


async def test_in_shadow_a_thread_of_a_study_channel_is_overheard_as_well(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    thread = discord.world.add_thread(channel, "a thread")
    porter = await started(start_porter, discord, unasked="shadow")
    await discord.user("ada").says(thread, "what is a socket?")

    await porter.logs(f" in channel {thread.id} would get socket, ")
    await discord.silence(thread, of=A_MOMENT)


async def test_a_porter_in_shadow_says_so_when_it_starts(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    porter = await started(start_porter, discord, unasked="shadow")

    assert "shadow: questions overheard in the study channels (1) are only logged." in porter.log


async def test_where_never_is_chosen_nothing_overheard_is_answered_or_logged(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    porter = await started(start_porter, discord, unasked="never", log="debug")
    ada = discord.user("ada")
    await ada.says(channel, "what is a socket?")
    await ada.says(channel, "what is a port?", mentions_bot=True)

    assert title(await discord.next_message(channel)) == "port"
    await discord.silence(channel, of=A_MOMENT)
    assert "shadow: message" not in porter.log
