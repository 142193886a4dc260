import asyncio
import errno
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from bot.demos.catalogue import DEMOS
from bot.demos.demo import Demo, Shown, Surroundings
from bot.demos.runner import DemoRefusedError, DemoRunner
from bot.demos.transcript import Transcript
from bot.host.loopback import StrangerError

DONE = Transcript("made-up", "Made up", (), "Nothing to remember.")


class Gate:
    """Keeps demos inside until it is opened, and notes in which order they came and how many were in at once."""

    def __init__(self) -> None:
        self.came: list[str] = []
        self.most = 0
        self._open = threading.Event()
        self._inside = 0
        self._lock = threading.Lock()

    def demo(self, name: str = "gate") -> Demo:
        def perform(_: Surroundings) -> Shown:
            with self._lock:
                self.came.append(name)
                self._inside += 1
                self.most = max(self.most, self._inside)
            self._open.wait(10)
            with self._lock:
                self._inside -= 1
            return DONE

        return Demo(name, "Gate", "Stays until the gate is opened.", perform)

    def open(self) -> None:
        self._open.set()

    async def has(self, number: int, within: float = 5) -> None:
        """Wait until so many demos have come in."""
        async with asyncio.timeout(within):
            while len(self.came) < number:  # noqa: ASYNC110 (it is threads that come in)
                await asyncio.sleep(0.001)


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.open()


@pytest.fixture
def runner() -> Iterator[DemoRunner]:
    runner = DemoRunner(at_once=2, seconds=5)
    yield runner
    runner.close()


@pytest.mark.parametrize("name", DEMOS)
async def test_a_demo_is_run(runner: DemoRunner, name: str) -> None:
    try:
        shown = await runner.run(DEMOS[name], known_doors={})
    except DemoRefusedError as refused:
        if sys.platform == "linux":
            raise
        pytest.skip(f"NOT TESTED HERE: {refused}")

    assert shown


async def test_a_demo_runs_beside_the_event_loop(runner: DemoRunner) -> None:
    threads: list[threading.Thread] = []

    def perform(_: Surroundings) -> Shown:
        threads.append(threading.current_thread())
        return DONE

    await runner.run(Demo("made-up", "Made up", "Its thread.", perform), known_doors={})

    assert threads != [threading.current_thread()]


async def test_a_demo_is_told_of_known_doors_and_its_time_out_is_within_the_limit() -> None:
    told: list[Surroundings] = []

    def perform(surroundings: Surroundings) -> Shown:
        told.append(surroundings)
        return DONE

    runner = DemoRunner(at_once=1, seconds=0.5)
    await runner.run(Demo("made-up", "Made up", "What it is told.", perform), known_doors={443: "a known door"})
    runner.close()

    assert [(each.timeout, each.known_doors) for each in told] == [(0.5, {443: "a known door"})]


async def test_no_more_demos_than_allowed_run_at_once(runner: DemoRunner, gate: Gate) -> None:
    running = [asyncio.create_task(runner.run(gate.demo(), {})) for _ in range(6)]
    await gate.has(2)
    gate.open()
    await asyncio.gather(*running)

    assert (gate.most, len(gate.came)) == (2, 6)


async def test_demos_come_in_the_order_in_which_they_were_asked_for(gate: Gate) -> None:
    runner = DemoRunner(at_once=1, seconds=5)
    names = [f"demo-{number}" for number in range(10)]
    running = [asyncio.create_task(runner.run(gate.demo(name), {})) for name in names]
    await gate.has(1)
    gate.open()
    await asyncio.gather(*running)
    runner.close()

    assert gate.came == names


async def test_a_demo_that_takes_too_long_is_given_up(gate: Gate) -> None:
    runner = DemoRunner(at_once=1, seconds=0.02)

    with pytest.raises(DemoRefusedError, match=r"longer than 0\.02 s"):
        await runner.run(gate.demo(), {})
    gate.open()
    runner.close()


async def test_a_demo_that_was_given_up_keeps_its_place_while_it_still_runs(gate: Gate) -> None:
    runner = DemoRunner(at_once=1, seconds=0.05)
    for name in ("first", "second", "third"):
        with pytest.raises(DemoRefusedError):
            await runner.run(gate.demo(name), {})
    gate.open()
    runner.close()

    assert gate.came == ["first"]


async def test_after_a_demo_was_given_up_and_ended_the_next_one_runs(gate: Gate) -> None:
    runner = DemoRunner(at_once=1, seconds=0.5)
    with pytest.raises(DemoRefusedError):
        await runner.run(gate.demo(), {})
    gate.open()
    shown = await runner.run(DEMOS["port-in-use"], {})
    runner.close()

    assert isinstance(shown, Transcript)
    assert shown.demo == "port-in-use"


async def test_waiting_for_a_place_does_not_count_as_time_taken() -> None:
    def perform(_: Surroundings) -> Shown:
        time.sleep(0.15)
        return DONE

    runner = DemoRunner(at_once=1, seconds=0.6)
    demo = Demo("made-up", "Made up", "Takes a quarter of the limit.", perform)
    shown = await asyncio.gather(*(runner.run(demo, {}) for _ in range(5)))
    runner.close()

    assert shown == [DONE] * 5


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(errno.EACCES, "not here"), "EACCES"),
        (OSError(errno.EMFILE, "too many"), "EMFILE"),
        (StrangerError("Somebody else knocked."), "Somebody else knocked."),
    ],
)
async def test_what_the_machine_refuses_is_told_and_frees_the_place(error: Exception, told: str) -> None:
    runner = DemoRunner(at_once=1, seconds=5)

    with pytest.raises(DemoRefusedError, match=told):
        await runner.run(failing_with(error), {})
    assert await runner.run(DEMOS["port-in-use"], {})
    runner.close()


async def test_a_mistake_in_a_demo_is_not_taken_for_a_refusal(runner: DemoRunner) -> None:
    with pytest.raises(ZeroDivisionError):
        await runner.run(failing_with(ZeroDivisionError("a mistake")), {})


def failing_with(error: Exception) -> Demo:
    def fail(_: Surroundings) -> Shown:
        raise error

    return Demo("made-up", "Made up", "Fails.", fail)


async def test_fifty_demos_at_once_all_run_and_leave_nothing(runner: DemoRunner) -> None:
    demos = [DEMOS["two-clients"], DEMOS["port-in-use"]] * 25
    shown = await asyncio.gather(*(runner.run(demo, {}) for demo in demos))

    assert [each.demo for each in shown if isinstance(each, Transcript)] == [demo.name for demo in demos]


async def test_a_closed_runner_begins_no_further_demo(runner: DemoRunner, gate: Gate) -> None:
    runner.close()

    with pytest.raises(RuntimeError):
        await runner.run(gate.demo(), {})
    assert gate.came == []
