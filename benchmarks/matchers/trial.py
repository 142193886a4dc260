"""Lets one matcher answer questions, alone in a fresh process on one core, and measures time and memory."""

import gc
import importlib
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import psutil

from bot.answering.answer import MOST_SUGGESTIONS, Manner, answer
from bot.answering.entry import Entry
from bot.answering.loader import read_knowledge
from bot.answering.measuring import Reply, reply_of
from matchers import PORTER, Matcher, Ranker

_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


@dataclass
class Cost:
    """What something took: time, and the memory (resident set) that it left in use."""

    seconds: float = 0.0
    resident: int = 0


@dataclass(frozen=True)
class Outcome:
    """What a matcher said, and what it cost: to read the entries' files, and to get ready to answer from them."""

    matcher: Matcher
    asked: tuple[Reply, ...]
    unasked: tuple[Reply, ...]
    reading: Cost
    loading: Cost
    entries: int
    phrasings: int


def run_trial(matcher: Matcher, knowledge: Path, questions: Sequence[str], told: Callable[[int], object]) -> Outcome:
    """Run a trial in a process of its own; `told` hears how many answers there are so far."""
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"), TOKENIZERS_PARALLELISM="false")
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_perform, args=(matcher, knowledge, tuple(questions), there))
    process.start()
    there.close()
    try:
        while not isinstance(said := here.recv(), Outcome):
            told(said)
    except EOFError:
        raise SystemExit(f"{matcher.name} ended without an outcome; its error stands above.") from None
    finally:
        process.join()
    return said


def _perform(matcher: Matcher, directory: Path, questions: tuple[str, ...], parent: Connection) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with _costs() as reading:
        knowledge = read_knowledge(directory)
    entries = {written.entry.name: written.entry for written in knowledge.entries}
    phrasings = {name: _phrasings(entry) for name, entry in entries.items()}
    with _costs() as loading:
        if matcher == PORTER:
            library = knowledge.library()
            library.prepare()
        else:
            peer: Ranker = importlib.import_module(matcher.module).Peer(phrasings)
    gc.freeze()  # as Porter does on Discord

    def reply(question: str, manner: Manner) -> Reply:
        began = time.perf_counter()
        if matcher == PORTER:
            found = answer(question, library, manner)
            return reply_of(found, time.perf_counter() - began)
        best: dict[str, float] = {}
        for name, score in peer.ranked(question):
            best.setdefault(name, score)
            if len(best) > MOST_SUGGESTIONS:
                break
        return _named(best, entries, time.perf_counter() - began)

    def replies(manner: Manner) -> Iterator[Reply]:
        for number, question in enumerate(questions, 1):
            yield reply(question, manner)
            parent.send(number)

    unasked = tuple(replies(Manner.UNASKED))
    # Without a gate it is the same to a peer.
    asked = tuple(replies(Manner.ASKED)) if matcher == PORTER else unasked
    parent.send(Outcome(matcher, asked, unasked, reading, loading, len(entries), sum(map(len, phrasings.values()))))


def _phrasings(entry: Entry) -> tuple[str, ...]:
    return (*entry.asked_as, entry.title, entry.name.replace("-", " "), *entry.also_called)


def _named(best: dict[str, float], entries: dict[str, Entry], seconds: float) -> Reply:
    """Take the best for the answer and the next three for suggestions, comparisons with what they compare."""
    first, *others = [(name, *entries[name].compares) for name in best] or [()]
    return Reply(first, tuple(others), max(best.values(), default=0.0), seconds)


@contextmanager
def _costs() -> Iterator[Cost]:
    cost, process = Cost(), psutil.Process()
    gc.collect()
    before, began = process.memory_info().rss, time.perf_counter()
    yield cost
    cost.seconds = time.perf_counter() - began
    gc.collect()
    cost.resident = process.memory_info().rss - before
