"""Entries that no training has seen work at once, and nothing else changes."""

from dataclasses import replace

import pytest
from builders import make_entry
from own_questions import CHATTER

from bot.answering.answer import Found, Manner, NothingFound, answer
from bot.answering.library import Library
from bot.answering.weights import untrained

MUTEX = make_entry(
    "mutex",
    "processes",
    also_called=["lock", "mutual exclusion"],
    asked_as=["what is a mutex", "why do threads need a mutex", "how do i lock a mutex"],
)
COOKIE = make_entry(
    "cookie",
    "protocols",
    also_called=["http cookie"],
    asked_as=["what is a cookie", "what are browser cookies for", "how does a website remember me"],
)
REMARKS = tuple(remark for remarks in CHATTER.values() for remark in remarks)


@pytest.fixture(scope="module")
def grown(library: Library) -> Library:
    return Library.of((*library.entries.values(), MUTEX, COOKIE), library.ports.ports, library.weights)


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("what is a mutex", "mutex"),
        ("whats a mutex??", "mutex"),
        ("can someone explain what a mutex does", "mutex"),
        ("mutex", "mutex"),
        ("hey, why would i need a mutex for my threads", "mutex"),
        ("what is a mtuex", "mutex"),
        ("what is a cookie", "cookie"),
        ("explain cookies please", "cookie"),
        ("what do browsers use cookies for", "cookie"),
        ("how can a website remember me", "cookie"),
    ],
)
def test_a_new_entry_is_found_when_asked(grown: Library, question: str, entry: str) -> None:
    answered = answer(question, grown, Manner.ASKED)

    assert isinstance(answered, Found)
    assert answered.entries[0].name == entry


@pytest.mark.parametrize(
    "question", ["what is a mutex?", "why do threads need a mutex", "what are browser cookies for?"]
)
def test_a_new_entry_is_found_when_overheard(grown: Library, question: str) -> None:
    answered = answer(question, grown, Manner.UNASKED)

    assert isinstance(answered, Found)
    assert {entry.name for entry in answered.entries} & {"mutex", "cookie"}


def test_the_other_entries_keep_their_questions(library: Library, grown: Library) -> None:
    questions = [phrasing for entry in library.entries.values() for phrasing in entry.asked_as[::8]]

    lost = [q for q in questions if answer(q, grown, Manner.ASKED) != answer(q, library, Manner.ASKED)]

    assert len(lost) <= len(questions) // 100, lost


@pytest.mark.parametrize("remark", [*REMARKS, "my cookie jar is empty", "she baked cookies", "lock the door please"])
def test_chatter_is_still_left_alone(grown: Library, remark: str) -> None:
    assert isinstance(answer(remark, grown, Manner.UNASKED), NothingFound)


def test_the_new_entries_are_noticed_as_untrained(grown: Library) -> None:
    assert untrained(grown.entries.values(), grown.weights) == (["cookie", "mutex"], [])


def test_a_changed_entry_is_noticed(library: Library) -> None:
    port = library.entries["port"]
    changed = port.model_copy(update={"asked_as": (*port.asked_as, "what might a port be")})
    entries = {**library.entries, "port": changed}

    assert untrained(replace(library, entries=entries).entries.values(), library.weights) == ([], ["port"])
