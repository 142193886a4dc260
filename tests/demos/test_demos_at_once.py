import asyncio
import threading
import time
from dataclasses import replace

import psutil

from bot.demos.catalogue import DEMOS, find_demo
from bot.demos.demo import Demo, Shown, Surroundings
from bot.demos.runner import DemoRunner
from bot.host.own_process import read_own_process

ASKED_FOR = [*DEMOS.values(), find_demo("port 8080")]
FIFTY = [ASKED_FOR[number % len(ASKED_FOR)] for number in range(50)]


def noting(demo: Demo, number: int, begun: list[int]) -> Demo:
    def perform(surroundings: Surroundings) -> Shown:
        begun.append(number)
        return demo.perform(surroundings)

    return replace(demo, perform=perform)


def held() -> dict[str, object]:
    """Tell what this process holds: sockets, children, threads, and open files of any kind."""
    own = psutil.Process()
    return {
        "sockets": read_own_process().rows,
        "children": own.children(recursive=True),
        "threads": threading.active_count(),
        "descriptors": own.num_fds() if hasattr(own, "num_fds") else own.num_handles(),
        "files": sorted(each.path for each in own.open_files()),
    }


async def run_fifty(begun: list[int], at_once: int) -> list[Shown]:
    runner = DemoRunner(at_once, seconds=30)
    try:
        return await asyncio.gather(*(runner.run(noting(demo, number, begun), {}) for number, demo in enumerate(FIFTY)))
    finally:
        runner.close()


def test_fifty_demos_at_once_are_served_in_the_order_they_came() -> None:
    begun: list[int] = []
    shown = asyncio.run(run_fifty(begun, at_once=1))

    assert [each.demo for each in shown] == [demo.name for demo in FIFTY]
    assert begun == list(range(50))


def test_fifty_demos_at_once_leave_nothing_behind() -> None:
    asyncio.run(run_fifty([], at_once=4))  # what is made once and kept, as by importing, is made now
    before = held()
    asyncio.run(run_fifty([], at_once=4))
    end = time.monotonic() + 5
    while held() != before and time.monotonic() < end:
        time.sleep(0.01)

    assert held() == before
