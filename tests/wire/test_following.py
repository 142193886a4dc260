"""An answer follows its question: edited, it is answered anew in place; deleted, its answer goes as well."""

import asyncio

import pytest
from classroom import Classroom, title
from loopback_discord import Channel, LoopbackDiscord, Message, User

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

A_MOMENT = 0.15


@pytest.fixture
def discord(classroom: Classroom) -> LoopbackDiscord:
    return classroom.discord


def edits(discord: LoopbackDiscord, answer: Message) -> int:
    """How often the bot changed a message."""
    return sum(request.method == "PATCH" and request.path.endswith(answer.id) for request in discord.requests)


async def says_now(discord: LoopbackDiscord, answer: Message, heading: str) -> None:
    """Wait until an answer has another heading."""
    await discord.until(lambda: title(answer) == heading)


async def is_gone(discord: LoopbackDiscord, channel: Channel, answer: Message) -> None:
    await discord.until(lambda: answer.id not in channel.messages)


async def test_an_edited_question_is_answered_anew_in_place(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    question = await ada.says(study_channel, "what is a port?")
    answer = await discord.next_message(study_channel)
    await ada.edits(study_channel, question, "what is a socket?")

    await says_now(discord, answer, "socket")
    await discord.silence(study_channel, of=A_MOMENT)


@pytest.mark.parametrize("asked_by", ["!ask ", "mention"])
async def test_so_is_one_that_was_put_to_porter(
    discord: LoopbackDiscord, lobby: Channel, ada: User, asked_by: str
) -> None:
    before = f"<@{discord.world.bot['id']}> " if asked_by == "mention" else asked_by
    question = await ada.says(lobby, f"{before}what is a port?")
    answer = await discord.next_message(lobby)
    await ada.edits(lobby, question, f"{before}what is a socket?")

    await says_now(discord, answer, "socket")


async def test_so_is_one_in_a_direct_message(discord: LoopbackDiscord, ada: User) -> None:
    question = await ada.writes_dm("what is a port?")
    answer = await discord.next_message(ada.direct_messages)
    await ada.edits(ada.direct_messages, question, "what is a socket?")

    await says_now(discord, answer, "socket")


async def test_each_of_several_edits_counts(discord: LoopbackDiscord, study_channel: Channel, ada: User) -> None:
    question = await ada.says(study_channel, "what is a port?")
    answer = await discord.next_message(study_channel)
    for concept in ("socket", "process", "port"):
        await ada.edits(study_channel, question, f"what is a {concept}?")
        await says_now(discord, answer, concept)


async def test_of_many_quick_edits_the_last_one_counts(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    question = await ada.says(study_channel, "what is a port?")
    answer = await discord.next_message(study_channel)
    for concept in ("port", "process") * 10:
        await ada.edits(study_channel, question, f"what is a {concept}?", delivered=2)
    await ada.edits(study_channel, question, "what is a socket?")

    await says_now(discord, answer, "socket")
    await asyncio.sleep(A_MOMENT)
    assert title(answer) == "socket"


async def test_an_overheard_question_that_becomes_a_remark_loses_its_answer(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    question = await ada.says(study_channel, "what is a port?")
    answer = await discord.next_message(study_channel)
    await ada.edits(study_channel, question, "never mind, found it")

    await is_gone(discord, study_channel, answer)
    await ada.edits(study_channel, question, "what is a port?")
    await discord.silence(study_channel, of=A_MOMENT)


async def test_who_asked_porter_keeps_an_answer_even_if_porter_knows_none_now(
    discord: LoopbackDiscord, lobby: Channel, ada: User
) -> None:
    question = await ada.says(lobby, "what is a port?", mentions_bot=True)
    answer = await discord.next_message(lobby)
    await ada.edits(lobby, question, f"<@{discord.world.bot['id']}> who won the chess championship in 1972?")

    await discord.until(lambda: title(answer) != "port")
    assert answer.id in lobby.messages


async def test_a_question_taken_back_from_porter_loses_its_answer(
    discord: LoopbackDiscord, lobby: Channel, ada: User
) -> None:
    question = await ada.says(lobby, "what is a port?", mentions_bot=True)
    answer = await discord.next_message(lobby)
    await ada.edits(lobby, question, "what is a port?")

    await is_gone(discord, lobby, answer)


async def test_the_preview_of_a_link_changes_nothing(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    question = await ada.says(study_channel, "what is a port? https://example.com/")
    answer = await discord.next_message(study_channel)
    await ada.gets_a_preview(study_channel, question)
    await asyncio.sleep(A_MOMENT)
    assert not edits(discord, answer)

    await ada.edits(study_channel, question, "what is a socket? https://example.com/")
    await says_now(discord, answer, "socket")
    await ada.gets_a_preview(study_channel, question)
    await discord.silence(study_channel, of=A_MOMENT)
    assert edits(discord, answer) == 1


async def test_an_edit_that_comes_twice_is_followed_once(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    question = await ada.says(study_channel, "what is a port?")
    answer = await discord.next_message(study_channel)
    await ada.edits(study_channel, question, "what is a socket?", delivered=3)

    await says_now(discord, answer, "socket")
    await discord.silence(study_channel, of=A_MOMENT)
    assert edits(discord, answer) == 1


async def test_an_edit_before_the_answer_is_there_counts_as_well(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    question = await ada.says(study_channel, "what is a port?")
    await ada.edits(study_channel, question, "what is a socket?")

    answer = await discord.next_message(study_channel)
    await says_now(discord, answer, "socket")


async def test_the_edit_of_what_was_not_answered_is_not_answered(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    remark = await ada.says(study_channel, "the wifi is slow today")
    await ada.edits(study_channel, remark, "what is a port?")

    await discord.silence(study_channel, of=A_MOMENT)


async def test_the_answer_to_a_deleted_question_goes(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    question = await ada.says(study_channel, "what is a port?")
    answer = await discord.next_message(study_channel)
    await ada.deletes(study_channel, question)

    await is_gone(discord, study_channel, answer)


async def test_so_do_those_to_questions_deleted_together(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    questions = [await ada.says(study_channel, f"what is a {concept}?") for concept in ("port", "socket")]
    answers = [await discord.next_message(study_channel) for _ in questions]
    await ada.deletes_together(study_channel, questions)

    for answer in answers:
        await is_gone(discord, study_channel, answer)


async def test_a_question_deleted_before_its_answer_is_there_keeps_none(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    question = await ada.says(study_channel, "what is a port?")
    await ada.deletes(study_channel, question)

    await asyncio.sleep(A_MOMENT)
    assert not [each for each in study_channel.messages.values() if each.author_id == discord.world.bot["id"]]


async def test_an_answer_that_a_moderator_deleted_is_not_sought_twice(
    discord: LoopbackDiscord, study_channel: Channel, ada: User
) -> None:
    question = await ada.says(study_channel, "what is a port?")
    answer = await discord.next_message(study_channel)
    del study_channel.messages[answer.id]
    for concept in ("socket", "process", "port"):
        await ada.edits(study_channel, question, f"what is a {concept}?")

    await discord.silence(study_channel, of=A_MOMENT)
    assert edits(discord, answer) == 1
