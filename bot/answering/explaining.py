"""Says in words how a question was read, and why it got the answer that it got."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.answering.answer import (
    Answer,
    Found,
    Manner,
    NothingFound,
    Silence,
    Suggestions,
    Thresholds,
    answer,
    by_confidence,
    needed,
)
from bot.answering.entry import Entry
from bot.answering.evidence import Evidence
from bot.answering.library import Library
from bot.answering.port_numbers import Facts
from bot.answering.question_shape import without_lead_in
from bot.answering.reading import clean
from bot.answering.small_talk import SmallTalk

MOST_ENTRIES = 5
MOST_REASONS = 8
_MOST_KINDS = 3


@dataclass(frozen=True)
class Candidate:
    """An entry that fits: its share of what speaks for all entries, and its likeness to a written phrasing, 0 to 1."""

    entry: str
    share: float
    alike: float


@dataclass(frozen=True)
class Reason:
    """A signal that the gate weighed, and what it added to the log-odds or took from them."""

    signal: str
    value: float
    log_odds: float


@dataclass(frozen=True)
class Weighing:
    """What the gate weighed: the strongest `reasons` first, the sum of all others, and what comes together."""

    reasons: tuple[Reason, ...]
    others: float
    together: float
    confidence: float


@dataclass(frozen=True)
class Explanation:
    """Why a question got its `answer`: the `verdict` in a sentence, and what led to it.

    `reading` is how it was read, by name of what is told; it is empty, as everything below it, where the question was
    answered or left alone without being weighed. `confidence` is how sure Porter was, and `needed` what is enough.
    """

    answer: Answer
    verdict: str
    confidence: float = 0.0
    needed: float = 0.0
    reading: Mapping[str, str] | None = None
    candidates: tuple[Candidate, ...] = ()
    weighing: Weighing | None = None


def explain(question: str, library: Library, manner: Manner, thresholds: Thresholds) -> Explanation:
    """Explain what a question gets by itself, as if nothing was answered before."""
    given = answer(question, library, manner, thresholds)
    match given:
        case SmallTalk(kind):
            return Explanation(given, f"Small talk ({kind.value}), so it gets a short reply.")
        case NothingFound(Silence.TOO_LONG | Silence.NO_QUESTION as because):
            return Explanation(given, f"Not answered: {because.value}.")
        case Found(facts=Facts() as facts):
            return Explanation(given, f"Answered exactly, from the list of port numbers: {facts.heading}.")
    asked = manner is Manner.ASKED
    evidence = by_confidence(without_lead_in(clean(question)), library, asked=asked)[0]
    judged = evidence.confidence(library, asked=asked)
    least = needed(evidence, thresholds.asked if asked else thresholds.unasked)
    return Explanation(
        answer=given,
        verdict=_verdict(given, evidence, least, judged),
        confidence=max(judged, given.confidence) if isinstance(given, Found) else judged,
        needed=least,
        reading=_reading(evidence),
        candidates=_candidates(evidence),
        weighing=_weighing(evidence, library, asked=asked),
    )


def _verdict(given: Answer, evidence: Evidence, least: float, judged: float) -> str:
    match given:
        case Found(entries, confidence=confidence):
            how = ", because it is a written phrasing" if confidence > judged else ""
            return f"Answered by {_names(entries)}: {confidence:.0%} sure{how}; {least:.0%} is enough."
        case Suggestions(entries, confidence=confidence):
            return (
                f"Only suggested {_names(entries)}: {confidence:.0%} sure, and {least:.0%} is needed{_why(evidence)}."
            )
        case NothingFound(because):
            return f"Not answered: {because.value} ({judged:.0%} sure, and {least:.0%} is needed{_why(evidence)})."
        case _:
            return ""


def _why(evidence: Evidence) -> str:
    """Say why more confidence is needed than the settings ask for, where it is."""
    if evidence.half_known:
        return ", for half of what it compares is unknown"
    return ", for no entry stands out" if evidence.is_scattered else ""


def _names(entries: Iterable[Entry]) -> str:
    return ", ".join(entry.name for entry in entries)


def _reading(evidence: Evidence) -> dict[str, str]:
    reading = evidence.reading
    kinds = sorted(evidence.kinds, key=lambda kind: -evidence.kinds[kind])[:_MOST_KINDS]
    return {
        "judged": evidence.prose,
        "read as": " ".join(reading.words),
        "repaired": ", ".join(f"{typed} → {meant}" for typed, meant in reading.repaired.items()),
        "known": ", ".join(sorted(reading.known)),
        "unknown": ", ".join(sorted(reading.unknown)),
        "if it isn't for us": ", ".join(f"{kind} {evidence.kinds[kind]:.0%}" for kind in kinds),
    }


def _candidates(evidence: Evidence) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(match.entry.name, match.score, evidence.likeness.get(match.entry.name, 0.0))
        for match in evidence.ranked[:MOST_ENTRIES]
    )


def _weighing(evidence: Evidence, library: Library, *, asked: bool) -> Weighing:
    gate = evidence.gate(library, asked=asked)
    weighed = gate.reasons(evidence.signals)
    most = sorted(weighed, key=lambda name: -abs(weighed[name]))[:MOST_REASONS]
    return Weighing(
        reasons=tuple(Reason(name, evidence.signals[name], weighed[name]) for name in most),
        others=gate.bias + sum(value for name, value in weighed.items() if name not in most),
        together=gate.bias + sum(weighed.values()),
        confidence=gate.confidence(evidence.signals),
    )
