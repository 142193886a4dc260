"""Tells by its form whether a message asks, and whether it asks one person rather than everybody."""

import re
from collections.abc import Sequence

from bot.answering.reading import CHAT_SPELLING, sentences, words_of

_OPENERS = frozenset(
    """anyone are can compare could define describe did difference do does eli5 explain had has have how if is list
    meaning name purpose should was what when where which who whom whose why will would""".split()  # noqa: SIM905 (many words read better as text)
)
_LEAD_INS = frozenset(
    """a actually again all also and anybody anyone but eli5 er euh everybody everyone excuse folks guys hello help hey
    hi hmm just me need newbie noob ok okay please pls question quick random simple so someone sorry still tell the
    there to um umm wait well yo""".split()  # noqa: SIM905 (many words read better as text)
)
_ASKING_INSIDE = re.compile(
    r"\b(?:how (?:do|does|can|could|to|would|is|are|many|much|come|long)"
    r"|what (?:is|are|does|do|happens|would|kind|exactly|port|command)"
    r"|why (?:do|does|is|are|can|would|did|not)|which|difference between|is it possible|is there|can i|should i"
    r"|do i|does it|vs)\b"
)
# One of these is in everything that `is_question` accepts without a question mark, spelled as in a chat.
_ASKING_WORDS = _OPENERS | {"vs"}
_ASKING_WORDS |= {typed for typed, meant in CHAT_SPELLING.items() if not _ASKING_WORDS.isdisjoint(meant)}
# Somebody's own machine, a person, or a remark is talked about, and not the concept.
_TO_A_PERSON = re.compile(
    r"\b(?:you|your|yours|he|she|his|her|him|they|their|them|we|our|us)\b"
    r"|\b(?:this|that|these|those) (?:port|process|socket|program|host|address|connection|server)s?\b"
    r"|\b(?:which|what) (?:port|process|socket|program|host|address) (?:is|was) (?:it|this|that)\b"
    r"|\b(?:for|can|could) (?:anyone|anybody|everyone|everybody)\b(?! (?:explain|tell|help|say|describe|define))"
    r"|\b(?:thanks|thank|thx|ty|lol|haha|nvm)\b"
)
_GENERIC_YOU = re.compile(r"\b(?:do|can|could|would|should|if|when|how|why) you (?!know|have|mean|want|try|tried)\b")


_ASKS_NEXT = "(?=what|how|why|which|who|where|if)"
_LEAD_IN = re.compile(
    rf"""(?ix) ^ [\s*_~"']*
    (?: (?: hi | hey | hello | yo | good\ (?:morning|day|evening) | ok(?:ay)? | so | um+ | please | pls )
        (?: \ (?: all | guys | everyone | everybody | folks | there | people | team | porter ) )?
        (?: [,.!:]\s* | \s+ ) )*
    (?: sorry (?: \ (?: for | if )\ [^,.!?]{{0,40}}? (?: question s? | obvious ) )? \W+ (?: but\ )? )?
    (?: (?: (?: quick | dumb | stupid | noob | newbie | random | silly | basic | simple | general ) \ )+
        questions? (?: \ here )? \W+ (?: but\ )? )?
    (?: (?: does | do )\ (?: any | some )(?: one | body )\ (?: here\ )? know\ {_ASKS_NEXT}
      | (?: can | could | would | will )\ (?: any | some )(?: one | body )\ (?: please\ | here\ )*
        (?: tell\ me\ {_ASKS_NEXT} | (?= explain | describe | define ) )
      | i (?: 'm | \ am | \ was )? \ (?: just\ )? (?: wonder(?:ing|ed)? | curious )\ {_ASKS_NEXT}
    )?"""
)


def without_lead_in(prose: str) -> str:
    """Take away how a question is led in: greetings, excuses, "does anyone know", "can somebody tell me".

    Where nothing else is said, all of it stays.
    """
    rest = _LEAD_IN.sub("", prose, count=1)
    return rest if len(words_of(rest)) > 1 else prose


def may_ask(message: str, words: Sequence[str]) -> bool:
    """Tell at a glance whether a message could have the form of a question; `words` are its own in lower case."""
    return "?" in message or not _ASKING_WORDS.isdisjoint(words)


def opens_like_a_question(prose: str) -> bool:
    """Tell whether a sentence begins as questions and requests do, perhaps after a greeting."""
    return any(_opens(words_of(sentence)) for sentence in sentences(prose))


def asks_inside(words: Sequence[str]) -> bool:
    """Tell whether the words ask somewhere: "no idea how to ...", "tcp vs udp"."""
    return bool(_ASKING_INSIDE.search(" ".join(words)))


def is_question(prose: str) -> bool:
    """Tell whether a message has the form of a question at all."""
    return "?" in prose or opens_like_a_question(prose) or asks_inside(words_of(prose))


def talks_to_somebody(words: Sequence[str]) -> bool:
    """Tell whether the words speak to or about a person in particular: "did you kill it", "is this port open"."""
    return bool(_TO_A_PERSON.search(_GENERIC_YOU.sub(" ", " ".join(words))))


def _opens(words: Sequence[str]) -> bool:
    for word in words:
        if word in _OPENERS:
            return True
        if word not in _LEAD_INS:
            return False
    return False
