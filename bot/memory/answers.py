"""Which answer belongs to which question, so that it can follow the question's edit and deletion."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select

from bot.memory.database import Database
from bot.memory.remembered import Answered
from bot.memory.statements import Upsert
from bot.memory.tables import answers

_ALL_BUT_QUESTION = ("answer", "channel", "server", "person", "entries", "at")


class Answers:
    """Keeps the answers that were given, by ids and names of entries, without any text."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, answered: Answered) -> None:
        """Remember an answer; a question has one, and a later one takes its place."""
        row = {**vars(answered), "entries": "".join(f" {entry} " for entry in answered.entries)}
        await self._database.write(Upsert(answers, (row,), replace=_ALL_BUT_QUESTION))

    async def to(self, question: int) -> Answered | None:
        """Give the answer to a question."""
        return await self._first(select(answers).where(answers.c.question == question))

    async def by(self, answer: int) -> Answered | None:
        """Give what is known of one of Porter's own messages."""
        return await self._first(select(answers).where(answers.c.answer == answer))

    async def last_about(self, entry: str, channel: int, since: datetime) -> Answered | None:
        """Give the last answer in a channel in which an entry occurred, from `since` on."""
        about = answers.c.entries.contains(f" {entry} ", autoescape=True)
        there = select(answers).where(answers.c.channel == channel, answers.c.at >= since, about)
        return await self._first(there.order_by(answers.c.at.desc()))

    async def remove(self, question: int) -> None:
        """Forget the answer to a question."""
        await self._database.write(delete(answers).where(answers.c.question == question))

    async def _first(self, statement: Select[Any]) -> Answered | None:
        rows = await self._database.read(statement.limit(1))
        return _answered(rows[0]) if rows else None


def _answered(row: Any) -> Answered:
    question, answer, channel, server, person, entries, at = row
    return Answered(question, answer, channel, server, person, tuple(entries.split()), at)
