"""The database as the rest of the room uses it: there whatever happens to it.

While it can't be used, everything goes on in one in the working memory. That begins empty: what was remembered before
is not known meanwhile, what is learned meanwhile is. All writes are listed as well, and done again in their order when
the database is back, so that nothing learned in between is lost, and nothing forgotten comes back. The list is bounded:
when it is full, later writes stay in the working memory alone, except the lasting ones (study channels, erasures).
Whatever still waits when Porter stops is lost.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from sqlalchemy import Executable, func, select

from bot.memory.migrations import NewerDatabaseError
from bot.memory.place import Place
from bot.memory.remembered import DatabaseState
from bot.memory.statements import Write
from bot.memory.store import Store
from bot.memory.tables import applied
from bot.memory.trouble import Trouble, trouble_of

T = TypeVar("T")
log = logging.getLogger(__name__)

LONGEST_WAIT = 300.0
QUIET_SECONDS = 3_600.0
_PASSES = 3
_GOING_ON = (
    "Until then Porter goes on from its working memory and tries again by itself; "
    "what it learns meanwhile is written down when the database is back, and lost if Porter stops before."
)


class ClosedError(Exception):
    """Something was to be read or written after the end."""


@dataclass(frozen=True)
class _Waiting:
    """Something that is to be written as soon as the database is back."""

    writes: tuple[Write, ...]
    lasting: bool


@dataclass(frozen=True)
class _Limits:
    """How many seconds a statement may take, after how many a failing database is tried again, and what is listed."""

    patience: float
    retry: float
    most_waiting: int


class Database:
    """Reads and writes at the place that it was given or, while that fails, in the working memory."""

    def __init__(self, place: Place, on_trouble: Callable[[str], None], limits: _Limits, store: Store) -> None:
        """Use a store that is open; `Database.open` is what opens one."""
        self._place = place
        self._on_trouble = on_trouble
        self._limits = limits
        self._wait = limits.retry
        self._store = store
        self._trouble = ""
        self._told: dict[str, float] = {}
        self._back_at = -LONGEST_WAIT
        self._waiting: deque[_Waiting] = deque()
        self._running: set[asyncio.Task[Any]] = set()
        self._switching = asyncio.Lock()
        self._returning: asyncio.Task[None] | None = None
        self._closed = False
        self._ending = asyncio.Event()

    @classmethod
    async def open(
        cls,
        place: Place,
        on_trouble: Callable[[str], None],
        *,
        patience: float = 2,
        retry: float = 5,
        most_waiting: int = 10_000,
    ) -> Self:
        """Open a database, which is created and brought up to date by itself, or go on from memory.

        `on_trouble` is told in a sentence when something is wrong with it, and what mends it. A statement may take
        `patience` seconds; `retry` seconds after one failed the database is tried again, then ever more rarely. Of the
        writes meanwhile, `most_waiting` are listed.

        Raises:
            NewerDatabaseError: a newer Porter has changed its tables.
            DriverMissingError: the package for this kind of database isn't installed.
        """
        limits = _Limits(patience, retry, most_waiting)
        try:
            store = await Store.open(place, patience)
        except Exception as error:
            trouble = trouble_of(error, place)
            if trouble is None:
                raise
            database = cls(place, on_trouble, limits, await Store.in_memory())
            database._begin_outage(trouble, error, None)
        else:
            database = cls(place, on_trouble, limits, store)
            database._tell_of_damage(store)
        return database

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def trouble(self) -> str:
        """What is wrong at the moment, and what mends it; empty while all is well."""
        return self._trouble

    async def state(self) -> DatabaseState:
        """Ask the database a small question, and say how it is."""
        began = time.perf_counter()
        ((migration,),) = await self.read(select(func.max(applied.c.number)))
        milliseconds = (time.perf_counter() - began) * 1_000
        return DatabaseState(str(self._place), migration, milliseconds, self._trouble, len(self._waiting))

    async def read(self, statement: Executable, **parameters: Any) -> Sequence[Any]:
        """Read rows."""
        return await self._do(lambda store: store.read(statement, parameters))

    async def write(self, *writes: Write, lasting: bool = False) -> tuple[int, ...]:
        """Write all or nothing, and give the number of rows that each statement wrote.

        `lasting` is for what is rare and mustn't be lost or come back: settings and erasures.
        """
        return await self._do(lambda store: store.write(writes, lasting=lasting), _Waiting(writes, lasting))

    async def close(self) -> None:
        """Finish what was begun, try once more to write what waits, and close all connections."""
        if self._closed:
            return
        self._closed = True
        if self._running:
            await asyncio.wait(self._running)
        self._ending.set()
        if self._returning:
            await self._returning
        if self._waiting:
            log.warning("%s is still out of reach; writes that are lost: %d.", self._place, len(self._waiting))
        await self._store.close()

    async def _do(self, work: Callable[[Store], Awaitable[T]], waiting: _Waiting | None = None) -> T:
        # What was begun is finished, even if whoever asked for it doesn't wait: breaking off would cost the connection.
        if self._closed:
            raise ClosedError("the database is closed")
        task = asyncio.create_task(self._finish(work, waiting))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    async def _finish(self, work: Callable[[Store], Awaitable[T]], waiting: _Waiting | None) -> T:
        while True:
            store = self._store
            async with store.turn:
                if store is not self._store:
                    continue  # it was exchanged while we waited for our turn
                if self._trouble:
                    self._list(waiting)
                    return await work(store)
                try:
                    return await work(store)
                except Exception as error:
                    trouble = trouble_of(error, self._place)
                    if trouble is None:
                        raise
                    await self._go_on_from_memory(store, trouble, error)

    def _list(self, waiting: _Waiting | None) -> None:
        if waiting and (waiting.lasting or len(self._waiting) < self._limits.most_waiting):
            self._waiting.append(waiting)

    async def _go_on_from_memory(self, failed: Store, trouble: Trouble, error: Exception) -> None:
        async with self._switching:
            if failed is self._store:
                self._store = await Store.in_memory()
                self._begin_outage(trouble, error, failed)

    def _begin_outage(self, trouble: Trouble, error: Exception, failed: Store | None) -> None:
        self._trouble = self._sentence(trouble)
        self._tell(self._trouble)
        log.debug("what the database said", exc_info=error)
        if time.monotonic() - self._back_at > LONGEST_WAIT:  # else it comes and goes, and is tried ever more rarely
            self._wait = self._limits.retry
        self._returning = asyncio.create_task(self._return(failed))

    async def _return(self, failed: Store | None) -> None:
        """Try now and then, and a last time at the end."""
        if failed:
            await failed.close()
        while self._trouble:
            last = await self._ends_within(self._wait)
            self._wait = min(2 * self._wait, LONGEST_WAIT)
            await self._try_to_return()
            if last:
                return

    async def _ends_within(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ending.wait(), seconds)
        return self._ending.is_set()

    async def _try_to_return(self) -> None:
        in_memory = self._store
        try:
            store = await Store.open(self._place, self._limits.patience)
            try:
                await self._catch_up(store, in_memory)
            except BaseException:
                await store.close()
                raise
        except NewerDatabaseError as error:
            self._trouble = str(error)
            self._tell(self._trouble)
        except Exception as error:
            trouble = trouble_of(error, self._place)
            if trouble is None:
                log.exception("unforeseen; Porter goes on from its working memory")
            else:
                self._trouble = self._sentence(trouble)
        else:
            await in_memory.close()

    async def _catch_up(self, store: Store, in_memory: Store) -> None:
        """Write what waits, then use this store."""
        for _ in range(_PASSES):
            await self._write_waiting(store)
        async with in_memory.turn:  # whoever comes now waits for the new store: else they might keep us busy for ever
            await self._write_waiting(store)
            self._store, self._trouble = store, ""
        self._back_at = time.monotonic()
        log.warning("%s is back, with all that was learned meanwhile.", self._place)
        self._tell_of_damage(store)

    async def _write_waiting(self, store: Store) -> None:
        """Write what waits at this moment, in its order."""
        for _ in range(len(self._waiting)):
            first = self._waiting[0]
            try:
                await store.write(first.writes, lasting=first.lasting)
            except Exception as error:
                trouble = trouble_of(error, self._place)
                if trouble and trouble.known:
                    raise
                log.warning("A write of the time without database fails, and is left out: %s.", type(error).__name__)
            self._waiting.popleft()

    def _tell_of_damage(self, store: Store) -> None:
        if store.set_aside:
            self._tell(
                f"Porter's memory, {self._place}, was damaged. It is kept as {store.set_aside}, and a new one was "
                "begun. Study channels have to be opened again, unless you restore a backup while Porter is stopped."
            )

    def _sentence(self, trouble: Trouble) -> str:
        return f"Porter's memory, {self._place}, {trouble.problem}. {trouble.remedy}. {_GOING_ON}"

    def _tell(self, sentence: str) -> None:
        """Tell the same thing once an hour at most, should it come and go."""
        now = time.monotonic()
        if now - self._told.get(sentence, -QUIET_SECONDS) < QUIET_SECONDS:
            log.warning("again: %s", sentence)
            return
        self._told[sentence] = now
        try:
            self._on_trouble(sentence)
        except Exception:
            log.exception("%s - which could not be told:", sentence)
