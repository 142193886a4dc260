"""Answers a question from the library, or says that it can't."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from bot.answering.depth import Depth
from bot.answering.entry import Entry
from bot.answering.evidence import Evidence, hardly_for_us, probabilities_of, weigh, with_covered
from bot.answering.follow_up import Deepened, with_context
from bot.answering.library import Library
from bot.answering.port_numbers import Facts
from bot.answering.question_shape import is_question, opens_like_a_question, talks_to_somebody, without_lead_in
from bot.answering.reading import MAX_CHARACTERS, clean, prose_of, sentences, words_of
from bot.answering.small_talk import SmallTalk, small_talk

# With less confidence nothing is suggested, and no entry with a smaller share; never more than three.
SUGGESTED = 0.05
NEAR = 0.005
MOST_SUGGESTIONS = 3
# Of a long post so many questions are looked at, the last ones; so many entries are answered together at the most.
MOST_QUESTIONS = 4
MOST_TOGETHER = 3
# So sure Porter must be to answer a further question in the same message, a comparison with something unknown, or where
# no entry stands out by its share.
SURELY = 0.75
# A question this close to a written phrasing is that question, whatever else it could be read as, and so sure.
VERBATIM = 0.9
# From this confidence on, an answer is offered without what else could have been meant.
SURE = 0.97


class Manner(Enum):
    """Whether Porter was addressed, or merely overhears a study channel."""

    ASKED = "asked"
    UNASKED = "unasked"


@dataclass(frozen=True)
class Thresholds:
    """The least confidence, a probability, at which an answer is given: when asked, and when merely overheard."""

    asked: float = 0.35
    unasked: float = 0.6

    def __post_init__(self) -> None:
        if not (0 < self.asked < 1 and 0 < self.unasked < 1):
            raise ValueError(f"a threshold lies between 0 and 1: {self}")


DEFAULT_THRESHOLDS = Thresholds()


@dataclass(frozen=True)
class Found:
    """The answer: `entries`, best first, after exact `facts` if there are any.

    A comparison comes before the entries that it compares. `confidence` is the probability, 0 to 1, that this is what
    was asked, and `alternatives` are what else could have been meant, best first; two answers that say the same are
    equal, however sure. `depth` is how much was asked for.
    """

    entries: tuple[Entry, ...]
    facts: Facts | None = None
    depth: Depth = Depth.SHORT
    confidence: float = field(default=1.0, compare=False)
    alternatives: tuple[Entry, ...] = field(default=(), compare=False)

    @property
    def offered(self) -> tuple[Entry, ...]:
        """What else could have been meant, as far as it's worth showing."""
        return () if self.confidence >= SURE else self.alternatives


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


def answer(
    question: str,
    library: Library,
    manner: Manner,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
    previous: Found | None = None,
) -> Answer:
    """Answer a question: leniently when asked, strictly and without suggestions when unasked.

    `previous` is what the same person was answered last; only a question that depends on it is read in its light.
    """
    if len(question) > MAX_CHARACTERS:
        return NothingFound(Silence.TOO_LONG)
    if manner is Manner.UNASKED:
        return _overheard(question, library, thresholds.unasked)
    if talk := small_talk(question):
        return talk
    if previous and (followed := _followed(question, previous, library, thresholds.asked)):
        return followed
    return _asked(question, library, thresholds.asked)


def _followed(question: str, previous: Found, library: Library, threshold: float) -> Answer | None:
    """Answer a question that depends on the previous answer; None if it stands by itself, or the two don't fit."""
    # The knowledge may have been read anew since.
    entries = tuple(library.entries[entry.name] for entry in previous.entries if entry.name in library.entries)
    follow_up = with_context(question, entries, library) if entries else None
    if follow_up is None:
        return None
    if not follow_up.surely and isinstance(alone := _asked(question, library, threshold), Found):
        return alone
    if isinstance(follow_up, Deepened):
        return Found(entries, depth=follow_up.depth)
    mark = "?" if question.rstrip().endswith("?") else ""
    whole = _asked(follow_up.question + mark, library, threshold)
    if isinstance(whole, Suggestions) and entries[0] in whole.entries:
        return Found(entries, depth=Depth.DEEPER)
    return whole if isinstance(whole, Found) else None


