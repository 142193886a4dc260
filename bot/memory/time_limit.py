"""A limit on how long something takes that leaves out how long the event loop was busy with something else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_STEP = 0.05


@asynccontextmanager
async def time_limit(seconds: float | None) -> AsyncIterator[None]:
    """Break off what takes longer than so many seconds; None is no limit.

    A statement comes back to the event loop a dozen times, and in a burst of messages each time has to wait for its
    turn. So the time is counted in steps, and one that ends late counts no more than any other.

    Raises:
        TimeoutError: it took longer.
    """
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(None) as limit:
        timer: asyncio.TimerHandle | None = None

        def step(left: float) -> None:
            nonlocal timer
            if left > 0:
                timer = loop.call_later(_STEP, step, left - _STEP)
            else:
                limit.reschedule(loop.time())

        if seconds is not None:
            step(seconds)
        try:
            yield
        finally:
            if timer:
                timer.cancel()
