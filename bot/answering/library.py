"""All entries together, ready to be asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from bot.answering.entry import Entry
from bot.answering.port_numbers import PortNumber, PortNumbers
from bot.answering.reading import words_of
from bot.answering.scoring import PhrasingIndex
from bot.answering.subjects import Subjects


@dataclass(frozen=True)
class Library:
    """The entries by name, in alphabetical order, with what matching needs of them."""

    entries: dict[str, Entry]
    ports: PortNumbers

    @classmethod
    def of(cls, entries: Iterable[Entry], ports: Iterable[PortNumber] = ()) -> "Library":
        """Collect entries whose references are known to be good, and the port numbers that are listed."""
        return cls({entry.name: entry for entry in sorted(entries, key=lambda entry: entry.name)}, PortNumbers(ports))

    @cached_property
    def index(self) -> PhrasingIndex:
        """What a question is scored against: each entry's phrasings, title and other names."""
        phrasings = {name: (*entry.asked_as, *_names(entry)) for name, entry in self.entries.items()}
        return PhrasingIndex(phrasings, names=(name for entry in self.entries.values() for name in _names(entry)))

    @cached_property
    def subjects(self) -> Subjects:
        """The names by which a question may mention a concept."""
        return Subjects(self.entries)

    def prepare(self) -> None:
        """Build now what would else be built at the first question."""
        self.index  # noqa: B018 (a cached property)
        self.subjects  # noqa: B018 (as above)

    def find(self, name: str) -> Entry | None:
        """Find an entry by its name or another name of its concept, typed as a person would."""
        words = words_of(name)
        if entry := self.entries.get("-".join(words)):
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