def _asked(question: str, library: Library, threshold: float) -> Answer:
    evidence, *others = by_confidence(without_lead_in(clean(question)), library, asked=True)
    verbatim = evidence.most_alike if evidence.likeness.get(evidence.most_alike, 0.0) >= VERBATIM else ""
    found = next(filter(None, (_of_ports(part, library) for part in sentences(prose_of(question)))), None)
    if found and verbatim in {"", found.entries[0].name}:
        return found
    if not (evidence.reading.known or evidence.reading.unknown):
        return NothingFound(Silence.NO_QUESTION)
    confidence, chosen = evidence.confidence(library, asked=True), evidence.chosen
    if not evidence.reading.known and confidence < SURELY:
        return NothingFound(Silence.UNKNOWN)
    if verbatim and evidence.compared and verbatim == chosen[0].name:
        confidence = max(confidence, VERBATIM)
    elif verbatim:
        confidence, chosen = max(confidence, VERBATIM), with_covered(library.entries[verbatim], library)
    if confidence >= needed(evidence, threshold):
        more = [other for other in others if other.confidence(library, asked=True) >= SURELY]
        entries = _together(chosen, more)
        return Found(entries, confidence=confidence, alternatives=_runners_up(evidence, entries))
    near = _runners_up(evidence, without=())
    if confidence < SUGGESTED or not near or not evidence.may_be_ours:
        return NothingFound(Silence.UNKNOWN)
    return Suggestions(near, confidence)


def _overheard(question: str, library: Library, threshold: float) -> Answer:
    if not library.may_concern(question) or not is_question(prose := clean(question)):
        return NothingFound(Silence.NOT_ASKED)
    if found := _ports_overheard(question, library):
        return found
    judged = _judged(without_lead_in(prose), library)
    # Most of what people say to each other ends here, at a quarter of the cost of going on.
    if all(hardly_for_us(probabilities, library) for probabilities in judged.values()):
        return NothingFound(Silence.NOT_ASKED)
    evidence, *_ = _weighed(judged, library, asked=False)
    confidence = evidence.confidence(library, asked=False)
    if confidence >= needed(evidence, threshold):
        return Found(evidence.chosen, confidence=confidence)
    return NothingFound(Silence.NOT_ASKED)


def needed(evidence: Evidence, threshold: float) -> float:
    """Give the confidence that this evidence needs: more where half of a comparison is unknown, or none stands out."""
    return max(threshold, SURELY) if evidence.half_known or evidence.is_scattered else threshold


def by_confidence(prose: str, library: Library, *, asked: bool) -> list[Evidence]:
    """Gather the evidence on a message as a whole and on each question in it, the most convincing first.

    The question may stand behind a long background, or there may be several.
    """
    return _weighed(_judged(prose, library), library, asked=asked)


def _judged(prose: str, library: Library) -> dict[str, dict[str, float]]:
    """Let the classifier judge a message as a whole and each question in it."""
    questions = [part for part in sentences(prose) if is_question(part) and len(words_of(part)) > 2]
    parts = [prose, *questions[-MOST_QUESTIONS:]] if len(sentences(prose)) > 1 else [prose]
    return {part: probabilities_of(part, library) for part in parts}


def _weighed(judged: Mapping[str, Mapping[str, float]], library: Library, *, asked: bool) -> list[Evidence]:
    gathered = [weigh(part, library, probabilities) for part, probabilities in judged.items()]
    return sorted(gathered, key=lambda evidence: -evidence.confidence(library, asked=asked))


def _runners_up(evidence: Evidence, without: tuple[Entry, ...]) -> tuple[Entry, ...]:
    near = (match.entry for match in evidence.ranked if match.score >= NEAR and match.entry not in without)
    return tuple(near)[:MOST_SUGGESTIONS]


def _together(chosen: tuple[Entry, ...], others: list[Evidence]) -> tuple[Entry, ...]:
    """Answer several questions of one message together, if they ask for different things and don't ask too much."""
    entries = list(chosen)
    for other in others:
        new = [entry for entry in other.chosen if entry not in entries]
        if len(new) == len(other.chosen) and len(entries) + len(new) <= MOST_TOGETHER:
            entries += new
    return tuple(entries)


def _ports_overheard(question: str, library: Library) -> Found | None:
    for part in sentences(prose_of(question)):
        words = words_of(part)
        told = words[:1] == ("i",) or "you" in words  # "do you use port 22?" asks somebody, not about the port
        bare = not {"port", "ports"} & {*words} and len(words) < 3  # "8080?" may mean anything
        asks = "?" in part or opens_like_a_question(part)
        if not told and not bare and asks and not talks_to_somebody(words) and (found := _of_ports(part, library)):
            return found
    return None


def _of_ports(sentence: str, library: Library) -> Found | None:
    """Answer what is asked of a port number, or of a service's port, in a sentence as it was typed.

    Not in its normalised form, because normalising makes numbers of what are none.
    """
    facts = library.ports.facts(sentence)
    if facts is None or facts.entry not in library.entries:
        return None
    return Found((library.entries[facts.entry],), facts)
