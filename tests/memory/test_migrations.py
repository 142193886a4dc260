import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from builders import NOON, make_answered, make_study_channel, make_vote
from processes import said_together
from sqlalchemy import Connection, delete, insert, inspect, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.util import greenlet_spawn

from bot.memory.answers import Answers
from bot.memory.claims import Claims
from bot.memory.database import Database
from bot.memory.migrations import MIGRATIONS, Migration, NewerDatabaseError, migrate, newest
from bot.memory.place import DatabaseFile, Place
from bot.memory.remembered import ChannelManner
from bot.memory.store import engine_for
from bot.memory.study_channels import StudyChannels
from bot.memory.tables import gap_servers, metadata, questions
from bot.memory.tables import votes as recorded_votes
from bot.memory.votes import Votes

VERSION_1 = (Path(__file__).parent / "version_1.sql").read_text(encoding="utf-8")


async def run_sql(place: Place, script: str) -> None:
    """Run a script without any code of ours."""
    if isinstance(place, DatabaseFile):
        with closing(sqlite3.connect(place.path)) as connection:
            connection.executescript(script)
            connection.commit()
    else:
        at = {"host": place.host, "port": place.port, "user": place.user, "database": place.name}
        connection = await asyncpg.connect(**at, password=place.password)
        try:
            await connection.execute(script)
        finally:
            await connection.close()


async def connected(place: Place, work: Callable[[Connection], Any]) -> Any:
    engine = engine_for(place, patience=5)

    def run() -> Any:
        with engine.connect() as connection:
            return work(connection)

    try:
        return await greenlet_spawn(run)
    finally:
        await greenlet_spawn(engine.dispose)


def described(connection: Connection) -> dict[str, Any]:
    """Describe all tables as the database itself tells."""
    inspector = inspect(connection)
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"]) for column in inspector.get_columns(table)
            },
            "key": inspector.get_pk_constraint(table)["constrained_columns"],
            "indexes": {index["name"]: index["column_names"] for index in inspector.get_indexes(table)},
            "references": [
                (key["constrained_columns"], key["referred_table"], key["options"])
                for key in inspector.get_foreign_keys(table)
            ],
        }
        for table in inspector.get_table_names()
    }


async def test_the_migrations_make_the_tables_that_the_code_knows(place: Place) -> None:
    await connected(place, migrate)
    migrated = await connected(place, described)
    names = ", ".join(migrated)
    await run_sql(place, ";".join(f"DROP TABLE {name}" for name in reversed(metadata.sorted_tables)))

    await connected(place, metadata.create_all)

    assert "claims" in names
    assert await connected(place, described) == migrated


async def test_the_tables_keep_no_question_of_a_server_that_does_not_want_it(place: Place) -> None:
    async with await Database.open(place, pytest.fail) as database:
        unwanted = insert(questions).values(number=1, server=100, text="what is a teapot", day=NOON.date())

        with pytest.raises(IntegrityError):
            await database.write(unwanted)

        await database.write(insert(gap_servers).values(server=100), unwanted)
        await database.write(delete(gap_servers))
        assert not await database.read(select(questions))


async def test_a_new_database_has_every_migration_once(place: Place) -> None:
    for _ in range(2):
        await connected(place, migrate)

    assert await connected(place, newest) == len(MIGRATIONS)


async def test_the_first_version_is_brought_up_to_date_with_what_it_knows(place: Place) -> None:
    await run_sql(place, VERSION_1)

    async with await Database.open(place, pytest.fail) as database:
        claims, answers, votes = Claims(database), Answers(database), Votes(database)

        assert (await database.state()).migration == len(MIGRATIONS)
        assert not await claims.claim(1, NOON)
        assert await answers.to(1) == make_answered()
        assert await answers.to(2**64 - 1) == make_answered(
            2**64 - 1,
            answer=2**64 - 2,
            person=2**64 - 3,
            entries=("tcp", "udp"),
            at=NOON + timedelta(microseconds=123456),
        )
        assert set(await StudyChannels(database).all()) == {
            make_study_channel(10),
            make_study_channel(11, manner=ChannelManner.SHADOW, opened_by=None),
        }
        await votes.cast(make_vote())
        assert len(await database.read(select(recorded_votes))) == 1


async def test_a_migration_that_stops_in_the_middle_leaves_no_trace(place: Place) -> None:
    good: Migration = ("CREATE TABLE third (number BIGINT)",)
    stopping: Migration = (
        "CREATE TABLE fourth (number BIGINT)",
        "INSERT INTO fourth VALUES (1)",
        "CREATE TABLE third (n BIGINT)",
    )

    with pytest.raises(DBAPIError):
        await connected(place, lambda connection: migrate(connection, (*MIGRATIONS, good, stopping)))

    assert await connected(place, lambda connection: newest(connection, (*MIGRATIONS, good))) == len(MIGRATIONS) + 1
    assert "third" in await connected(place, described)
    assert "fourth" not in await connected(place, described)


async def test_a_migration_that_was_stopped_is_made_up_for(place: Place) -> None:
    stopping: Migration = ("CREATE TABLE third (number BIGINT)", "CREATE nonsense")
    with pytest.raises(DBAPIError):
        await connected(place, lambda connection: migrate(connection, (*MIGRATIONS, stopping)))

    mended: Migration = ("CREATE TABLE third (number BIGINT)", "INSERT INTO third VALUES (1)")
    await connected(place, lambda connection: migrate(connection, (*MIGRATIONS, mended)))

    assert "third" in await connected(place, described)


async def test_a_database_of_a_newer_porter_is_refused_and_left_alone(place: Place) -> None:
    newer: Migration = ("CREATE TABLE third (number BIGINT)",)
    await connected(place, lambda connection: migrate(connection, (*MIGRATIONS, newer)))
    before = await connected(place, described)

    with pytest.raises(NewerDatabaseError, match=r"by a newer Porter .* Install that version again"):
        await Database.open(place, pytest.fail)

    assert await connected(place, described) == before


OPEN = """
async def main():
    async with await Database.open(place_of(where), sys.exit) as database:
        print((await database.state()).migration)
asyncio.run(main())
"""


def test_several_processes_may_open_a_new_database_at_once(where: str) -> None:
    assert said_together(OPEN, where, times=4) == [f"{len(MIGRATIONS)}\n"] * 4
