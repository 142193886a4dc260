"""porter check: reads the knowledge, and says everything that is wrong and how well it stands."""

from collections import Counter
from pathlib import Path
from statistics import median

from rich.console import Console

from bot.answering.confusion import leave_one_out
from bot.answering.content import style_faults, unfound_phrasings
from bot.answering.entry import Entry
from bot.answering.library import Library
from bot.answering.loader import Knowledge, read_knowledge
from bot.answering.reading_ease import school_grade
from bot.answering.weights import untrained
from bot.demos.catalogue import DEMOS
from bot.yaml_document import FaultyFileError

MOST_PAIRS = 8


def check_knowledge(directory: Path, console: Console) -> None:
    """Check every entry by every rule of content, and say what there is and what is easily confused.

    Raises:
        FaultyFileError: with every fault found.
    """
    knowledge = read_knowledge(directory)
    faults = [*knowledge.faults, *style_faults(knowledge.entries, DEMOS)]
    library = knowledge.library()
    faults += unfound_phrasings(knowledge.entries, library)
    if faults:
        raise FaultyFileError(faults)
    _say_what_there_is(knowledge, console)
    _say_how_trained(library, console)
    _say_what_is_confused(library, console)


def _say_what_there_is(knowledge: Knowledge, console: Console) -> None:
    entries: list[Entry] = [written.entry for written in knowledge.entries]
    kinds = Counter(entry.kind for entry in entries)
    phrasings = sorted(len(entry.asked_as) for entry in entries)
    grades = [school_grade(f"{entry.short} {entry.analogy.picture}") for entry in entries]
    apart = sum(map(len, knowledge.not_for_us.values()))
    console.print(f"Knowledge: {len(entries)} entries, no fault.")
    console.print("  " + ", ".join(f"{count} {kind}s" for kind, count in kinds.items()))
    console.print(f"  {sum(phrasings)} phrasings: at least {phrasings[0]} an entry, median {median(phrasings):.0f}")
    console.print(f"  school grade of sentence and picture: median {median(grades):.1f}, hardest {max(grades):.1f}")
    console.print(f"  {len(knowledge.ports)} port numbers")
    console.print(f"  {apart} messages to leave alone, of {len(knowledge.not_for_us)} kinds")


def _say_how_trained(library: Library, console: Console) -> None:
    new, changed = untrained(library.entries.values(), library.weights)
    if not new and not changed:
        console.print("  the weights are of this knowledge as it stands")
        return
    if new:
        console.print(f"Newer than the weights, so found by their phrasings alone: {', '.join(new)}")
    if changed:
        console.print(f"Changed since the weights were trained: {', '.join(changed)}")
    console.print("In a clone of the project, make train teaches them; until then they work, with less certainty.")


def _say_what_is_confused(library: Library, console: Console) -> None:
    confusion = leave_one_out(library)
    first, three = confusion.first / confusion.asked, confusion.among_three / confusion.asked
    console.print(
        f"  by likeness to the other phrasings alone, one finds its entry first {first:.0%}, among three {three:.0%}"
    )
    if confusion.pairs:
        console.print("Easily confused, most often first (entry: taken for it):")
    for (name, taken), times in confusion.pairs[:MOST_PAIRS]:
        console.print(f"  {name}: {taken} ({times})")
