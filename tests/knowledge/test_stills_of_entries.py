"""Each still picture belongs to an entry, and says what the entry says."""

import pytest

from bot.answering.library import Library
from bot.pictures.stills.catalogue import STILLS
from bot.pictures.stills.still import Still

EACH = pytest.mark.parametrize("still", STILLS.values(), ids=STILLS)


@EACH
def test_a_still_bears_the_name_and_title_of_an_entry(still: Still, library: Library) -> None:
    assert library.entries[still.name].title == still.title


@EACH
def test_a_word_of_the_town_stands_for_what_it_stands_for_in_the_entry(still: Still, library: Library) -> None:
    stands_for = library.entries[still.name].analogy.stands_for

    for town, machine in still.meanings:
        assert machine in stands_for.get(town, machine)
