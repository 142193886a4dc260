"""Which answer belongs to which question, so that it can follow the question's edit and deletion."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select

from bot.memory.database import Database
from bot.memory.remembered import Answered
from bot.memory.statements import Upsert
from bot.memory.tables import answers

_ALL_BUT_QUESTION = ("answer", "channel", "server", "person", "entries", "at")

# Whether a message was answered is asked at every edit and deletion. A statement that is made once costs a fifth of one
# that is made each time.
_TO = select(answers).where(answers.c.question == bindparam("question"))
_BY = select(answers).where(answers.c.answer == bindparam("answer"))
_SINCE = (
    select(answers)
    .where(answers.c.channel == bindparam("channel"), answers.c.at >= bindparam("since"))
    .order_by(answers.c.at.desc())
)


class Answers:
    """Keeps the answers that were given, by ids and names of entries, without any text."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, answered: Answered) -> None:
        """Remember an answer; a question has one, and a later one takes its place."""
        row = {**vars(answered), "entries": " ".join(answered.entries)}
        await self._database.write(Upsert(answers, (row,), replace=_ALL_BUT_QUESTION))

    async def to(self, question: int) -> Answered | None:
        """Give the answer to a question."""
        rows = await self._database.read(_TO, question=question)
        return _answered(rows[0]) if rows else None

    async def by(self, answer: int) -> Answered | None:
        """Give what is known of one of Porter's own messages."""
        rows = await self._database.read(_BY, answer=answer)
        return _answered(rows[0]) if rows else None

    async def last_about(self, entry: str, channel: int, since: datetime) -> Answered | None:
        """Give the last answer in a channel in which an entry occurred, from `since` on."""
        answered = map(_answered, await self._database.read(_SINCE, channel=channel, since=since))
        return next((each for each in answered if entry in each.entries), None)

    async def remove(self, question: int) -> None:
        """Forget the answer to a question."""
        await self._database.write(delete(answers).where(answers.c.question == question))


def _answered(row: Any) -> Answered:
    question, answer, channel, server, person, entries, at = row
    return Answered(question, answer, channel, server, person, tuple(entries.split()), at)
