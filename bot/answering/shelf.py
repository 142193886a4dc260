"""The library in use, which can be exchanged while questions are answered."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from bot.answering.library import Library
from bot.answering.loader import WEIGHTS, load_library


class Shelf:
    """Holds the library of a directory. Whoever answers takes `library` once, and keeps it for that answer."""

    def __init__(self, directory: Path) -> None:
        """Read the directory.

        Raises:
            FaultyFileError: with every fault of every file.
        """
        self.directory = directory
        self.library = _ready(directory)

    def reload(self) -> Library:
        """Read the directory anew, and exchange the library as a whole. Takes a while, so call it in a thread.

        Raises:
            FaultyFileError: with every fault; the library stays as it was.
        """
        self.library = _ready(self.directory)
        return self.library

    def stamp(self) -> frozenset[tuple[str, int, int]]:
        """Tell how the directory stands, by its files' names, times and sizes: another stamp means a change."""
        return frozenset(_stamps(self.directory))


def _ready(directory: Path) -> Library:
    library = load_library(directory)
    library.prepare()
    return library


def _stamps(directory: Path) -> Iterator[tuple[str, int, int]]:
    for file in (*directory.rglob("*.yaml"), *directory.rglob("*.yml"), directory / WEIGHTS):
        if file.name.startswith("."):
            continue
        with contextlib.suppress(OSError):  # removed just now, or a link to itself
            status = file.stat()
            yield str(file), status.st_mtime_ns, status.st_size
