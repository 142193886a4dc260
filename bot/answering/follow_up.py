"""Reads a question that depends on the answer before it: "and udp?", "how do i end it", "why?", "an example please"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.depth import Depth
from bot.answering.entry import Entry
from bot.answering.library import Library
from bot.answering.reading import clean, words_of
from bot.answering.scoring import is_function_word

# A longer question says by itself what it is about.
MOST_WORDS = 16


@dataclass(frozen=True)
class Deepened:
    """Asks for the previous answer once more, in another depth.

    `surely` tells that the question can't be meant otherwise; else what it finds by itself comes first.
    """

    depth: Depth
    surely: bool = True


@dataclass(frozen=True)
class MadeWhole:
    """A question with the words put in that it leaves out; `surely` as above."""

    question: str
    surely: bool = True


FollowUp = Deepened | MadeWhole


def _cues(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b")


_SIMPLER = _cues(
    r"simpl\w+|easier|easyer|easy|eli5|dumb|dummies|grandma|layman|jargon|beginner|gist|summary|tldr|analogy|a picture",
    r"shorter|short version|in short|basic version|one sentence|less words|break it down|over my head|english please",
    r"(?:plain|normal|everyday) (?:english|people|words|language)",
    r"(?:like|to) (?:i am )?(?:a )?(?:5|five|ten|10|kid|child)",
    r"confused|confusing|i am lost|(?:not|didnt|didn't) (?:get|understand|follow|sure i understood)",
    r"wdym|what do you mean|again|in other words|(?:say|put|explain) (?:it|that|this) (?:differently|another way)",
    r"too (?:much|complicated|hard|difficult|technical|many|long|complex)",
)
_EXAMPLE = _cues(
    r"examples?|exmaple|e g|eg|for instance|demo|demonstrate|illustrate|snippet|reproduce|exercise|practical|such as",
    r"in practice|in real life|for real|in daily life|in code",
    r"code line|sample|play around|step by step|walk me through",
    r"show me|like what|what can i type|something i can run|is there a command|prove it|look at mine",
    r"(?:can|could|how do|how can) i (?:see|try|test|watch|provoke|run)|let me (?:try|see|test)|try (?:it|that|this)",
    r"(?:see|test|do|watch|run|provoke) (?:it|that|this|one) (?:out|myself|in|on|at|here)",
)
_DEEPER = _cues(
    r"more(?! than)|elaborate|go on|continue|further|deeper|depth|details?|long version|full explanation|expand",
    r"under the hood|internally|technical explanation|how so|how come|how exactly|what (?:else|exactly)",
    r"anything else|reasons?|cause",
    r"what is (?:really )?(?:behind|happening)|really mean|how does (?:it|that|this) do that",
)
_WHY = re.compile(r"why+|y tho|why (?:not|so|is|are|do|does|did|can|would|should|though|tho|but|even)\b.*")
# An ellipsis, and what it adds.
_JOINED = re.compile(
    r"(?:and|or|also|what about|how about|what of)(?: (?:about|with|for|in|then|the|an?))* (?P<rest>.+)"
)
_COMPARING = re.compile(
    r"\b(?:vs|differ\w*|compared?|related|relates?|better|faster|like|same as|same thing)\b|^is .+ the same$"
)
# "is that not a socket", "so it is just a file"
_TAKEN_FOR = re.compile(
    r"(?:(?:is|are) (?:it|that|this|they|those)|(?:so )?(?:it|that|this) is)"
    r" (?:not |just |really |basically |also |then )*(?:an? |the )?\w+(?: \w+)?"
)
_SYSTEM = re.compile(r"\b(?:windows|linux|macos|osx|ubuntu|debian|powershell|ipv6|(?:on|for|under) (?:a |my )?mac)\b")
# A pronoun, with a quantity of it, or before what it owns: "one of them", "its pid".
_PRONOUN = re.compile(
    r"\b(?:(?P<owning>its|their|it is(?= (?:pid|port|address|name|number|id|own)))"
    r"|(?:(?:any|every one|each|one|some|two|all|both|which) of )?(?:it|this|that|them|they|those|these|both)"
    r"|one|ones|the same(?: thing)?|(?P<mine>mine))\b"
)
# Here a pronoun stands for nothing that was said before: "it says", "is it possible", "everyone".
_EMPTY_PRONOUN = re.compile(
    r"\bit (?:says?|said|possible|true)\b|\b(?:no|any|some|every) one\b(?! of)|\b(?:in|at) one\b"
)
_ORDINAL = re.compile(r"\bthe (?P<place>first|second|third)(?: (?:one|kind|part|thing))?\b")
_PLACES = {"first": 0, "second": 1, "third": 2}
_ASKS = re.compile(
    r"(?:and |but |so |or |ok |then )*(?:are|can|could|does|do|did|has|have|how|is|should|was|what|when|where|which|who"
    r"|whose|why|will|would|must|may|from|in|on|at)\b"
)
_FILLER = frozenset(
    """actually ah ahh alright btw but cool eh er great hey hi hm hmm huh lol mhm nice oh ok okay please porter sorry
    sure thanks uff uh um umm wait wow wtf yes yeah""".split()  # noqa: SIM905 (many words read better as text)
)


def with_context(question: str, previous: Sequence[Entry], library: Library) -> FollowUp | None:
    """Read a question in the light of the previous answer's entries; None if it is whole by itself."""
    prose = clean(question)
    words = _without_fillers(words_of(prose))
    if not words or len(words) > MOST_WORDS:
        return None
    text = _ordinals_named(" ".join(words), previous)
    if text != " ".join(words):
        return MadeWhole(text)
    named = [name for name in library.subjects.mentioned(words) if name != previous[0].name]
    if not named and (depth := _depth(text)) and len(_unknown(_without_cues(text), library)) < 2:
        return Deepened(depth)
    if _SYSTEM.search(text) and all(map(is_function_word, _SYSTEM.sub("", text).split())):
        return Deepened(Depth.DEEPER)  # where the entry says how systems differ
    return _made_whole(text, named, previous, library, asks=prose.endswith("?") or bool(_ASKS.match(text)))


