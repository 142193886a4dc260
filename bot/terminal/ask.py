"""porter ask: questions in, answers out, for people and for scripts."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console

from bot.answering.answer import Answer, Found, Manner, Suggestions, answer
from bot.answering.depth import Depth
from bot.answering.library import Library
from bot.terminal.layout import answer_layout, answer_text, printable
from bot.yaml_document import Fault, FaultyFileError


def questions_from(path: Path) -> Iterator[str]:
    """Read the `text` field of each line of a JSON-lines file; empty lines are passed over.

    Raises:
        FaultyFileError: the file can't be read, or a line of it has no such field.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise FaultyFileError([Fault(path, 1, 1, f"the file can't be read ({error.strerror})")]) from None
    except UnicodeDecodeError:
        raise FaultyFileError([Fault(path, 1, 1, "this isn't UTF-8 text; save the file as UTF-8")]) from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _text_field(path, number, line)


def questions_typed() -> Iterator[str]:
    """Read questions from standard input, one a line; empty lines are passed over."""
    if sys.stdin.isatty():
        print("One question a line; Ctrl-D ends.", file=sys.stderr)
    for line in sys.stdin:
        if line.strip():
            yield line.rstrip("\n")


def answer_all(questions: Iterable[str], library: Library, manner: Manner, console: Console, *, as_json: bool) -> None:
    """Answer every question in order: as JSON, one object a line, or laid out for a reader."""
    many = False
    for question in questions:
        found = answer(question, library, manner)
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
    """Give an answer as the fields that scripts rely on: they stay as they are."""
    kind = "found" if isinstance(found, Found) else "suggestions" if isinstance(found, Suggestions) else "nothing"
    return {
        "question": question,
        "outcome": kind,
        "entries": [entry.name for entry in found.entries] if isinstance(found, Found) else [],
        "suggestions": [entry.name for entry in found.entries] if isinstance(found, Suggestions) else [],
        "text": answer_text(found, Depth.WHOLE),
    }


def _text_field(path: Path, number: int, line: str) -> str:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise FaultyFileError([Fault(path, number, error.colno, f"this isn't JSON: {error.msg}")]) from None
    except RecursionError:
        raise FaultyFileError([Fault(path, number, 1, "this JSON is nested too deep")]) from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise FaultyFileError([Fault(path, number, 1, 'a line is an object with a field "text"')])
    return str(row["text"])
