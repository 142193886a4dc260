"""Good manners: not too fast, not too much in one channel, and not the same thing again and again."""

import asyncio
from collections import OrderedDict
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import Enum
from weakref import WeakValueDictionary

from bot.answering.answer import Found
from bot.chat.pace import Pace

REMEMBERED_ANSWERS = 2_000


@dataclass(frozen=True)
class Limit:
    """So many times within so many seconds."""

    times: int
    seconds: float

    def pace(self) -> Pace:
        """Make what counts by it."""
        return Pace(self.times, self.seconds)


@dataclass(frozen=True)
class CourtesyLimits:
    """How much is polite: per person who asks or is overheard, per channel, and how long nothing is said again."""

    asked: Limit = Limit(12, 30)
    overheard: Limit = Limit(12, 60)
    channel: Limit = Limit(20, 60)
    repeat_seconds: float = 300


class Again(Enum):
    """What becomes of an answer, seen what was said in the channel before."""

    FULL = "it is given"
    LINK = "the first one is pointed at"
    SILENCE = "nothing is said"


@dataclass
class _Said:
    answer: int
    at: float
    linked: bool = False


class Courtesy:
    """Remembers what was said where in the last minutes, and how fast people ask. All times are in seconds."""

    def __init__(self, limits: CourtesyLimits) -> None:
        self.limits = limits
        self._asked = limits.asked.pace()
        self._overheard = limits.overheard.pace()
        self._channel = limits.channel.pace()
        self._told_full = Pace(1, limits.channel.seconds)
        self._said: OrderedDict[tuple[int, str], _Said] = OrderedDict()
        self._turns: WeakValueDictionary[tuple[int, str], asyncio.Lock] = WeakValueDictionary()

    def turn(self, found: Found, channel: int) -> AbstractAsyncContextManager[None]:
        """Hold this from `again` until `said` or `linked`, so that who asks at the same moment is told of the first."""
        return self._turns.setdefault((channel, subject(found)), asyncio.Lock())

    def asked_too_fast(self, person: int, now: float) -> int:
        """Count a message to Porter, and say by how many the person is over the limit; the first is worth a notice."""
        return self._asked.count(person, now)

    def overheard_too_often(self, person: int, now: float) -> bool:
        """Count an answer that nobody asked for, and tell whether the person got too many of them."""
        return self._overheard.count(person, now) > 0

    def channel_full(self, channel: int, now: float) -> int:
        """Count an answer in a channel, and say by how many it is over the limit."""
        over = self._channel.count(channel, now)
        if not over:
            self._told_full.forget(channel)
        return over

    def full_untold(self, channel: int, now: float) -> bool:
        """Tell whether nobody was told yet that a channel is full, and take it that somebody is now."""
        return self._told_full.count(channel, now) == 0

    def again(self, found: Found, channel: int, now: float, *, asked: bool) -> tuple[Again, int]:
        """Decide whether an answer is said again in a channel; with a link comes the id of the first answer.

        The second asking gets the link. After that, who insists is answered in full, and what is merely overheard is
        passed over.
        """
        said = self._said.get((channel, subject(found)))
        if said is None or now - said.at >= self.limits.repeat_seconds:
            return Again.FULL, 0
        if said.linked:
            return (Again.FULL if asked else Again.SILENCE), 0
        return Again.LINK, said.answer

    def linked(self, found: Found, channel: int) -> None:
        """Remember that an answer was pointed at."""
        if said := self._said.get((channel, subject(found))):
            said.linked = True

    def said(self, found: Found, channel: int, answer: int, now: float) -> None:
        """Remember an answer by the id of its message; the oldest are forgotten first."""
        before = self._said.pop((channel, subject(found)), None)
        # One link is enough, even if somebody insisted since.
        linked = before is not None and before.linked and now - before.at < self.limits.repeat_seconds
        self._said[channel, subject(found)] = _Said(answer, now, linked)
        if len(self._said) > REMEMBERED_ANSWERS:
            self._said.popitem(last=False)

    def said_before(self, found: Found, channel: int, answer: int, now: float) -> None:
        """Take over what was said before a restart, unless it was said again since."""
        if (channel, subject(found)) not in self._said:
            self.said(found, channel, answer, now)

    def gone(self, answer: int) -> None:
        """Forget an answer whose message is gone, so that nothing points at it."""
        for key in [key for key, said in self._said.items() if said.answer == answer]:
            del self._said[key]


def subject(found: Found) -> str:
    """Say what an answer is about: its entries and depth, and of port numbers also what is said of them."""
    facts = (found.facts.heading, *found.facts.sentences) if found.facts else ()
    return " ".join([*(entry.name for entry in found.entries), found.depth.name, *facts])
