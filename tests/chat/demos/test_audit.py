import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.chat.demos.audit import Line, audited
from bot.chat.demos.ways import UnreachableError
from bot.demos.catalogue import DEMOS, UnknownDemoError, find_demo
from bot.demos.disclosure import EVERYTHING_MASKED, Grant, NotAllowedError, Who
from bot.demos.transcript import Door, HostReport, Step, Transcript
from bot.host.rows import Endpoint, SocketRow

DOOR = Door("listener", SocketRow("TCP", Endpoint("10.1.2.3", 5432), None, "LISTEN"), "Waits.", "postgres, process 812")
TO_ALL, PRIVATELY = Grant(private=False, sight=EVERYTHING_MASKED), Grant(private=True, sight=EVERYTHING_MASKED)
PAGE = (Path(__file__).parents[3] / "docs" / "disclosure.md").read_text(encoding="utf-8")


@dataclass
class Person:
    """What of a person the audit wants to know."""

    id: int = 1347
    name: str = "Ada\n2026-03-02 INFO forged"


@dataclass
class MadeUpWay:
    """What of a way of asking the audit wants to know."""

    person: Person
    server: int = 1001
    channel: int = 1122


class Response:
    """What discord.py wants to know of a response."""

    status = 403
    reason = "Forbidden"


@pytest.fixture
def way() -> Any:
    return MadeUpWay(Person())


@pytest.fixture(autouse=True)
def _at_info(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


def written(caplog: pytest.LogCaptureFixture) -> str:
    """The one line that was written, without the time that it took."""
    [record] = caplog.records
    assert record.levelno == logging.INFO
    return record.getMessage().rpartition(", ")[0]


def test_a_demo_that_was_shown_leaves_a_line_of_ids_and_numbers(way: Any, caplog: pytest.LogCaptureFixture) -> None:
    with audited(way) as line:
        line.demo = DEMOS["own-host"]
        line.note(HostReport("own-host", "The household porter", (DOOR,) * 4, (), ()), PRIVATELY)

    assert written(caplog) == (
        "demo: own-host (own_host) for person 1347 in server 1001, channel 1122: shown privately, 4 rows"
    )


def test_the_page_on_disclosure_shows_a_line_as_it_is_logged(way: Any, caplog: pytest.LogCaptureFixture) -> None:
    with audited(way) as line:
        line.demo = DEMOS["host"]
        line.note(HostReport("host", "Who listens", (DOOR,) * 12, (), ()), PRIVATELY)

    [shown] = [line for line in PAGE.splitlines() if "bot.chat.demos.audit" in line]
    assert shown.rpartition(", ")[0].endswith(f" bot.chat.demos.audit: {written(caplog)}")


def test_of_an_experiment_the_step_with_most_sockets_counts(way: Any, caplog: pytest.LogCaptureFixture) -> None:
    steps = [Step("Do", "It.", "So.", (DOOR,) * doors) for doors in (1, 3, 2)]
    with audited(way) as line:
        line.note(Transcript("made-up", "Made up", tuple(steps), "Remember."), TO_ALL)

    assert written(caplog).endswith(": shown to all, 3 rows")


def test_which_port_was_asked_for_is_not_told(way: Any, caplog: pytest.LogCaptureFixture) -> None:
    with audited(way) as line:
        line.demo = find_demo("port 54321")

    assert written(caplog).startswith("demo: port (host) for person")
    assert "54321" not in caplog.text


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (NotAllowedError(Who.OWNER), "refused: shown to owner"),
        (UnknownDemoError("No demo `x\ny`."), "refused: no such demo"),
        (UnreachableError(), "refused: direct messages closed"),
        (discord.Forbidden(Response(), {"code": 50_013, "message": "x"}), "refused by Discord: 50013"),  # type: ignore[arg-type]
        (ZeroDivisionError("a secret"), "failed"),
    ],
)
def test_what_goes_wrong_is_told_by_its_kind_and_passed_on(
    error: Exception, outcome: str, way: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(type(error)), audited(way):
        raise error

    assert written(caplog) == f"demo: unknown for person 1347 in server 1001, channel 1122: {outcome}, 0 rows"


def test_a_line_says_failed_until_it_is_known_what_came_of_it() -> None:
    assert Line().outcome == "failed"
