"""Puts questions that nobody could answer together by likeness, so that a teacher sees what is missing."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from heapq import nlargest

from bot.answering.answer import by_confidence
from bot.answering.entry import Entry
from bot.answering.library import Library
from bot.answering.phrasing import phrasing_of
from bot.answering.reading import stem, words_of
from bot.answering.scoring import is_function_word
from bot.answering.typos import Spelling

# Two questions are alike from this cosine on; found on tests/answering/unanswered_questions.py, alone and among up to
# 1,850 other messages. It is just below a half: of two equally telling words one in common is enough.
ALIKE = 0.499
MOST_CLUSTERS = 50
MOST_NEAREST = 3
# Of a cluster so many questions are asked to find the nearest entries.
_ASKED_AGAIN = 3
# Of a question so many words count, and of what is compared so many features, the most telling.
_MOST_WORDS, _MOST_FEATURES = 40, 16
# With so many candidates no further ones are looked for among what is less telling.
_CANDIDATES = 300
# From here on the nearest entry is likely the one that was meant: of the messages of benchmarks/held-back.jsonl that
# got no answer, so near are three of four that an entry answers, and one of thirteen that none does.
_LIKELY = 0.2


class Missing(Enum):
    """What a teacher would add, so that the questions get an answer."""

    PHRASING = "a phrasing of the nearest entry"
    ENTRY = "an entry"


@dataclass(frozen=True)
class Near:
    """An entry, and the probability, 0 to 1, that it is what was asked for."""

    entry: Entry
    nearness: float


@dataclass(frozen=True)
class Cluster:
    """Questions that are alike, each once and the most typical first; `times` is how often they were asked together.

    `words` are what most of them have in common, as the first one has them. The questions are one line each, without
    what tells who asked.
    """

    questions: tuple[str, ...]
    times: int
    words: tuple[str, ...]
    nearest: tuple[Near, ...]

    @property
    def representative(self) -> str:
        """The question that stands for all."""
        return self.questions[0]

    @property
    def missing(self) -> Missing:
        """What is probably missing: a phrasing where an entry is near, else an entry."""
        near = self.nearest and self.nearest[0].nearness >= _LIKELY
        return Missing.PHRASING if near else Missing.ENTRY


@dataclass(frozen=True)
class _Asked:
    """A question, how often it was asked, and the direction that its features give it.

    `stems` are those of its words that say what it is about, of mistyped ones as they were meant.
    """

    question: str
    times: int
    stems: Mapping[str, str]
    direction: Mapping[str, float]


def clusters(questions: Sequence[str], library: Library, most: int = MOST_CLUSTERS) -> list[Cluster]:
    """Cluster questions by likeness, and give the `most` largest clusters, the largest first.

    The same questions give the same clusters, in whatever order they come. What has no word in it is left out.
    """
    asked = _directed(_counted(questions), library)
    groups = _groups(asked)
    groups.sort(key=lambda group: (-sum(each.times for each in group), min(each.question for each in group)))
    return [_cluster(group, library) for group in groups[:most]]


def _counted(questions: Sequence[str]) -> list[tuple[str, int]]:
    """Count the questions; those that differ only in case and marks are one, as it is written most often."""
    written: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for message, times in Counter(questions).items():
        question = phrasing_of(message)
        if words := words_of(question):
            written[words][question] += times
    counted = ((min(each, key=lambda one: (-each[one], one)), each.total()) for each in written.values())
    return sorted(counted)


def _directed(counted: Sequence[tuple[str, int]], library: Library) -> list[_Asked]:
    """Weigh the words as the library does; a word that it doesn't know is as telling as its rarest.

    Of such a word several spellings may be about; the one that more than one question has is taken for right.
    """
    index = library.index
    readings = [index.read(words_of(question)[:_MOST_WORDS]) for question, _ in counted]
    used = Counter(word for reading in readings for word in reading.unknown)
    repeated = Spelling(word for word, times in used.items() if times > 1)
    asked = []
    for (question, times), reading in zip(counted, readings, strict=True):
        features = {each: weight for each, weight in reading.features.items() if not each.startswith("_")}
        meant = {word: word if word in repeated else repeated.repair(word) or word for word in reading.unknown}
        features.update(dict.fromkeys(meant.values(), index.unknown_weight))
        features = dict(nlargest(_MOST_FEATURES, features.items(), key=lambda each: (each[1], each[0])))
        norm = math.sqrt(sum(weight * weight for weight in features.values())) or 1.0
        stems = {word: meant.get(stem(word), stem(word)) for word in reading.words if not is_function_word(word)}
        asked.append(_Asked(question, times, stems, {each: weight / norm for each, weight in features.items()}))
    return asked


def _groups(asked: Sequence[_Asked]) -> list[list[_Asked]]:
    """Group by stars: the question with the most that is like it is a centre, then the next of those that are left.

    In the end each belongs to the centre that it is most like. (Aslam, Pelekhov and Rus, "The star clustering algorithm
    for static and dynamic information organization", Journal of Graph Algorithms and Applications 8(1), 2004.)
    """
    listed: dict[str, dict[int, float]] = defaultdict(dict)
    for number, each in enumerate(asked):
        for feature, weight in each.direction.items():
            listed[feature][number] = weight
    # What is alike is found once more for the centres: to keep all of it would take memory by the square.
    crowded = [
        sum(cosine * asked[other].times for other, cosine in _alike(each.direction, listed).items()) for each in asked
    ]
    nearest: dict[int, tuple[float, int]] = {}
    for centre in sorted(range(len(asked)), key=lambda at: (-round(crowded[at], 9), asked[at].question)):
        if centre not in nearest:
            for other, cosine in _alike(asked[centre].direction, listed).items():
                nearest[other] = max(nearest.get(other, (0.0, 0)), (cosine, centre))
            nearest[centre] = (math.inf, centre)
    groups: dict[int, list[_Asked]] = defaultdict(list)
    for number, (_, centre) in nearest.items():
        groups[centre].append(asked[number])
    return list(groups.values())


def _alike(direction: Mapping[str, float], listed: Mapping[str, Mapping[int, float]]) -> dict[int, float]:
    """Give the questions whose direction is alike; `listed` are the questions by feature, with its weight.

    The rarest features come first. Once the others together can't make a question alike any more (the inequality of
    Cauchy and Schwarz), or enough were met, they only add to those: what everybody says costs next to nothing.
    """
    products: dict[int, float] = {}
    left = 1.0
    for feature in sorted(direction, key=lambda each: (len(listed[each]), each)):
        weight, weights = direction[feature], listed[feature]
        open_to_new = left >= ALIKE**2 and len(products) < _CANDIDATES
        for number in weights if open_to_new else products.keys() & weights.keys():
            products[number] = products.get(number, 0.0) + weight * weights[number]
        left -= weight * weight
    return {number: product for number, product in products.items() if product >= ALIKE}


def _cluster(group: Sequence[_Asked], library: Library) -> Cluster:
    """Describe a group: its questions in order, from the most like all the others on, and their words."""
    together: dict[str, float] = defaultdict(float)
    used: Counter[str] = Counter()
    for each in group:
        used.update(dict.fromkeys(each.stems.values(), each.times))
        for feature, weight in each.direction.items():
            together[feature] += each.times * weight

    def typical(each: _Asked) -> float:
        return round(sum(weight * together[feature] for feature, weight in each.direction.items()), 9)

    ordered = sorted(group, key=lambda each: (-typical(each), -each.times, len(each.question), each.question))
    times = sum(each.times for each in group)
    words = tuple(word for word, stemmed in ordered[0].stems.items() if 2 * used[stemmed] >= times)
    questions = tuple(each.question for each in ordered)
    return Cluster(questions, times, words, _nearest(questions[:_ASKED_AGAIN], library))


def _nearest(questions: Sequence[str], library: Library) -> tuple[Near, ...]:
    """Find the entries that are nearest to questions: the confidence in the best one, and the others in proportion."""
    nearness: dict[str, float] = defaultdict(float)
    for question in questions:
        evidence, *_ = by_confidence(question, library, asked=True)
        confidence = evidence.confidence(library, asked=True)
        for match in evidence.ranked:
            nearness[match.entry.name] += confidence * match.score / evidence.ranked[0].score / len(questions)
    near = [Near(library.entries[name], round(each, 6)) for name, each in nearness.items()]
    return tuple(sorted(near, key=lambda each: (-each.nearness, each.entry.name))[:MOST_NEAREST])
