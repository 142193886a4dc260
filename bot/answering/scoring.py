"""Scores how well a question's words fit each entry's phrasings: weighted words, word pairs, and what is unknown."""

import math
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import nlargest
from itertools import pairwise

from bot.answering.reading import stem, words_of
from bot.answering.typos import Spelling

# Words that shape a question without saying what it is about.
FUNCTION_WORDS = frozenset(
    """a about actual actually after again all also am an and any anybody anyone are as at basically be because
    been before beginner being between brief briefly but by called can concept could define definition
    describe did difference do does doing done dummies eli5 else english er even ever every exactly explain
    explained find five for from get go good guys has have having he heck hell hello help her hey hi him his hmm
    how i idea if in into is it just kid kind know learn learning let like literally lol me mean meaning means
    meant might more most much my need new newbie no noob not now of off ok okay on one only or other our out
    over overview plain please point purpose question quick quickly really right same say she shortly should
    simple simply so some somebody someone something sorry special stand stands started still stuff such
    supposed sure technically tell term terms than thanks that the their them then there these they thing things
    think this those to too true two uh um understand up us use used using very vs want was way we well were
    what what's when where which while who whose why will with wondering word words work works would yes
    yet you your""".split()  # noqa: SIM905 (many words read better as text)
)

# The shape of a question, told by its words; two questions of one shape are a little more alike.
_SHAPES: tuple[tuple[str, frozenset[str]], ...] = (
    ("?compare", frozenset({"difference", "differ", "different", "vs", "versus", "same"})),
    ("?many", frozenset({"many", "much", "maximum", "max"})),
    ("?why", frozenset({"why", "reason", "because"})),
    ("?where", frozenset({"where"})),
    ("?how", frozenset({"how"})),
    ("?which", frozenset({"which"})),
    ("?who", frozenset({"who", "whose", "using"})),
)
_SHAPE_WEIGHT = 1.2
_PAIR_WEIGHT = 0.5
_FUNCTION_WEIGHT = 0.12
_REPAIRED_WEIGHT = 0.9
# How far an entry's score depends on being about the question's words, and the share of its phrasings that is enough.
_ABOUT_WEIGHT = 0.5
_ENOUGH = 5.0
_ALL_BUT_VERBATIM = 0.95
_CANDIDATES = 300
# Of so many entries the likeness is told, the largest; it never falls by more than half, so the others are behind.
_MOST_ALIKE = 60


@dataclass(frozen=True)
class Reading:
    """A question's words as the index knows them.

    `words` are as they were meant, `repaired` maps what was typed to that; `features` are what is compared, with
    their weights. `known` and `unknown` are the stems of the content words, by whether the knowledge has them.
    """

    words: tuple[str, ...]
    repaired: Mapping[str, str]
    features: Mapping[str, float]
    norm: float
    known: frozenset[str]
    unknown: frozenset[str]

    @property
    def coverage(self) -> float:
        """The share of content words that the knowledge knows, 0 to 1."""
        content = len(self.known) + len(self.unknown)
        return len(self.known) / content if content else 0.0


