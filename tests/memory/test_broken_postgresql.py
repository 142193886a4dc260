"""What becomes of answering while PostgreSQL is stopped, frozen, or refuses Porter."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress

import asyncpg
import pytest
import pytest_asyncio
from builders import NOON, make_answered, make_study_channel
from postgresql_server import PASSWORD, PostgresqlServer
from waiting import until

from bot.memory.answers import Answers
from bot.memory.claims import Claims
from bot.memory.database import Database
from bot.memory.forgetting import Forgetting
from bot.memory.place import place_of
from bot.memory.study_channels import StudyChannels

ABOUT_TO_RETURN = 0.05


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def url(breakable_postgresql: PostgresqlServer) -> str:
    return breakable_postgresql.empty_database()


@pytest_asyncio.fixture
async def database(url: str, told: list[str]) -> AsyncIterator[Database]:
    place = place_of(url)
    async with await Database.open(place, told.append, patience=2, retry=ABOUT_TO_RETURN) as database:
        yield database


async def run_sql(url: str, command: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(command)
    finally:
        await connection.close()


@pytest.mark.parametrize("at_once", [False, True], ids=["shut down", "crashed"])
async def test_answering_goes_on_while_postgresql_is_stopped(
    breakable_postgresql: PostgresqlServer, database: Database, told: list[str], *, at_once: bool
) -> None:
    claims, answers = Claims(database), Answers(database)
    assert await claims.claim(1, NOON)
    await answers.keep(make_answered(1))

    breakable_postgresql.stop(at_once=at_once)
    assert await claims.claim(2, NOON)
    assert not await claims.claim(2, NOON)
    await StudyChannels(database).open(make_study_channel())
    await answers.keep(make_answered(2))
    forgotten = await Forgetting(database).person(7)
    await answers.keep(make_answered(3))
    state = await database.state()
    breakable_postgresql.start()
    await until(lambda: not database.trouble)

    assert forgotten.later
    assert state.waiting == 6
    assert len(told) == 1
    assert not await claims.claim(1, NOON)
    assert not await claims.claim(2, NOON)
    assert [bool(await answers.to(question)) for question in (1, 2, 3)] == [False, False, True]
    assert await StudyChannels(database).all() == (make_study_channel(opened_by=None),)


async def test_answering_begins_without_postgresql_and_goes_on_with_it(
    breakable_postgresql: PostgresqlServer, url: str, told: list[str]
) -> None:
    breakable_postgresql.stop()

    async with await Database.open(place_of(url), told.append, retry=ABOUT_TO_RETURN) as database:
        assert await Claims(database).claim(1, NOON)
        breakable_postgresql.start()
        await until(lambda: not database.trouble)

        assert not await Claims(database).claim(1, NOON)

    (sentence,) = told
    assert sentence.startswith(
        f"Porter's memory, the PostgreSQL database postgres at 127.0.0.1:{breakable_postgresql.port}, can't be reached."
    )


async def test_a_restart_between_two_questions_is_not_noticed(
    breakable_postgresql: PostgresqlServer, database: Database, told: list[str]
) -> None:
    assert await Claims(database).claim(1, NOON)

    breakable_postgresql.stop()
    breakable_postgresql.start()
    for _ in range(10):  # turns of the event loop, in which it hears of the broken connection
        await asyncio.sleep(0)

    assert not await Claims(database).claim(1, NOON)
    assert await Claims(database).claim(2, NOON)
    assert told == []


async def test_a_frozen_server_is_not_waited_for(
    breakable_postgresql: PostgresqlServer, url: str, told: list[str]
) -> None:
    async with await Database.open(place_of(url), told.append, patience=0.5, retry=ABOUT_TO_RETURN) as database:
        claims = Claims(database)
        await claims.claim(0, NOON)
        breakable_postgresql.freeze()

        async with asyncio.timeout(10):  # far less than a network would take to give up
            won = await asyncio.gather(*(claims.claim(message, NOON) for message in range(1, 50)))
        breakable_postgresql.go_on()
        await until(lambda: not database.trouble)

        assert all(won)
        assert not any([await claims.claim(message, NOON) for message in range(50)])
    assert len(told) == 1
    assert "doesn't answer in time. Look whether it runs" in told[0]


async def test_a_frozen_server_does_not_hold_up_the_end(
    breakable_postgresql: PostgresqlServer, url: str, told: list[str]
) -> None:
    database = await Database.open(place_of(url), told.append, patience=0.5)
    breakable_postgresql.freeze()

    async with asyncio.timeout(10):
        await Claims(database).claim(1, NOON)
        await database.close()


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("ALTER USER porter SET default_transaction_read_only = on", "may only be read. Name the primary server"),
        ("DROP TABLE claims", "fails in a way that Porter doesn't know (SQLSTATE 42P01)"),
    ],
)
async def test_answering_goes_on_when_postgresql_refuses_to_write(
    url: str, told: list[str], sql: str, said: str
) -> None:
    async with await Database.open(place_of(url), pytest.fail):
        pass
    await run_sql(url, sql)
    try:
        async with await Database.open(place_of(url), told.append) as database:
            assert await Claims(database).claim(1, NOON)
    finally:
        await run_sql(url, "BEGIN READ WRITE; ALTER USER porter RESET ALL; COMMIT")

    assert said in told[0]
    assert len(told) == 1


async def test_what_can_never_be_written_is_left_out_and_the_rest_is_not(
    url: str, told: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    async with await Database.open(place_of(url), told.append, retry=ABOUT_TO_RETURN) as database:
        await run_sql(url, "ALTER TABLE claims RENAME TO others")
        await Claims(database).claim(1, NOON)
        await Answers(database).keep(make_answered())
        await until(lambda: not database.trouble)

        assert await Answers(database).to(1) == make_answered()

    assert "A write of the time without database fails, and is left out: ProgrammingError." in caplog.messages


async def test_what_was_begun_before_the_trouble_is_finished_and_its_connection_closed(
    url: str, told: list[str]
) -> None:
    async with await Database.open(place_of(url), told.append, patience=10, retry=1_000) as database:
        other = await asyncpg.connect(url)
        locking = other.transaction()
        await locking.start()
        await other.execute("LOCK TABLE answers")
        keeping = asyncio.create_task(Answers(database).keep(make_answered()))
        for_a_lock = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        while not await other.fetchval(for_a_lock):  # noqa: ASYNC110 (it happens in another process)
            await asyncio.sleep(0.01)

        await run_sql(url, "ALTER TABLE claims RENAME TO others")
        assert await Claims(database).claim(1, NOON)
        assert database.trouble
        await locking.rollback()
        await keeping
        await run_sql(url, "ALTER TABLE others RENAME TO claims")
        await other.close()

    async with await Database.open(place_of(url), pytest.fail) as database:
        assert await Answers(database).to(1) == make_answered()
        assert not await Claims(database).claim(1, NOON)


async def test_a_user_without_rights_is_told_to_become_the_owner(
    breakable_postgresql: PostgresqlServer, url: str, told: list[str]
) -> None:
    await run_sql(url, f"CREATE USER guest PASSWORD '{PASSWORD}'")
    try:
        async with await Database.open(place_of(url.replace("//porter:", "//guest:")), told.append) as database:
            assert await Claims(database).claim(1, NOON)
    finally:
        await run_sql(url, "DROP USER guest")

    assert len(told) == 1
    assert "denies Porter's user the right. Make that user the owner of the database." in told[0]


async def test_a_server_without_free_connections_is_told(url: str, told: list[str]) -> None:
    async with AsyncExitStack() as others:
        with suppress(asyncpg.TooManyConnectionsError):
            while True:
                connection = await asyncpg.connect(url)
                others.push_async_callback(connection.close)

        async with await Database.open(place_of(url), told.append) as database:
            assert await Claims(database).claim(1, NOON)

    assert len(told) == 1
    assert "takes no more connections. Raise max_connections there" in told[0]


# Secrets


async def refused(url: str, caplog: pytest.LogCaptureFixture) -> str:
    """Open a database that refuses Porter, and return all that can be seen of it."""
    caplog.set_level(logging.DEBUG)
    told: list[str] = []
    async with await Database.open(place_of(url), told.append, retry=ABOUT_TO_RETURN) as database:
        assert await Claims(database).claim(1, NOON)
        await asyncio.sleep(3 * ABOUT_TO_RETURN)
        seen = [*told, caplog.text, repr(database), repr(vars(database)), str(await database.state())]
        assert len(told) == 1
    return "\n".join(seen)


async def test_a_wrong_password_is_told_and_not_shown(
    breakable_postgresql: PostgresqlServer, caplog: pytest.LogCaptureFixture
) -> None:
    seen = await refused(breakable_postgresql.url(password="very:secret/@"), caplog)

    assert "refuses Porter's user or password. Correct user and password in the database's URL." in seen
    assert "very" not in seen


async def test_a_database_that_does_not_exist_is_told_and_no_password_is_shown(
    breakable_postgresql: PostgresqlServer, caplog: pytest.LogCaptureFixture
) -> None:
    seen = await refused(breakable_postgresql.url("nowhere"), caplog)

    assert "the PostgreSQL database nowhere at 127.0.0.1" in seen
    assert "doesn't exist. Create it with createdb" in seen
    assert PASSWORD not in seen
    assert "swordfish" not in seen
