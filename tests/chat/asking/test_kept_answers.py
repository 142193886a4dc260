from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders import make_entry

from bot.answering.answer import Found
from bot.answering.port_numbers import RANGES, Facts, no_port
from bot.chat.asking.kept_answers import KeptAnswers
from bot.chat.asking.remembering import Memory
from bot.memory.database import Database
from bot.memory.place import place_of


async def test_that_something_is_no_port_number_is_no_answer_in_the_stats(tmp_path: Path) -> None:
    ranges = make_entry(name=RANGES)
    async with await Database.open(place_of(tmp_path / "porter.db"), pytest.fail) as database:
        memory = Memory.on(database, timedelta(hours=24))
        kept = KeptAnswers(memory)
        kept.count(Found((ranges,), Facts("Port 50000", ("It is free to use.",), RANGES)), None)
        kept.count(Found((ranges,), no_port("70000")), None)

        (counted,) = await memory.counts.entries(0, since=datetime.now(UTC).date())
        assert (counted.entry, counted.answers) == (RANGES, 1)
