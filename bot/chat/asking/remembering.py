"""What Porter remembers on Discord, all on one database, and the end of what was remembered for long enough."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from discord.ext import commands, tasks

from bot.chat.asking.places import Places
from bot.memory.answers import Answers
from bot.memory.claims import Claims
from bot.memory.counts import Counts
from bot.memory.database import Database
from bot.memory.forgetting import Forgetting
from bot.memory.questions import Questions
from bot.memory.study_channels import StudyChannels
from bot.memory.votes import Votes

log = logging.getLogger(__name__)

MINUTES_BETWEEN_ERASURES = 30


@dataclass(frozen=True)
class Memory:
    """Everything that is remembered; `keeps_answers` is how long an answer follows its question."""

    database: Database
    keeps_answers: timedelta
    claims: Claims
    answers: Answers
    study_channels: StudyChannels
    votes: Votes
    questions: Questions
    counts: Counts
    forgetting: Forgetting

    @classmethod
    def on(cls, database: Database, keeps_answers: timedelta) -> Self:
        """Remember on a database that is open."""
        return cls(
            database=database,
            keeps_answers=keeps_answers,
            claims=Claims(database),
            answers=Answers(database),
            study_channels=StudyChannels(database),
            votes=Votes(database),
            questions=Questions(database),
            counts=Counts(database),
            forgetting=Forgetting(database, answers_for=keeps_answers),
        )


class Upkeep(commands.Cog):
    """Writes down what was counted, erases what is old, and takes over what another process changed."""

    def __init__(self, memory: Memory, places: Places) -> None:
        self._memory = memory
        self._places = places
        self._minutes = 0

    async def cog_load(self) -> None:
        """Begin, once a minute."""
        self._every_minute.start()

    async def cog_unload(self) -> None:
        """Stop."""
        self._every_minute.cancel()

    @tasks.loop(minutes=1)
    async def _every_minute(self) -> None:
        try:
            await self._memory.counts.write()
            await self._places.take_over()
            if self._minutes % MINUTES_BETWEEN_ERASURES == 0:
                await self._memory.forgetting.old(datetime.now(UTC))
        except Exception:  # what fails now is tried again in a minute, and discord.py would end the loop
            log.exception("unforeseen in the upkeep of the memory")
        self._minutes += 1
