"""Looks into the file in which a Porter of the tests keeps what it remembers."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Any


def database_file(home: Path) -> Path:
    """Where Linux keeps a program's data (XDG Base Directory Specification)."""
    return home / ".local" / "share" / "porter" / "porter.db"


def rows(home: Path, table: str) -> list[tuple[Any, ...]]:
    """All rows of a table, as another program sees them."""
    with contextlib.closing(sqlite3.connect(f"file:{database_file(home)}?mode=ro", uri=True)) as connection:
        return connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 (a name from the test)


def written(home: Path) -> bytes:
    """Every byte of the file, and of what is about to be written into it."""
    return b"".join(path.read_bytes() for path in sorted(database_file(home).parent.glob("porter.db*")))
