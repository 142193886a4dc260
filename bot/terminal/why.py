"""porter ask --why: how a question was read, and why it got the answer that it got."""

from collections.abc import Iterable, Mapping

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.answering.answer import Answer, Found, Manner, NothingFound, Suggestions, Thresholds, answer, by_confidence
from bot.answering.evidence import Evidence
from bot.answering.library import Library
from bot.answering.reading import clean, words_of
from bot.terminal.layout import printable

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
    head = Group(Text(printable(question), style="bold"), Text(_verdict(given, manner, threshold)))
    prose = clean(question)
    if not words_of(prose):
        return head
    evidence = by_confidence(prose, library, asked=manner is Manner.ASKED)[0]
    return Group(head, _reading(evidence), _entries(evidence), _reasons(evidence, library, manner))


def _verdict(given: Answer, manner: Manner, threshold: float) -> str:
    match given:
        case Found(facts=facts) if facts is not None:
            return f"Answered exactly, from the list of port numbers: {facts.heading}."
        case Found(entries, confidence=confidence):
            names = ", ".join(entry.name for entry in entries)
            return f"Answered by {names}: {confidence:.0%} sure; {manner.value}, {threshold:.0%} is enough."
        case Suggestions(entries, confidence=confidence):
            names = ", ".join(entry.name for entry in entries)
            return f"Only suggested {names}: {confidence:.0%} sure, and {threshold:.0%} is needed."
        case NothingFound(because):
            return f"Not answered: {because.value}."
        case _:
            return "Answered as small talk."


def _reading(evidence: Evidence) -> RenderableType:
    reading = evidence.reading
    repaired = ", ".join(f"{typed} → {meant}" for typed, meant in reading.repaired.items())
    kinds = sorted(evidence.kinds, key=lambda kind: -evidence.kinds[kind])[:_MOST_KINDS]
    rows = {
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
    table.add_row("to begin with", "", f"{gate.bias:+.2f}")
    for name in sorted(reasons, key=lambda name: -abs(reasons[name]))[:_MOST_REASONS]:
        table.add_row(name, f"{evidence.signals[name]:.2f}", f"{reasons[name]:+.2f}")
    return table
