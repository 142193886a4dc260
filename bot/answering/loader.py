"""Reads the knowledge from its directory: the one place where answering touches files."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, RootModel, StringConstraints

from bot.answering.entry import Entry, Name
from bot.answering.library import Library
from bot.answering.port_numbers import PortList, PortNumber
from bot.answering.reading import MAX_CHARACTERS, words_of
from bot.answering.weights import UNTRAINED, Weights
from bot.checked_yaml import check
from bot.yaml_document import Document, Fault, FaultyFileError, read_document

WEIGHTS = "weights.bin"

Message = Annotated[str, StringConstraints(min_length=1, max_length=MAX_CHARACTERS, strict=True)]


class NotForUs(RootModel[dict[Name, tuple[Message, ...]]]):
    """Messages that Porter leaves alone, by kind."""


_DATA: dict[str, type[BaseModel]] = {"port-numbers.yaml": PortList, "not-for-us.yaml": NotForUs}


@dataclass(frozen=True)
class WrittenEntry:
    """An entry, and the document that it was written as."""

    entry: Entry
    document: Document


@dataclass(frozen=True)
class Knowledge:
    """What a knowledge directory holds, as far as it could be read, and everything that is wrong with it.

    `not_for_us` are messages to leave alone, by kind.
    """

    entries: tuple[WrittenEntry, ...]
    ports: tuple[PortNumber, ...]
    not_for_us: dict[str, tuple[str, ...]]
    weights: Weights
    faults: tuple[Fault, ...]

    def library(self) -> Library:
        """Make it ready to be asked; comparisons with entries that couldn't be read are left out."""
        names = {written.entry.name for written in self.entries}
        whole = (written.entry for written in self.entries if names.issuperset(written.entry.compares))
        return Library.of(whole, self.ports, self.weights)


def own_directory() -> Path:
    """Give the directory of the knowledge that Porter brings: inside the installed package, or beside it in a clone."""
    package = Path(str(files("bot")))
    inside = package / "knowledge"
    return inside if inside.is_dir() else package.parent / "knowledge"


def load_library(directory: Path) -> Library:
    """Read the knowledge of a directory.

    Raises:
        FaultyFileError: with every fault of every file; then none of it is used.
    """
    knowledge = read_knowledge(directory)
    if knowledge.faults:
        raise FaultyFileError(knowledge.faults)
    return knowledge.library()


def read_knowledge(directory: Path) -> Knowledge:
    """Read everything in a knowledge directory, and note what is wrong in and between its files."""
    entries: list[WrittenEntry] = []
    faults: list[Fault] = []
    data: dict[str, Any] = dict.fromkeys(_DATA)
    paths = sorted(_yaml_files(directory))
    for path in paths:
        try:
            if path.parent == directory and path.name in _DATA:
                data[path.name] = check(_read_safely(directory, path), _DATA[path.name])
            else:
                entries.append(_read_entry(directory, path))
        except FaultyFileError as error:
            faults.extend(error.faults)
    if not [path for path in paths if path.name not in _DATA]:
        faults.append(Fault(directory, 1, 1, "no entries here; an entry is a file <topic>/<name>.yaml"))
    faults.extend(_faults_between(entries, {path.stem for path in paths}))
    weights = UNTRAINED
    try:
        weights = _read_weights(directory)
    except FaultyFileError as error:
        faults.extend(error.faults)
    ports, apart = data["port-numbers.yaml"], data["not-for-us.yaml"]
    return Knowledge(
        tuple(entries), ports.ports if ports else (), dict(apart.root) if apart else {}, weights, tuple(sorted(faults))
    )


def _read_weights(directory: Path) -> Weights:
    """Read the weights beside the entries, else those that Porter brings: they know other talk from questions."""
    for place in (directory, own_directory()):
        path = place / WEIGHTS
        if path.is_file():
            return _weights_of(path, path.stat().st_mtime_ns)
    return UNTRAINED


@lru_cache(maxsize=2)
def _weights_of(path: Path, _: int) -> Weights:
    """Read a file of weights once for each time that it changed."""
    return Weights.read(path)


def _yaml_files(directory: Path) -> Iterator[Path]:
    """Yield all YAML files, also those behind a link, which is followed here so that it can be refused by name."""
    for child in directory.iterdir() if directory.is_dir() else ():
        below = child.rglob("*") if child.is_dir() else (child,)
        # Editors and macOS leave hidden files beside those being written.
        yield from (path for path in below if path.suffix in {".yaml", ".yml"} and not path.name.startswith("."))


def _leads_out(directory: Path, path: Path) -> bool:
    try:
        return not path.resolve().is_relative_to(directory.resolve())
    except RuntimeError:  # a link to itself, which reading tells
        return False


def _read_safely(directory: Path, path: Path) -> Document:
    if _leads_out(directory, path):
        raise FaultyFileError([Fault(path, 1, 1, "a link that leads out of the knowledge directory; copy the file")])
    return read_document(path)


def _read_entry(directory: Path, path: Path) -> WrittenEntry:
    if path.suffix != ".yaml" or path.parent.parent != directory:
        raise FaultyFileError([Fault(path, 1, 1, "an entry's file is <topic>/<name>.yaml; move or rename it")])
    document = _read_safely(directory, path)
    return WrittenEntry(check(document, Entry, {"name": path.stem, "topic": path.parent.name}), document)


def _faults_between(entries: list[WrittenEntry], names: set[str]) -> Iterator[Fault]:
    """Yield what is wrong between files: names used twice, phrasings of two entries, references to nothing."""
    paths: dict[str, Path] = {}
    owners: dict[tuple[str, ...], str] = {}
    for written in entries:
        entry, document = written.entry, written.document
        first = paths.setdefault(entry.name, document.path)
        if first != document.path:
            yield document.fault((), f"an entry `{entry.name}` exists already: {first}; rename one")
        for place, phrasing in _phrasings(entry):
            owner = owners.setdefault(words_of(phrasing), entry.name)
            if owner != entry.name:
                yield document.fault(place, f"`{phrasing}` asks for `{owner}` already; keep one of the two")
        for place, name in _references(entry):
            if name not in names:
                yield document.fault(place, f"no entry is called `{name}`; known: {_nearest(name, names)}")


def _phrasings(entry: Entry) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield from ((("asked_as", number), phrasing) for number, phrasing in enumerate(entry.asked_as))
    yield from ((("also_called", number), phrasing) for number, phrasing in enumerate(entry.also_called))


def _references(entry: Entry) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield from ((("see_also", number), name) for number, name in enumerate(entry.see_also))
    yield from ((("compares", number), name) for number, name in enumerate(entry.compares))
    yield from ((("relations", number, "to"), relation.to) for number, relation in enumerate(entry.relations))


def _nearest(name: str, names: set[str]) -> str:
    alike = sorted(names, key=lambda other: (-len(set(other.split("-")) & set(name.split("-"))), other))
    return ", ".join(f"`{other}`" for other in alike[:4]) + (", …" if len(alike) > 4 else "")