def _without_fillers(words: Sequence[str]) -> list[str]:
    """Take fillers off both ends."""
    left = list(words)
    while left and left[0] in _FILLER:
        left.pop(0)
    while left and left[-1] in _FILLER:
        left.pop()
    return left


def _depth(text: str) -> Depth | None:
    """Tell in which depth the same thing is asked for; None if that isn't asked."""
    text = re.sub(r"^(?:and|so|but|then|or) ", "", text)
    if _SIMPLER.search(text):
        return Depth.SIMPLER
    if _EXAMPLE.search(text):
        return Depth.EXAMPLE
    is_why = _WHY.fullmatch(text) and sum(not is_function_word(word) for word in text.split()) < 3
    return Depth.DEEPER if _DEEPER.search(text) or is_why else None


def _without_cues(text: str) -> list[str]:
    for cues in (_SIMPLER, _EXAMPLE, _DEEPER):
        text = cues.sub(" ", text)
    return [word for word in text.split() if not word.startswith("why")]


def _made_whole(
    text: str, named: Sequence[str], entries: Sequence[Entry], library: Library, *, asks: bool
) -> MadeWhole | None:
    """Make a question whole: a comparison with what was spoken of, an ellipsis, a pronoun, or a thing left out."""
    name = _name(entries)
    compares = _COMPARING.search(text) or _TAKEN_FOR.fullmatch(text.removeprefix("and ").removeprefix("so "))
    if len(named) == 1 and compares and name not in text:
        return MadeWhole(f"difference between {name} and {named[0].replace('-', ' ')}")
    if (match := _JOINED.fullmatch(text)) and len(match["rest"].split()) < 5 and not _ASKS.match(match["rest"]):
        unknown = not named and _unknown(match["rest"].split(), library)
        return None if unknown else MadeWhole(f"{'what is' if named else name} {match['rest']}")
    content = [word for word in text.split() if not is_function_word(word)]
    if not asks or 3 * len(_unknown(content, library)) > len(content):
        return None
    if whole := _resolved(text, entries, library):
        return MadeWhole(whole, surely=not named)
    whole_by_itself = named or len(text.split()) > MOST_WORDS // 2 or _unknown(content, library)
    return None if whole_by_itself else MadeWhole(f"{text} {name}", surely=not content)


def _ordinals_named(text: str, entries: Sequence[Entry]) -> str:
    """Put the name of a compared thing in the place of "the second one"."""
    things = entries[0].compares or [entry.name for entry in entries]

    def named(match: re.Match[str]) -> str:
        place = _PLACES[match["place"]]
        return things[place].replace("-", " ") if place < len(things) else match[0]

    return _ORDINAL.sub(named, text) if len(things) > 1 else text


def _resolved(text: str, entries: Sequence[Entry], library: Library) -> str | None:
    """Put the name of what was spoken of in a pronoun's place, unless the question itself names it before."""
    if _EMPTY_PRONOUN.search(text) or not (match := _PRONOUN.search(text)):
        return None
    # The word before may be a verb that is a name as well: "kill it".
    before = text[: match.start()].split()[:-1]
    pointed = text[match.end() :].split()[:1] if match[0] in {"this", "that"} else []
    if library.subjects.mentioned([*before, *pointed]):
        return None
    name = f"my {_name(entries)}" if match["mine"] else _name(entries)
    return text[: match.start()] + name + text[match.end() :]


def _name(entries: Sequence[Entry]) -> str:
    """Name what the previous answer was about, as a phrasing would."""
    return " and ".join(name.replace("-", " ") for name in entries[0].compares or [entries[0].name])


def _unknown(words: Sequence[str], library: Library) -> frozenset[str]:
    """Give the stems that no entry has: "and bgp?" leads elsewhere, whatever was spoken of before."""
    return frozenset(each for each in library.index.read(words).unknown if not each.isdecimal())
