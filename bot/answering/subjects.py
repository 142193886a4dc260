"""Finds the concepts that a question names, and whether it asks to compare or relate them."""

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.answering.entry import Entry
from bot.answering.reading import stem, words_of

# "same" and "between" alone don't compare: "another computer has the same address", "talk between programs".
_COMPARING = re.compile(
    r"\b(?:vs|compar\w+|differ\w*|distinguish|identical|confus\w+|same (?:as|thing)|(?:is|are) .+ the same|better)\b"
    r"|\bis (?:not )?(?:an? |the )?(?:\w+ ){1,2}(?:just |really |only |also |basically )*(?:an?|the) \w+"
    r"|\b(?:relat\w+|interact|fit together|work together|go together|belong together|connected to each other)\b"
)


def asks_to_compare(words: Iterable[str]) -> bool:
    """Tell whether a question's words ask for a difference or a relation of things."""
    return bool(_COMPARING.search(" ".join(words)))


class Subjects:
    """The names under which questions may mention each concept."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._names: dict[tuple[str, ...], str] = {}
        for entry in entries.values():
            if entry.kind == "concept":
                for called in (*entry.also_called, entry.title, entry.name.replace("-", " ")):
                    self._names[_stems(words_of(called))] = entry.name
        self._longest = max(map(len, self._names), default=0)

    def mentioned(self, words: Sequence[str]) -> tuple[str, ...]:
        """Name the entries that the words mention, in order and once; the longest name wins."""
        stems = _stems(words)
        found: dict[str, None] = {}
        at = 0
        while at < len(stems):
            for length in range(min(self._longest, len(stems) - at), 0, -1):
                if name := self._names.get(stems[at : at + length]):
                    found[name] = None
                    at += length
                    break
            else:
                at += 1
        return tuple(found)


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(stem(word) for word in words)
