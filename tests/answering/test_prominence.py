"""Which entries come first for a beginner."""

from builders import make_entry

from bot.answering.library import Library
from bot.answering.prominence import most_prominent_first


def names(*entries: object) -> list[str]:
    return [entry.name for entry in most_prominent_first(entries)]  # type: ignore[arg-type]


def test_the_more_entries_lead_to_one_the_sooner_it_comes() -> None:
    entries = (
        make_entry("cup", see_also=["stove"]),
        make_entry("kettle", see_also=["stove", "tea"]),
        make_entry("stove"),
        make_entry("tea", relations=[{"is": "cooked on", "to": "stove"}]),
        make_entry("tea-vs-stove", compares=["tea", "stove"]),
    )

    assert names(*entries) == ["stove", "tea", "cup", "kettle", "tea-vs-stove"]


def test_an_entry_that_leads_to_another_twice_or_to_itself_counts_once_or_not() -> None:
    twice = make_entry("twice", see_also=["a", "a"], relations=[{"is": "beside", "to": "a"}])
    itself = make_entry("itself", see_also=["itself"])
    once = make_entry("once", see_also=["b"])

    assert names(make_entry("b"), make_entry("a"), twice, itself, once) == ["a", "b", "itself", "once", "twice"]
    assert names(make_entry("before"), itself) == ["before", "itself"]


def test_of_our_entries_the_three_that_porter_teaches_come_first(library: Library) -> None:
    assert {entry.name for entry in most_prominent_first(library.entries.values())[:3]} == {"port", "process", "socket"}
