"""What was counted, as a table and as what is drawn."""

from datetime import date, timedelta

from builders import make_entry, make_library

from bot.chat.moderators.stats import MOST_ROWS, activity, passages
from bot.chat.pages.page import page
from bot.memory.remembered import DayCounts, EntryCounts, VoteSums

TODAY = date(2026, 3, 1)
LIBRARY = make_library(make_entry("kettle", title="`Kettle`"), make_entry("pan"), make_entry("stove"))
ENTRIES = (
    EntryCounts("kettle", 9, VoteSums(5, 1)),
    EntryCounts("pan", 4, VoteSums(0, 2)),
    EntryCounts("gone", 3, VoteSums(2, 2)),
    EntryCounts("stove", 1, VoteSums()),
)


def days(number: int) -> tuple[DayCounts, ...]:
    """As many days up to today, the first with one answer, the next with two."""
    first = TODAY - timedelta(days=number - 1)
    return tuple(DayCounts(first + timedelta(days=at), at + 1, 1, 100, VoteSums(2, 1)) for at in range(number))


def said(counted: tuple[DayCounts, ...], entries: tuple[EntryCounts, ...] = ENTRIES) -> str:
    return "\n".join(passage.text for passage in passages(counted, entries, "The last 14 days", LIBRARY))


def test_the_picture_shows_every_day_also_the_quiet_ones() -> None:
    [counted] = days(1)
    shown = activity((counted,), ENTRIES, TODAY, 7, LIBRARY)

    assert [day.number for day in shown.days] == [23, 24, 25, 26, 27, 28, 1]
    assert [day.answers for day in shown.days] == [0, 0, 0, 0, 0, 0, 1]


def test_an_entry_is_liked_or_not_or_nobody_voted() -> None:
    shown = activity(days(1), ENTRIES, TODAY, 7, LIBRARY)

    assert [(each.title, each.up, each.down) for each in shown.best] == [("Kettle", 5, 1)]
    assert [(each.title, each.up, each.down) for each in shown.worst] == [("Pan", 0, 2), ("gone", 2, 2)]


def test_the_table_has_a_row_for_each_day_and_the_sum() -> None:
    table = said(days(3))

    rows = [line.split() for line in table.splitlines() if line[:2].isdigit() or line.startswith("all")]
    assert rows == [
        ["27", "Feb", "1", "1", "100", "2", "1"],
        ["28", "Feb", "2", "1", "100", "2", "1"],
        ["01", "Mar", "3", "1", "100", "2", "1"],
        ["all", "6", "3", "300", "6", "3"],
    ]


def test_of_many_days_the_last_are_shown_and_all_are_summed() -> None:
    table = said(days(30))

    assert len([line for line in table.splitlines() if line[:2].isdigit()]) == MOST_ROWS
    assert "… and 23 days before" in table
    assert next(line for line in table.splitlines() if line.startswith("all")).split()[1] == str(sum(range(31)))


def test_no_line_of_the_table_is_wider_than_a_phone() -> None:
    table = said(days(30)).split("```")[1]

    assert max(map(len, table.splitlines())) <= 36


def test_what_was_asked_for_most_is_named_by_its_title() -> None:
    assert "Kettle (9), Pan (4), gone (3), Stove (1)" in said(days(1))


def test_where_nothing_was_counted_that_is_said() -> None:
    assert "Nothing was counted here" in said((), ())
    assert "```" not in said((), ())


def test_the_most_that_can_be_said_fits_a_message() -> None:
    many = tuple(EntryCounts("x" * 60, 10**6, VoteSums(10**6, 10**6)) for _ in range(40))
    assert page(tuple(passages(days(30), many, "x" * 60, LIBRARY))).content_length() <= 4_000
