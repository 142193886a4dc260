"""Breaks a message into the features that the classifier has weights for."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from bot.answering.reading import stem
from bot.answering.scoring import is_function_word

MOST_WORDS = 120
# Of a longer word the first letters count: no word of any use is longer, and what is read of one is remembered.
LONGEST_WORD = 30
# What a feature of each kind weighs before training; found on messages that were left out of it.
WORD, PAIR, NEAR, LETTERS, OPENING, SHAPE = 1.0, 0.7, 0.35, 0.3, 0.5, 0.5
# Content words up to so far apart make a pair, whatever their order.
_REACH = 3


def features(prose: str, words: Sequence[str]) -> dict[int, float]:
    """Give the features of a message, by the CRC-32 of their names, with their weights.

    `words` are those of `prose` with chat spelling written out; of a long message the first ones count.
    """
    words = words[:MOST_WORDS]
    found: dict[int, float] = dict.fromkeys(_of_shape(prose, words), SHAPE)
    for word in dict.fromkeys(words):
        found.update(_of_word(word))
    stems = [stem(word) for word in words]
    content = [stemmed for word, stemmed in zip(words, stems, strict=True) if not is_function_word(word)]
    found.update((_key(f"near {min(one, other)} {max(one, other)}"), NEAR) for one, other in _near(content))
    found.update((_key(f"pair {one} {other}"), PAIR) for one, other in pairwise(stems))
    found.update((_key(f"opening {' '.join(words[:count])}"), OPENING) for count in range(1, min(len(words), 3) + 1))
    return found


def _of_shape(prose: str, words: Sequence[str]) -> Iterator[int]:
    """Yield how the message looks: its question mark, its length, code in it, its last word."""
    mark = "at the end" if prose.endswith("?") else "inside" if "?" in prose else "missing"
    yield _key(f"question mark {mark}")
    yield _key(f"length {len(words).bit_length()}")
    if "`" in prose:
        yield _key("code")
    if words:
        yield _key(f"last {stem(words[-1])}")


@lru_cache(maxsize=5_000)
def _of_word(word: str) -> dict[int, float]:
    """Give the features of one word: its stem, the kind of number it is, and its runs of three and four letters."""
    found = {_key(f"word {stem(word)}"): WORD}
    if kind := _kind_of_number(word):
        found[_key(f"number {kind}")] = WORD
    elif len(word) > 2:
        fenced = f"<{word[:LONGEST_WORD]}>"
        for length in (3, 4):
            for start in range(len(fenced) - length + 1):
                found[_key(f"letters {fenced[start : start + length]}")] = LETTERS
    return found


def _kind_of_number(word: str) -> str:
    if word.isdecimal():
        return "system port" if int(word[:9]) < 1_024 else "port" if int(word[:9]) <= 65_535 else "large"
    return "address" if word.count(".") == 3 else ""


def _near(content: Sequence[str]) -> Iterator[tuple[str, str]]:
    for at, one in enumerate(content):
        for other in content[at + 1 : at + 1 + _REACH]:
            yield one, other


def _key(name: str) -> int:
    return crc32(name.encode())
