"""Measures the cold start of `porter ask` beside that of an empty Python, in the same run.

    .venv/bin/python benchmarks/start.py

What starting on Discord costs is measured by `discord.py`.
"""

import statistics
import subprocess
import sys
import time

ROUNDS = 15
PORTER_ASK = ["-m", "bot", "ask", "--json", "whats a socket exactly??"]
EMPTY = ["-c", "pass"]


def main() -> None:
    """Print two medians and their ratio."""
    porter, empty = cold_start(PORTER_ASK), cold_start(EMPTY)
    print(f"porter ask: {porter:.0f} ms; python -c pass: {empty:.0f} ms; ratio {porter / empty:.1f}")


def cold_start(arguments: list[str]) -> float:
    """Give the median time of a process from start to end, in ms."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 (our own)
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1_000


if __name__ == "__main__":
    main()
