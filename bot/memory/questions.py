"""The questions that Porter couldn't answer, where a server's moderators want them kept."""

import secrets
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import BigInteger, Date, Text, delete, func, insert, literal, select
from sqlalchemy.exc import IntegrityError

from bot.memory.anonymous import without_people
from bot.memory.database import Database
from bot.memory.remembered import Unanswered
from bot.memory.statements import Upsert
from bot.memory.tables import gap_servers, questions

MOST_OF_A_SERVER = 1_000
LONGEST = 300


class Questions:
    """Keeps unanswered questions of the servers that switched it on.

    A question is kept without the ids of its message, its channel and the person, with the day instead of the time,
    and without what names people in its text. So nobody can say afterwards whose it was; nor can it be found again for
    a person who asks to be forgotten, which is why it is kept 30 days at most and can be deleted by the moderators.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def switch_on(self, server: int) -> None:
        """Keep a server's unanswered questions from now on."""
        await self._database.write(Upsert(gap_servers, ({"server": server},)), lasting=True)

    async def switch_off(self, server: int) -> int:
        """Keep them no longer, delete those that are kept, and say how many those were."""
        deleted, _ = await self._database.write(
            delete(questions).where(questions.c.server == server),
            delete(gap_servers).where(gap_servers.c.server == server),
            lasting=True,
        )
        return deleted

    async def servers(self) -> frozenset[int]:
        """Give the servers that have switched it on."""
        return frozenset(server for (server,) in await self._database.read(select(gap_servers.c.server)))

    async def keep(self, text: str, server: int, now: datetime) -> bool:
        """Keep a question; False where the server hasn't switched it on, or has a thousand of them already."""
        kept = select(func.count()).select_from(questions).where(questions.c.server == server).scalar_subquery()
        values = (
            literal(secrets.randbits(63), BigInteger),
            gap_servers.c.server,
            literal(without_people(text, LONGEST), Text),
            literal(now.date(), Date),
        )
        where_wanted = select(*values).where(gap_servers.c.server == server, kept < MOST_OF_A_SERVER)
        keeping = insert(questions).from_select(list(questions.c.keys()), where_wanted)
        try:
            (written,) = await self._database.write(keeping)
        except IntegrityError:  # it was switched off at this very moment
            return False
        return written == 1

    async def of_server(self, server: int) -> tuple[Unanswered, ...]:
        """Give the questions of a server, the latest day first."""
        there = select(questions.c.number, questions.c.text, questions.c.day).where(questions.c.server == server)
        rows = await self._database.read(there.order_by(questions.c.day.desc(), questions.c.number))
        return tuple(Unanswered(*row) for row in rows)

    async def delete(self, numbers: Collection[int], server: int) -> int:
        """Delete some questions of a server, and say how many were there."""
        there = delete(questions).where(questions.c.server == server, questions.c.number.in_(numbers))
        (deleted,) = await self._database.write(there, lasting=True)
        return deleted
