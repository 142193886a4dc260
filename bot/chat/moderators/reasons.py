"""Says why Porter answered a message or kept quiet: for whom it was, how it was read, and what may be changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.answering.answer import Found, NothingFound, Thresholds
from bot.answering.explaining import Explanation
from bot.answering.wording import Passage, printable
from bot.chat.asking.courtesy import CourtesyLimits
from bot.chat.asking.listening import Heard
from bot.memory.remembered import Answered, ChannelManner

_MOST_SHOWN = 150
# What of the reading is told. What was weighed takes knowing how that is done: `porter ask --why` tells it.
_TOLD = ("read as", "repaired", "unknown")
MANNERS = {
    ChannelManner.ANSWER: "a study channel where I answer clear questions unasked",
    ChannelManner.MENTIONED: "a study channel where I answer only who mentions me",
    ChannelManner.SHADOW: "a study channel in shadow: I only log what I would answer",
    None: "no study channel",
}
_OTHERWISE = (
    "Read by itself, it would get something else now: I read it in the light of what I had answered before, or the "
    "knowledge has changed since."
)


@dataclass(frozen=True)
class Case:
    """Everything that decides about one message, and what came of it.

    `manner` is that of its channel, `for_people` tells that it mentions or replies to somebody else, `in_thread` that
    it stands in a thread, `remark` that it merely replies to Porter and asks nothing. `before` is the last answer with
    the same entry in that channel, given within the time in which nothing is said twice, and `answered` the one to this
    message.
    """

    heard: Heard
    manner: ChannelManner | None
    for_people: bool
    in_thread: bool
    explained: Explanation
    answered: Answered | None
    before: Answered | None
    remark: bool = False


@dataclass(frozen=True)
class Rules:
    """By what Porter decides everywhere, and for how long it knows which message it answered."""

    thresholds: Thresholds
    limits: CourtesyLimits
    keeps_answers: timedelta


def reasons(case: Case, rules: Rules) -> Iterator[Passage]:
    """Explain a case, the outcome first."""
    yield Passage("", f"## {'I answered' if case.answered else 'I kept quiet'}{_outcome(case, rules)}")
    yield Passage("For whom it was", _addressed(case))
    yield Passage("How I read it", "\n".join(_read(case)))
    if decided := _decided(case, rules):
        yield Passage("What else decided", decided)
    yield Passage("To change that", "\n".join(f"- {each}" for each in _remedies(case, rules)))


def link_to(answered: Answered) -> str:
    """Give the link to an answer."""
    return f"https://discord.com/channels/{answered.server or '@me'}/{answered.channel}/{answered.answer}"


def _outcome(case: Case, rules: Rules) -> str:
    if case.answered is None:
        return f", as far as I know\n-# Which messages I answered, I know for {hours(rules.keeps_answers)}."
    said = f" with {', '.join(f'`{entry}`' for entry in case.answered.entries)}" if case.answered.entries else ""
    return f"{said}\n{link_to(case.answered)}"


def hours(time: timedelta) -> str:
    """Write a time in hours."""
    return f"{time / timedelta(hours=1):g} hours"


def _addressed(case: Case) -> str:
    place = f"Here is {MANNERS[case.manner]}."
    if case.heard is Heard.ASKED:
        return f"For me: it mentions me, replies to me, or is a command; then the manner doesn't matter. {place}"
    if case.for_people:
        return f"For other people: it mentions or replies to somebody, and I don't interrupt. {place}"
    if case.heard is Heard.FIRST_POST:
        return f"For everybody: a thread or post begins with it, so its title is read as well. {place}"
    if case.manner in {ChannelManner.ANSWER, ChannelManner.SHADOW}:
        return f"For everybody. {place}"
    if case.in_thread:
        return f"For everybody. {place} In its threads I only hear who asked me there in the last minutes."
    return f"For everybody, and I don't listen here. {place}"


def _read(case: Case) -> Iterator[str]:
    explained = case.explained
    overheard = case.heard is not Heard.ASKED
    yield f"{'If I listened here: ' if _unheard(case) else ''}{explained.verdict}"
    if explained.reading:
        yield from _reading(explained.reading)
    if explained.candidates:
        yield "- fits best: " + ", ".join(f"`{each.entry}` {each.share:.0%}" for each in explained.candidates[:3])
    if overheard:
        yield "-# What nobody put to me needs the form of a question, and more certainty, than what I am asked."


def _reading(reading: Mapping[str, str]) -> Iterator[str]:
    for name in _TOLD:
        if value := printable(reading[name]).replace("`", "'"):
            yield f"- {name}: `{value if len(value) <= _MOST_SHOWN else value[:_MOST_SHOWN] + '…'}`"


def _decided(case: Case, rules: Rules) -> str:
    """Tell what made another answer of it, or may have kept back one that was due."""
    found = case.explained.answer
    if case.answered:
        now = {entry.name for entry in found.entries} if isinstance(found, Found) else set()
        return _OTHERWISE if set(case.answered.entries) - now else ""
    if case.heard is not Heard.ASKED and (_unheard(case) or not isinstance(found, Found)):
        return ""
    if case.remark:
        return "It replies to me without a mention, and asks nothing that I know: I took it for a remark."
    if case.manner is ChannelManner.SHADOW and case.heard is not Heard.ASKED:
        return "The shadow manner: the answer went to the log, and nothing was sent."
    minutes = rules.limits.repeat_seconds / 60
    if case.before:
        return (
            f"The same was said there within {minutes:g} minutes (`courtesy.repeat_seconds`) before: "
            f"{link_to(case.before)}"
        )
    limits = rules.limits
    if case.heard is Heard.ASKED:
        person, name = limits.asked, "asked"
    else:
        person, name = limits.overheard, "unasked"
    return (
        f"Nothing that I can still see. A person gets {person.times} answers in {person.seconds:g} s "
        f"(`courtesy.per_person_{name}`), a channel {limits.channel.times} in {limits.channel.seconds:g} s "
        f"(`courtesy.per_channel`), and nothing is said twice within {minutes:g} minutes (`courtesy.repeat_seconds`). "
        "Or I wasn't running, or may not write there: `/porter doctor` looks."
    )


def _unheard(case: Case) -> bool:
    """Tell whether the message isn't judged at all."""
    if case.heard is Heard.ASKED:
        return False
    return case.for_people or case.manner not in {ChannelManner.ANSWER, ChannelManner.SHADOW}


def _remedies(case: Case, rules: Rules) -> Iterator[str]:
    if case.heard is not Heard.ASKED:
        yield "Mention me, or reply to the message with a mention: then I answer in any case."
        if case.manner is not ChannelManner.ANSWER:
            yield "`/porter channel add` lets me answer here unasked."
        else:
            yield "`/porter channel add manner:` answer only when mentioned, or shadow, lets me speak less here."
    elif case.remark:
        yield "Mention me in the reply: then I answer in any case."
    name = "asked" if case.heard is Heard.ASKED else "unasked"
    threshold: float = getattr(rules.thresholds, name)
    yield (
        f"Who runs me sets `answering.{name}`, now {threshold:.0%}: lower, and I answer more, and am wrong more often; "
        "higher, and I answer less."
    )
    if isinstance(case.explained.answer, NothingFound):
        yield "If an entry is missing, or a way to ask for it: `/porter gaps` collects what I couldn't answer."
