"""Measures what it costs to remember: each beside a raw `sqlite3` insert in the same run.

    PYTHONPATH=tests .venv/bin/python benchmarks/memory.py

The floor is the same row put into the same kind of file by the standard library, without an event loop, a thread or a
pool. PostgreSQL is a real server of this run's own, by TCP on loopback, and left out where it isn't installed.
"""

import asyncio
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from postgresql_server import PostgresqlServer, programs

from bot.memory.answers import Answers
from bot.memory.claims import Claims
from bot.memory.database import Database
from bot.memory.place import place_of
from bot.memory.remembered import Answered

TIMES = 2_000
STARTS = 7
NOW = datetime.now(UTC)


def main() -> None:
    """Print two tables."""
    with tempfile.TemporaryDirectory() as directory:
        print(f"{'microseconds, median of ' + str(TIMES):44}{'wall':>8}{'p99':>8}{'CPU':>8}{'x floor':>9}")
        floor = raw_inserts(Path(directory) / "raw.db")
        show("sqlite3 alone: insert (the floor)", *floor, floor[0])
        asyncio.run(through_memory("SQLite", str(Path(directory) / "porter.db"), floor[0]))
        found = programs()
        if found:
            with PostgresqlServer(found) as server:
                asyncio.run(through_memory("PostgreSQL", server.empty_database(), floor[0]))
        else:
            print("PostgreSQL is not measured: it isn't installed.")
        print(f"\n{'median of ' + str(STARTS):44}{'ms':>8}{'MiB':>8}")
        for name, script in STARTED.items():
            costs = [started(script.format(place=Path(directory) / "started.db")) for _ in range(STARTS)]
            print(f"{name:44}" + "".join(f"{statistics.median(each):>8.1f}" for each in zip(*costs, strict=True)))


def raw_inserts(path: Path) -> tuple[float, float, float]:
    """Put rows into a file as quickly as this Python can: autocommit, in WAL mode."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA secure_delete = ON"):
            connection.execute(statement)
        connection.execute("CREATE TABLE claims (message BIGINT NOT NULL PRIMARY KEY, at BIGINT NOT NULL)")
        times, began = [], time.process_time()
        for number in range(TIMES):
            start = time.perf_counter()
            connection.execute("INSERT INTO claims VALUES (?, ?) ON CONFLICT DO NOTHING", (2**60 + number, number))
            times.append(time.perf_counter() - start)
        return summary(times, time.process_time() - began)


async def through_memory(kind: str, where: str, floor: float) -> None:
    """Claim, keep, find, and do the whole way of an answer."""
    async with await Database.open(place_of(where), sys.exit) as database:
        claims, answers = Claims(database), Answers(database)

        async def both(number: int) -> None:
            await claims.claim(2**61 + number, NOW)
            await answers.keep(answered(2**61 + number))

        steps: dict[str, Callable[[int], Awaitable[object]]] = {
            "claim": lambda number: claims.claim(2**60 + number, NOW),
            "keep an answer": lambda number: answers.keep(answered(2**60 + number)),
            "find it by its question": lambda number: answers.to(2**60 + number),
            "find none (a message that nobody answered)": answers.to,
            "last answer about an entry in a channel": lambda number: answers.last_about("tcp", number % 50, NOW),
            "claim and keep": both,
        }
        for name, step in steps.items():
            times, began = [], time.process_time()
            for number in range(TIMES):
                start = time.perf_counter()
                await step(number)
                times.append(time.perf_counter() - start)
            show(f"{kind}: {name}", *summary(times, time.process_time() - began), floor)


def answered(question: int) -> Answered:
    """Make an answer in one of fifty channels."""
    return Answered(question, question + 1, question % 50, 100, 7, ("tcp", "udp"), NOW)


def summary(times: list[float], processor: float) -> tuple[float, float, float]:
    """Give median, 99th percentile and mean processor time, in microseconds."""
    return statistics.median(times) * 1e6, statistics.quantiles(times, n=100)[98] * 1e6, processor / TIMES * 1e6


def show(name: str, wall: float, p99: float, processor: float, floor: float) -> None:
    """Print one line."""
    print(f"{name:44}{wall:>8.0f}{p99:>8.0f}{processor:>8.0f}{wall / floor:>9.1f}")


# What a process pays that already has what the other rooms import.
STARTED = {
    "import the values alone": "import bot.memory.remembered, bot.memory.place",
    "import the whole room": "import bot.memory.claims, bot.memory.answers, bot.memory.questions, bot.memory.counts",
    "and open a new file": (
        "import asyncio, sys; from bot.memory.database import Database; from bot.memory.place import place_of\n"
        "async def main():\n"
        "    async with await Database.open(place_of(sys.argv[1]), sys.exit):\n"
        "        measure()\n"
        "asyncio.run(main())"
    ),
}


def started(script: str) -> tuple[float, float]:
    """Run something in a new process after the chat's libraries, and give milliseconds and MiB that it adds."""
    beginning = (
        "import asyncio, datetime, json, platformdirs, sys, time, discord, psutil\n"
        "resident = lambda: psutil.Process().memory_info().rss / 2**20\n"
        "before, began = resident(), time.perf_counter()\n"
        "def measure():\n"
        "    print(json.dumps([(time.perf_counter() - began) * 1000, resident() - before]))\n"
    )
    ending = "" if "measure()" in script else "\nmeasure()"
    with tempfile.TemporaryDirectory() as directory:
        command = [sys.executable, "-c", beginning + script + ending, f"{directory}/porter.db"]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 (our own)
    milliseconds, mebibytes = json.loads(said)
    return milliseconds, mebibytes


if __name__ == "__main__":
    main()
