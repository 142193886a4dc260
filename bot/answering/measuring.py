"""Counts how well messages with known answers were answered, asked and overheard."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import fmean, median

from bot.answering.answer import MOST_SUGGESTIONS, Answer, Found, Manner, Suggestions
from bot.answering.entry import Entry

_BINS = 10
# Questions that are answered by covering what they name, not by one entry alone.
_COVERING = frozenset({"compare", "relate"})


class Label(Enum):
    """What a message is to Porter."""

    ANSWERABLE = "A"
    OUT_OF_SCOPE = "B"
    CHATTER = "C"


@dataclass(frozen=True)
class LabelledMessage:
    """A message, and what is right for it.

    `concepts` are the entries that answer it, the main one first; `intent` says what sort of question it is.
    """

    text: str
    label: Label
    concepts: tuple[str, ...] = ()
    intent: str = ""

    @property
    def expected(self) -> tuple[str, ...]:
        """The entries that answer the message; none unless it can be answered."""
        return self.concepts if self.label is Label.ANSWERABLE else ()

    def is_answered_by(self, names: Iterable[str]) -> bool:
        """Tell whether entries answer the message.

        One of the expected is enough, but a comparison of several is answered by the first two; all include them.
        """
        given = set(names)
        if self._is_covering() and len(self.expected) > 1:
            return given.issuperset(self.expected[:2])
        return not given.isdisjoint(self.expected)

    def is_answered_first_by(self, names: Sequence[str]) -> bool:
        """Tell whether the first entry answers the message, or for a comparison all that are given."""
        return self.is_answered_by(names if self._is_covering() else names[:1])

    def _is_covering(self) -> bool:
        return self.intent in _COVERING


@dataclass(frozen=True)
class Reply:
    """What was said to a message, in names of entries, and how long that took.

    `suggested` holds for each suggestion what choosing it would answer: the entry, and those that it compares.
    """

    answered: tuple[str, ...] = ()
    suggested: tuple[tuple[str, ...], ...] = ()
    confidence: float = 0.0
    seconds: float = 0.0

    @property
    def shown(self) -> frozenset[str]:
        """The entries that are one look away: those answered, and those suggested."""
        return frozenset(self.answered).union(*self.suggested)

    @property
    def best(self) -> tuple[str, ...]:
        """The answer, or what the best suggestion would answer."""
        return self.answered or next(iter(self.suggested), ())


@dataclass(frozen=True)
class Case:
    """A message with what was said to it when it was asked, and when it was overheard."""

    message: LabelledMessage
    asked: Reply
    unasked: Reply


@dataclass(frozen=True)
class Tally:
    """How many messages of each label there were, and how many of them were treated how.

    `right`, `right_first`, `right_shown` and `wrong` are of those answerable and asked, `*_left` are asked and not
    answered, `spoke_*` are overheard and answered.
    """

    answerable: int
    right: int
    right_first: int
    right_shown: int
    wrong: int
    spoke_rightly: int
    spoke_wrongly: int
    out_of_scope: int
    out_of_scope_left: int
    spoke_out_of_scope: int
    chatter: int
    chatter_left: int
    spoke_in_chatter: int


@dataclass(frozen=True)
class Spread:
    """How long one answer took, in seconds: half of them, and 99 of 100, were as fast or faster."""

    median: float
    percentile_99: float


@dataclass(frozen=True)
class Times:
    """How long one answer took: asked, overheard, and when what was overheard wasn't for Porter at all."""

    asked: Spread
    unasked: Spread
    unasked_chatter: Spread | None


@dataclass(frozen=True)
class Bin:
    """The replies whose confidence lies from `low` to `high`: how many, how sure they were, and how often right."""

    low: float
    high: float
    count: int
    mean_confidence: float
    share_right: float


@dataclass(frozen=True)
class Reliability:
    """Whether a confidence of 0.8 is right in 8 cases of 10.

    `expected_calibration_error` is the mean distance between how sure and how right the replies of a bin are, each
    bin counting by its replies (Naeini, Cooper, Hauskrecht: Obtaining Well Calibrated Probabilities, AAAI 2015).
    """

    bins: tuple[Bin, ...]
    count: int
    expected_calibration_error: float


@dataclass(frozen=True)
class Mistake:
    """A message that was answered wrongly or not at all; `given` are the entries answered, else those suggested."""

    message: LabelledMessage
    manner: Manner
    given: tuple[str, ...]
    confidence: float


@dataclass(frozen=True)
class Measurement:
    """All that is counted. `wrong` are the wrong answers, the most confident first; `missed` got none when asked."""

    total: Tally
    by_intent: dict[str, Tally]
    by_concept: dict[str, Tally]
    times: Times
    reliability_asked: Reliability
    reliability_unasked: Reliability
    wrong: tuple[Mistake, ...]
    missed: tuple[Mistake, ...]


def reply_of(answer: Answer, seconds: float = 0.0) -> Reply:
    """Note what an answer says; whatever is neither found nor suggested counts as nothing."""
    if isinstance(answer, Found):
        others = tuple(_answered_by(entry) for entry in answer.offered[:MOST_SUGGESTIONS])
        return Reply(tuple(entry.name for entry in answer.entries), others, answer.confidence, seconds)
    if isinstance(answer, Suggestions):
        suggested = tuple(_answered_by(entry) for entry in answer.entries[:MOST_SUGGESTIONS])
        return Reply((), suggested, answer.confidence, seconds)
    return Reply(seconds=seconds)


