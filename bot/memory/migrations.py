"""How the tables came to be what they are, step by step; a database is brought up to date when it is opened.

A migration that was released is never changed, only followed by another. Its statements are written so that SQLite and
PostgreSQL both take them.
"""

from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.schema import CreateTable

from bot.memory.tables import applied
from bot.memory.transaction import transaction

Migration = tuple[str, ...]

MIGRATIONS: tuple[Migration, ...] = (
    (  # 1: what an answer needs to be given once, and to follow its question
        "CREATE TABLE claims (message BIGINT NOT NULL PRIMARY KEY, at BIGINT NOT NULL)",
        """CREATE TABLE answers (
            question BIGINT NOT NULL PRIMARY KEY, answer BIGINT NOT NULL, channel BIGINT NOT NULL,
            server BIGINT NOT NULL, person BIGINT NOT NULL, entries TEXT NOT NULL, at BIGINT NOT NULL)""",
        "CREATE INDEX answers_by_answer ON answers (answer)",
        "CREATE INDEX answers_by_channel ON answers (channel, at)",
        """CREATE TABLE study_channels (
            channel BIGINT NOT NULL PRIMARY KEY, server BIGINT NOT NULL, manner TEXT NOT NULL, opened_by BIGINT,
            opened_at BIGINT NOT NULL)""",
    ),
    (  # 2: what Porter learns from its people
        """CREATE TABLE votes (
            answer BIGINT NOT NULL, person BIGINT NOT NULL, server BIGINT NOT NULL, entry TEXT NOT NULL,
            up SMALLINT NOT NULL, day DATE NOT NULL, PRIMARY KEY (answer, person))""",
        "CREATE INDEX votes_by_server ON votes (server, day)",
        "CREATE TABLE gap_servers (server BIGINT NOT NULL PRIMARY KEY)",
        """CREATE TABLE questions (
            number BIGINT NOT NULL PRIMARY KEY, server BIGINT NOT NULL, text TEXT NOT NULL, day DATE NOT NULL,
            FOREIGN KEY (server) REFERENCES gap_servers (server) ON DELETE CASCADE)""",
        "CREATE INDEX questions_by_server ON questions (server, day)",
        """CREATE TABLE counts (
            server BIGINT NOT NULL, day DATE NOT NULL, outcome TEXT NOT NULL, entry TEXT NOT NULL,
            number INTEGER NOT NULL, PRIMARY KEY (server, day, outcome, entry))""",
    ),
)

# Any number does that nothing else in that database uses for a lock of its own.
_LOCK_NUMBER = 8_018_443


class NewerDatabaseError(Exception):
    """The database was migrated by a newer Porter; the message says what to do."""


def migrate(connection: Connection, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Apply what is missing, each migration entirely or not at all, also when several processes start at once.

    Raises:
        NewerDatabaseError: there are migrations that this code doesn't know; nothing was changed.
    """
    for number in range(newest(connection, migrations) + 1, len(migrations) + 1):
        with transaction(connection):
            if connection.dialect.name == "postgresql":  # SQLite's transactions exclude each other by themselves
                connection.execute(select(func.pg_advisory_xact_lock(_LOCK_NUMBER)))
            if newest(connection, migrations) < number:
                _apply(connection, number, migrations[number - 1])


def newest(connection: Connection, migrations: tuple[Migration, ...] = MIGRATIONS) -> int:
    """Say which migration was the last; 0 is a new database.

    Raises:
        NewerDatabaseError: this code doesn't know it.
    """
    if not connection.dialect.has_table(connection, "migrations"):
        return 0
    number: int = connection.execute(select(func.coalesce(func.max(applied.c.number), 0))).scalar_one()
    if number > len(migrations):
        raise NewerDatabaseError(
            f"Porter's memory was changed by a newer Porter (migration {number}; this one knows {len(migrations)}). "
            "Install that version again, or name another database."
        )
    return number


def _apply(connection: Connection, number: int, statements: Migration) -> None:
    if number == 1:
        connection.execute(CreateTable(applied))
    for statement in statements:
        connection.exec_driver_sql(statement)
    connection.execute(insert(applied).values(number=number, at=datetime.now(UTC)))
