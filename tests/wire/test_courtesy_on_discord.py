"""Nothing is said again and again, nobody gets too much, and a channel isn't flooded."""

import asyncio

import pytest
from classroom import StartPorter, title
from loopback_discord import Channel, LoopbackDiscord, PorterProcess

from bot.chat.asking.ask import FULL

pytestmark = pytest.mark.wire

A_MOMENT = 0.2
AGAIN = "that was answered here a moment ago"


async def started(start_porter: StartPorter, discord: LoopbackDiscord, more: str = "") -> PorterProcess:
    porter = await start_porter(more=f"courtesy:\n{more}" if more else "")
    await porter.outlives(discord.bot_ready())
    return porter


async def test_the_second_asking_is_pointed_at_the_first_answer_and_the_third_passed_over(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    await started(start_porter, discord)
    await discord.user("ada").says(channel, "what is a port?")
    first = await discord.next_message(channel)
    await discord.user("grace").says(channel, "hey, what is a port exactly?")
    second = await discord.next_message(channel)
    await discord.user("linus").says(channel, "whats a port?")

    assert title(second).startswith(AGAIN)
    assert f"https://discord.com/channels/{channel.guild_id}/{channel.id}/{first.id}" in second.text
    assert "\n" not in second.text
    assert not second.pings
    await discord.silence(channel, of=A_MOMENT)


async def test_who_asks_at_the_same_moment_gets_one_answer_and_one_link_together(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    await started(start_porter, discord)
    await asyncio.gather(*(discord.user().says(channel, "what is a port?") for _ in range(8)))
    said = [title(await discord.next_message(channel)).partition(":")[0] for _ in range(2)]

    assert said == ["port", AGAIN]
    await discord.silence(channel, of=A_MOMENT)


async def test_who_asks_porter_gets_a_link_once_and_then_the_answer(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    await started(start_porter, discord)
    ada = discord.user("ada")
    said = []
    for _ in range(4):
        await ada.says(channel, "what is a port?", mentions_bot=True)
        said.append(title(await discord.next_message(channel)).partition(":")[0])

    assert said == ["port", AGAIN, "port", "port"]


async def test_a_link_that_failed_is_given_the_next_time(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    await started(start_porter, discord)
    await discord.user().says(channel, "what is a port?")
    await discord.next_message(channel)
    discord.faults.next("POST", r"/channels/\d+/messages", 503)
    await discord.user().says(channel, "what is a port?")
    await discord.until(lambda: any(request.status == 503 for request in discord.requests))
    await discord.user().says(channel, "what is a port?")

    assert title(await discord.next_message(channel)).startswith(AGAIN)


async def test_two_numbers_that_are_no_ports_are_two_questions(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    await started(start_porter, discord)
    for number in (70000, 99999):
        await discord.user().says(channel, f"what is port {number}?", mentions_bot=True)
        assert str(number) in (await discord.next_message(channel)).text


async def test_a_link_to_a_slash_command_is_seen_by_its_person_only(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    await started(start_porter, discord)
    ada = discord.user("ada")
    first = await ada.runs_command("ask", question="what is a port?", where=channel)
    second = await ada.runs_command("ask", question="what is a port?", where=channel)

    assert first.id in second.text
    assert second.ephemeral
    assert not first.ephemeral


async def test_something_else_another_channel_or_more_of_it_is_not_again(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    other = discord.text_channel("other")
    await started(start_porter, discord)
    ada = discord.user("ada")
    await ada.says(channel, "what is port 22?")
    assert title(await discord.next_message(channel)) == "port 22"
    await ada.says(channel, "what is port 443?")
    assert title(await discord.next_message(channel)) == "port 443"
    await ada.says(other, "what is port 22?")
    assert title(await discord.next_message(other)) == "port 22"
    for _ in range(2):
        await ada.writes_dm("what is a port?")
        assert title(await discord.next_message(ada.direct_messages)) == "port"


async def test_nothing_points_at_an_answer_that_is_gone(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    await started(start_porter, discord)
    ada = discord.user("ada")
    question = await ada.says(channel, "what is a port?")
    answer = await discord.next_message(channel)
    await ada.deletes(channel, question)
    await discord.until(lambda: answer.id not in channel.messages)
    await ada.says(channel, "what is a port?")

    assert title(await discord.next_message(channel)) == "port"


async def test_where_nothing_is_again_each_asking_is_answered(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    await started(start_porter, discord, "  repeat_seconds: 0\n")
    for _ in range(3):
        await discord.user().says(channel, "what is a port?")
        assert title(await discord.next_message(channel)) == "port"


async def test_a_full_channel_gets_one_notice_and_other_channels_their_answers(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    other = discord.text_channel("other")
    await started(start_porter, discord, "  repeat_seconds: 0\n  per_channel:\n    times: 3\n")
    for _ in range(6):
        await discord.user().says(channel, "what is a port?", mentions_bot=True)
    said = [title(await discord.next_message(channel)) for _ in range(4)]
    await discord.silence(channel, of=A_MOMENT)
    await discord.user().says(other, "what is a port?")

    assert sorted(said) == sorted(["port"] * 3 + [FULL.lower()])
    assert title(await discord.next_message(other)) == "port"


async def test_a_channel_full_of_what_is_overheard_tells_the_first_who_asks(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    await started(start_porter, discord, "  repeat_seconds: 0\n  per_channel:\n    times: 3\n")
    for _ in range(4):
        await discord.user().says(channel, "what is a port?")
    for _ in range(3):
        await discord.next_message(channel)
    await discord.silence(channel, of=A_MOMENT)
    for _ in range(2):
        await discord.user().says(channel, "what is a port?", mentions_bot=True)

    assert (await discord.next_message(channel)).text == FULL
    await discord.silence(channel, of=A_MOMENT)


async def test_a_channel_full_of_what_is_overheard_gets_no_notice(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    await started(start_porter, discord, "  repeat_seconds: 0\n  per_channel:\n    times: 3\n")
    for _ in range(6):
        await discord.user().says(channel, "what is a port?")

    assert [title(await discord.next_message(channel)) for _ in range(3)] == ["port"] * 3
    await discord.silence(channel, of=A_MOMENT)


async def test_who_points_at_a_question_in_a_full_channel_is_answered_alone_and_nobody_gets_a_notice(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    await started(start_porter, discord, "  repeat_seconds: 0\n  per_channel:\n    times: 1\n")
    await discord.user().says(channel, "what is a port?")
    await discord.next_message(channel)
    greeting = await discord.user().says(channel, "hi")
    question = await discord.user().says(channel, "what is a socket?", reply_to=greeting)
    shown = await discord.user().uses_menu("Explain this", question)

    assert title(shown) == "socket"
    assert shown.ephemeral
    await discord.silence(channel, of=A_MOMENT)


async def test_where_porter_may_not_speak_one_call_fails_and_then_none(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel
) -> None:
    closed = discord.text_channel("closed", denies="send")
    porter = await started(start_porter, discord)
    for concept in ("port", "socket", "process"):
        await discord.user().says(closed, f"what is a {concept}?", mentions_bot=True)
        await discord.until(lambda: bool(discord.refusals))
    await discord.user().says(channel, "what is a port?")
    await discord.next_message(channel)

    assert len([request for request in discord.refusals if closed.id in request.path]) == 1
    assert "Traceback" not in porter.log
