"""Asks each phrasing as if nobody had written it down, and tells which entries are taken for each other."""

from collections import Counter
from dataclasses import dataclass

from bot.answering.library import Library
from bot.answering.reading import words_of


@dataclass(frozen=True)
class Confusion:
    """The outcome: of `asked` phrasings, each left out in turn, how many still found their entry.

    `first` found it first, `among_three` among the first three; `pairs` counts (entry, entry taken for it).
    """

    asked: int
    first: int
    among_three: int
    pairs: tuple[tuple[tuple[str, str], int], ...]


def leave_one_out(library: Library) -> Confusion:
    """Ask every phrasing of every entry with that phrasing left out of the index."""
    index = library.index
    first = among_three = asked = 0
    pairs: Counter[tuple[str, str]] = Counter()
    own = {(name, words_of(each)): each for name, entry in library.entries.items() for each in entry.asked_as}
    for (name, words), phrasing in own.items():
        scores = index.scores(index.read(words), without=index.numbers(name, phrasing))
        best = sorted(scores, key=lambda other: (-scores[other], other))[:3]
        asked += 1
        first += best[:1] == [name]
        among_three += name in best
        if best and best[0] != name:
            pairs[name, best[0]] += 1
    return Confusion(asked, first, among_three, tuple(pairs.most_common()))
