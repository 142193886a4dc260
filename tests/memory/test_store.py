import subprocess
import sys

from processes import REPOSITORY

WITHOUT_ASYNCPG = """
import asyncio, sys
sys.modules["asyncpg"] = None

import importlib.util
from bot.memory.database import Database
from bot.memory.place import place_of
from bot.memory.store import DriverMissingError

async def main():
    try:
        await Database.open(place_of("postgresql://porter:swordfish@db.example/town"), print)
    except DriverMissingError as error:
        print(error)
asyncio.run(main())
"""


def test_a_missing_driver_is_told_with_the_command_that_installs_it() -> None:
    said = subprocess.run(
        [sys.executable, "-c", WITHOUT_ASYNCPG], cwd=REPOSITORY, check=True, capture_output=True, text=True
    )

    assert said.stdout == (
        "To use the PostgreSQL database town at db.example, Porter needs the package asyncpg: "
        "pip install 'porter-bot[postgresql]'.\n"
    )


def test_neither_the_orm_nor_the_other_driver_is_loaded_for_a_file(tmp_path: object) -> None:
    script = f"""
import asyncio, sys
from bot.memory.database import Database
from bot.memory.place import place_of
from bot.memory.claims import Claims
from datetime import UTC, datetime

async def main():
    async with await Database.open(place_of("{tmp_path}/porter.db"), sys.exit) as database:
        await Claims(database).claim(1, datetime.now(UTC))
asyncio.run(main())
unwanted = {{"sqlalchemy.orm", "sqlalchemy.ext.asyncio", "asyncpg", "sqlalchemy.dialects.postgresql"}}
print(unwanted & sys.modules.keys())
"""
    said = subprocess.run([sys.executable, "-c", script], cwd=REPOSITORY, check=True, capture_output=True, text=True)

    assert said.stdout == "set()\n"


def test_the_values_are_there_without_sqlalchemy() -> None:
    script = "import sys, bot.memory.remembered, bot.memory.place; print('sqlalchemy' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", script], cwd=REPOSITORY, check=True, capture_output=True, text=True)

    assert said.stdout == "False\n"
