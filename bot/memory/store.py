"""One database behind one engine: opened, brought up to date, read and written.

SQLAlchemy's engine is used without `sqlalchemy.ext.asyncio`, whose classes for Core only pass on to it, and whose
import brings the ORM: 8 MiB and a third of the import time more. The engine and its asynchronous drivers are the same.
"""

import asyncio
import importlib.util
import logging
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing, nullcontext, suppress
from pathlib import Path
from typing import Any, Self, TypeVar

from sqlalchemy import URL, Connection, Engine, Executable, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool
from sqlalchemy.util import await_only, greenlet_spawn

from bot.memory.file_use import FileUse
from bot.memory.migrations import migrate
from bot.memory.place import Place, PostgresqlDatabase
from bot.memory.statements import Upsert, Write, upserting
from bot.memory.time_limit import time_limit
from bot.memory.transaction import transaction
from bot.memory.trouble import DamagedError, trouble_of

T = TypeVar("T")

_CONNECTIONS_TO_POSTGRESQL = 5
_SECONDS_TO_CHECK_A_FILE = 30.0

# Each statement is a transaction, and needs no other one's end. Texts that people wrote stay out of errors and logs.
_ENGINE: dict[str, Any] = {
    "isolation_level": "AUTOCOMMIT",
    "skip_autocommit_rollback": True,
    "hide_parameters": True,
}


class DriverMissingError(Exception):
    """The package that talks to this kind of database isn't installed; the message says how to install it."""


class Store:
    """A database that is open and up to date. `turn` is to be held while it is read or written."""

    def __init__(self, engine: Engine, connections: int, patience: float | None) -> None:
        self.turn = asyncio.Semaphore(connections)
        self._connections = connections
        self.set_aside: Path | None = None
        """Where the damaged file went in whose place this one was begun."""
        self.at_the_end = ExitStack()
        """What is let go of after the connections were closed."""
        self._engine = engine
        self._patience = patience

    @classmethod
    async def open(cls, place: Place, patience: float) -> Self:
        """Open a database, make what it lacks, and check it if it is a file.

        A statement may take `patience` seconds, and so may all this with PostgreSQL; to check a file takes longer.

        Raises:
            DriverMissingError, NewerDatabaseError: Porter can't use it.
            Exception: whatever `trouble_of` knows, DamagedError among them.
        """
        if isinstance(place, PostgresqlDatabase):
            store = cls(engine_for(place, patience), _CONNECTIONS_TO_POSTGRESQL, patience)
            await store.make_ready(patience)
            return store
        aside = None
        while True:
            with ExitStack() as at_the_end:
                use = at_the_end.enter_context(closing(FileUse(place.path)))
                store = cls(engine_for(place, patience), 1, patience)
                try:
                    await store.make_ready(_SECONDS_TO_CHECK_A_FILE)
                except Exception as error:
                    trouble = trouble_of(error, place)
                    if not (trouble and trouble.damaged):
                        raise
                    aside = await use.set_aside(patience) or aside
                else:
                    store.set_aside = aside
                    store.at_the_end = at_the_end.pop_all()
                    return store

    @classmethod
    async def in_memory(cls) -> Self:
        """Make one in the working memory, which goes with this process."""
        engine = create_engine("sqlite+aiosqlite://", poolclass=StaticPool, **_ENGINE)
        event.listen(engine, "connect", _set_pragmas)
        store = cls(engine, 1, None)
        await store.make_ready(None)
        return store

    async def read(self, statement: Executable, parameters: Mapping[str, Any]) -> Sequence[Any]:
        """Read rows."""
        return await self._run(lambda connection: connection.execute(statement, parameters).all(), self._patience)

    async def write(self, writes: tuple[Write, ...], *, lasting: bool) -> tuple[int, ...]:
        """Write all or nothing, and give the number of rows that each statement wrote.

        What is `lasting` survives a power failure, and isn't found in a file any more after it was deleted.
        """
        return await self._run(lambda connection: _written(connection, writes, lasting=lasting), self._patience)

    async def close(self) -> None:
        """Close all connections once nothing runs on them any more; one that hangs is left to itself."""
        for _ in range(self._connections):
            await self.turn.acquire()
        with self.at_the_end, suppress(TimeoutError):
            async with asyncio.timeout(self._patience):
                await greenlet_spawn(self._engine.dispose)

    async def make_ready(self, within: float | None) -> None:
        """Check it, and bring it up to date; what can't be used is closed."""
        try:
            await self._run(_made_ready, within)
        except BaseException:
            await self.close()
            raise

    async def _run(self, work: Callable[[Connection], T], within: float | None) -> T:
        # SQLite ends its waiting for a lock by itself, and tells more exactly what is wrong: it gets a second longer.
        async with time_limit(within and within + 1):
            return await greenlet_spawn(self._connected, work)

    def _connected(self, work: Callable[[Connection], T]) -> T:
        with self._engine.connect() as connection:
            return work(connection)


