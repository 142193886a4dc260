"""The rules of content: what a good entry keeps to, each told with file, line and column."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from bot.answering.answer import Found, Manner, answer
from bot.answering.authoring import FILL_IN
from bot.answering.library import Library
from bot.answering.loader import WrittenEntry
from bot.answering.reading import stem, words_of
from bot.answering.reading_ease import school_grade
from bot.answering.trials import only_looks
from bot.yaml_document import Fault

# The most that a learner is asked to follow; most entries are far easier.
HARDEST_GRADE = 10.0
_WITH_LONG_OPTIONS = frozenset({"ss", "ps", "curl", "pgrep"})
_SHORT_OPTION = re.compile(r"\s-[A-Za-z]")
# The word that the house uses, and what it is not called (one word for one thing).
_TERMS = {
    "server socket": "listening socket", "socket server": "server", "random port": "ephemeral port",
    "source port": "local port", "destination port": "remote port", "IP number": "IP address",
}  # fmt: skip
_CODE = re.compile(
    r"(?<![`\w./-])(?:[A-Z]{2,}_[A-Z_]+|E[A-Z]{5,}|(?:bind|listen|accept|connect|close|fork)\(\))(?![`\w])"
)

Rule = Callable[[WrittenEntry], Iterator[Fault]]


def style_faults(written: Sequence[WrittenEntry], demos: Collection[str]) -> list[Fault]:
    """Check every rule of content that one entry alone can break; `demos` are the names of those that exist."""
    faults = [fault for each in written for rule in RULES for fault in rule(each)]
    for each in written:
        if each.entry.demo and each.entry.demo not in demos:
            known = ", ".join(f"`{name}`" for name in sorted(demos))
            faults.append(each.document.fault(("demo",), f"no demo is called `{each.entry.demo}`; known: {known}"))
    return sorted(faults)


def unfound_phrasings(written: Sequence[WrittenEntry], library: Library) -> list[Fault]:
    """Ask every phrasing, and tell those that don't find their own entry first."""
    faults = []
    for each in written:
        for number, phrasing in enumerate(each.entry.asked_as if each.entry.name in library.entries else ()):
            found = answer(phrasing, library, Manner.ASKED)
            first = found.entries[0].name if isinstance(found, Found) else "nothing"
            if first != each.entry.name:
                problem = f"`{phrasing}` finds {first} instead of this entry; word it otherwise"
                faults.append(each.document.fault(("asked_as", number), problem))
    return faults


def _nothing_is_left_to_fill_in(each: WrittenEntry) -> Iterator[Fault]:
    places = [
        *((place, text) for place, text in _texts(each)),
        *(
            ((key, number), text)
            for key, texts in (("sources", each.entry.sources), ("asked_as", each.entry.asked_as))
            for number, text in enumerate(texts)
        ),
        *((("try", number, "does"), trial.does) for number, trial in enumerate(each.entry.trials)),
    ]
    for place, text in places:
        if text.startswith(FILL_IN):
            yield each.document.fault(place, "this is still to be written")


def _short_is_one_sentence(each: WrittenEntry) -> Iterator[Fault]:
    short = each.entry.short
    if not short.endswith((".", "!")) or re.search(r"[.!?]\s+[A-Z]", short):
        yield each.document.fault(("short",), "`short` is one sentence that ends with a full stop")


def _short_does_not_go_in_a_circle(each: WrittenEntry) -> Iterator[Fault]:
    subject = [stem(word) for word in words_of(each.entry.title)]
    opening = re.match(
        r"(?:an?|the)?\s*(.+?)\s+(?:is|are|means)\s+(?:an?|the)?\s*(.+)", each.entry.short, re.IGNORECASE
    )
    if opening and each.entry.kind == "concept":
        after = [stem(word) for word in words_of(opening[2])][: len(subject) + 1]
        if after[: len(subject)] == subject:
            yield each.document.fault(("short",), "`short` explains the word by itself; say it in other words")


def _stands_for_is_in_the_picture(each: WrittenEntry) -> Iterator[Fault]:
    for word in each.entry.analogy.stands_for:
        if not re.search(rf"\b{re.escape(word)}\b", each.entry.analogy.picture, re.IGNORECASE):
            place = ("analogy", "stands_for", word)
            yield each.document.fault(place, f"`{word}` doesn't occur in the picture; use its words", at_key=True)


def _reads_easily(each: WrittenEntry) -> Iterator[Fault]:
    grade = school_grade(f"{each.entry.short} {each.entry.analogy.picture}")
    if grade > HARDEST_GRADE:
        problem = f"sentence and picture read like school year {grade:.0f}; use shorter words and sentences"
        yield each.document.fault(("analogy", "picture"), problem)


def _trials_are_safe(each: WrittenEntry) -> Iterator[Fault]:
    for number, trial in enumerate(each.entry.trials):
        place = ("try", number, "run")
        if not only_looks(trial.run):
            problem = (
                f"`{trial.run.split()[0]}` isn't known to only look in this form; use a command that changes nothing"
            )
            yield each.document.fault(place, problem)
        if trial.run.split()[0] in _WITH_LONG_OPTIONS and "linux" in trial.systems and _SHORT_OPTION.search(trial.run):
            yield each.document.fault(place, "write options in their long form, so that they explain themselves")


def _uses_the_house_terms(each: WrittenEntry) -> Iterator[Fault]:
    for key, text in _texts(each):
        for term, better in _TERMS.items():
            if re.search(rf"\b{term}s?\b", text, re.IGNORECASE):
                yield each.document.fault(key, f"say `{better}`, not `{term}`")


def _code_is_in_backticks(each: WrittenEntry) -> Iterator[Fault]:
    for key, text in _texts(each):
        prose = re.sub(r"`[^`]*`", "", text)
        if match := _CODE.search(prose):
            yield each.document.fault(key, f"put `{match[0]}` in backticks")
        if prose.count("`"):
            yield each.document.fault(key, "a backtick has no partner")


def _texts(each: WrittenEntry) -> Iterator[tuple[tuple[str, ...], str]]:
    entry = each.entry
    yield ("short",), entry.short
    yield ("analogy", "picture"), entry.analogy.picture
    yield ("analogy", "breaks"), entry.analogy.breaks
    yield ("detail",), entry.detail
    if entry.example:
        yield ("example",), entry.example


RULES: tuple[Rule, ...] = (
    _nothing_is_left_to_fill_in,
    _short_is_one_sentence,
    _short_does_not_go_in_a_circle,
    _stands_for_is_in_the_picture,
    _reads_easily,
    _trials_are_safe,
    _uses_the_house_terms,
    _code_is_in_backticks,
)
