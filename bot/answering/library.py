"""All entries together, ready to be asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from bot.answering.classifier import Classifier
from bot.answering.entry import Entry
from bot.answering.names import EntryNames
from bot.answering.port_numbers import PortNumber, PortNumbers
from bot.answering.question_shape import may_ask
from bot.answering.reading import stem, words_of
from bot.answering.scoring import PhrasingIndex
from bot.answering.subjects import Subjects
from bot.answering.weights import UNTRAINED, Weights

_MARKS = "?!.,;:()[]{}<>\"'`*_~"


@dataclass(frozen=True)
class Library:
    """The entries by name, in alphabetical order, with what matching needs of them."""

    entries: dict[str, Entry]
    ports: PortNumbers
    weights: Weights = UNTRAINED

    @classmethod
    def of(cls, entries: Iterable[Entry], ports: Iterable[PortNumber] = (), weights: Weights = UNTRAINED) -> "Library":
        """Collect entries whose references are known to be good, the port numbers that are listed, and the weights."""
        by_name = {entry.name: entry for entry in sorted(entries, key=lambda entry: entry.name)}
        return cls(by_name, PortNumbers(ports), weights)

    @property
    def classifier(self) -> Classifier:
        """What was trained to tell the entries apart, and from what is none of ours."""
        return self.weights.classifier

    @cached_property
    def is_trained(self) -> bool:
        """Whether the classifier was trained on all of these entries."""
        return bool(self.entries) and self.classifier.known.issuperset(self.entries)

    @cached_property
    def index(self) -> PhrasingIndex:
        """What a question is scored against: each entry's phrasings, title and other names."""
        phrasings = {name: (*entry.asked_as, *_names(entry)) for name, entry in self.entries.items()}
        return PhrasingIndex(phrasings, names=(name for entry in self.entries.values() for name in _names(entry)))

    @cached_property
    def subjects(self) -> Subjects:
        """The names by which a question may mention a concept."""
        return Subjects(self.entries)

    @cached_property
    def names(self) -> EntryNames:
        """The names of all entries, to be found while they are typed."""
        return EntryNames(self.entries.values())

    def may_concern(self, message: str) -> bool:
        """Tell at a glance whether a message could be one of ours, so that most chatter costs next to nothing."""
        words = [word.strip(_MARKS) for word in message.lower().replace("\u2019", "'").split()]
        return may_ask(message, words) and any(word.isdecimal() or stem(word) in self.telling for word in words)

    @cached_property
    def telling(self) -> frozenset[str]:
        """The stems of which an overheard message must have one."""
        return self.index.content

    def prepare(self) -> None:
        """Build now what would else be built at the first question."""
        self.index  # noqa: B018 (a cached property)
        self.subjects  # noqa: B018 (as above)
        self.telling  # noqa: B018 (as above)
        self.names  # noqa: B018 (as above)

    def find(self, name: str) -> Entry | None:
        """Find an entry by its name, its title, or another name of its concept, typed as a person would."""
        words = words_of(name)
        if entry := self.entries.get("-".join(words)) or self.names.called(name):
            return entry
        mentioned = self.subjects.mentioned(self.index.read(words).words)
        return self.entries[mentioned[0]] if len(mentioned) == 1 else None

    def by_topic(self) -> dict[str, list[Entry]]:
        """Give the entries of each topic, both in alphabetical order."""
        topics: dict[str, list[Entry]] = {topic: [] for topic in sorted({each.topic for each in self.entries.values()})}
        for entry in self.entries.values():
            topics[entry.topic].append(entry)
        return topics

    def comparisons(self, names: Iterable[str]) -> list[Entry]:
        """List the comparisons that a question about these entries is answered by, the most complete first."""
        asked = set(names)
        fitting = [
            entry for entry in self.entries.values() if len(entry.compares) > 1 and asked.issuperset(entry.compares)
        ]
        return sorted(fitting, key=lambda entry: -len(entry.compares))


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.title, entry.name.replace("-", " "), *entry.also_called)
