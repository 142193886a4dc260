"""Measures how long the event loop stands still while the knowledge is read anew in a thread.

    .venv/bin/python benchmarks/reload.py [DIRECTORY]

A task sleeps 1 ms again and again, as answering would come and go; its longest gap is the stall. The floor is the
same task with nothing beside it. The target: no stall of more than 50 ms.
"""

import asyncio
import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bot.answering.loader import own_directory
from bot.answering.shelf import Shelf

ROUNDS = 15
TARGET_MS = 50


def main() -> None:
    """Print one table."""
    directory = Path(sys.argv[1]) if len(sys.argv) > 1 else own_directory()
    shelf = Shelf(directory)
    shelf.reload()
    gc.collect()
    gc.freeze()  # as bot/chat/start.py does
    phrasings = sum(len(entry.asked_as) for entry in shelf.library.entries.values())
    ports = len(shelf.library.ports.ports)
    print(f"{directory}: {len(shelf.library.entries)} entries, {phrasings} phrasings, {ports} port numbers")
    print(f"{'ms':34}{'median':>10}{'worst':>10}")
    floor = [asyncio.run(beside(lambda: time.sleep(0.5))) for _ in range(3)]
    show("longest stall, nothing to read", [stall for stall, _ in floor])
    measured = [asyncio.run(beside(lambda: reload(shelf))) for _ in range(ROUNDS)]
    show("longest stall of the event loop", [stall for stall, _ in measured])
    show("loading, in a thread beside it", [loading for _, loading in measured])
    show("noticing a change (the stamp)", [asyncio.run(beside(shelf.stamp))[1] for _ in range(ROUNDS)])
    worst = max(stall for stall, _ in measured)
    print(f"target: at most {TARGET_MS} ms; {'met' if worst <= TARGET_MS else 'MISSED'}, {worst / TARGET_MS:.2f} of it")


def reload(shelf: Shelf) -> None:
    """Read the knowledge anew, as bot/chat/reload.py does."""
    shelf.reload()
    gc.freeze()


def show(name: str, times: list[float]) -> None:
    """Print one line of the table."""
    print(f"{name:34}{statistics.median(times):>10.1f}{max(times):>10.1f}")


async def beside(work: Callable[[], object]) -> tuple[float, float]:
    """Run something in a thread, as the reload does, and give the loop's longest stall and the time taken, in ms."""
    longest = 0.0

    async def keep_going() -> None:
        nonlocal longest
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, time.perf_counter() - began - 0.001)

    going = asyncio.create_task(keep_going())
    await asyncio.sleep(0.05)
    longest = 0.0
    began = time.perf_counter()
    await asyncio.to_thread(work)
    took = time.perf_counter() - began
    await asyncio.sleep(0.05)  # what is freed afterwards counts as well
    going.cancel()
    return longest * 1_000, took * 1_000


if __name__ == "__main__":
    main()
