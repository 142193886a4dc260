"""What an entry may hold."""

import re
from pathlib import Path
from typing import Any

import pytest
from builders import entry_content, make_entry
from pydantic import ValidationError

from bot.answering.entry import Entry


def test_only_the_required_keys_are_required() -> None:
    required = {"title", "short", "analogy", "detail", "sources", "asked_as"}

    assert set(entry_content()) == required
    for key in required:
        with pytest.raises(ValidationError, match=rf"{key}\n  Field required"):
            make_entry(**{key: None})


def test_an_entry_has_what_its_file_says() -> None:
    entry = make_entry(
        "kettle",
        "kitchen",
        example="On stove 2.",
        trials=[{"does": "Look at it", "run": "cat kettle", "systems": ["linux"]}, {"does": "Listen", "run": "ls"}],
        demo="boil",
        compares=["stove", "pan"],
        also_called=["boiler"],
        relations=[{"is": "heated by", "to": "stove"}],
        see_also=["stove"],
    )

    assert (entry.name, entry.topic, entry.title) == ("kettle", "kitchen", "Kettle")
    assert entry.analogy.stands_for == {"household": "process"}
    assert [trial.run for trial in entry.trials] == ["cat kettle", "ls"]
    assert [trial.systems for trial in entry.trials] == [("linux",), ("linux", "macos", "windows")]
    assert [(relation.verb, relation.to) for relation in entry.relations] == [("heated by", "stove")]
    assert (entry.demo, entry.compares, entry.also_called, entry.see_also) == (
        "boil",
        ("stove", "pan"),
        ("boiler",),
        ("stove",),
    )


@pytest.mark.parametrize(
    "overrides",
    [
        {"colour": "red"},
        {"title": ""},
        {"title": "x" * 61},
        {"title": 5},
        {"short": ""},
        {"short": "x" * 161},
        {"short": "one\ntwo"},
        {"detail": ""},
        {"detail": "x" * 1_501},
        {"example": ""},
        {"analogy": {"picture": "A door.", "stands_for": {"door": "socket"}}},
        {"analogy": {"picture": "A door.", "stands_for": {}, "breaks": "It does."}},
        {"analogy": {"picture": "A door.", "stands_for": {"door": ""}, "breaks": "It does."}},
        {"analogy": {"picture": "A door.", "stands_for": {"door": "socket"}, "breaks": "It does.", "colour": "red"}},
        {"analogy": "A door."},
        {"trials": [{"does": "Look"}]},
        {"trials": [{"run": "ls"}]},
        {"trials": [{"does": "Look", "run": "ls\nrm"}]},
        {"trials": [{"does": "Look", "run": "ls", "systems": []}]},
        {"trials": [{"does": "Look", "run": "ls", "systems": ["beos"]}]},
        {"trials": [{"does": "Look", "run": "ls", "on": ["linux"]}]},
        {"trials": ["ls"]},
        {"demo": "Boil Water"},
        {"compares": ["Stove"]},
        {"also_called": ["one\ntwo"]},
        {"relations": [{"to": "stove"}]},
        {"relations": [{"is": "heated by"}]},
        {"relations": [{"verb": "heated by", "to": "stove"}]},
        {"see_also": ["../../etc/passwd"]},
        {"sources": []},
        {"sources": [""]},
        {"asked_as": []},
        {"asked_as": ["x" * 301]},
        {"asked_as": "what is a kettle"},
    ],
    ids=str,
)
def test_what_an_entry_may_not_hold_is_refused(overrides: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        make_entry(**overrides)


@pytest.mark.parametrize(
    "name", ["Kettle", "tea_pot", "tea pot", "-tea", "tea-", "tea--pot", "", "../tea", "x" * 61, "té"]
)
def test_a_name_is_words_in_small_letters_with_hyphens(name: str) -> None:
    with pytest.raises(ValidationError):
        make_entry(name)


@pytest.mark.parametrize("overrides", [{"title": "x" * 60}, {"short": "x" * 160}, {"detail": "x" * 1_500}])
def test_a_text_may_be_as_long_as_allowed(overrides: dict[str, Any]) -> None:
    assert make_entry(**overrides)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("one\ntwo", "one two"),
        ("one\n   two\n", "one two"),
        ("one\n\ntwo\nthree", "one\n\ntwo three"),
        ("list:\n\n- one\n  more\n- two", "list:\n\n- one more\n- two"),
        ("list:\n- one\n- two", "list:\n- one\n- two"),
        ("minus\n-1", "minus -1"),
    ],
)
def test_a_line_break_of_the_file_is_none_for_the_reader(written: str, read: str) -> None:
    entry = make_entry(detail=written)

    assert entry.detail == read


def test_an_entry_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        make_entry().title = "Stove"


@pytest.mark.parametrize("overrides", [{"trials": [{"does": "Look", "run": " "}]}, {"detail": " \n "}, {"title": " "}])
def test_blanks_are_no_text(overrides: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        make_entry(**overrides)


@pytest.mark.parametrize(
    ("overrides", "kind"),
    [
        ({}, "concept"),
        ({"compares": ["stove", "pan"]}, "comparison"),
        ({"corrects": "A kettle is a stove."}, "misconception"),
    ],
)
def test_an_entry_is_a_concept_a_comparison_or_a_misconception(overrides: dict[str, Any], kind: str) -> None:
    assert make_entry(**overrides).kind == kind


def test_the_readme_of_the_knowledge_explains_every_key() -> None:
    readme = (Path(__file__).parents[2] / "knowledge" / "README.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `([a-z_]+)[.`]", readme, re.MULTILINE))

    assert explained == {field.alias or name for name, field in Entry.model_fields.items()} - {"name", "topic"}
