"""What is forgotten: a person's, a server's, and what is old."""

from datetime import datetime, timedelta

from sqlalchemy import delete, null, update

from bot.memory.database import Database
from bot.memory.remembered import Forgotten
from bot.memory.tables import answers, claims, counts, gap_servers, questions, study_channels, votes

_OF_SERVERS = (answers, study_channels, votes, questions, gap_servers, counts)


class Forgetting:
    """Forgets in all tables together, entirely or not at all.

    Claims name no person, only messages, and go after two days; questions that weren't answered are kept without whose
    they were.
    """

    def __init__(
        self,
        database: Database,
        *,
        claims_for: timedelta = timedelta(days=2),
        answers_for: timedelta = timedelta(hours=24),
        questions_for: timedelta = timedelta(days=30),
        counts_for: timedelta = timedelta(days=365),
    ) -> None:
        """Say for how long each is remembered; votes as long as counts."""
        self._database = database
        self._claims_for = claims_for
        self._answers_for = answers_for
        self._questions_for = questions_for
        self._counts_for = counts_for

    async def person(self, person: int) -> Forgotten:
        """Erase a person's answers and votes, and take their name from the channels that they opened."""
        nobody = update(study_channels).where(study_channels.c.opened_by == person).values(opened_by=null())
        erased_answers, erased_votes, left_channels = await self._database.write(
            delete(answers).where(answers.c.person == person),
            delete(votes).where(votes.c.person == person),
            nobody,
            lasting=True,
        )
        return Forgotten(erased_answers, erased_votes, left_channels, later=bool(self._database.trouble))

    async def server(self, server: int) -> int:
        """Erase everything of a server, as when Porter leaves it, and say how many rows that was."""
        return sum(
            await self._database.write(
                *(delete(table).where(table.c.server == server) for table in _OF_SERVERS), lasting=True
            )
        )

    async def old(self, now: datetime) -> int:
        """Erase what was remembered for long enough, and say how many rows that was; to be called now and then."""
        return sum(
            await self._database.write(
                delete(claims).where(claims.c.at < now - self._claims_for),
                delete(answers).where(answers.c.at < now - self._answers_for),
                delete(questions).where(questions.c.day < (now - self._questions_for).date()),
                delete(votes).where(votes.c.day < (now - self._counts_for).date()),
                delete(counts).where(counts.c.day < (now - self._counts_for).date()),
                lasting=True,
            )
        )