def measure(cases: Sequence[Case]) -> Measurement:
    """Count everything that is known of some cases; there is at least one."""
    return Measurement(
        total=tally(cases),
        by_intent=_tallies(cases, lambda message: message.intent),
        by_concept=_tallies(cases, lambda message: next(iter(message.expected), "")),
        times=Times(
            spread([case.asked.seconds for case in cases]),
            spread([case.unasked.seconds for case in cases]),
            spread(chatter) if (chatter := [case.unasked.seconds for case in _of(cases, Label.CHATTER)]) else None,
        ),
        reliability_asked=reliability(
            (case.asked.confidence, case.message.is_answered_by(case.asked.best))
            for case in cases
            if case.message.label is not Label.CHATTER and case.asked.best
        ),
        reliability_unasked=reliability(
            (case.unasked.confidence, case.message.is_answered_by(case.unasked.answered))
            for case in cases
            if case.unasked.answered
        ),
        wrong=_wrong(cases),
        missed=_missed(cases),
    )


def tally(cases: Sequence[Case]) -> Tally:
    """Count how the messages of some cases were treated."""
    answerable = _of(cases, Label.ANSWERABLE)
    out_of_scope, chatter = _of(cases, Label.OUT_OF_SCOPE), _of(cases, Label.CHATTER)
    right = [case for case in answerable if case.message.is_answered_by(case.asked.answered)]
    spoken = [case for case in answerable if case.unasked.answered]
    spoken_rightly = [case for case in spoken if case.message.is_answered_by(case.unasked.answered)]
    return Tally(
        answerable=len(answerable),
        right=len(right),
        right_first=sum(case.message.is_answered_first_by(case.asked.answered) for case in answerable),
        right_shown=sum(case.message.is_answered_by(case.asked.shown) for case in answerable),
        wrong=sum(bool(case.asked.answered) for case in answerable) - len(right),
        spoke_rightly=len(spoken_rightly),
        spoke_wrongly=len(spoken) - len(spoken_rightly),
        out_of_scope=len(out_of_scope),
        out_of_scope_left=sum(not case.asked.answered for case in out_of_scope),
        spoke_out_of_scope=sum(bool(case.unasked.answered) for case in out_of_scope),
        chatter=len(chatter),
        chatter_left=sum(not case.asked.answered for case in chatter),
        spoke_in_chatter=sum(bool(case.unasked.answered) for case in chatter),
    )


def spread(seconds: Sequence[float]) -> Spread:
    """Give median and 99th percentile (by nearest rank) of at least one time."""
    return Spread(median(seconds), sorted(seconds)[math.ceil(0.99 * len(seconds)) - 1])


def reliability(judged: Iterable[tuple[float, bool]]) -> Reliability:
    """Compare how sure replies were with how often they were right, in ten bins of confidence without the empty."""
    sorted_in: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in judged:
        sorted_in[min(int(confidence * _BINS), _BINS - 1)].append((confidence, right))
    bins = tuple(
        Bin(
            low=number / _BINS,
            high=(number + 1) / _BINS,
            count=len(inside),
            mean_confidence=fmean(confidence for confidence, _ in inside),
            share_right=fmean(right for _, right in inside),
        )
        for number, inside in sorted(sorted_in.items())
    )
    count = sum(each.count for each in bins)
    gaps = sum(each.count * abs(each.mean_confidence - each.share_right) for each in bins)
    return Reliability(bins, count, gaps / count if count else 0.0)


def _answered_by(entry: Entry) -> tuple[str, ...]:
    return (entry.name, *entry.covers)


def _of(cases: Iterable[Case], label: Label) -> list[Case]:
    return [case for case in cases if case.message.label is label]


def _tallies(cases: Sequence[Case], key: Callable[[LabelledMessage], str]) -> dict[str, Tally]:
    """Count the cases of each key apart, first that with most to answer; those without a key are in no tally."""
    apart: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        apart[key(case.message)].append(case)
    tallies = {each: tally(inside) for each, inside in apart.items() if each}
    return dict(sorted(tallies.items(), key=lambda each: (-each[1].answerable, each[0])))


def _wrong(cases: Sequence[Case]) -> tuple[Mistake, ...]:
    """List wrong answers, the most confident first; of equal ones first those that broke into a conversation."""
    found = [
        Mistake(case.message, manner, reply.answered, reply.confidence)
        for case in cases
        for manner, reply in ((Manner.UNASKED, case.unasked), (Manner.ASKED, case.asked))
        if reply.answered and not case.message.is_answered_by(reply.answered)
        if not (manner is Manner.ASKED and case.message.label is Label.CHATTER)
    ]
    labels = [Label.CHATTER, Label.OUT_OF_SCOPE, Label.ANSWERABLE]
    return tuple(sorted(found, key=lambda m: (-m.confidence, m.manner is Manner.ASKED, labels.index(m.message.label))))


def _missed(cases: Sequence[Case]) -> tuple[Mistake, ...]:
    """List what got no answer although there is one; first where not even a suggestion is right."""
    missed = [case for case in _of(cases, Label.ANSWERABLE) if not case.asked.answered]
    missed.sort(key=lambda case: (case.message.is_answered_by(case.asked.shown), case.asked.confidence))
    return tuple(
        Mistake(case.message, Manner.ASKED, tuple(names[0] for names in case.asked.suggested), case.asked.confidence)
        for case in missed
    )
