"""Repairs a mistyped word when a known word is one likely slip away."""

from collections import defaultdict
from collections.abc import Iterable

# Neighbours on a QWERTY keyboard; vowels, and some consonants, are mistaken for each other by ear.
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouy")
# Words of every day that are one slip away from one of ours and mean themselves.
_EVERYDAY = frozenset(
    """locket part parts pocket pockets post posts pot pots rocket rockets sport sports ticket tickets""".split()  # noqa: SIM905
)
_ALIKE = frozenset({"cs", "sc", "ck", "kc", "sz", "zs"})


class Spelling:
    """The words that are known, and which of them a mistyped one was meant to be."""

    def __init__(self, known: Iterable[str]) -> None:
        self.words = frozenset(known)
        self._by_shape: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(self.words):
            if len(word) >= 4 and word.isalpha():
                self._by_shape[word[0], len(word)].append(word)
        self._repaired: dict[str, str | None] = {}

    def __contains__(self, word: str) -> bool:
        return word in self.words

    def repair(self, word: str) -> str | None:
        """Return the known word that `word` was meant to be, or None. Known words are not to be repaired."""
        if word in _EVERYDAY or len(word) < 3 or len(word) > 20 or not word.isascii() or not word.isalpha():
            return None
        if word not in self._repaired:
            if len(self._repaired) > 10_000:
                self._repaired.clear()
            self._repaired[word] = self._search(word)
        return self._repaired[word]

    def _search(self, word: str) -> str | None:
        first_letters = {word[0], word[1]}  # the first two may be swapped
        # One slip leaves the beginning or the end as it is, which is told at a glance.
        beginning, end = word[:2], word[-2:] if len(word) > 4 else word[-1:]
        for length in (len(word), len(word) + 1, len(word) - 1):
            for first in sorted(first_letters):
                for known in self._by_shape.get((first, length), ()):
                    if (known.startswith(beginning) or known.endswith(end)) and _is_slip(word, known):
                        return known
        return None


def _is_slip(typed: str, known: str) -> bool:
    """Tell whether `typed` is `known` with one slip that fingers or ears make.

    Slips are: two letters swapped, a letter doubled or not doubled, a letter left out or put in (from five letters
    on), a vowel or a neighbouring key for another (from six on). The first letter stays, so that "sport" and "pocket"
    don't become "port" and "socket".
    """
    start = 0
    shorter = min(len(typed), len(known))
    while start < shorter and typed[start] == known[start]:
        start += 1
    rest_typed, rest_known = typed[start:], known[start:]
    if len(typed) == len(known):
        if rest_typed[:2] == rest_known[:2][::-1] and rest_typed[2:] == rest_known[2:]:
            return True
        alike = start > 0 and len(known) >= 6 and rest_typed[1:] == rest_known[1:]
        return alike and _mistaken(rest_typed[0], rest_known[0])
    longer, less = (rest_typed, rest_known) if len(typed) > len(known) else (rest_known, rest_typed)
    if start == 0 or longer[1:] != less:
        return False
    whole = typed if len(typed) > len(known) else known
    return whole[start] == whole[start - 1] or min(len(known), len(typed)) >= 5


def _mistaken(typed: str, meant: str) -> bool:
    if (typed in _VOWELS and meant in _VOWELS) or typed + meant in _ALIKE:
        return True
    return any(abs(row.find(typed) - row.find(meant)) == 1 for row in _ROWS if typed in row and meant in row)
