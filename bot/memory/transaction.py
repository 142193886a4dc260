"""Several statements of which all are done, or none."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

# SQLite would begin with the right to read only, and refuse to go on if another process wrote meanwhile.
_BEGIN = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "BEGIN"}


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Commit what is done inside, or undo it after an error.

    The drivers commit each statement by itself, which spares two round trips for the single ones; Python's own
    transactions on SQLite would moreover leave out what changes tables (Python documentation, sqlite3, Transaction
    control).
    """
    connection.exec_driver_sql(_BEGIN[connection.dialect.name])
    try:
        yield
        connection.exec_driver_sql("COMMIT")
    except Exception:
        with suppress(SQLAlchemyError):  # the connection may be what broke, which undoes it as well
            connection.exec_driver_sql("ROLLBACK")
        raise
