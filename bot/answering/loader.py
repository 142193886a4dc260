"""Reads the knowledge from its directory: the one place where answering touches files."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from bot.answering.entry import Entry
from bot.answering.library import Library
from bot.answering.reading import words_of
from bot.checked_yaml import check
from bot.yaml_document import Document, Fault, FaultyFileError, read_document


@dataclass(frozen=True)
class WrittenEntry:
    """An entry, and the document that it was written as."""

    entry: Entry
    document: Document


def own_directory() -> Path:
    """Give the directory of the knowledge that Porter brings: inside the installed package, or beside it in a clone."""
    package = Path(str(files("bot")))
    inside = package / "knowledge"
    return inside if inside.is_dir() else package.parent / "knowledge"


def load_library(directory: Path) -> Library:
    """Read all entries of a directory.

    Raises:
        FaultyFileError: with every fault of every file; then none of it is used.
    """
    return Library.of(written.entry for written in read_entries(directory))


def read_entries(directory: Path) -> list[WrittenEntry]:
    """Read all entries of a directory, each with its document, and check that they fit together.

    Raises:
        FaultyFileError: with every fault of every file.
    """
    entries: list[WrittenEntry] = []
    faults: list[Fault] = []
    paths = sorted(_yaml_files(directory))
    if not paths:
        problem = "no entries here; an entry is a file <topic>/<name>.yaml"
        raise FaultyFileError([Fault(directory, 1, 1, problem)])
    for path in paths:
        try:
            entries.append(_read_entry(directory, path))
        except FaultyFileError as error:
            faults.extend(error.faults)
    faults.extend(_faults_between(entries, {path.stem for path in paths}))
    if faults:
        raise FaultyFileError(faults)
    return entries


def _yaml_files(directory: Path) -> Iterator[Path]:
    """Yield all YAML files, also those behind a link, which is followed here so that it can be refused by name."""
    for child in directory.iterdir() if directory.is_dir() else ():
        below = child.rglob("*") if child.is_dir() else (child,)
        yield from (path for path in below if path.suffix in {".yaml", ".yml"})


def _leads_out(directory: Path, path: Path) -> bool:
    try:
        return not path.resolve().is_relative_to(directory.resolve())
    except RuntimeError:  # a link to itself, which reading tells
        return False


def _read_entry(directory: Path, path: Path) -> WrittenEntry:
    if _leads_out(directory, path):
        raise FaultyFileError([Fault(path, 1, 1, "a link that leads out of the knowledge directory; copy the file")])
    if path.suffix != ".yaml" or path.parent.parent != directory:
        raise FaultyFileError([Fault(path, 1, 1, "an entry's file is <topic>/<name>.yaml; move or rename it")])
    document = read_document(path)
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
