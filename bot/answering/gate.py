"""Tells a learner's question from chatter, before Porter speaks without being asked."""

import re
from itertools import pairwise

from bot.answering.reading import stem
from bot.answering.scoring import Reading

_OPENERS = frozenset(
    """are can could define difference do does eli5 explain how is isnt is't should was what when where which who why
    will would meaning""".split()  # noqa: SIM905 (many words read better as text)
)
_LEAD_INS = frozenset(
    """a actually again also and anybody anyone but can could er euh excuse explain guys hello hey hi hmm just me ok
    okay please pls question quick random simple so someone sorry still tell the um umm wait well yo""".split()  # noqa: SIM905
)
# Somebody's own machine, a person, or a remark is talked about, and not the concept.
_TO_A_PERSON = re.compile(
    r"\b(?:you|your|yours|he|she|his|her|him|they|their|them|we|our|us)\b"
    r"|\b(?:this|that|these|those) (?:port|process|socket|program|host|address|connection|server)s?\b"
    r"|\b(?:which|what) (?:port|process|socket|program|host|address) (?:is|was) (?:it|this|that)\b"
    r"|\b(?:for|can|could) (?:anyone|anybody|everyone|everybody)\b(?! (?:explain|tell|help|say|describe|define))"
    r"|\b(?:thanks|thank|thx|ty|lol|haha|nvm)\b"
)
_GENERIC_YOU = re.compile(r"\b(?:do|can|could|would|should|if|when|how|why) you (?!know|have|mean|want|try|tried)\b")
# Before a noun they mean one that both speakers know.
_POINTING = frozenset({"that", "the", "this", "what", "which", "whose"})
MOST_WORDS = 30


def asks_for_knowledge(sentence: str, reading: Reading) -> bool:
    """Tell whether an overheard sentence asks for knowledge: a whole question, in known words, to nobody else."""
    if not 2 <= len(reading.words) <= MOST_WORDS or reading.coverage < 0.75:
        return False
    return not _points_at_something(reading) and is_question_to_all(sentence, reading)


def _points_at_something(reading: Reading) -> bool:
    """Tell whether a sentence means one thing at hand: "what is the process", "is it tcp", "how much is 443"."""
    if all(word.isdigit() for word in reading.known):
        return True
    if len(reading.known) > 1:
        return False
    pairs = pairwise(reading.words)
    pointed = any(one in _POINTING and stem(other) in reading.known for one, other in pairs)
    return pointed or not {"it", "them"}.isdisjoint(reading.words)


def is_question_to_all(sentence: str, reading: Reading) -> bool:
    """Tell whether a sentence is shaped like a question, and talks neither to nor about anybody in particular.

    The shape shows in its mark, its first word, or in a bare comparison.
    """
    if _TO_A_PERSON.search(_GENERIC_YOU.sub(" ", " ".join(reading.words))):
        return False
    bare_comparison = "vs" in reading.words and len(reading.words) <= 6
    return bare_comparison or _opens_like_a_question(reading) or sentence.rstrip().endswith("?")


def _opens_like_a_question(reading: Reading) -> bool:
    for word in reading.words:
        if word in _OPENERS:
            return True
        if word not in _LEAD_INS:
            return False
    return False
