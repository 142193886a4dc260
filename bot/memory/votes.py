"""What people think of the answers: one vote a person and answer."""

from sqlalchemy import func

from bot.memory.database import Database
from bot.memory.remembered import Vote
from bot.memory.statements import Upsert
from bot.memory.tables import votes

UPS = func.coalesce(func.sum(votes.c.up), 0)
DOWNS = func.coalesce(func.sum(1 - votes.c.up), 0)


class Votes:
    """Keeps the votes, by ids, the day, and the entry that they are about."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def cast(self, vote: Vote) -> None:
        """Take a vote; a later one of the same person on the same answer takes its place.

        The answer may have been exchanged in between, and be about another entry now.
        """
        await self._database.write(Upsert(votes, ({**vars(vote), "up": int(vote.up)},), replace=("up", "day", "entry")))
