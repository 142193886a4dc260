"""What is remembered, as values. They cost nothing to import, unlike what keeps them.

All ids are Discord's snowflakes, unsigned 64-bit numbers (Discord documentation, Reference, Snowflakes); a `server` of
0 is no server, so a direct message. All times are aware, in UTC.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True)
class Answered:
    """Which answer Porter gave to whose question, and with which entries; both messages by their ids, without texts."""

    question: int
    answer: int
    channel: int
    server: int
    person: int
    entries: tuple[str, ...]
    at: datetime


class ChannelManner(StrEnum):
    """What becomes of a question that Porter overhears in a study channel."""

    ANSWER = "answer"
    MENTIONED = "mentioned"
    SHADOW = "shadow"


@dataclass(frozen=True)
class StudyChannel:
    """A channel that moderators opened for Porter; `opened_by` is None once that person asked to be forgotten."""

    channel: int
    server: int
    manner: ChannelManner
    opened_by: int | None
    opened_at: datetime


@dataclass(frozen=True)
class Vote:
    """What one person thinks of one answer about an entry: helpful (`up`), or not."""

    answer: int
    person: int
    server: int
    entry: str
    up: bool
    day: date


@dataclass(frozen=True)
class VoteSums:
    """How many people found something helpful, and how many didn't."""

    up: int = 0
    down: int = 0


@dataclass(frozen=True)
class Unanswered:
    """A question that Porter couldn't answer: its text without people, and nothing of who asked it where."""

    number: int
    text: str
    day: date


class Outcome(StrEnum):
    """What Porter did with a message, as it is counted."""

    ANSWER = "answer"
    SUGGESTIONS = "suggestions"
    SILENCE = "silence"


@dataclass(frozen=True)
class DayCounts:
    """What happened in a server on a day (UTC)."""

    day: date
    answers: int
    suggestions: int
    silences: int
    votes: VoteSums


@dataclass(frozen=True)
class EntryCounts:
    """How often an entry was the answer in a server, and what people thought of it."""

    entry: str
    answers: int
    votes: VoteSums


@dataclass(frozen=True)
class Forgotten:
    """How many rows that told of a person are gone.

    With `later`, the database can't be reached: they are gone from the working memory, and the database follows.
    """

    answers: int
    votes: int
    channels: int
    later: bool

    @property
    def rows(self) -> int:
        """All of them."""
        return self.answers + self.votes + self.channels


@dataclass(frozen=True)
class DatabaseState:
    """How the database is: `trouble` is empty while all is well, `milliseconds` is what one small question took."""

    place: str
    migration: int
    milliseconds: float
    trouble: str
    waiting: int
    """How many writes wait for the database to come back."""
