import asyncio
from datetime import datetime

import pytest

from bot.memory.database import Database
from bot.memory.place import Place
from bot.memory.questions import LONGEST, MOST_OF_A_SERVER, Questions


@pytest.fixture
def questions(database: Database) -> Questions:
    return Questions(database)


async def texts(questions: Questions, server: int) -> list[str]:
    return sorted(question.text for question in await questions.of_server(server))


async def test_nothing_is_kept_unless_a_server_switched_it_on(questions: Questions, now: datetime) -> None:
    await questions.switch_on(101)

    assert not await questions.keep("what is a teapot", 100, now)
    assert await questions.of_server(100) == ()
    assert await questions.servers() == {101}


async def test_a_question_is_kept_with_its_day_and_without_anybody(questions: Questions, now: datetime) -> None:
    await questions.switch_on(100)

    assert await questions.keep("<@123456789012345678> what is\na teapot, mail me@example.org", 100, now)

    (question,) = await questions.of_server(100)
    assert question.text == "[mention] what is a teapot, mail [address]"
    assert question.day == now.date()


async def test_a_question_is_kept_as_often_as_it_is_asked(questions: Questions, now: datetime) -> None:
    await questions.switch_on(100)
    await questions.switch_on(100)

    for _ in range(3):
        await questions.keep("what is a teapot", 100, now)

    assert await texts(questions, 100) == ["what is a teapot"] * 3


async def test_a_server_sees_its_own_questions_only(questions: Questions, now: datetime) -> None:
    for server in (100, 101):
        await questions.switch_on(server)
        await questions.keep(f"asked in {server}", server, now)

    assert await texts(questions, 100) == ["asked in 100"]


async def test_switching_off_deletes_what_was_kept(questions: Questions, now: datetime) -> None:
    for server in (100, 101):
        await questions.switch_on(server)
        await questions.keep("what is a teapot", server, now)

    assert await questions.switch_off(100) == 1
    assert await questions.switch_off(100) == 0
    assert not await questions.keep("what is a teapot", 100, now)
    assert await questions.servers() == {101}
    assert await texts(questions, 101) == ["what is a teapot"]


async def test_nothing_is_left_of_what_came_in_while_it_was_switched_off(questions: Questions, now: datetime) -> None:
    await questions.switch_on(100)

    async with asyncio.TaskGroup() as together:
        for number in range(100):
            together.create_task(questions.keep("what is a teapot", 100, now))
            if number == 50:
                together.create_task(questions.switch_off(100))

    assert await questions.of_server(100) == ()


async def test_moderators_delete_some_questions_of_their_own_server(questions: Questions, now: datetime) -> None:
    for server in (100, 101):
        await questions.switch_on(server)
        for text in ("one", "two", "three"):
            await questions.keep(text, server, now)
    others = [question.number for question in await questions.of_server(101)]
    chosen = [question.number for question in await questions.of_server(100) if question.text != "two"]

    assert await questions.delete([*chosen, *others], 100) == 2
    assert await questions.delete([], 100) == 0
    assert await texts(questions, 100) == ["two"]
    assert len(await questions.of_server(101)) == 3


async def test_a_server_has_a_thousand_questions_at_most(questions: Questions, now: datetime) -> None:
    await questions.switch_on(100)
    await questions.switch_on(101)
    for number in range(MOST_OF_A_SERVER):
        assert await questions.keep(f"question {number}", 100, now)

    assert not await questions.keep("one more", 100, now)
    assert len(await questions.of_server(100)) == MOST_OF_A_SERVER
    assert await questions.keep("one more", 101, now)


async def test_a_long_question_is_cut(questions: Questions, now: datetime) -> None:
    await questions.switch_on(100)

    await questions.keep("why " * 1_000, 100, now)

    (question,) = await questions.of_server(100)
    assert len(question.text) <= LONGEST


@pytest.mark.parametrize(
    "text",
    ["'); DROP TABLE questions; --", '"; DELETE FROM questions', "$1 :text ? %s %(text)s", "\\'; --", "🫖 né 界"],
)
async def test_sql_in_a_question_is_only_text(questions: Questions, now: datetime, text: str) -> None:
    await questions.switch_on(100)

    await questions.keep(text, 100, now)

    assert await texts(questions, 100) == [text]


async def test_a_text_that_a_database_refuses_is_kept_without_what_it_refuses(
    questions: Questions, now: datetime
) -> None:
    await questions.switch_on(100)

    assert await questions.keep("what is\x00 a \ud800teapot", 100, now)
    assert await texts(questions, 100) == ["what is a teapot"]


async def test_questions_outlive_a_restart(place: Place, now: datetime) -> None:
    async with await Database.open(place, pytest.fail) as database:
        await Questions(database).switch_on(2**64 - 1)
        await Questions(database).keep("what is a teapot", 2**64 - 1, now)

    async with await Database.open(place, pytest.fail) as database:
        assert await texts(Questions(database), 2**64 - 1) == ["what is a teapot"]
