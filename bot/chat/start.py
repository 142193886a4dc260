"""Starts Porter on Discord, and says what an operator should do when Discord refuses."""

import asyncio
import contextlib
import functools
import gc
import logging
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from enum import Enum
from pathlib import Path

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from pydantic import SecretStr

from bot.answering.answer import Thresholds
from bot.answering.shelf import Shelf
from bot.chat.asking.courtesy import CourtesyLimits
from bot.chat.asking.remembering import Memory
from bot.chat.asking.unasked import Unasked
from bot.chat.pace import DemoPace
from bot.chat.porter import Porter
from bot.demos.disclosure import Disclosure
from bot.demos.runner import DemoRunner
from bot.memory.database import Database
from bot.memory.migrations import NewerDatabaseError
from bot.memory.place import Place
from bot.memory.store import DriverMissingError
from bot.pictures.press import Press

log = logging.getLogger(__name__)

# Gateway close code "Authentication failed" (Discord documentation, Gateway Close Event Codes).
AUTHENTICATION_FAILED = 4004


class Ending(Enum):
    """How a run on Discord ended."""

    STOPPED = "stopped"
    TOKEN_REFUSED = "token refused"  # noqa: S105 (an ending, not a token)
    UNREACHABLE = "unreachable"
    MEMORY_UNUSABLE = "memory unusable"


def start(
    token: SecretStr,
    *,
    api: str,
    gateway: str,
    prefix: str,
    thresholds: Thresholds,
    study_channels: frozenset[int],
    unasked: Unasked,
    shelf: Shelf,
    watch_seconds: float,
    runner: Callable[[], DemoRunner],
    disclosure: Disclosure,
    demo_pace: DemoPace,
    place: Place,
    keeps_answers: timedelta,
    courtesy: CourtesyLimits,
    health_file: Path | None,
) -> Ending:
    """Talk on Discord until a signal says stop, or Discord refuses for good, and remember in the database at `place`.

    `runner` is called inside the event loop. Without the message-content intent Porter starts a second time.
    """
    _prepare_library(api, gateway)
    # The knowledge and the modules stay: sparing them makes every later collection short.
    gc.freeze()
    gc.enable()

    def new_porter(memory: Memory, troubles: asyncio.Queue[str], *, message_content: bool) -> Porter:
        return Porter(
            shelf=shelf,
            watch_seconds=watch_seconds,
            runner=runner(),
            press=Press(),
            disclosure=disclosure,
            demo_pace=demo_pace,
            prefix=prefix,
            thresholds=thresholds,
            study_channels=study_channels,
            unasked=unasked,
            memory=memory,
            troubles=troubles,
            courtesy=courtesy,
            health_file=health_file,
            message_content=message_content,
        )

    return asyncio.run(_remember(place, keeps_answers, token, new_porter))


async def _remember(
    place: Place, keeps_answers: timedelta, token: SecretStr, new_porter: Callable[..., Porter]
) -> Ending:
    """Open the memory before anything else, and close it after everything else."""
    troubles: asyncio.Queue[str] = asyncio.Queue()

    def on_trouble(sentence: str) -> None:
        log.error("%s", sentence)
        troubles.put_nowait(sentence)

    try:
        database = await Database.open(place, on_trouble)
    except (NewerDatabaseError, DriverMissingError) as error:
        log.error("%s", error)  # noqa: TRY400 (it says it all)
        return Ending.MEMORY_UNUSABLE
    async with database:
        memory = Memory.on(database, keeps_answers)
        ending = await _run(token, functools.partial(new_porter, memory, troubles))
        await memory.counts.write()
    return ending


async def _run(token: SecretStr, new_porter: Callable[..., Porter]) -> Ending:
    try:
        try:
            await _stay(new_porter(message_content=True), token)
        except discord.PrivilegedIntentsRequired:
            log.warning(
                "Discord refuses the message content intent, so Porter goes on without: it answers mentions, direct "
                "messages and slash commands, but reads neither study channels nor commands with a prefix. The switch "
                "is in the developer portal, page Bot, Message Content Intent; restart Porter after switching it on."
            )
            await _stay(new_porter(message_content=False), token)
    except discord.LoginFailure:
        return _token_refused()
    except discord.ConnectionClosed as error:
        if error.code == AUTHENTICATION_FAILED:
            return _token_refused()
        log.error("Discord closed the connection for good (code %s). Start Porter again later.", error.code)  # noqa: TRY400 (the code says it all)
        return Ending.UNREACHABLE
    except (aiohttp.ClientError, discord.HTTPException, discord.GatewayNotFound, OSError) as error:
        log.error("Discord can't be reached (%s). Look at the network, or try again in some minutes.", error)  # noqa: TRY400
        return Ending.UNREACHABLE
    return Ending.STOPPED


async def _stay(porter: Porter, token: SecretStr) -> None:
    """Stay connected until a stop signal or a refusal."""
    async with porter:
        connected = asyncio.create_task(porter.start(token.get_secret_value()))
        with _stop_signals(porter, connected):
            try:
                await connected
            except asyncio.CancelledError:
                if not porter.finishing:
                    raise
            except Exception:
                # A log-in that is cut short by a stop signal fails in many ways, and none of them matters.
                if not porter.finishing:
                    raise


@contextlib.contextmanager
def _stop_signals(porter: Porter, connected: asyncio.Task[None]) -> Iterator[None]:
    """Let SIGTERM and SIGINT finish the answer in hand, then close; let SIGHUP read the knowledge anew."""
    loop = asyncio.get_running_loop()
    stopping: set[asyncio.Task[None]] = set()

    async def finish() -> None:
        await porter.finish()
        # discord.py would first sleep out its wait before the next try, up to minutes.
        connected.cancel()

    def stop() -> None:
        if not stopping:
            stopping.add(loop.create_task(finish()))

    signals: tuple[signal.Signals, ...] = (signal.SIGTERM, signal.SIGINT)
    for each in signals:
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(each, stop)
    reloading: set[asyncio.Task[None]] = set()

    def reload() -> None:
        task = loop.create_task(porter.reload_knowledge())
        reloading.add(task)
        task.add_done_callback(reloading.discard)

    if hasattr(signal, "SIGHUP"):  # Windows has none; from a terminal it means that its window was closed
        loop.add_signal_handler(signal.SIGHUP, stop if sys.stdin.isatty() else reload)
        signals = (*signals, signal.SIGHUP)
    try:
        yield
    finally:
        for each in signals:
            with contextlib.suppress(NotImplementedError):
                loop.remove_signal_handler(each)


def _token_refused() -> Ending:
    log.error(
        "Discord refuses the token. Copy it anew in the developer portal, page Bot, button Reset Token, and put it "
        "where the old one was."
    )
    return Ending.TOKEN_REFUSED


def _prepare_library(api: str, gateway: str) -> None:
    """Set what discord.py keeps in class attributes: its addresses, and its warnings on voice, which Porter lacks."""
    discord.http.Route.BASE = api.rstrip("/")
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
