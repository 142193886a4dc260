"""Measures what it costs to read the host's sockets, to run each demo, and to run many at once.

    .venv/bin/python benchmarks/demos.py

Real sockets on loopback are held by up to 50 processes. Beside Porter, in the same run and in turn with it: ss, psutil
and lsof, as far as they are installed. Root and an ordinary user see different things at different cost; where root
runs this, both are measured. The demos start processes and so need to be able to read where Python lies; they are run
as whoever runs this.
"""

import asyncio
import gc
import multiprocessing
import os
import pwd
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

import psutil
from crowd import PROCESSES, crowd

from bot.config import DemoSettings
from bot.demos.catalogue import DEMOS, OWN_HOST
from bot.demos.demo import Demo, Shown, Surroundings
from bot.demos.runner import DemoRunner
from bot.host.loopback import Loopback, port_of
from bot.host.own_process import read_own_process
from bot.host.rows import Endpoint
from bot.host.socket_table import read_table, state_between
from bot.pictures.drawing import draw

SIZES = (10, 1_000, 10_000, 30_000)
ROUNDS = 7
AT_ONCE = 50
Result = TypeVar("Result")
SS, LSOF = ["ss", "-tunap"], ["lsof", "-nPi"]

MOST_TIMES_SS = 1.2
MOST_AT_1000 = 60
MOST_STALL = {10_000: 20, 30_000: 60}
MOST_EXPERIMENT = 400
MOST_PICTURE = 120


def main() -> None:
    """Print the tables, and how the targets are met."""
    for each in (SS, LSOF):
        if not shutil.which(each[0]):
            print(f"{each[0]} isn't installed here, so there is nothing to compare Porter with in its line")
    users = ["root", "nobody"] if os.geteuid() == 0 else [pwd.getpwuid(os.geteuid()).pw_name]
    costs: dict[str, dict[int, dict[str, float]]] = {user: {} for user in users}
    for size in SIZES:
        with crowd(size):
            for user in users:
                costs[user][size] = in_a_process(user, reading)
    for user in users:
        show_reading(user, costs[user])
    show_demos(in_a_process(users[0], each_demo))
    show_at_once(in_a_process(users[0], many_at_once))


def in_a_process(user: str, measured: Callable[[], Result]) -> Result:
    """Measure in a process of its own, as the given user."""
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(1, fork, become, (user,)) as process:
        return process.submit(measured).result()


def become(user: str) -> None:
    """Go on as another user; everything is imported already, since that user may not read where Python lies."""
    if os.geteuid() == 0 and user != "root":
        entry = pwd.getpwnam(user)
        os.setgroups([])
        os.setgid(entry.pw_gid)
        os.setuid(entry.pw_uid)
    gc.collect()
    gc.freeze()  # as bot/chat/start.py does


# ------------------------------------------------------------------------------------------------------------- reading


def reading() -> dict[str, float]:
    """Measure each way of reading the host's sockets once per round, in turn; in ms."""
    ways: dict[str, Callable[[], object]] = {
        "own-host report, cold": lambda: OWN_HOST.perform(Surroundings()),
        "host report, cold": lambda: DEMOS["host"].perform(Surroundings()),
        "ss -tunap": lambda: run(SS),
        "psutil.net_connections": lambda: psutil.net_connections("inet"),
        "lsof -nPi": lambda: run(LSOF),
        "the whole table": read_table,
        "this process's sockets": read_own_process,
    }
    ways = {name: way for name, way in ways.items() if shutil.which(name.split()[0]) or " -" not in name}
    with Loopback(timeout=2) as loopback:
        listener = loopback.listen()
        client = loopback.connect(port_of(listener))
        here, there = (Endpoint(*name) for name in (client.getsockname(), listener.getsockname()))
        ways["one socket's state"] = lambda: state_between(here, there)
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                times[name].append(timed(way))
        stalls = [asyncio.run(stall_beside(OWN_HOST)) for _ in range(ROUNDS)]
        floor = [asyncio.run(stall_beside(None)) for _ in range(ROUNDS)]
    costs = {name: statistics.median(each) for name, each in times.items()}
    return costs | {
        "longest stall of the event loop": statistics.median(stalls),
        "    the worst of them": max(stalls),
        "    with nothing read beside it": statistics.median(floor),
    }


def run(command: list[str]) -> None:
    """Run a peer; lsof calls it a failure when there is a process that it may not look into."""
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)  # noqa: S603 (two fixed commands)


def timed(work: Callable[[], object]) -> float:
    """Give the time that something takes, in ms."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1_000


async def stall_beside(demo: Demo | None) -> float:
    """Run a demo as Discord's commands do, and give the longest time that the event loop stood still meanwhile."""
    longest = 0.0

    async def keep_going() -> None:
        nonlocal longest
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, time.perf_counter() - began - 0.001)

    runner = DemoRunner(at_once=1, seconds=30)
    going = asyncio.create_task(keep_going())
    await asyncio.sleep(0.05)
    longest = 0.0
    await (runner.run(demo, {}) if demo else asyncio.sleep(0.2))
    await asyncio.sleep(0.02)  # what is freed afterwards counts as well
    going.cancel()
    runner.close()
    return longest * 1_000