def _quieten_libraries() -> None:
    """Keep the log free of what people wrote, and of tracebacks for what is told in a sentence."""
    logging.getLogger("aiosqlite").setLevel(logging.WARNING)  # at debug it writes down every value
    logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)  # closing a broken connection fails as well


def engine_for(place: Place, patience: float) -> Engine:
    """Make the engine for a database; nothing is opened yet.

    Raises:
        DriverMissingError: the package that talks to it isn't installed.
    """
    _quieten_libraries()
    if isinstance(place, PostgresqlDatabase):
        return _postgresql_engine(place)
    return _file_engine(place.path, patience)


def _made_ready(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        if found != "ok":
            raise DamagedError(found)
    migrate(connection)


def _written(connection: Connection, writes: tuple[Write, ...], *, lasting: bool) -> tuple[int, ...]:
    by_itself = len(writes) == 1 and not (isinstance(writes[0], Upsert) and len(writes[0].rows) > 1)
    with nullcontext() if by_itself else transaction(connection):
        rows = tuple(_execute(connection, write) for write in writes)
    if lasting and connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return rows


def _execute(connection: Connection, write: Write) -> int:
    if isinstance(write, Upsert):
        return connection.execute(upserting(write, connection.dialect.name), _parameters(write)).rowcount
    return connection.execute(write).rowcount


def _parameters(upsert: Upsert) -> Any:
    # One row as a mapping: only then the number of rows written is known.
    return upsert.rows[0] if len(upsert.rows) == 1 else upsert.rows


def _file_engine(path: Path, patience: float) -> Engine:
    url = URL.create("sqlite+aiosqlite", database=str(path))
    # SQLite writes one thing at a time anyway, and a second thread would cost more than it gains.
    engine = create_engine(url, pool_size=1, max_overflow=0, connect_args={"timeout": patience}, **_ENGINE)
    event.listen(engine, "connect", _set_pragmas)
    return engine


_TRIES_TO_SWITCH = 100


def _set_pragmas(connection: Any, _: object) -> None:
    # A cursor that stays open after an error would keep the file open as well.
    with closing(connection.cursor()) as cursor:
        _use_write_ahead_log(cursor)
        for pragma in ("synchronous = NORMAL", "foreign_keys = ON", "secure_delete = ON"):
            cursor.execute(f"PRAGMA {pragma}")


def _use_write_ahead_log(cursor: Any) -> None:
    """Switch to WAL; SQLite says at once that a file is locked that another process switches just now."""
    for _ in range(_TRIES_TO_SWITCH):
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            await_only(asyncio.sleep(0.01))
        else:
            return
    cursor.execute("PRAGMA journal_mode = WAL")


def _postgresql_engine(place: PostgresqlDatabase) -> Engine:
    if importlib.util.find_spec("asyncpg") is None:
        raise DriverMissingError(
            f"To use {place}, Porter needs the package asyncpg: pip install 'porter-bot[postgresql]'."
        )
    given = {
        "host": place.host,
        "port": place.port,
        "user": place.user,
        "password": place.password,
        "database": place.name,
        "ssl": place.ssl_mode,
    }
    engine = create_engine(
        "postgresql+asyncpg://",
        pool_size=_CONNECTIONS_TO_POSTGRESQL,
        max_overflow=0,
        connect_args={
            "server_settings": {"application_name": "porter"},
            **{name: value for name, value in given.items() if value},
        },
        **_ENGINE,
    )
    event.listen(engine, "checkout", _refuse_closed)
    return engine


def _refuse_closed(_: object, record: ConnectionPoolEntry, __: object) -> None:
    """Let the pool open another connection for one that a restart of PostgreSQL closed, without a round trip to ask."""
    if record.driver_connection and record.driver_connection.is_closed():
        raise DisconnectionError
