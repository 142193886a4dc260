"""One line in the log for each demo asked for: by whom, where, and what came of it; nothing of what it showed."""

import contextlib
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass

import discord

from bot.chat.demos.ways import UnreachableError, Way
from bot.demos.catalogue import DEMOS, UnknownDemoError
from bot.demos.demo import Demo, Shown
from bot.demos.disclosure import Grant, NotAllowedError
from bot.demos.transcript import HostReport

log = logging.getLogger(__name__)


@dataclass
class Line:
    """What the line will say. `demo` stays None where none of that name exists: what was typed isn't logged."""

    demo: Demo | None = None
    outcome: str = "failed"
    rows: int = 0

    def note(self, shown: Shown, granted: Grant) -> None:
        """Count the sockets that an answer shows."""
        tables = [shown.doors] if isinstance(shown, HostReport) else [step.doors for step in shown.steps]
        self.rows = max(map(len, tables), default=0)
        self.outcome = "shown privately" if granted.private else "shown to all"


@contextlib.contextmanager
def audited(way: Way) -> Iterator[Line]:
    """Write the line when the demo was shown, or refused, or failed."""
    began = time.monotonic()
    line = Line()
    try:
        yield line
    except NotAllowedError as error:
        line.outcome = f"refused: shown to {error.who.value}"
        raise
    except UnknownDemoError:
        line.outcome = "refused: no such demo"
        raise
    except UnreachableError:
        line.outcome = "refused: direct messages closed"
        raise
    except discord.HTTPException as error:
        line.outcome = f"refused by Discord: {error.code}"
        raise
    finally:
        log.info(
            "demo: %s for person %d in server %d, channel %d: %s, %d rows, %d ms",
            f"{_name(line.demo)} ({line.demo.scope.value})" if line.demo else "unknown",
            way.person.id,
            way.server,
            way.channel,
            line.outcome,
            line.rows,
            (time.monotonic() - began) * 1_000,
        )


def _name(demo: Demo) -> str:
    """Name a demo as it is listed. Those that aren't are made for a port, and which one is nobody's business."""
    return demo.name if demo.name in DEMOS else "port"
