"""How often Porter answered, suggested and kept quiet, in each server on each day."""

from collections import Counter
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, func, select

from bot.memory.database import Database
from bot.memory.remembered import DayCounts, EntryCounts, Outcome, VoteSums
from bot.memory.statements import Upsert
from bot.memory.tables import counts, votes
from bot.memory.votes import DOWNS, UPS


class Counts:
    """Counts in the working memory, so that a message costs nothing, and writes that down when told to."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._unwritten: Counter[tuple[int, date, Outcome, str]] = Counter()

    def add(self, outcome: Outcome, server: int, now: datetime, entry: str = "") -> None:
        """Count one more; `entry` is the answer's first."""
        self._unwritten[server, now.date(), outcome, entry] += 1

    async def write(self) -> None:
        """Write down what was counted since the last time: every minute or so, and at the end."""
        counted, self._unwritten = self._unwritten, Counter()
        columns = ("server", "day", "outcome", "entry")
        rows = tuple({**dict(zip(columns, key, strict=True)), "number": number} for key, number in counted.items())
        if rows:
            await self._database.write(Upsert(counts, rows, add=("number",)))

    def drop(self, server: int) -> None:
        """Drop what isn't written down yet of a server that is to be forgotten."""
        for key in [key for key in self._unwritten if key[0] == server]:
            del self._unwritten[key]

    async def days(self, server: int, since: date) -> tuple[DayCounts, ...]:
        """Give the days of a server on which anything happened, from `since` on, in order."""
        await self.write()
        there = counts.c.server == server, counts.c.day >= since
        summed = select(counts.c.day, *map(_summed, Outcome)).where(*there).group_by(counts.c.day)
        outcomes = {row.day: row for row in await self._database.read(summed)}
        voted = votes.c.server == server, votes.c.day >= since
        summed_votes = select(votes.c.day, UPS, DOWNS).where(*voted).group_by(votes.c.day)
        sums = {day: VoteSums(up, down) for day, up, down in await self._database.read(summed_votes)}
        days = []
        for day in sorted(outcomes.keys() | sums.keys()):
            _, answers, suggestions, silences = outcomes.get(day, (day, 0, 0, 0))
            days.append(DayCounts(day, answers, suggestions, silences, sums.get(day, VoteSums())))
        return tuple(days)

    async def entries(self, server: int, since: date, limit: int = 20) -> tuple[EntryCounts, ...]:
        """Give the entries that were the answer in a server most often, from a day on, the most frequent first."""
        await self.write()
        there = counts.c.server == server, counts.c.day >= since, counts.c.entry != ""
        answers = _summed(Outcome.ANSWER)
        often = select(counts.c.entry, answers).where(*there).group_by(counts.c.entry).having(answers > 0)
        rows = await self._database.read(often.order_by(answers.desc(), counts.c.entry).limit(limit))
        voted = votes.c.server == server, votes.c.day >= since, votes.c.entry.in_([entry for entry, _ in rows])
        summed_votes = select(votes.c.entry, UPS, DOWNS).where(*voted).group_by(votes.c.entry)
        sums = {entry: VoteSums(up, down) for entry, up, down in await self._database.read(summed_votes)}
        return tuple(EntryCounts(entry, number, sums.get(entry, VoteSums())) for entry, number in rows)


def _summed(outcome: Outcome) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((counts.c.outcome == outcome, counts.c.number), else_=0)), 0)
