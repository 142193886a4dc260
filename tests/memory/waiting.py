"""Waits for something to become true, with a bound."""

import asyncio
from collections.abc import Callable


async def until(true: Callable[[], bool], within: float = 20) -> None:
    async with asyncio.timeout(within):
        while not true():  # noqa: ASYNC110 (what is waited for has no event)
            await asyncio.sleep(0.01)
