"""Answers a question from the library, or says that it can't."""

from dataclasses import dataclass, field
from enum import Enum

from bot.answering.depth import Depth
from bot.answering.entry import Entry
from bot.answering.follow_up import Deepened, with_context
from bot.answering.gate import asks_for_knowledge, is_question_to_all
from bot.answering.library import Library
from bot.answering.port_numbers import Facts
from bot.answering.reading import MAX_CHARACTERS, clean, prose_of, sentences, words_of
from bot.answering.scoring import Reading
from bot.answering.small_talk import SmallTalk, small_talk
from bot.answering.subjects import asks_to_compare

# Found and suggested from these scores on; an unasked answer needs more. Chosen on phrasings left out of the index.
FOUND_ASKED = 0.36
FOUND_IF_CLEAR = 0.3
FOUND_UNASKED = 0.55
SUGGESTED = 0.2
# A question this close to a written phrasing is that question, whatever else it could be read as.
VERBATIM = 0.9
MOST_SUGGESTIONS = 3
# Words that ask for something about a concept rather than what it is.
_COUNTING = frozenset({"many", "much", "which", "who", "whose", "using", "where"})


class Manner(Enum):
    """Whether Porter was addressed, or merely overhears a study channel."""

    ASKED = "asked"
    UNASKED = "unasked"


@dataclass(frozen=True)
class Found:
    """The answer: `entries`, best first, after exact `facts` if there are any.

    A comparison comes before the entries that it compares. `confidence` is the probability, 0 to 1, that this is what
    was asked; two answers that say the same are equal, however sure. `depth` is how much was asked for.
    """

    entries: tuple[Entry, ...]
    facts: Facts | None = None
    depth: Depth = Depth.SHORT
    confidence: float = field(default=1.0, compare=False)


@dataclass(frozen=True)
class Suggestions:
    """No answer, but entries that come close to the question, best first; `confidence` is that of the first."""

    entries: tuple[Entry, ...]
    confidence: float = field(default=0.0, compare=False)


class Silence(Enum):
    """Why there is nothing to answer."""

    UNKNOWN = "the question is about something else"
    TOO_LONG = f"the message is longer than {MAX_CHARACTERS} characters"
    NO_QUESTION = "the message asks, but doesn't say about what"
    NOT_ASKED = "the message doesn't seem to ask Porter's kind of question"


@dataclass(frozen=True)
class NothingFound:
    """Nothing in the library fits."""

    because: Silence


Answer = Found | Suggestions | NothingFound | SmallTalk


@dataclass(frozen=True)
class Match:
    """An entry and how well it fits a question, 0 to 1."""

    entry: Entry
    score: float


def answer(question: str, library: Library, manner: Manner, previous: Found | None = None) -> Answer:
    """Answer a question: leniently when asked, strictly and without suggestions when unasked.

    `previous` is what the same person was answered last; only a question that depends on it is read in its light.
    """
    if len(question) > MAX_CHARACTERS:
        return NothingFound(Silence.TOO_LONG)
    prose = clean(question)
    if manner is Manner.UNASKED:
        return _overheard(question, prose, library) if words_of(prose) else NothingFound(Silence.NOT_ASKED)
    if talk := small_talk(question):
        return talk
    if previous and (followed := _followed(question, previous, library)):
        return followed
    return _asked(question, prose, library)


def _followed(question: str, previous: Found, library: Library) -> Answer | None:
    """Answer a question that depends on the previous answer; None if it stands by itself, or the two don't fit."""
    # The knowledge may have been read anew since.
    entries = tuple(library.entries[entry.name] for entry in previous.entries if entry.name in library.entries)
    follow_up = with_context(question, entries, library) if entries else None
    if follow_up is None:
        return None
    if not follow_up.surely and isinstance(alone := _asked(question, clean(question), library), Found):
        return alone
    if isinstance(follow_up, Deepened):
        return Found(entries, depth=follow_up.depth)
    whole = _asked(follow_up.question, follow_up.question, library)
    if isinstance(whole, Suggestions) and entries[0] in whole.entries:
        return Found(entries, depth=Depth.DEEPER)
    return whole if isinstance(whole, Found) else None


def _asked(question: str, prose: str, library: Library) -> Answer:
    ranked = [_read_and_rank(part, library) for part in _parts(prose)]
    reading, matches = max(ranked, key=lambda each: _top_score(each[1]))
    verbatim = matches[0].entry.name if _top_score(matches) >= VERBATIM else ""
    found = next(filter(None, (_of_ports(part, library) for part in sentences(prose_of(question)))), None)
    if found and verbatim in {"", found.entries[0].name}:
        return found
    if not (reading.known or reading.unknown):
        return NothingFound(Silence.NO_QUESTION)
    if not verbatim and (told := _compared(reading, library) or _by_name(reading, library)):
        return told
    return _by_score(reading, matches, library)


