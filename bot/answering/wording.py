"""What Porter says: an answer as passages of Markdown that every face lays out in its own way."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answering.answer import Answer, Found, NothingFound, Silence, Suggestions
from bot.answering.depth import Depth
from bot.answering.entry import Entry
from bot.answering.port_numbers import Facts
from bot.answering.replies import HELLO, reply_for
from bot.answering.small_talk import SmallTalk

_BELONGS = (
    "I only teach ports, sockets, processes and what is around them. Programming questions belong on Stack Overflow, "
    "a product's settings in its own documentation or on Super User, networks at large on Network Engineering."
)


@dataclass(frozen=True)
class Passage:
    """A stretch of Markdown (paragraphs, lists, `code`), under a heading or none."""

    heading: str
    text: str


def printable(text: str) -> str:
    """Take out of a stranger's text what is obeyed, not shown: control characters, line breaks, reversed writing."""
    # Categories C* (control, format, surrogate, unassigned) and Zl, Zp (line and paragraph separators; Unicode, 4.5).
    return "".join(each for each in text if unicodedata.category(each)[0] != "C" and each not in "\u2028\u2029")


def title_of(answer: Answer) -> str:
    """Give the heading of an answer."""
    match answer:
        case Found(facts=Facts() as facts):
            return facts.heading
        case Found(entries):
            return entries[0].title if is_one_text(answer) else " and ".join(entry.title for entry in _parts(entries))
        case Suggestions():
            return "I'm not sure"
        case NothingFound(because):
            return "About what?" if because is Silence.NO_QUESTION else "I don't know that one"
        case SmallTalk():
            return reply_for(answer).heading


def is_one_text(found: Found) -> bool:
    """Tell whether a single entry says it all, either alone or for all the others."""
    first, *others = found.entries
    return found.facts is None and {entry.name for entry in others} <= set(first.covers)


def passages(answer: Answer, depth: Depth) -> tuple[Passage, ...]:
    """Say an answer: one entry's text, or those of several entries side by side."""
    match answer:
        case Found(facts=Facts() as facts):
            return (Passage("", "\n\n".join(facts.sentences)),)
        case Found(entries):
            side_by_side = (Passage(entry.title, _said_briefly(entry, depth)) for entry in entries)
            return tuple(_said(entries[0], depth) if is_one_text(answer) else side_by_side)
        case Suggestions(entries):
            nearest = "\n".join(f"- {_named(entry.title)} {entry.short}" for entry in entries)
            return (Passage("", f"I don't have an answer to that. The closest I know:\n\n{nearest}"), _elsewhere())
        case NothingFound(because):
            return _nothing(because)
        case SmallTalk():
            return (Passage("", reply_for(answer).text),)


def related(answer: Answer) -> tuple[str, ...]:
    """Name the entries to offer next, the most telling first: suggestions, parts of a comparison, what to read next.

    What else could have been meant comes before what to read next, unless the answer is sure.
    """
    match answer:
        case Found(entries):
            shown = () if answer.facts else about(answer)
            names = (
                *(entry.name for entry in (*entries, *answer.offered)),
                *(name for entry in entries[:1] for name in entry.see_also),
            )
            return tuple(dict.fromkeys(name for name in names if name not in {entry.name for entry in shown}))
        case Suggestions(entries):
            return tuple(entry.name for entry in entries)
        case NothingFound() | SmallTalk():
            return ()


def depth_asked(answer: Answer) -> Depth:
    """Give the depth that was asked for."""
    return answer.depth if isinstance(answer, Found) else Depth.SHORT


def about(answer: Answer) -> tuple[Entry, ...]:
    """Give the entries of which more can be said: one, or those that stand side by side."""
    if not isinstance(answer, Found):
        return ()
    return answer.entries[:1] if answer.facts or is_one_text(answer) else answer.entries


def demo_of(answer: Answer) -> str | None:
    """Name the demo that shows what the answer is about, if there is one."""
    return answer.entries[0].demo if isinstance(answer, Found) else None


def plain(text: str) -> str:
    """Take the marks of Markdown out of a text: backticks and bold."""
    return text.replace("**", "").replace("`", "")


def counted(number: int, thing: str) -> str:
    """Count things whose plural takes an s."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _said(entry: Entry, depth: Depth) -> Iterator[Passage]:
    if depth in {Depth.SHORT, Depth.SIMPLER, Depth.WHOLE}:
        if entry.corrects:
            yield Passage("You may have heard", entry.corrects)
        yield Passage("In truth" if entry.corrects else "", entry.short)
        yield Passage("In the town", entry.analogy.picture)
    if depth in {Depth.SHORT, Depth.WHOLE}:
        yield Passage("Where the picture breaks", entry.analogy.breaks)
    if depth in {Depth.DEEPER, Depth.WHOLE}:
        yield Passage("Exactly", entry.detail)
    if depth in {Depth.DEEPER, Depth.WHOLE}:
        yield from _to_look_at(entry)
    if depth in {Depth.DEEPER, Depth.WHOLE}:
        yield Passage("Sources", "\n".join(f"- {source}" for source in entry.sources))
    if depth is Depth.EXAMPLE:
        yield from _to_look_at(entry) or [Passage("In the town", entry.analogy.picture)]


def _to_look_at(entry: Entry) -> list[Passage]:
    """Give what an entry has to look at: its example, and what to try."""
    example = [Passage("For example", entry.example)] if entry.example else []
    return [*example, Passage("Try it", _trials(entry))] if entry.trials else example


def _named(title: str) -> str:
    """Set a title before what it is about; one that asks has its mark already."""
    return f"**{title}**" if title.endswith("?") else f"**{title}**:"


def _said_briefly(entry: Entry, depth: Depth) -> str:
    """Say an entry among others in two paragraphs."""
    match depth:
        case Depth.DEEPER:
            return entry.detail
        case Depth.EXAMPLE:
            return entry.example or entry.analogy.picture
        case _:
            return f"{entry.short}\n\n{entry.analogy.picture}"


def _parts(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Leave out the comparisons: the things that an answer is about."""
    return [entry for entry in entries if not entry.compares] or entries


def _trials(entry: Entry) -> str:
    systems = {"linux": "Linux", "macos": "macOS", "windows": "Windows"}
    return "\n".join(
        f"- {trial.does}{_on([systems[system] for system in trial.systems])}: `{trial.run}`" for trial in entry.trials
    )


def _on(systems: Sequence[str]) -> str:
    return "" if len(systems) == 3 else f" ({', '.join(systems)})"


def _elsewhere() -> Passage:
    return Passage("If that's not it", _BELONGS)


def _nothing(because: Silence) -> tuple[Passage, ...]:
    match because:
        case Silence.UNKNOWN:
            return (Passage("", f"{_BELONGS}\n\nTo begin with me, ask what a process, a socket or a port is."),)
        case Silence.TOO_LONG:
            return (Passage("", f"{because.value[:1].upper()}{because.value[1:]}. Ask me in a sentence or two."),)
        case Silence.NO_QUESTION:
            return (Passage("", HELLO),)
        case Silence.NOT_ASKED:
            return ()
