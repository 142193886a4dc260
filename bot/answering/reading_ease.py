"""Estimates how many years of school a text asks of its reader."""

import re

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")


def school_grade(text: str) -> float:
    """Give the Flesch-Kincaid grade of a text, syllables estimated by its vowels.

    Source: Kincaid, Fishburne, Rogers, Chissom: Derivation of new readability formulas for Navy enlisted personnel,
    1975. Code in backticks counts as one short word.
    """
    prose = re.sub(r"`[^`]*`", "code", text)
    words = _WORD.findall(prose)
    sentences = [sentence for sentence in re.split(r"[.!?:;]+(?:\s|$)|\n+", prose) if _WORD.search(sentence)]
    if not words:
        return 0.0
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / max(1, len(sentences)) + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    lower = word.lower()
    groups = len(_VOWELS.findall(lower))
    silent = lower.endswith("e") and not lower.endswith(("le", "ee", "ye")) and groups > 1
    past = lower.endswith("ed") and not lower.endswith(("ted", "ded")) and groups > 1
    return max(1, groups - silent - past)
