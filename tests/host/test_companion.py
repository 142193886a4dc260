"""A process beside this one: started when needed, replaced after a crash, and never left behind."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from bot.host.companion import Companion, CompanionError

MODULE = "obedient_companion"


@pytest.fixture(autouse=True)
def module_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


@pytest.fixture
async def companion() -> AsyncIterator[Companion]:
    companion = Companion(MODULE)
    yield companion
    await companion.close()


def is_gone(pid: int, within: float = 5) -> bool:
    """Whether the process ended and was reaped: a zombie still has its number."""
    end = time.monotonic() + within
    while psutil.pid_exists(pid):
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


async def pid_of(companion: Companion) -> int:
    return int(await companion.ask(b"pid"))


async def test_it_starts_with_the_first_message(companion: Companion) -> None:
    assert companion.pid is None

    assert await companion.ask(b"hello") == b"hello"
    assert companion.pid == await pid_of(companion) != os.getpid()


@pytest.mark.parametrize("message", [b"", b"x", b"x" * 3_000_000], ids=["empty", "short", "3 MB"])
async def test_a_message_of_any_length_is_answered(companion: Companion, message: bytes) -> None:
    assert await companion.ask(message) == message


async def test_many_messages_are_answered_in_order_by_one_process(companion: Companion) -> None:
    answered: list[int] = []

    async def ask(number: int) -> None:
        assert await companion.ask(f"double {number}".encode()) == f"{number}{number}".encode()
        answered.append(number)

    await asyncio.gather(*map(ask, range(50)))

    assert answered == list(range(50))


async def test_a_crash_is_told_and_the_next_message_gets_a_new_process(companion: Companion) -> None:
    with pytest.raises(CompanionError, match="obedient_companion crashed"):
        await companion.ask(b"crash")

    assert await companion.ask(b"hello") == b"hello"


async def test_a_process_that_was_ended_from_outside_is_replaced_at_once(companion: Companion) -> None:
    before = await pid_of(companion)
    psutil.Process(before).kill()

    after = await pid_of(companion)

    assert after != before
    assert is_gone(before)


async def test_a_message_that_crashes_two_processes_is_given_up(companion: Companion) -> None:
    before = await pid_of(companion)

    with pytest.raises(CompanionError, match="crashed"):
        await companion.ask(b"crash")

    assert await pid_of(companion) != before


async def test_a_reply_that_takes_too_long_is_given_up_and_the_process_with_it() -> None:
    companion = Companion(MODULE, seconds=0.5)
    with pytest.raises(CompanionError, match=r"longer than 0\.5 seconds"):
        await companion.ask(b"sleep 60")

    assert companion.pid is None
    await companion.close()


async def test_the_reply_to_a_cancelled_message_is_never_taken_for_another(companion: Companion) -> None:
    before = await pid_of(companion)
    asking = asyncio.create_task(companion.ask(b"sleep 60"))
    await asyncio.sleep(0.05)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking

    assert await companion.ask(b"hello") == b"hello"
    assert is_gone(before)


async def test_who_waits_in_the_queue_may_leave_it(companion: Companion) -> None:
    await companion.ask(b"hello")
    first = asyncio.create_task(companion.ask(b"sleep 0.2"))
    second = asyncio.create_task(companion.ask(b"second"))
    await asyncio.sleep(0.05)
    second.cancel()

    assert await first == b"sleep 0.2"
    assert await companion.ask(b"third") == b"third"


async def test_an_idle_process_ends_and_a_later_message_starts_another() -> None:
    companion = Companion(MODULE, idle_seconds=0.1)
    before = await pid_of(companion)

    assert await asyncio.to_thread(is_gone, before)
    assert companion.pid is None
    assert await companion.ask(b"hello") == b"hello"
    await companion.close()


async def test_a_busy_process_is_not_idle() -> None:
    companion = Companion(MODULE, idle_seconds=0.3)
    before = await pid_of(companion)
    await companion.ask(b"sleep 0.6")

    assert await pid_of(companion) == before
    await companion.close()


async def test_closing_leaves_neither_process_nor_zombie(companion: Companion) -> None:
    before = await pid_of(companion)

    await companion.close()

    assert is_gone(before)
    assert companion.pid is None


async def test_closing_what_never_started_does_nothing() -> None:
    await Companion(MODULE).close()


async def test_what_it_prints_gets_into_no_reply(companion: Companion) -> None:
    assert await companion.ask(b"print aloud") == b"print aloud"
    assert await companion.ask(b"hello") == b"hello"


async def test_variables_that_are_none_of_its_business_are_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "s3cret")
    monkeypatch.setenv("HARMLESS", "known")
    companion = Companion(MODULE, withhold={"SECRET"})

    assert await companion.ask(b"variable SECRET") == b"unset"
    assert await companion.ask(b"variable HARMLESS") == b"known"
    await companion.close()


async def test_a_module_that_does_not_exist_is_told() -> None:
    companion = Companion("no_such_module")

    with pytest.raises(CompanionError, match="no_such_module crashed"):
        await companion.ask(b"hello")


async def test_a_system_that_starts_no_process_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))

    with pytest.raises(CompanionError, match="doesn't start"):
        await Companion(MODULE).ask(b"hello")


@pytest.mark.skipif(sys.platform == "win32", reason="there os.kill ends a process, whatever the signal")
async def test_an_interrupt_at_the_keyboard_is_not_for_it(companion: Companion) -> None:
    before = await pid_of(companion)
    os.kill(before, signal.SIGINT)

    assert await pid_of(companion) == before


STARTER = f"""
import asyncio, os
from bot.host.companion import Companion

async def start():
    companion = Companion({MODULE!r})
    print((await companion.ask(b"pid")).decode(), flush=True)
    os._exit(1)

asyncio.run(start())
"""


def test_it_ends_when_who_started_it_is_gone() -> None:
    ran = subprocess.run([sys.executable, "-c", STARTER], capture_output=True, text=True, check=False)

    assert is_gone(int(ran.stdout))
