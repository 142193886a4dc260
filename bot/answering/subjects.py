"""Finds the concepts that a question names, and whether it asks to compare or relate them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from bot.answering.entry import Entry
from bot.answering.reading import stem, words_of
from bot.answering.scoring import is_function_word

# "same" and "between" alone don't compare: "another computer has the same address", "talk between programs".
_COMPARING = re.compile(
    r"\b(?:vs|compar\w+|differ\w*|distinguish|identical|confus\w+|same (?:as|thing)|(?:is|are) .+ the same|better)\b"
    r"|\bis (?:not )?(?:an? |the )?(?:\w+ ){1,2}(?:just |really |only |also |basically )*(?:an?|the) \w+"
    r"|\b(?:relat\w+|interact|fit together|work together|go together|belong together|connected to each other)\b"
)


# Words with a thing to compare on both their sides, and with one after them.
_JOINING = frozenset({"and", "or", "vs"})
_LEADING = frozenset({"are", "as", "between", "from", "is", "than", "with"})
_ARTICLES = frozenset({"a", "an", "the"})


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
        return tuple(dict.fromkeys(name for name in self._owners(words) if name))

    def strangers(self, words: Sequence[str]) -> list[str]:
        """List the things that a comparison joins ("X vs ...", "between ... and Y") and that no entry is called."""
        owners = self._owners(words)
        bare = [at for at, word in enumerate(words) if word not in _ARTICLES]
        things: set[int] = set()
        for before, at in pairwise(bare):
            if words[before] in _JOINING | _LEADING:
                things.add(at)
            if words[at] in _JOINING:
                things.add(before)
        named = [words[at] for at in sorted(things) if not owners[at]]
        return [word for word in named if not is_function_word(word) and not _COMPARING.fullmatch(word)]

    def _owners(self, words: Sequence[str]) -> list[str]:
        """Tell for each word the entry whose name it is part of; empty where it is none's."""
        stems = _stems(words)
        owners = [""] * len(stems)
        at = 0
        while at < len(stems):
            for length in range(min(self._longest, len(stems) - at), 0, -1):
                if name := self._names.get(stems[at : at + length]):
                    owners[at : at + length] = [name] * length
                    at += length
                    break
            else:
                at += 1
        return owners


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(stem(word) for word in words)
