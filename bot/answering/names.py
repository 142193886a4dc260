"""Finds entries by the beginning of a name, by a word in it, or by either of them mistyped, while it is being typed."""

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import islice, takewhile

from bot.answering.entry import Entry
from bot.answering.prominence import most_prominent_first
from bot.answering.reading import clean
from bot.answering.scoring import FUNCTION_WORDS, is_function_word

MOST_FOUND = 25
# What is typed beyond this is no name.
_LONGEST, _MOST_WORDS = 100, 8
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
# How well a word as typed fits a word of a name, the best first; mistyped ones come after all others.
_WHOLE_NAME, _BEGINS_NAME, _WHOLE_WORD, _BEGINS_WORD, _INSIDE, _MISTYPED = range(0, 24, 4)
# So much less a name counts that isn't shown: people see the title.
_ALSO_CALLED = 1

# A word of names, and how well it fits: as a whole name, as a word of a name.
_Fit = tuple[str, float, float]


class EntryNames:
    """The names, titles and other names of entries, ready to be searched at each key press."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = most_prominent_first(entries)
        # Each name has a number: the place of its entry, and how much less it counts. A word leads to the numbers of
        # the names that have it, and a name without its spaces to those that are it.
        self._owners: list[tuple[int, int]] = []
        self._with_word: dict[str, set[int]] = defaultdict(set)
        self._whole: dict[str, set[int]] = defaultdict(set)
        for place, entry in enumerate(self._entries):
            named = {_words(each): _ALSO_CALLED for each in entry.also_called}
            named |= {_words(entry.title): 0, _words(entry.name): 0}
            named.pop((), None)
            for words, less in named.items():
                for word in words:
                    self._with_word[word].add(len(self._owners))
                self._whole["".join(words)].add(len(self._owners))
                self._owners.append((place, less))
        self._sorted = sorted({*self._with_word, *self._whole})
        self._by_letter: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for word in self._sorted:
            if word not in FUNCTION_WORDS:
                self._by_letter[word[0]].append((word, _letters(word)))

    def find(self, typed: str, most: int = MOST_FOUND) -> list[Entry]:
        """Find entries, the likeliest first; without a word the most prominent ones.

        All typed words must fit one name, but for those that only shape a question; the last may be unfinished.
        """
        words = _words(clean(typed[:_LONGEST]))[:_MOST_WORDS]
        if not words:
            return self._entries[:most]
        ranks: dict[int, float] = {}
        for number, rank in self._fitting_all(words):
            place, less = self._owners[number]
            ranks[place] = min(rank + less, ranks.get(place, math.inf))
        return [self._entries[place] for place in nsmallest(most, ranks, key=lambda place: (ranks[place], place))]

    def called(self, name: str) -> Entry | None:
        """Give the entry that alone has this name, however it is spaced and hyphened; None if there is none."""
        places = {self._owners[number][0] for number in self._whole.get("".join(_words(name)), ())}
        return self._entries[places.pop()] if len(places) == 1 else None

    def _fitting_all(self, words: Sequence[str]) -> Iterator[tuple[int, float]]:
        """Give the names that fit all words, or all that tell something, with how well they do on average."""
        *complete, last = words
        telling = [*(word for word in complete if not is_function_word(word)), last]
        fitting = {word: self._fitting(word) for word in {*words, "".join(words)}}
        for every in (["".join(words)], words, telling):
            for number in set.intersection(*(set(fitting[word]) for word in every)):
                yield number, sum(fitting[word][number] for word in every) / len(every)

    def _fitting(self, word: str) -> dict[int, float]:
        """Give the names that a word fits, with how well it does."""
        fits = [*self._beginning(word), *self._inside(word)]
        if not fits or len(word) < 5:
            fits += self._mistyped(word)
        best: dict[int, float] = {}
        for known, as_name, as_word in fits:
            for numbers, rank in ((self._whole, as_name), (self._with_word, as_word)):
                for number in numbers.get(known, ()):
                    best[number] = min(rank, best.get(number, math.inf))
        return best

    def _beginning(self, word: str) -> Iterator[_Fit]:
        following = islice(self._sorted, bisect_left(self._sorted, word), None)
        for known in takewhile(lambda each: each.startswith(word), following):
            yield (known, _WHOLE_NAME, _WHOLE_WORD) if known == word else (known, _BEGINS_NAME, _BEGINS_WORD)

    def _inside(self, word: str) -> Iterator[_Fit]:
        """Find a word inside others, but not across the words of a name: "ssh" isn't in "process has"."""
        if len(word) > 3:
            yield from ((known, _INSIDE, _INSIDE) for known in self._with_word if word in known)

    def _mistyped(self, word: str) -> Iterator[_Fit]:
        """Find what may have been meant: the first letter is right, or swapped with the second.

        Only with one slip in five letters or more a word may be unfinished, for else much would begin like it.
        """
        most = 0 if len(word) < 3 or is_function_word(word) else 1 if len(word) < 7 else 2
        letters = _letters(word)
        for first in sorted({*word[:2]}) if most else ():
            for known, others in self._by_letter.get(first, ()):
                may_go_on = len(word) > 4 and known in self._with_word
                right_length = abs(len(known) - len(word)) <= most or (may_go_on and len(known) > len(word))
                begins_right = known[0] == word[0] or known[1:2] == word[0]
                if right_length and begins_right and (letters & ~others).bit_count() <= most:
                    slips, finished = _slips(word, known)
                    if 0 < slips <= (most if finished else int(may_go_on)):
                        rank = slips * _MISTYPED + 2 * (not finished)
                        yield known, rank, rank + 1


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.removesuffix("'s") for word in _WORD.findall(text.lower()))


def _letters(word: str) -> int:
    """Give the set of a word's letters as bits, so that two words are told apart at a glance."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 61)
    return bits


def _slips(typed: str, known: str) -> tuple[int, bool]:
    """Count the slips between what is typed and the beginning of a known word, and tell whether that is all of it.

    A slip is a letter too many, too few or swapped with its neighbour, and in words from six letters on another
    letter. (Optimal string alignment: Damerau, "A technique for computer detection and correction of spelling errors",
    Communications of the ACM 7(3), 1964.)
    """
    another = 1 if len(typed) > 5 else 2
    compared = known[: len(typed) + 2]
    before: list[int] = []
    row = list(range(len(compared) + 1))
    for at, letter in enumerate(typed, 1):
        older, before, row = before, row, [at]
        for place, other in enumerate(compared, 1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (0 if letter == other else another))
            if at > 1 and place > 1 and letter == compared[place - 2] and typed[at - 2] == other:
                cost = min(cost, older[place - 2] + 1)
            row.append(cost)
    slips = min(row)
    return slips, row[-1] == slips and compared == known
