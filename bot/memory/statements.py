"""What is written to a database, in words that do for SQLite and PostgreSQL alike."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Executable, Table


@dataclass(frozen=True)
class Upsert:
    """Rows to insert, and what becomes of one that is there already, by its primary key.

    The columns in `replace` take the new value, those in `add` are added up. Without either the old row stays, and
    counts as no row written.
    """

    table: Table
    rows: tuple[Mapping[str, Any], ...]
    replace: tuple[str, ...] = ()
    add: tuple[str, ...] = ()


Write = Executable | Upsert


def upserting(upsert: Upsert, dialect: str) -> Executable:
    """Give the statement without its rows. It is the same one every time, so that SQLAlchemy compiles it once."""
    return _upserting(dialect, upsert.table, upsert.replace, upsert.add)


@cache
def _upserting(dialect: str, table: Table, replace: tuple[str, ...], add: tuple[str, ...]) -> Executable:
    # Each dialect has an ON CONFLICT of its own, and only the one in use is worth its import.
    insert = importlib.import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
    new = {name: insert.excluded[name] for name in replace}
    new |= {name: table.c[name] + insert.excluded[name] for name in add}
    if not new:
        statement: Executable = insert.on_conflict_do_nothing()
    else:
        statement = insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=new)
    return statement
