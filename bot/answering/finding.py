"""Finds entries by what somebody types, for completion while typing and for suggestions."""

from bot.answering.entry import Entry
from bot.answering.library import Library
from bot.answering.names import MOST_FOUND
from bot.answering.reading import clean, words_of

# From so many words on it is a question, and an entry so alike comes first.
_A_QUESTION, _MUCH_ALIKE = 4, 0.5
# An entry whose phrasings are less alike isn't offered at all.
_ALIKE = 0.3


def find_entries(typed: str, library: Library, most: int = MOST_FOUND) -> list[Entry]:
    """Find entries by name, however mistyped or unfinished, and for a question by likeness to phrasings.

    The likeliest come first; without a word typed, those that carry the others.
    """
    named = library.names.find(typed, most)
    words = words_of(clean(typed))
    if named and len(words) < _A_QUESTION:
        return named
    reading = library.index.read(words)
    scores = library.index.scores(reading) if reading.known else {}
    alike = sorted((name for name in scores if scores[name] >= _ALIKE), key=lambda name: (-scores[name], name))
    much = (name for name in alike if scores[name] >= _MUCH_ALIKE)
    names = dict.fromkeys((*much, *([entry.name for entry in named] or alike)))
    return [library.entries[name] for name in names][:most]
