import os
import sys
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from postgresql_server import PostgresqlServer, programs

from bot.memory.database import Database
from bot.memory.place import Place, place_of

NOT_INSTALLED = "PostgreSQL is NOT TESTED HERE: it isn't installed (on Debian: apt-get install postgresql)"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it in a line of its own, whatever else is skipped."""
    if programs() is None:
        terminalreporter.write_line(NOT_INSTALLED, red=True, bold=True)


@pytest.fixture(autouse=True)
def file_guard() -> Iterator[None]:
    """Fails a test that leaves a database file open, as the leak guard does with sockets and threads."""
    yield
    if sys.platform == "linux":
        end = time.monotonic() + 2
        while (left := open_databases()) and time.monotonic() < end:
            time.sleep(0.01)
        assert not left, f"left open: {', '.join(left)}"


def open_databases() -> list[str]:
    descriptors = (os.path.realpath(descriptor.path) for descriptor in os.scandir("/proc/self/fd"))
    return [each for each in descriptors if "porter.db" in each]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    found = programs()
    if found is None:
        pytest.skip(NOT_INSTALLED)
    with PostgresqlServer(found) as server:
        yield server


@pytest.fixture
def breakable_postgresql(postgresql: PostgresqlServer) -> Iterator[PostgresqlServer]:
    """The same server, which runs again afterwards, whatever was done to it."""
    yield postgresql
    postgresql.start()
    postgresql.go_on()


@pytest.fixture
def file_place(tmp_path: Path) -> Place:
    return place_of(tmp_path / "porter.db")


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind, as settings would name it."""
    if request.param == "sqlite":
        return str(tmp_path / "porter.db")
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    return server.empty_database()


@pytest.fixture
def place(where: str) -> Place:
    return place_of(where)


@pytest_asyncio.fixture
async def database(place: Place) -> AsyncIterator[Database]:
    """An open database of each kind, with which nothing may go wrong."""
    told: list[str] = []
    async with await Database.open(place, told.append) as database:
        yield database
    assert told == []


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)
