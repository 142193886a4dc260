"""What Porter says: an answer as passages of Markdown that every face lays out in its own way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.answering.answer import Answer, Found, NothingFound, Silence, Suggestions
from bot.answering.entry import Entry
from bot.answering.port_numbers import Facts

HELLO = (
    "I'm Porter. I teach **ports, sockets and processes**: ask me in your own words, "
    "like `whats a socket exactly??` or `port vs socket`."
)
_BELONGS = (
    "I only teach ports, sockets, processes and what is around them. Programming questions belong on Stack Overflow, "
    "a product's settings in its own documentation or on Super User, networks at large on Network Engineering."
)

# From this confidence on, an answer is offered without what else could have been meant.
_SURE = 0.8


class Depth(Enum):
    """How much of an entry is said: the answer with its picture, what lies deeper, or both."""

    SHORT = "short"
    DEEPER = "deeper"
    WHOLE = "whole"


@dataclass(frozen=True)
class Passage:
    """A stretch of Markdown (paragraphs, lists, `code`), under a heading or none."""

    heading: str
    text: str


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
            return "Hello" if because is Silence.NO_QUESTION else "I don't know that one"


def is_one_text(found: Found) -> bool:
    """Tell whether a single entry says it all, either alone or for all the others."""
    first, *others = found.entries
    return found.facts is None and {entry.name for entry in others} <= set(first.covers)


def passages(answer: Answer, depth: Depth) -> tuple[Passage, ...]:
    """Say an answer: one entry's text, or those of several entries side by side."""
    match answer:
        case Found(facts=Facts() as facts):
            return (Passage("", "\n\n".join(facts.sentences)),)
        case Found(entries) if is_one_text(answer):
            return tuple(_said(entries[0], depth))
        case Found(entries):
            return tuple(Passage(entry.title, _said_briefly(entry, depth)) for entry in entries)
        case Suggestions(entries):
            nearest = "\n".join(f"- **{entry.title}**: {entry.short}" for entry in entries)
            return (Passage("", f"I don't have an answer to that. The closest I know:\n\n{nearest}"), _elsewhere())
        case NothingFound(because):
            return _nothing(because)


def related(answer: Answer) -> tuple[str, ...]:
    """Name the entries to offer next, the most telling first: suggestions, parts of a comparison, what to read next.

    What else could have been meant comes before what to read next, unless the answer is sure.
    """
    match answer:
        case Found(entries):
            shown = entries[:1] if is_one_text(answer) else () if answer.facts else entries
            meant = () if answer.confidence >= _SURE else answer.alternatives
            names = (
                *(entry.name for entry in (*entries, *meant)),
                *(name for entry in entries[:1] for name in entry.see_also),
            )
            return tuple(dict.fromkeys(name for name in names if name not in {entry.name for entry in shown}))
        case Suggestions(entries):
            return tuple(entry.name for entry in entries)
        case NothingFound():
            return ()


def demo_of(answer: Answer) -> str | None:
    """Name the demo that shows what the answer is about, if there is one."""
    return answer.entries[0].demo if isinstance(answer, Found) else None


def plain(text: str) -> str:
    """Take the marks of Markdown out of a text: backticks and bold."""
    return text.replace("**", "").replace("`", "")


def _said(entry: Entry, depth: Depth) -> Iterator[Passage]:
    if depth is not Depth.DEEPER:
        if entry.corrects:
            yield Passage("You may have heard", entry.corrects)
        yield Passage("In truth" if entry.corrects else "", entry.short)
        yield Passage("In the town", entry.analogy.picture)
        yield Passage("Where the picture breaks", entry.analogy.breaks)
    if depth is not Depth.SHORT:
        yield Passage("Exactly", entry.detail)
        if entry.example:
            yield Passage("For example", entry.example)
        if entry.trials:
            yield Passage("Try it", _trials(entry))
        yield Passage("Sources", "\n".join(f"- {source}" for source in entry.sources))


def _said_briefly(entry: Entry, depth: Depth) -> str:
    """Say an entry among others in two paragraphs."""
    return entry.detail if depth is Depth.DEEPER else f"{entry.short}\n\n{entry.analogy.picture}"


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
