"""Gathers what speaks for and against each entry as the answer to a message."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nsmallest

from bot.answering.entry import Entry
from bot.answering.features import features
from bot.answering.gate import Gate
from bot.answering.library import Library
from bot.answering.question_shape import is_question, opens_like_a_question, talks_to_somebody
from bot.answering.reading import sentences, words_of
from bot.answering.scoring import Reading
from bot.answering.subjects import asks_to_compare

# How much the likeness to written phrasings counts beside the classifier's logarithm.
_LEXICAL_WEIGHT = 4.0
# With a smaller share the best entry doesn't stand out from the others.
_STANDS_OUT = 0.2
# With a smaller probability of being for us, a message is none of ours unless it is like a written phrasing.
_HARDLY = 0.1
# So many entries are ranked; the others are far behind.
_MOST_RANKED = 10
# Two entries are shown side by side when the second is less than so far behind (in log-odds).
_TIED = 1.0


@dataclass(frozen=True)
class Match:
    """An entry, and its share of what speaks for all entries, 0 to 1."""

    entry: Entry
    score: float


@dataclass(frozen=True)
class Evidence:
    """What a message says, and which entries fit it.

    `prose` is what was judged, and `reading` is of the part of it that is most like a written phrasing; `likeness`
    tells of each entry how alike. `kinds` are the probabilities that it asks for no entry, by kind. `chosen` would be
    the answer, `compared` because the message compares them. It is `half_known` when one of the compared things is
    unknown, so that half an answer would be a wrong one. `trained` tells whether the classifier knows the first of the
    chosen; `signals` are what the gate weighs.
    """

    prose: str
    reading: Reading
    ranked: tuple[Match, ...]
    likeness: Mapping[str, float]
    kinds: Mapping[str, float]
    chosen: tuple[Entry, ...]
    compared: bool
    half_known: bool
    trained: bool
    signals: Mapping[str, float]

    @property
    def most_alike(self) -> str:
        """The name of the entry with the phrasing most like the message; empty if none has a word of it."""
        return _most(self.likeness)

    @property
    def is_scattered(self) -> bool:
        """Tell whether no entry stands out by its share."""
        return not self.ranked or self.ranked[0].score < _STANDS_OUT

    @property
    def may_be_ours(self) -> bool:
        """Tell whether the message may be about anything of ours, so that suggestions make sense."""
        return (
            not self.trained
            or self.signals["for us"] > _log_odds(_HARDLY)
            or self.likeness.get(self.most_alike, 0.0) >= 0.5
        )

    def gate(self, library: Library, *, asked: bool) -> Gate:
        """Pick the gate that judges this evidence."""
        return library.weights.gates[("asked" if asked else "unasked") + ("" if self.trained else ", new entry")]

    def confidence(self, library: Library, *, asked: bool) -> float:
        """Give the probability, 0 to 1, that the chosen entries are what was asked for; 0 if none is chosen."""
        return self.gate(library, asked=asked).confidence(self.signals) if self.chosen else 0.0


def probabilities_of(prose: str, library: Library) -> dict[str, float]:
    """Give the classifier's probability of each entry, and of each kind of message that asks for none."""
    return library.classifier.probabilities(features_of(prose, library))


def hardly_for_us(probabilities: Mapping[str, float], library: Library) -> bool:
    """Tell from these alone whether a message is none of ours, which needs an entry's training to be sure."""
    return library.is_trained and _for_us(probabilities, library) < _HARDLY


def features_of(prose: str, library: Library) -> dict[int, float]:
    """Give what the classifier sees of a message: its features, mistyped words as they were meant."""
    return features(prose, library.index.read(words_of(prose)).words)


def weigh(
    prose: str, library: Library, probabilities: Mapping[str, float], without: tuple[str, str] | None = None
) -> Evidence:
    """Gather the evidence from the classifier's probabilities and the likeness to phrasings.

    `without` (an entry's name and a phrasing) leaves that phrasing out, as if nobody had written it down.
    """
    reading, likeness = _most_alike(prose, library, without)
    known = library.classifier.known
    ours = {name: probabilities[name] for name in library.classifier.entries if name in library.entries}
    # An entry that the classifier has never seen gets the highest probability, so that its likeness decides.
    ours |= dict.fromkeys(likeness.keys() - known, max(ours.values(), default=1.0))
    strengths = {
        name: math.log(max(probability, 1e-6)) + _LEXICAL_WEIGHT * likeness.get(name, 0.0)
        for name, probability in ours.items()
    }
    ranked = _ranked(strengths, library)
    compared = () if _is_one_comparison(ranked) else _compared(reading, library)
    chosen = compared or _best(ranked, library)
    trained = bool(chosen) and chosen[0].name in known
    kinds = {name: probabilities[name] for name in library.classifier.kinds}
    half_known = asks_to_compare(reading.words) and bool(library.subjects.strangers(reading.words))
    signals = _signals(prose, reading, ranked, likeness, probabilities, chosen, bool(compared), half_known, library)
    return Evidence(prose, reading, ranked, likeness, kinds, chosen, bool(compared), half_known, trained, signals)


