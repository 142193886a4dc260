"""Reads JSON-lines files that people name on the command line, and says what is wrong with one by line and column."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.yaml_document import Fault, FaultyFileError


@dataclass(frozen=True)
class JsonLine:
    """One line that isn't empty, as it is written, and where it stands."""

    path: Path
    number: int
    written: str

    def fault(self, problem: str, column: int = 1) -> Fault:
        """Name something that is wrong with this line."""
        return Fault(self.path, self.number, column, problem)

    def fields(self) -> dict[str, Any]:
        """Give the fields of the line's object, among them `text`, which every line has.

        Raises:
            FaultyFileError: the line isn't JSON, no object, or has no such field.
        """
        try:
            row = json.loads(self.written)
        except json.JSONDecodeError as error:
            raise FaultyFileError([self.fault(f"this isn't JSON: {error.msg}", error.colno)]) from None
        except RecursionError:
            raise FaultyFileError([self.fault("this JSON is nested too deep")]) from None
        except ValueError:  # a number of more digits than Python reads
            raise FaultyFileError([self.fault("a number is too long; shorten it")]) from None
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise FaultyFileError([self.fault('a line is an object with a field "text"')])
        return row


def json_lines(path: Path) -> Iterator[JsonLine]:
    """Read the lines of a file; empty ones are passed over.

    Raises:
        FaultyFileError: the file can't be read, or isn't text.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise FaultyFileError([Fault(path, 1, 1, f"the file can't be read ({error.strerror})")]) from None
    except UnicodeDecodeError:
        raise FaultyFileError([Fault(path, 1, 1, "this isn't UTF-8 text; save the file as UTF-8")]) from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield JsonLine(path, number, line)