class PhrasingIndex:
    """All phrasings of all entries, ready to be compared with a question."""

    def __init__(self, phrasings: Mapping[str, Sequence[str]], names: Iterable[str]) -> None:
        """Index the phrasings of each entry; `names` are those of concepts, whose spelling is taken as right."""
        self.phrasings = [(name, phrasing) for name, each in phrasings.items() for phrasing in each]
        worded = [(name, words_of(phrasing)) for name, phrasing in self.phrasings]
        self._spelling = _spelling(worded, names)
        meant = [(name, self._repair(words)[0]) for name, words in worded]
        self._idf = _inverse_frequencies([(name, _content(words)) for name, words in meant])
        # A word that no phrasing has tells as much as the rarest.
        self.unknown_weight = max(self._idf.values(), default=1.0)
        self._uses = _uses(meant)
        self._owners = [name for name, _ in meant]
        self._norms: list[float] = []
        self._postings: dict[str, dict[int, float]] = defaultdict(dict)
        for number, (_, words) in enumerate(meant):
            reading = self._weigh(words, {})
            self._norms.append(reading.norm)
            for feature, weight in reading.features.items():
                self._postings[feature][number] = weight

    def read(self, words: Sequence[str]) -> Reading:
        """Weigh a question's words; those that no phrasing has are repaired, or count as unknown in the norm."""
        return self._weigh(*self._repair(words))

    def _weigh(self, meant: Sequence[str], repaired: Mapping[str, str]) -> Reading:
        content = _content(meant)
        known = frozenset(each for each in content if each in self._idf)
        unknown = frozenset(content) - known
        features = {each: self._idf[each] for each in known}
        for word in repaired.values():
            if stem(word) in features:
                features[stem(word)] = self._idf[stem(word)] * _REPAIRED_WEIGHT
        features.update((pair, self._idf[pair] * _PAIR_WEIGHT) for pair in _pairs(content) if pair in self._idf)
        features.update((f"_{word}", _FUNCTION_WEIGHT) for word in meant if is_function_word(word))
        features.update((shape, _SHAPE_WEIGHT) for shape, telling in _SHAPES if not telling.isdisjoint(meant))
        square = sum(weight * weight for weight in features.values()) + len(unknown) * self.unknown_weight**2
        return Reading(tuple(meant), repaired, features, math.sqrt(square) or 1.0, known, unknown)

    @property
    def content(self) -> frozenset[str]:
        """The stems that the phrasings use, but for words that only shape a question."""
        return frozenset(feature for feature in self._idf if " " not in feature)

    def numbers(self, name: str, phrasing: str) -> frozenset[int]:
        """Give the numbers of a phrasing of an entry, to leave it out when scoring; none if it isn't written there."""
        return frozenset(self._numbers.get((name, words_of(phrasing)), ()))

    @cached_property
    def _numbers(self) -> dict[tuple[str, tuple[str, ...]], set[int]]:
        """The numbers of each phrasing; what is written twice, as a title and as a phrasing, has two."""
        numbers: dict[tuple[str, tuple[str, ...]], set[int]] = defaultdict(set)
        for number, (name, phrasing) in enumerate(self.phrasings):
            numbers[name, words_of(phrasing)].add(number)
        return numbers

    def _repair(self, words: Sequence[str]) -> tuple[list[str], dict[str, str]]:
        """Give the words as they were meant, and what was repaired in them."""
        repaired: dict[str, str] = {}
        for word in words:
            if word not in self._spelling and (known := self._spelling.repair(word)):
                repaired[word] = known
        return [repaired.get(word, word) for word in words], repaired

    def scores(self, reading: Reading, without: Container[int] = ()) -> dict[str, float]:
        """Score entries between 0 and 1: how alike their best phrasing is, and how much they are about the words.

        `without` leaves phrasings out by their numbers, to ask whether the others would find the entry.
        """
        norms, owners = self._norms, self._owners
        best: dict[str, float] = {}
        for number, product in self._products(reading).items():
            alike, owner = product / (norms[number] * reading.norm), owners[number]
            if alike > best.get(owner, 0.0) and number not in without:
                best[owner] = alike
        about = self._about(reading)
        # A likeness is lowered where the question's words are rare in the entry, unless it is all but verbatim.
        return {
            name: best[name]
            if best[name] > _ALL_BUT_VERBATIM
            else best[name] * (1 - _ABOUT_WEIGHT + _ABOUT_WEIGHT * about.get(name, 0.0))
            for name in nlargest(_MOST_ALIKE, best, key=best.__getitem__)
        }

    def _products(self, reading: Reading) -> dict[int, float]:
        """Multiply the question with each phrasing: what it is about first, and of that the most telling.

        Once there are enough candidates, further features only add to those, and words that merely shape a question
        make none: a phrasing that shares nothing but common words is not the best one. (Moffat and Zobel,
        "Self-indexing inverted files for fast text retrieval", ACM Transactions on Information Systems 14(4), 1996:
        the strategy called "continue".)
        """
        products: dict[int, float] = defaultdict(float)
        telling_first = sorted(
            reading.features, key=lambda feature: (feature not in self._idf, -reading.features[feature], feature)
        )
        for feature in telling_first:
            weight, listed = reading.features[feature], self._postings.get(feature, {})
            open_to_new = len(products) < _CANDIDATES and (feature in self._idf or not reading.known)
            numbers = listed.keys() if open_to_new else products.keys() & listed.keys()
            for number in numbers:
                products[number] += weight * listed[number]
        return products

    def _about(self, reading: Reading) -> dict[str, float]:
        """Give the share of the question's words, by weight, that each entry's phrasings use often enough."""
        total = sum(self._idf[word] for word in reading.known)
        about: dict[str, float] = defaultdict(float)
        for word in reading.known:
            for name, enough in self._uses[word].items():
                about[name] += enough * self._idf[word] / total
        return about


def _uses(worded: Sequence[tuple[str, Sequence[str]]]) -> dict[str, dict[str, float]]:
    """Tell of each stem which entries use it, and how near that is to often enough: 1 in a part of their phrasings."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    phrasings = Counter(name for name, _ in worded)
    for name, words in worded:
        for each in {stem(word) for word in words}:
            counts[each][name] += 1
    return {
        word: {name: min(1.0, _ENOUGH * count / phrasings[name]) for name, count in each.items()}
        for word, each in counts.items()
    }


def is_function_word(word: str) -> bool:
    """Tell whether a word only shapes a question, in any of its forms."""
    return word in FUNCTION_WORDS or stem(word) in _function_stems()


def _content(words: Iterable[str]) -> list[str]:
    """Give the stems of the words that say what a question is about."""
    function_stems = _function_stems()
    stems = [stem(word) for word in words if word not in FUNCTION_WORDS]
    return [each for each in stems if each not in function_stems]


@lru_cache(maxsize=1)
def _function_stems() -> frozenset[str]:
    # Short words have no forms, and their stems ("us" of "use") would hide others.
    return frozenset(stem(word) for word in FUNCTION_WORDS if len(word) > 3)


def _spelling(worded: Sequence[tuple[str, Sequence[str]]], names: Iterable[str]) -> Spelling:
    """Collect the words that are spelled right: a phrasing may hold a slip of a concept's name, and is no proof."""
    sure = Spelling({word for name in names for word in words_of(name)} | FUNCTION_WORDS)
    written = {word for _, words in worded for word in words}
    return Spelling(sure.words | {word for word in written if sure.repair(word) is None})


def _pairs(content: Sequence[str]) -> list[str]:
    return [f"{one} {other}" for one, other in pairwise(content)]


def _inverse_frequencies(contents: Sequence[tuple[str, Sequence[str]]]) -> dict[str, float]:
    """Weigh each stem and pair by how few entries use it (inverse document frequency, an entry being a document)."""
    used_by: dict[str, set[str]] = defaultdict(set)
    times: Counter[str] = Counter()
    for name, content in contents:
        for feature in {*content, *_pairs(content)}:
            used_by[feature].add(name)
            times[feature] += 1
    entries = len({name for name, _ in contents})
    return {
        feature: math.log(1 + entries / len(names))
        for feature, names in used_by.items()
        if " " not in feature or times[feature] > 1
    }
