"""What is wrong with a database, as a sentence with its remedy. No message of a driver is repeated in it."""

import errno
import os
import sqlite3
from dataclasses import dataclass

from sqlalchemy import exc

from bot.memory.file_use import StillInUseError
from bot.memory.place import Place, PostgresqlDatabase


@dataclass(frozen=True)
class Trouble:
    """What is wrong, what mends it, whether the data themselves are damaged, and whether that is anything known."""

    problem: str
    remedy: str
    damaged: bool = False
    known: bool = True


class DamagedError(Exception):
    """A check of the database found that its contents contradict each other."""


_RIGHTS = "Give the user that Porter runs as the right to write the file and its directory, or name another place"
_SPACE = "Free some space there"
_LOG_IN = "Correct user and password in the database's URL"

_DAMAGED = Trouble("is damaged", "Porter sets it aside and begins a new one as soon as it can", damaged=True)

# Primary result codes (SQLite documentation, Result and Error Codes).
_SQLITE = {
    sqlite3.SQLITE_PERM: Trouble("must not be used", _RIGHTS),
    sqlite3.SQLITE_BUSY: Trouble("is kept locked by another program", "End that program, or let it finish"),
    sqlite3.SQLITE_LOCKED: Trouble("is kept locked by another program", "End that program, or let it finish"),
    sqlite3.SQLITE_READONLY: Trouble("must not be written", _RIGHTS),
    sqlite3.SQLITE_IOERR: Trouble(
        "can't be read or written, the system says", "Look at the disk, and whether a limit on the size of files is set"
    ),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_FULL: Trouble("can't grow, the disk is full", _SPACE),
    sqlite3.SQLITE_CANTOPEN: Trouble("can't be opened", _RIGHTS),
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}

# SQLSTATE codes, or the class that they begin with (PostgreSQL documentation, Appendix A).
_POSTGRESQL = {
    "25006": Trouble("may only be read", "Name the primary server, not a standby, and a user that may write"),
    "28": Trouble("refuses Porter's user or password", _LOG_IN),
    "3D000": Trouble("doesn't exist", "Create it with createdb, or correct its name in the URL"),
    "3F000": Trouble("has no schema that Porter's user may use", "Make that user the owner of the database"),
    "42501": Trouble("denies Porter's user the right", "Make that user the owner of the database"),
    "53100": Trouble("can't grow, its disk is full", _SPACE),
    "53300": Trouble("takes no more connections", "Raise max_connections there, or end what holds them"),
    "57P": Trouble("is being shut down or started", "Nothing, if that was meant; else start PostgreSQL"),
    "08": Trouble("broke the connection", "Look whether PostgreSQL runs"),
    "XX001": Trouble("is damaged", "Restore it from a backup", damaged=True),
    "XX002": Trouble("is damaged", "Rebuild it with REINDEX, or restore it from a backup", damaged=True),
}


def trouble_of(error: Exception, place: Place) -> Trouble | None:
    """Say what an error tells of the database; None if it is a mistake of ours, or told of by something else."""
    if isinstance(error, DamagedError | StillInUseError):
        return _DAMAGED
    if isinstance(error, exc.IntegrityError | exc.DataError):
        return None
    if isinstance(error, TimeoutError | exc.TimeoutError):
        return Trouble("doesn't answer in time", "Look whether it runs, and what keeps it busy")
    cause = error.orig if isinstance(error, exc.DBAPIError) else error
    if isinstance(place, PostgresqlDatabase):
        return _of_postgresql(cause)
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause)
    return _of_system(cause) if isinstance(cause, OSError) else None


def _of_sqlite(error: sqlite3.Error) -> Trouble | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None and isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError):
        return None  # the module itself objects to how it was called
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    return _SQLITE.get((code or 0) & 0xFF) or _unknown(name)


def _of_system(error: OSError) -> Trouble:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _SQLITE[sqlite3.SQLITE_FULL]
    return Trouble(f"can't be written ({os.strerror(error.errno or 0)})", _RIGHTS)


def _of_postgresql(error: BaseException | None) -> Trouble | None:
    if isinstance(error, OSError):
        return Trouble("can't be reached", "Look whether PostgreSQL runs, and at host and port in the URL")
    code = getattr(error, "sqlstate", None)
    if code and code.startswith("22"):  # "data exception": it objects to what it was given
        return None
    if code:
        found = (trouble for start, trouble in _POSTGRESQL.items() if code.startswith(start))
        return next(found, None) or _unknown(f"SQLSTATE {code}")
    if type(error).__module__.startswith(("asyncpg", "sqlalchemy.dialects.postgresql")):
        return _POSTGRESQL["08"]
    return None


def _unknown(name: str) -> Trouble:
    return Trouble(f"fails in a way that Porter doesn't know ({name})", "Look the name up, or report it", known=False)
