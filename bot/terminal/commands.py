"""The commands of porter chat, completed while they are typed."""

from collections.abc import Iterable, Iterator

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from bot.demos.catalogue import DEMOS


class Commands(Completer):
    """Completes a whole line: first the command, then its argument."""

    def __init__(self, topics: Iterable[str]) -> None:
        """Complete the names of topics and demos."""
        self._lines = [
            *("!ask ", "!compare ", "!demo ", "!help", "!port ", "!random", "!topics ", "exit"),
            *(f"!demo {name}" for name in DEMOS),
            *(f"{command} {name}" for command in ("!topics", "!compare") for name in topics),
        ]

    def get_completions(self, document: Document, _: CompleteEvent) -> Iterator[Completion]:
        """Offer the lines that begin as typed, arguments only once their command is there."""
        typed = document.text_before_cursor
        for line in self._lines:
            if typed and line.startswith(typed) and line.rstrip().count(" ") == typed.count(" "):
                yield Completion(line, start_position=-len(typed), display=line.strip())