def rank(reading: Reading, library: Library) -> list[Match]:
    """List the entries that share anything with the question, the best fitting first."""
    scores = library.index.scores(reading)
    matches = [Match(library.entries[name], score) for name, score in scores.items()]
    return sorted(matches, key=lambda match: (-match.score, match.entry.name))


def with_compared(entry: Entry, library: Library) -> tuple[Entry, ...]:
    """Give an entry, and after it the entries that it compares, if any."""
    return (entry, *(library.entries[name] for name in entry.compares))


def _parts(prose: str) -> list[str]:
    """Split a post into its sentences, and keep the whole as well: a question may need its lead-in."""
    parts = [part for part in sentences(prose) if words_of(part)]
    return [prose] if len(parts) < 2 else [prose, *parts]


def _of_ports(sentence: str, library: Library) -> Found | None:
    """Answer what is asked of a port number, or of a service's port, in a sentence as it was typed.

    Not in its normalised form, because normalising makes numbers of what are none.
    """
    facts = library.ports.facts(sentence)
    if facts is None or facts.entry not in library.entries:
        return None
    return Found((library.entries[facts.entry],), facts)


def _read_and_rank(part: str, library: Library) -> tuple[Reading, list[Match]]:
    reading = library.index.read(words_of(part))
    return reading, rank(reading, library)


def _top_score(matches: list[Match]) -> float:
    return matches[0].score if matches else 0.0


def _by_name(reading: Reading, library: Library) -> Found | None:
    """Answer a question that names one concept and nothing else: "what exactly is a socket"."""
    name = library.subjects.sole(reading.words)
    if not name or not _COUNTING.isdisjoint(reading.words):
        return None
    return Found(with_compared(library.entries[name], library))


def _by_score(reading: Reading, matches: list[Match], library: Library) -> Answer:
    if _top_score(matches) < SUGGESTED:
        return NothingFound(Silence.UNKNOWN)
    if _is_found(reading, matches, library) and not _names_a_stranger(reading, matches[0].score, library):
        return Found(with_compared(matches[0].entry, library))
    near = [match.entry for match in matches if match.score >= SUGGESTED]
    return Suggestions(tuple(near[:MOST_SUGGESTIONS]))


def _is_found(reading: Reading, matches: list[Match], library: Library) -> bool:
    """Tell whether the first match answers: it fits well, or fits fairly with every word known and no rival near.

    A single known word that is no concept's name proves nothing: "the meaning of life" isn't the life of a process.
    """
    best = matches[0]
    if best.score < VERBATIM and len(reading.known) < 2 and not library.subjects.mentioned(reading.words):
        return False
    rival = matches[1].score if len(matches) > 1 else 0.0
    clear = best.score >= FOUND_IF_CLEAR and not reading.unknown and best.score - rival >= 0.1
    return best.score >= FOUND_ASKED or clear


def _names_a_stranger(reading: Reading, best: float, library: Library) -> bool:
    """Tell whether a thing to compare with is unknown here, so that half an answer would be a wrong one."""
    return best < VERBATIM and asks_to_compare(reading.words) and bool(library.subjects.strangers(reading.words))


def _compared(reading: Reading, library: Library) -> Found | None:
    """Answer "X vs Y" and "how are X, Y and Z related" from the comparisons, or from the entries side by side."""
    subjects = library.subjects.mentioned(reading.words)
    if len(subjects) < 2 or not asks_to_compare(reading.words) or library.subjects.strangers(reading.words):
        return None
    covering = library.comparisons(subjects)
    fullest = [entry for entry in covering if set(entry.compares) == set(subjects)] or covering
    return Found((*fullest, *(library.entries[name] for name in subjects)))


def _overheard(question: str, prose: str, library: Library) -> Answer:
    for part in sentences(prose_of(question)):
        words = words_of(part)
        told = words[:1] == ("i",) or "you" in words  # "do you use port 22?" asks somebody, not about the port
        bare = not {"port", "ports"} & {*words} and len(words) < 3  # "8080?" may mean anything
        if told or bare or not is_question_to_all(part, library.index.read(words)):
            continue
        if found := _of_ports(part, library):
            return found
    for part in sentences(prose):
        reading, matches = _read_and_rank(part, library)
        if not asks_for_knowledge(part, reading):
            continue
        if reading.coverage == 1.0 and (compared := _compared(reading, library)):
            return compared
        if _top_score(matches) >= FOUND_UNASKED and not _names_a_stranger(reading, matches[0].score, library):
            return Found(with_compared(matches[0].entry, library))
    return NothingFound(Silence.NOT_ASKED)
