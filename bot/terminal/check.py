"""porter check: reads settings and knowledge, and says everything that is wrong."""

from pathlib import Path

from rich.console import Console

from bot.answering.content import style_faults, unfound_phrasings
from bot.answering.library import Library
from bot.answering.loader import read_entries
from bot.demos.catalogue import DEMOS
from bot.yaml_document import FaultyFileError


def check_knowledge(directory: Path, console: Console) -> None:
    """Check every entry by every rule of content, and say what there is.

    Raises:
        FaultyFileError: with every fault found.
    """
    written = read_entries(directory)
    library = Library.of(each.entry for each in written)
    faults = style_faults(written, DEMOS) + unfound_phrasings(written, library)
    if faults:
        raise FaultyFileError(faults)
    phrasings = sum(len(each.entry.asked_as) for each in written)
    comparisons = sum(1 for each in written if each.entry.compares)
    console.print(
        f"Knowledge: {len(written)} entries ({comparisons} of them comparisons), {phrasings} phrasings, no fault."
    )
