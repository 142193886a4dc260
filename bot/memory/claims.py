"""One message, one answer: across duplicate events, restarts, and several processes on one database."""

from datetime import datetime

from sqlalchemy import delete

from bot.memory.database import Database
from bot.memory.statements import Upsert
from bot.memory.tables import claims


class Claims:
    """Says who answers a message: whoever claims it first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, message: int, now: datetime) -> bool:
        """Claim a message; True for one claimant only, whatever else runs on the same database."""
        (won,) = await self._database.write(Upsert(claims, ({"message": message, "at": now},)))
        return won == 1

    async def release(self, message: int) -> None:
        """Give a claim back that came to nothing, so that the message may be answered after all."""
        await self._database.write(delete(claims).where(claims.c.message == message))