def with_covered(entry: Entry, library: Library) -> tuple[Entry, ...]:
    """Give an entry, and after it the entries that it speaks of together, if any."""
    return (entry, *(library.entries[name] for name in entry.covers if name in library.entries))


def _most_alike(prose: str, library: Library, without: tuple[str, str] | None) -> tuple[Reading, dict[str, float]]:
    """Compare the message, and each of its sentences, with the phrasings; the best likeness of each counts."""
    left_out = library.index.numbers(*without) if without else frozenset()
    best: dict[str, float] = {}
    readings: list[tuple[float, Reading]] = []
    for part in _parts(prose):
        reading = library.index.read(words_of(part))
        scores = library.index.scores(reading, left_out)
        readings.append((max(scores.values(), default=0.0), reading))
        for name, score in scores.items():
            best[name] = max(score, best.get(name, 0.0))
    return max(readings, key=lambda each: each[0])[1], best


def _parts(prose: str) -> list[str]:
    """Split a post into its sentences, and keep the whole as well: a question may need its lead-in.

    A sentence of a word or two is none: "HTTP." asks nothing.
    """
    parts = [part for part in sentences(prose) if len(words_of(part)) > 2]
    return [prose] if parts == [prose] else [prose, *parts]


def _ranked(strengths: Mapping[str, float], library: Library) -> tuple[Match, ...]:
    highest = max(strengths.values(), default=0.0)
    shares = {name: math.exp(strength - highest) for name, strength in strengths.items()}
    whole = sum(shares.values()) or 1.0
    best = nsmallest(_MOST_RANKED, shares, key=lambda name: (-shares[name], name))
    return tuple(Match(library.entries[name], shares[name] / whole) for name in best)


def _best(ranked: tuple[Match, ...], library: Library) -> tuple[Entry, ...]:
    """Pick the best entry, or the best two if they are tied."""
    if not ranked:
        return ()
    chosen = with_covered(ranked[0].entry, library)
    if len(ranked) > 1 and ranked[1].score > ranked[0].score * math.exp(-_TIED):
        second = with_covered(ranked[1].entry, library)
        # A comparison that has the other entry on one of its sides says both.
        if chosen[0] in second[1:]:
            return second
        return chosen if second[0] in chosen else (*chosen, second[0])
    return chosen


def _is_one_comparison(ranked: tuple[Match, ...]) -> bool:
    """Tell whether one written comparison is clearly meant, whatever else the words name."""
    return bool(ranked) and bool(ranked[0].entry.compares) and ranked[0].score > 0.5


def _compared(reading: Reading, library: Library) -> tuple[Entry, ...]:
    """Answer "X vs Y" and "how are X, Y and Z related" from the comparisons, or from the entries side by side."""
    subjects = library.subjects.mentioned(reading.words)
    if len(subjects) < 2 or not asks_to_compare(reading.words) or library.subjects.strangers(reading.words):
        return ()
    covering = library.comparisons(subjects)
    fullest = [entry for entry in covering if set(entry.compares) == set(subjects)] or covering
    return (*fullest, *(library.entries[name] for name in subjects))


def _signals(
    prose: str,
    reading: Reading,
    ranked: tuple[Match, ...],
    likeness: Mapping[str, float],
    probabilities: Mapping[str, float],
    chosen: tuple[Entry, ...],
    compared: bool,  # noqa: FBT001 (a signal among others)
    half_known: bool,  # noqa: FBT001 (a signal among others)
    library: Library,
) -> dict[str, float]:
    """Put the evidence into the numbers that the gate weighs, under names that a person understands."""
    words = words_of(prose)
    names = {entry.name for entry in chosen}
    ours = _log_odds(_for_us(probabilities, library))
    share = sum(match.score for match in ranked if match.entry.name in names)
    alike = max((likeness.get(name, 0.0) for name in names), default=0.0)
    asking = is_question(prose)
    return {
        "for us": ours,
        "for us, in known words": ours * reading.coverage,
        "for us, in a question": ours * asking,
        "the chosen among all entries": _log_odds(share),
        "alike a written phrasing": alike,
        "alike, in known words": alike * reading.coverage,
        "the most alike is chosen": float(_most(likeness) in names),
        "known words": reading.coverage,
        "unknown words": min(len(reading.unknown), 6.0),
        "ends with a question mark": float(prose.endswith("?")),
        "opens like a question": float(opens_like_a_question(prose)),
        "has the form of a question": float(asking),
        "to or about somebody": float(talks_to_somebody(words)),
        "names a concept": float(bool(library.subjects.mentioned(reading.words))),
        "compares": float(asks_to_compare(reading.words)),
        "compares known concepts": float(compared),
        "compares with something unknown": float(half_known),
        "length": math.log1p(len(words)),
        **{f"may be {kind.lower()}": math.log(probabilities[kind] + 1e-3) for kind in library.classifier.kinds},
    }


def _for_us(probabilities: Mapping[str, float], library: Library) -> float:
    return sum(probabilities[name] for name in library.classifier.entries if name in library.entries)


def _most(likeness: Mapping[str, float]) -> str:
    return max(likeness, key=likeness.__getitem__, default="")


def _log_odds(probability: float) -> float:
    return math.log((probability + 1e-4) / (1 - min(probability, 1.0) + 1e-4))
