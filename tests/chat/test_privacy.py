"""What people are told about what is stored is what is stored."""

import inspect
import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat.asking.last_answers import SECONDS_REMEMBERED
from bot.chat.pages.page import page
from bot.chat.privacy import stored, told
from bot.memory.forgetting import Forgetting
from bot.memory.questions import LONGEST, MOST_OF_A_SERVER
from bot.memory.remembered import Forgotten
from bot.memory.tables import metadata

PAGE = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")
SHORT = "\n".join(f"{passage.heading}: {passage.text}" for passage in stored(timedelta(hours=24)))
DEFAULTS = {
    name: parameter.default
    for name, parameter in inspect.signature(Forgetting).parameters.items()
    if isinstance(parameter.default, timedelta)
}


def rows() -> dict[str, list[str]]:
    """The table of the page: by name of a database's table, the other cells."""
    section = PAGE.split("## In the database")[1].split("\n## ")[0]
    cells = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| `")]
    return {each[0].strip("`"): each[1:] for each in cells}


def test_every_table_is_listed_with_exactly_its_columns() -> None:
    listed = {name: re.findall(r"`(\w+)`", cells[0]) for name, cells in rows().items()}

    assert listed == {name: [column.name for column in table.columns] for name, table in metadata.tables.items()}


@pytest.mark.parametrize(
    ("table", "kept"),
    [("claims", "claims_for"), ("questions", "questions_for"), ("votes", "counts_for"), ("counts", "counts_for")],
)
def test_how_long_a_table_is_kept_is_what_is_forgotten(table: str, kept: str) -> None:
    assert rows()[table][-1].startswith(f"{DEFAULTS[kept].days} days")


def test_how_long_answers_are_kept_is_what_is_forgotten() -> None:
    assert rows()["answers"][-1].startswith(f"{DEFAULTS['answers_for'] / timedelta(hours=1):g} hours")


def test_only_questions_hold_text_that_somebody_wrote() -> None:
    texts = {
        (name, column.name)
        for name, table in metadata.tables.items()
        for column in table.columns
        if str(column.type) == "TEXT"
    }

    assert texts - {("questions", "text")} == {
        ("answers", "entries"),
        ("study_channels", "manner"),
        ("votes", "entry"),
        ("counts", "outcome"),
        ("counts", "entry"),
    }


def test_the_page_tells_how_much_of_unanswered_questions_is_kept() -> None:
    assert f"at most {LONGEST} characters" in PAGE.replace("\n", " ")
    assert f"{MOST_OF_A_SERVER:,} questions" in PAGE
    assert SECONDS_REMEMBERED == 600
    assert "ten minutes" in PAGE.replace("\n", " ")


def test_the_short_page_says_the_same_times() -> None:
    assert DEFAULTS["counts_for"].days == 365
    assert SHORT.count("for a year") == 2
    assert f"for {DEFAULTS['questions_for'].days} days at most" in SHORT
    assert "for 24 hours" in SHORT
    assert "for 6 hours" in stored(timedelta(hours=6))[1].text


def test_the_short_page_fits_a_message() -> None:
    assert page(stored(timedelta(hours=24))).content_length() <= 4_000


@pytest.mark.parametrize(
    ("forgotten", "said"),
    [
        (Forgotten(0, 0, 0, later=False), "Nothing is stored about you."),
        (
            Forgotten(1, 2, 0, later=False),
            "Erased: 1 answer to you, 2 votes of yours.\n",
        ),
        (
            Forgotten(3, 1, 1, later=False),
            "Erased: 3 answers to you, 1 vote of yours. Who opened 1 study channel is no longer known.",
        ),
    ],
)
def test_how_much_was_erased_is_told(forgotten: Forgotten, said: str) -> None:
    assert told(forgotten).startswith(said)


def test_where_the_database_is_out_of_reach_that_is_told() -> None:
    assert "can't be reached at the moment" in told(Forgotten(1, 1, 1, later=True))
    assert "can't be reached" not in told(Forgotten(1, 1, 1, later=False))
