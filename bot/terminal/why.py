"""porter ask --why: how a question was read, and why it got the answer that it got."""

from collections.abc import Iterable, Mapping

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

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
from bot.answering.wording import printable

_MOST_ENTRIES = 5
_MOST_REASONS = 8
_MOST_KINDS = 3


def explain_all(
    questions: Iterable[str], library: Library, manner: Manner, thresholds: Thresholds, console: Console
) -> None:
    """Explain every question in order."""
    for number, question in enumerate(questions):
        if number:
            console.print()
        console.print(explanation(question, library, manner, thresholds))


def explanation(question: str, library: Library, manner: Manner, thresholds: Thresholds) -> RenderableType:
    """Lay out the reading of a question, the entries that fit best, and what the gate weighed."""
    given = answer(question, library, manner, thresholds)
    threshold = thresholds.asked if manner is Manner.ASKED else thresholds.unasked
    head = Text(printable(question), style="bold")
    match given:
        case SmallTalk(kind):
            return Group(head, f"Small talk ({kind.value}), so it gets a short reply.")
        case NothingFound(Silence.TOO_LONG | Silence.NO_QUESTION as because):
            return Group(head, f"Not answered: {because.value}.")
        case Found(facts=Facts() as facts):
            return Group(head, f"Answered exactly, from the list of port numbers: {facts.heading}.")
    evidence = by_confidence(without_lead_in(clean(question)), library, asked=manner is Manner.ASKED)[0]
    verdict = _verdict(given, evidence, threshold, evidence.confidence(library, asked=manner is Manner.ASKED))
    return Group(head, verdict, _reading(evidence), _entries(evidence), _reasons(evidence, library, manner))


def _verdict(given: Answer, evidence: Evidence, threshold: float, judged: float) -> str:
    least = needed(evidence, threshold)
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


def _reading(evidence: Evidence) -> RenderableType:
    reading = evidence.reading
    repaired = ", ".join(f"{typed} → {meant}" for typed, meant in reading.repaired.items())
    kinds = sorted(evidence.kinds, key=lambda kind: -evidence.kinds[kind])[:_MOST_KINDS]
    rows = {
        "judged": evidence.prose,
        "read as": " ".join(reading.words),
        "repaired": repaired,
        "known": ", ".join(sorted(reading.known)),
        "unknown": ", ".join(sorted(reading.unknown)),
        "if it isn't for us": ", ".join(f"{kind} {evidence.kinds[kind]:.0%}" for kind in kinds),
    }
    table = Table.grid(padding=(0, 2))
    for name, value in rows.items():
        table.add_row(Text(name, style="cyan"), Text(printable(value) or "–"))
    return table


def _entries(evidence: Evidence) -> RenderableType:
    table = Table("entry", "share", "alike a phrasing", box=None, header_style="cyan", padding=(0, 2, 0, 0))
    for match in evidence.ranked[:_MOST_ENTRIES]:
        name = match.entry.name
        table.add_row(name, f"{match.score:.0%}", f"{evidence.likeness.get(name, 0.0):.2f}")
    return table


def _reasons(evidence: Evidence, library: Library, manner: Manner) -> RenderableType:
    gate = evidence.gate(library, asked=manner is Manner.ASKED)
    reasons: Mapping[str, float] = gate.reasons(evidence.signals)
    table = Table("what the gate weighed", "value", "log-odds", box=None, header_style="cyan", padding=(0, 2, 0, 0))
    most = sorted(reasons, key=lambda name: -abs(reasons[name]))[:_MOST_REASONS]
    for name in most:
        table.add_row(name, f"{evidence.signals[name]:.2f}", f"{reasons[name]:+.2f}")
    rest = sum(value for name, value in reasons.items() if name not in most)
    table.add_row("to begin with, and everything else", "", f"{gate.bias + rest:+.2f}")
    table.add_row("together", f"{gate.confidence(evidence.signals):.0%}", f"{gate.bias + sum(reasons.values()):+.2f}")
    return table
