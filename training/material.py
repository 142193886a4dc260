"""Collects what training learns from: the entries' phrasings, the messages to leave alone, and labelled messages."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.answering.library import Library
from bot.answering.loader import Knowledge
from bot.answering.measuring import Label, LabelledMessage
from bot.answering.reading import clean, words_of

MESSAGES = Path(__file__).parent / "messages"
# What a message that asks for no entry may be, as the labelled messages name it; to the classifier a kind begins with a
# capital letter, which no entry's name does.
_KINDS = (
    "advanced-networking",
    "ask-to-ask",
    "chatter",
    "everyday",
    "log",
    "off-topic-tech",
    "other-computing",
    "other-sense",
    "product",
    "statement",
    "thanks",
    "to-somebody",
)


def _labelled_as(kind: str) -> str:
    return kind.replace("-", " ").capitalize()


KINDS = tuple(map(_labelled_as, _KINDS))
OUT_OF_SCOPE = frozenset({"advanced-networking", "everyday", "other-computing", "other-sense", "product"})
# The kinds of `not-for-us.yaml`, by the first word of theirs that is found here; all others are other senses.
_KIND_OF = {
    "statements": "statement", "solved": "statement", "helpers-instruction": "statement", "plans": "statement",
    "reported": "statement", "offers": "statement", "thanks": "thanks", "greetings": "thanks", "one-word": "thanks",
    "jokes": "chatter", "opinions": "chatter", "about-the-group": "chatter", "announcements": "chatter",
    "small-talk": "chatter", "about-the-bot": "chatter", "helpers-question": "to-somebody",
    "about-the-askers": "to-somebody", "fragments": "to-somebody", "requests-to": "to-somebody",
    "ask-to-ask": "ask-to-ask", "pasted": "log", "settings": "product", "game-servers": "product",
    "advanced": "advanced-networking", "switch-ports": "advanced-networking", "programming": "other-computing",
    "git": "other-computing", "exams": "other-computing", "hardware": "other-computing", "windows": "other-computing",
    "other-computing": "other-computing", "certificates": "other-computing", "tools": "other-computing",
    "hacking": "other-computing", "other-study": "everyday", "other-languages": "everyday", "buying": "everyday",
}  # fmt: skip


@dataclass(frozen=True)
class Example:
    """A message and what it asks for: `entries` that answer it, the main one first, or none and a `kind`.

    `intent` says what sort of question it is, `phrasing_of` names the entry whose own phrasing it is, `source` groups
    what was written together.
    """

    text: str
    entries: tuple[str, ...]
    kind: str
    source: str
    intent: str = ""
    phrasing_of: str = ""

    @property
    def kind_label(self) -> str:
        """The kind as the classifier names it."""
        return _labelled_as(self.kind)

    @property
    def label(self) -> Label:
        """What the message is to Porter."""
        if self.entries:
            return Label.ANSWERABLE
        return Label.OUT_OF_SCOPE if self.kind in OUT_OF_SCOPE else Label.CHATTER

    def is_answered_by(self, names: Iterable[str]) -> bool:
        """Tell whether these entries answer it, by the rule by which Porter is measured."""
        return LabelledMessage(self.text, self.label, self.entries, self.intent).is_answered_by(names)


def collect(knowledge: Knowledge, library: Library) -> list[Example]:
    """Collect all examples; a message whose entries are all gone is left out."""
    return [*_phrasings(library), *_left_alone(knowledge), *_labelled(library)]


def _phrasings(library: Library) -> Iterator[Example]:
    for name, entry in library.entries.items():
        for phrasing in (*entry.asked_as, entry.title, name.replace("-", " "), *entry.also_called):
            yield Example(phrasing, (name,), "", "phrasings", phrasing_of=name)


def _left_alone(knowledge: Knowledge) -> Iterator[Example]:
    for kind, messages in knowledge.not_for_us.items():
        ours = next((ours for start, ours in _KIND_OF.items() if kind.startswith(start)), "other-sense")
        if "settings" in kind:
            ours = "product"
        for message in messages:
            yield Example(message, (), ours, "not-for-us")


def _labelled(library: Library) -> Iterator[Example]:
    for path in sorted(MESSAGES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            entries = tuple(name for name in row["concepts"] if name in library.entries)
            if row["concepts"] and not entries:
                continue
            if not words_of(clean(row["text"])):
                continue
            kind, intent = ("", row["intent"]) if entries else (row["intent"], "")
            yield Example(row["text"], entries, kind, path.stem, intent)
