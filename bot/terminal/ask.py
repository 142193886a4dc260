"""porter ask: questions in, answers out, for people and for scripts."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console

from bot.answering.answer import Answer, Found, Manner, Suggestions, Thresholds, answer
from bot.answering.depth import Depth
from bot.answering.entry import Entry
from bot.answering.library import Library
from bot.answering.wording import printable
from bot.terminal.json_lines import json_lines
from bot.terminal.layout import answer_layout, answer_text


def questions_from(path: Path) -> Iterator[str]:
    """Read the `text` field of each line of a JSON-lines file; empty lines are passed over.

    Raises:
        FaultyFileError: the file can't be read, or a line of it has no such field.
    """
    return (str(line.fields()["text"]) for line in json_lines(path))


def questions_typed() -> Iterator[str]:
    """Read questions from standard input, one a line; empty lines are passed over."""
    if sys.stdin.isatty():
        print("One question a line; Ctrl-D ends.", file=sys.stderr)
    for line in sys.stdin:
        if line.strip():
            yield line.rstrip("\n")


def answer_all(
    questions: Iterable[str],
    library: Library,
    manner: Manner,
    thresholds: Thresholds,
    console: Console,
    *,
    as_json: bool,
) -> None:
    """Answer every question in order: as JSON, one object a line, or laid out for a reader."""
    many = False
    for question in questions:
        found = answer(question, library, manner, thresholds)
        if as_json:
            print(json.dumps(outcome(question, found), ensure_ascii=False), flush=True)
            continue
        if many:
            console.print()
        many = True
        if manner is Manner.UNASKED and not isinstance(found, Found):
            console.print(f"(silent) {printable(question)}", style="dim", markup=False)
        else:
            console.print(answer_layout(found, Depth.WHOLE))


def outcome(question: str, found: Answer) -> dict[str, Any]:
    """Give an answer as the fields that scripts rely on; `suggestions` beside an answer are what else was meant."""
    kind, entries, suggestions = "nothing", tuple[Entry, ...](), tuple[Entry, ...]()
    if isinstance(found, Found):
        kind, entries, suggestions = "found", found.entries, found.offered
    elif isinstance(found, Suggestions):
        kind, suggestions = "suggestions", found.entries
    return {
        "question": question,
        "outcome": kind,
        "entries": [entry.name for entry in entries],
        "suggestions": [entry.name for entry in suggestions],
        "text": answer_text(found, Depth.WHOLE),
    }
