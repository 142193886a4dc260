"""The tables as they are now, as `migrations.py` makes them."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Index, Integer, MetaData, SmallInteger, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Snowflake(TypeDecorator[int]):
    """An unsigned 64-bit id in the signed 64 bits that both databases have: the upper half is stored as negative."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:  # noqa: ARG002, D102 (SQLAlchemy's)
        return value - 2**64 if value is not None and value >= 2**63 else value

    def process_result_value(self, value: int | None, dialect: Dialect) -> int | None:  # noqa: ARG002, D102
        return value + 2**64 if value is not None and value < 0 else value


class Moment(TypeDecorator[datetime]):
    """An aware time as microseconds since 1970, which both databases compare and keep alike."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002, D102
        return value if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        return value if value is None else _EPOCH + value * _MICROSECOND


metadata = MetaData()

# Named as it is read: which migrations were applied, and when.
applied = Table(
    "migrations",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("message", Snowflake, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("question", Snowflake, primary_key=True, autoincrement=False),
    Column("answer", Snowflake, nullable=False),
    Column("channel", Snowflake, nullable=False),
    Column("server", Snowflake, nullable=False),
    Column("person", Snowflake, nullable=False),
    # Their names, which have no spaces, with spaces between. A table of their own would take a second statement each
    # time, and nobody asks for an entry but within the few answers that a channel got lately.
    Column("entries", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("answers_by_answer", "answer"),
    Index("answers_by_channel", "channel", "at"),
)

study_channels = Table(
    "study_channels",
    metadata,
    Column("channel", Snowflake, primary_key=True, autoincrement=False),
    Column("server", Snowflake, nullable=False),
    Column("manner", Text, nullable=False),
    Column("opened_by", Snowflake),
    Column("opened_at", Moment, nullable=False),
)

votes = Table(
    "votes",
    metadata,
    Column("answer", Snowflake, primary_key=True, autoincrement=False),
    Column("person", Snowflake, primary_key=True, autoincrement=False),
    Column("server", Snowflake, nullable=False),
    Column("entry", Text, nullable=False),
    Column("up", SmallInteger, nullable=False),
    Column("day", Date, nullable=False),
    Index("votes_by_server", "server", "day"),
)

gap_servers = Table(
    "gap_servers",
    metadata,
    Column("server", Snowflake, primary_key=True, autoincrement=False),
)

# The reference holds the promise by itself: no text of a server that hasn't switched it on.
questions = Table(
    "questions",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("server", Snowflake, ForeignKey("gap_servers.server", ondelete="CASCADE"), nullable=False),
    Column("text", Text, nullable=False),
    Column("day", Date, nullable=False),
    Index("questions_by_server", "server", "day"),
)

counts = Table(
    "counts",
    metadata,
    Column("server", Snowflake, primary_key=True, autoincrement=False),
    Column("day", Date, primary_key=True),
    Column("outcome", Text, primary_key=True),
    Column("entry", Text, primary_key=True),
    Column("number", Integer, nullable=False),
)
