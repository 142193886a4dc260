"""Where the database is: a file, or PostgreSQL by its URL. Nothing here shows a password."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import platformdirs

_SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_EXAMPLE = "postgresql://USER:PASSWORD@HOST/DATABASE"


class PlaceError(ValueError):
    """What should name a database doesn't; the message says what is wrong, and never repeats it."""


@dataclass(frozen=True)
class DatabaseFile:
    """A file for SQLite."""

    path: Path

    def __str__(self) -> str:
        return f"the file {self.path}"


@dataclass(frozen=True)
class PostgresqlDatabase:
    """A database of a PostgreSQL server; what is empty or 0 is left to the driver, which asks the environment."""

    host: str
    port: int
    name: str
    user: str
    password: str = field(repr=False)
    ssl_mode: str

    def __str__(self) -> str:
        at = f" at {self.host}{f':{self.port}' if self.port else ''}" if self.host else ""
        return f"the PostgreSQL database {self.name or 'of the environment'}{at}"


Place = DatabaseFile | PostgresqlDatabase


def own_file() -> Path:
    """Say where this system keeps a program's data."""
    return Path(platformdirs.user_data_dir("porter", appauthor=False)) / "porter.db"


def place_of(written: str | Path) -> Place:
    """Read the path of a file, or the URL of a PostgreSQL database as its own tools take it.

    Raises:
        PlaceError: it is a URL, but not one that Porter can use.
    """
    if isinstance(written, Path) or "://" not in written:
        return DatabaseFile(Path(written).expanduser())
    try:
        parts = urlsplit(written)
        port = parts.port or 0
    except ValueError:
        raise PlaceError(
            f"this URL can't be read; write it as {_EXAMPLE}, with % codes for special characters"
        ) from None
    if parts.scheme not in {"postgresql", "postgres"}:
        raise PlaceError(f"a database is a path for SQLite, or a URL of PostgreSQL: {_EXAMPLE}")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    host = options.pop("host", parts.hostname or "")
    ssl_mode = options.pop("sslmode", "")
    if ssl_mode and ssl_mode not in _SSL_MODES:
        raise PlaceError(f"sslmode is one of {', '.join(_SSL_MODES)}")
    if options:
        raise PlaceError("of the options behind the ?, Porter knows only host and sslmode")
    return PostgresqlDatabase(
        host=unquote(host),
        port=port,
        name=unquote(parts.path.removeprefix("/")),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        ssl_mode=ssl_mode,
    )
