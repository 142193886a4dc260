"""Entries made by hand, as values and as files, and what memory keeps."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from bot.answering.entry import Entry
from bot.answering.library import Library
from bot.memory.remembered import Answered, ChannelManner, StudyChannel, Vote

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def entry_content(name: str = "kettle", **overrides: Any) -> dict[str, Any]:
    """Give what an entry's file holds; a key given as None is left out, `trials` is its key `try`."""
    called = name.replace("-", " ")
    content = {
        "title": called.capitalize(),
        "short": "The thing in which a household heats its water.",
        "analogy": {
            "picture": "A household fills it, puts it on the stove and waits.",
            "stands_for": {"household": "process"},
            "breaks": "No real machine boils.",
        },
        "detail": "It whistles when the water boils.",
        "sources": ["https://www.rfc-editor.org/rfc/rfc2324"],
        "asked_as": [f"what is a {called}"],
    }
    content |= overrides
    if "trials" in content:
        content["try"] = content.pop("trials")
    return {key: value for key, value in content.items() if value is not None}


def make_entry(name: str = "kettle", topic: str = "kitchen", **overrides: Any) -> Entry:
    return Entry.model_validate({"name": name, "topic": topic, **entry_content(name, **overrides)})


def make_library(*entries: Entry) -> Library:
    return Library.of(entries)


def write_entry(directory: Path, place: str = "kitchen/kettle", **overrides: Any) -> Path:
    """Write the file of an entry at `<topic>/<name>` below `directory`."""
    path = directory / f"{place}.yaml"
    return write_yaml(path, entry_content(path.stem, **overrides))


def write_yaml(path: Path, content: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=1_000), encoding="utf-8")
    return path


def make_answered(question: int = 1, **overrides: Any) -> Answered:
    values = {"answer": question + 1_000, "channel": 10, "server": 100, "person": 7, "entries": ("kettle",), "at": NOON}
    return Answered(question, **{**values, **overrides})


def make_study_channel(channel: int = 10, **overrides: Any) -> StudyChannel:
    values = {"server": 100, "manner": ChannelManner.ANSWER, "opened_by": 7, "opened_at": NOON}
    return StudyChannel(channel, **{**values, **overrides})


def make_vote(answer: int = 1_001, person: int = 7, **overrides: Any) -> Vote:
    return Vote(answer, person, **{"server": 100, "entry": "kettle", "up": True, "day": NOON.date(), **overrides})
