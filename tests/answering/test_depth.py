"""What our entries say in each depth fits its purpose."""

import pytest

from bot.answering.answer import Found
from bot.answering.content import HARDEST_GRADE
from bot.answering.depth import Depth
from bot.answering.evidence import with_covered
from bot.answering.library import Library
from bot.answering.reading_ease import school_grade
from bot.answering.wording import passages

# About what a phone shows at once of a message below its title.
PHONE_SCREEN = 700


def said(name: str, library: Library, depth: Depth) -> str:
    found = Found(with_covered(library.entries[name], library))
    return "\n".join(f"{passage.heading}\n{passage.text}".strip() for passage in passages(found, depth))


def test_each_entry_fits_a_phone_screen_in_short(library: Library) -> None:
    too_long = {
        name: len(text) for name in library.entries if len(text := said(name, library, Depth.SHORT)) > PHONE_SCREEN
    }

    assert too_long == {}


def test_each_entry_is_shorter_when_simpler_and_still_says_the_answer_and_the_picture(library: Library) -> None:
    for name, entry in library.entries.items():
        simpler = said(name, library, Depth.SIMPLER)
        assert entry.short in simpler
        assert entry.analogy.picture in simpler
        assert len(simpler) < len(said(name, library, Depth.SHORT))


def test_each_entry_reads_easily_when_simpler(library: Library) -> None:
    for entry in library.entries.values():
        assert school_grade(f"{entry.short} {entry.analogy.picture}") <= HARDEST_GRADE


@pytest.mark.parametrize("depth", list(Depth))
def test_each_entry_says_something_in_every_depth(library: Library, depth: Depth) -> None:
    for entry in library.entries.values():
        assert all(passage.text.strip() for passage in passages(Found(with_covered(entry, library)), depth))
        assert passages(Found(with_covered(entry, library)), depth)
