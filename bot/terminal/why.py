"""porter ask --why: how a question was read, and why it got the answer that it got."""

from collections.abc import Iterable, Mapping

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.answering.answer import Manner, Thresholds
from bot.answering.explaining import Candidate, Weighing, explain
from bot.answering.library import Library
from bot.answering.wording import printable


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
    explained = explain(question, library, manner, thresholds)
    laid_out: list[RenderableType] = [Text(printable(question), style="bold"), explained.verdict]
    if explained.reading and explained.weighing:
        laid_out += [_reading(explained.reading), _entries(explained.candidates), _reasons(explained.weighing)]
    return Group(*laid_out)


def _reading(reading: Mapping[str, str]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for name, value in reading.items():
        table.add_row(Text(name, style="cyan"), Text(printable(value) or "–"))
    return table


def _entries(candidates: Iterable[Candidate]) -> RenderableType:
    table = Table("entry", "share", "alike a phrasing", box=None, header_style="cyan", padding=(0, 2, 0, 0))
    for each in candidates:
        table.add_row(each.entry, f"{each.share:.0%}", f"{each.alike:.2f}")
    return table


def _reasons(weighing: Weighing) -> RenderableType:
    table = Table("what the gate weighed", "value", "log-odds", box=None, header_style="cyan", padding=(0, 2, 0, 0))
    for reason in weighing.reasons:
        table.add_row(reason.signal, f"{reason.value:.2f}", f"{reason.log_odds:+.2f}")
    table.add_row("to begin with, and everything else", "", f"{weighing.others:+.2f}")
    table.add_row("together", f"{weighing.confidence:.0%}", f"{weighing.together:+.2f}")
    return table
