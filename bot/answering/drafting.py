"""Drafts an entry from questions that nobody could answer, for a teacher to fill in."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

from bot.answering.answer import NEAR, Found, Manner, answer
from bot.answering.authoring import FILL_IN, skeleton
from bot.answering.entry import Analogy, Entry
from bot.answering.gaps import Cluster
from bot.answering.library import Library
from bot.answering.phrasing import phrasing_of
from bot.answering.reading import clean, words_of

MOST_PHRASINGS = 40
# With fewer phrasings the author is asked for more.
_ENOUGH = 3
_MOST_WORDS = 4
_LONGEST_NAME, _LONGEST_TITLE = 56, 60
_BEGINNING = ("process", "socket", "port")
# Where no entry is near, and for questions of which no word can be in a name.
_ANY_TOPIC, _ANY_NAME = "more", "new-entry"


@dataclass(frozen=True)
class Draft:
    """A file to be: `<topic>/<name>.yaml` below the knowledge, and what it holds."""

    name: str
    topic: str
    text: str


def draft(cluster: Cluster, library: Library) -> Draft:
    """Draft the entry that a cluster's questions ask for. Takes some tenths of a second, so call it in a thread.

    Of the questions those become phrasings that would find the entry; everything else is to be filled in.
    """
    words = cluster.words or words_of(cluster.representative)
    name = _free_name(words, library)
    near = [each.entry for each in cluster.nearest if each.nearness >= NEAR]
    topic = next((entry.topic for entry in near if entry.kind == "concept"), _ANY_TOPIC)
    see_also = [entry.name for entry in near] or [each for each in _BEGINNING if each in library.entries]
    title = _title(words, cluster.questions, library) or name
    phrasings = _finding(_candidates(cluster, library), name, title, library)
    more = [] if len(phrasings) >= _ENOUGH else [f"{FILL_IN} what else people type about {title}"]
    return Draft(name, topic, skeleton(title, [*phrasings, *more], see_also))


def _free_name(words: Sequence[str], library: Library) -> str:
    """Make a name in kebab-case that no entry has."""
    # Without their accents letters are plain ones, as far as they have any (Unicode Standard Annex 15).
    plain = unicodedata.normalize("NFKD", " ".join(words).lower()).encode("ascii", "ignore").decode()
    parts = re.findall(r"[a-z0-9]+", plain)[:_MOST_WORDS]
    name = "-".join(parts)[:_LONGEST_NAME].strip("-") or _ANY_NAME
    numbered = (f"{name}-{number}" for number in range(2, len(library.entries) + 3))
    return name if name not in library.entries else next(each for each in numbered if each not in library.entries)


def _title(words: Sequence[str], questions: Sequence[str], library: Library) -> str:
    """Write the words as a title, abbreviations in capitals where the questions or other titles have them so."""
    texts = (*(each for each in questions if not each.isupper()), *(each.title for each in library.entries.values()))
    capitals = {word for text in texts for word in re.findall(r"\b[A-Z][A-Z\d_]+\b", text)}
    spelled = " ".join(word.upper() if word.upper() in capitals else word for word in words[:_MOST_WORDS])
    title = shorten(clean(spelled), _LONGEST_TITLE, placeholder="") or clean(spelled)[:_LONGEST_TITLE]
    return title[:1].upper() + title[1:]


def _candidates(cluster: Cluster, library: Library) -> list[str]:
    """Give the questions, as phrasings, that no entry has already."""
    taken = {words_of(each) for entry in library.entries.values() for each in (*entry.asked_as, *entry.also_called)}
    phrasings = dict.fromkeys(map(phrasing_of, cluster.questions))
    free = [each for each in phrasings if each and words_of(each) not in taken and not each.startswith(FILL_IN)]
    return free[:MOST_PHRASINGS]


def _finding(phrasings: Sequence[str], name: str, title: str, library: Library) -> list[str]:
    """Keep the phrasings that would find the entry, if it was in the library: greetings and port numbers don't."""
    if not phrasings:
        return []
    entry = Entry(
        name=name,
        topic=_ANY_TOPIC,
        title=title,
        short=FILL_IN,
        analogy=Analogy(picture=FILL_IN, stands_for={FILL_IN: FILL_IN}, breaks=FILL_IN),
        detail=FILL_IN,
        sources=(FILL_IN,),
        asked_as=tuple(phrasings),
    )
    with_it = Library.of([*library.entries.values(), entry], library.ports.ports, library.weights)
    answers = [(phrasing, answer(phrasing, with_it, Manner.ASKED)) for phrasing in phrasings]
    return [each for each, found in answers if isinstance(found, Found) and found.entries[0].name == name]
