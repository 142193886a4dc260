"""What people think of the answers: one vote a person and answer."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from bot.memory.database import Database
from bot.memory.remembered import Vote, VoteSums
from bot.memory.statements import Upsert
from bot.memory.tables import votes

UPS = func.coalesce(func.sum(votes.c.up), 0)
DOWNS = func.coalesce(func.sum(1 - votes.c.up), 0)


class Votes:
    """Keeps the votes, by ids, the day, and the entry that they are about."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def cast(self, vote: Vote) -> None:
        """Take a vote; a later one of the same person on the same answer takes its place."""
        await self._database.write(Upsert(votes, ({**vars(vote), "up": int(vote.up)},), replace=("up", "day")))

    async def of_answer(self, answer: int) -> VoteSums:
        """Add up the votes on an answer."""
        return await self._sums(select(UPS, DOWNS).where(votes.c.answer == answer))

    async def of_server(self, server: int, since: date) -> VoteSums:
        """Add up all votes in a server, from a day on."""
        return await self._sums(select(UPS, DOWNS).where(votes.c.server == server, votes.c.day >= since))

    async def of_entry(self, entry: str, server: int, since: date) -> VoteSums:
        """Add up the votes on all answers about an entry in a server, from a day on."""
        there = votes.c.server == server, votes.c.day >= since, votes.c.entry == entry
        return await self._sums(select(UPS, DOWNS).where(*there))

    async def _sums(self, statement: Select[Any]) -> VoteSums:
        ((up, down),) = await self._database.read(statement)
        return VoteSums(up, down)
