"""Runs scripts in processes of their own, several of them at the same time."""

import subprocess
import sys
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]

# What every script begins with: its imports are done before it says that it is ready, and it begins when it is told.
BEGINNING = """
import asyncio, json, os, resource, sys
from datetime import UTC, datetime
from pathlib import Path
import aiosqlite, asyncpg, sqlalchemy.dialects.postgresql.asyncpg, sqlalchemy.dialects.sqlite.aiosqlite
from bot.memory.answers import Answers
from bot.memory.claims import Claims
from bot.memory.database import Database
from bot.memory.place import place_of
from bot.memory.remembered import Answered
now = datetime.now(UTC)
where = sys.argv[1]
print("ready", flush=True)
sys.stdin.readline()
"""


def start(script: str, *arguments: Any, **options: Any) -> subprocess.Popen[str]:
    """Start a script, and return when it is ready."""
    begun = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", BEGINNING + script, *map(str, arguments)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )
    assert begun.stdout
    assert begun.stdout.readline() == "ready\n"
    return begun


def said_together(script: str, *arguments: Any, times: int, **options: Any) -> list[str]:
    """Run a script several times at once, and return what each printed."""
    begun = [start(script, *arguments, **options) for _ in range(times)]
    for each in begun:
        assert each.stdin
        each.stdin.write("go\n")
        each.stdin.flush()
    said = [each.communicate(timeout=60)[0] for each in begun]
    assert [each.returncode for each in begun] == [0] * times, said
    return said
