"""What may come after an answer: another depth of it, or what else could have been meant."""

from collections.abc import Iterable, Iterator

from bot.answering.answer import NEAR, SUGGESTED, Answer, Found, Suggestions, by_confidence
from bot.answering.depth import Depth
from bot.answering.entry import Entry
from bot.answering.library import Library
from bot.answering.question_shape import without_lead_in
from bot.answering.reading import clean
from bot.answering.small_talk import SmallTalk
from bot.answering.wording import passages

MOST_RUNNERS_UP = 5
_OFFERED = (Depth.SIMPLER, Depth.SHORT, Depth.DEEPER, Depth.EXAMPLE)


def other_depths(answer: Answer, shown: Depth) -> tuple[Depth, ...]:
    """Give the depths that are worth a button beside what is shown.

    A simpler one leaves something out; each other says something that isn't shown. Exact facts have no depth.
    """
    if not isinstance(answer, Found) or answer.facts:
        return ()
    said = _paragraphs(answer, shown)
    others = ((depth, _paragraphs(answer, depth)) for depth in _OFFERED if depth is not shown)
    return tuple(depth for depth, says in others if (says != said if depth is Depth.SIMPLER else not says <= said))


def runners_up(answer: Answer, library: Library, question: str = "") -> tuple[Entry, ...]:
    """Give what else could have been meant, the likeliest first, without what the answer shows.

    These are the answer's own alternatives, then what fits the `question` best, where it is still known, then what
    stands next to the entries shown. So it's empty only where nothing is near at all, and after small talk.
    """
    if isinstance(answer, SmallTalk):
        return ()
    shown = answer.entries if isinstance(answer, Found | Suggestions) else ()
    alternatives = answer.alternatives if isinstance(answer, Found) else ()
    near = (entry.name for entry in (*alternatives, *_fitting(question, library)))
    names = dict.fromkeys((*near, *_beside(shown, library)))
    without = {entry.name for entry in shown}
    # The knowledge may have been read anew since.
    left = [library.entries[name] for name in names if name not in without and name in library.entries]
    return tuple(left[:MOST_RUNNERS_UP])


def _paragraphs(answer: Answer, depth: Depth) -> set[str]:
    return {paragraph for passage in passages(answer, depth) for paragraph in passage.text.split("\n\n")}


def _fitting(question: str, library: Library) -> list[Entry]:
    if not question.strip():
        return []
    evidence, *_ = by_confidence(without_lead_in(clean(question)), library, asked=True)
    if evidence.confidence(library, asked=True) < SUGGESTED:
        return []
    return [match.entry for match in evidence.ranked if match.score >= NEAR]


def _beside(shown: Iterable[Entry], library: Library) -> Iterator[str]:
    """Name what the entries shown lead to, then what leads to them."""
    for entry in shown:
        yield from (*entry.covers, *entry.see_also)
    for entry in shown:
        yield from (other.name for other in library.entries.values() if entry.name in {*other.covers, *other.see_also})