def show_reading(user: str, costs: dict[int, dict[str, float]]) -> None:
    """Print the table for one user, and the targets."""
    print(f"\nReading sockets as {user}, up to {PROCESSES} processes hold them; ms, median of {ROUNDS}")
    print(f"{'sockets':34}" + "".join(f"{size:>10,}" for size in costs))
    for name in costs[SIZES[0]]:
        print(f"{name:34}" + "".join(f"{each[name]:>10.{1 if each[name] >= 1 else 2}f}" for each in costs.values()))
    own, ss = "own-host report, cold", "ss -tunap"
    if ss in costs[SIZES[0]]:
        ratios = {size: each[own] / each[ss] for size, each in costs.items()}
        print(f"{'own-host report / ss':34}" + "".join(f"{each:>10.2f}" for each in ratios.values()))
        for size in (10_000, 30_000):
            target(f"own-host report / ss at {size:,}", ratios[size], MOST_TIMES_SS)
    target("own-host report at 1,000, ms", costs[1_000][own], MOST_AT_1000)
    for size, most in MOST_STALL.items():
        target(f"longest stall at {size:,}, ms", costs[size]["longest stall of the event loop"], most)


def target(name: str, value: float, most: float) -> None:
    """Print whether a target is met."""
    print(f"target: {name} at most {most:g}: {value:.2f}, {'met' if value <= most else 'MISSED'}")


# --------------------------------------------------------------------------------------------------------------- demos


def each_demo() -> dict[str, tuple[float, float]]:
    """Measure each demo and its picture; in ms."""
    return {name: measured(demo) for name, demo in DEMOS.items()}


def measured(demo: Demo) -> tuple[float, float]:
    """Give the medians of running a demo, and of drawing what it saw, in ms."""
    shown = [demo.perform(Surroundings()) for _ in range(ROUNDS)]
    running = [timed(lambda: demo.perform(Surroundings())) for _ in range(ROUNDS)]
    drawing = [timed(lambda each=each: draw(each)) for each in shown]
    return statistics.median(running), statistics.median(drawing)


def show_demos(costs: dict[str, tuple[float, float]]) -> None:
    """Print the table of the catalogue, and the targets."""
    print(f"\nEach demo; ms, median of {ROUNDS}\n{'':34}{'demo':>10}{'picture':>10}")
    for name, (running, drawing) in costs.items():
        print(f"{name:34}{running:>10.1f}{drawing:>10.1f}")
    target("slowest demo, ms", max(running for running, _ in costs.values()), MOST_EXPERIMENT)
    target("slowest picture, ms", max(drawing for _, drawing in costs.values()), MOST_PICTURE)


# ------------------------------------------------------------------------------------------------------------- at once


@dataclass(frozen=True)
class Held:
    """What a process holds of the system."""

    sockets: int
    processes: int
    threads: int
    descriptors: int


@dataclass(frozen=True)
class AtOnce:
    """How many demos at once went."""

    finished: int
    in_order: bool
    longest_wait: float
    took: float
    before: Held
    after: Held


def many_at_once() -> AtOnce:
    """Ask for demos of all kinds at the same moment."""
    return asyncio.run(_many_at_once())


async def _many_at_once() -> AtOnce:
    demos = [list(DEMOS.values())[number % len(DEMOS)] for number in range(AT_ONCE)]
    began: list[int] = []
    waited: list[float] = []
    settings = DemoSettings()
    runner = DemoRunner(settings.at_once, settings.seconds)
    before = held()
    start = time.perf_counter()

    def noting(number: int, demo: Demo) -> Demo:
        def perform(surroundings: Surroundings) -> Shown:
            began.append(number)
            waited.append(time.perf_counter() - start)
            return demo.perform(surroundings)

        return replace(demo, perform=perform)

    shown = await asyncio.gather(*(runner.run(noting(*each), {}) for each in enumerate(demos)))
    took = time.perf_counter() - start
    runner.close()
    await asyncio.sleep(1)  # the runner's threads end by themselves
    return AtOnce(len(shown), began == sorted(began), max(waited), took, before, held())


def held() -> Held:
    """Count what this process holds."""
    own = psutil.Process()
    return Held(len(read_own_process().rows), len(own.children(recursive=True)), own.num_threads(), own.num_fds())


def show_at_once(went: AtOnce) -> None:
    """Print how many demos at once went."""
    order = "in the order they came" if went.in_order else "OUT OF ORDER"
    print(f"\n{AT_ONCE} demos at once: {went.finished} finished, {order}; {went.took:.2f} s in all")
    print(f"longest wait for a place: {went.longest_wait:.2f} s")
    print(
        f"before: {went.before}\nafter:  {went.after}, {'nothing left' if went.after == went.before else 'LEFT BEHIND'}"
    )


if __name__ == "__main__":
    main()
