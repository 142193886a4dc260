"""Which kept questions a group of `/porter gaps` stands for: what is drafted and dropped is exactly what was shown."""

from collections.abc import Iterator
from datetime import date

import discord
import pytest
from discord import ui

from bot.answering.answer import SUGGESTED
from bot.answering.gaps import Cluster, Near
from bot.answering.library import Library
from bot.answering.loader import own_directory
from bot.answering.shelf import Shelf
from bot.chat.moderators.gaps import MOST_OFFERED, Gap, GapMenu, gaps_among, gaps_view
from bot.memory.remembered import Unanswered

TODAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def library() -> Library:
    return Shelf(own_directory()).library


def kept(*questions: str) -> list[Unanswered]:
    return [Unanswered(number, question, TODAY) for number, question in enumerate(questions, 1)]


def options(view: ui.LayoutView) -> Iterator[discord.SelectOption]:
    for item in view.walk_children():
        if isinstance(item, GapMenu):
            yield from item.item.options


def test_a_group_has_the_numbers_of_its_questions_however_they_are_written(library: Library) -> None:
    gaps = gaps_among(
        kept("what is a grommit?", "How do I set up a flurbel relay", "hey, what's a GROMMIT", "set up flurbel relay?"),
        library,
    )

    assert sorted(sorted(gap.numbers) for gap in gaps) == [[1, 3], [2, 4]]


def test_every_question_that_a_group_counts_is_in_one_group_only(library: Library) -> None:
    questions = [
        f"what is a {word}{ending}" for word in ("grommit", "flurbel", "wobbulator") for ending in ("", "?", "!")
    ]
    gaps = gaps_among(kept(*questions, "how do i wire a grommit"), library)

    numbers = [number for gap in gaps for number in gap.numbers]
    assert len(numbers) == len(set(numbers)) == 10
    assert [gap.cluster.times for gap in gaps] == [len(gap.numbers) for gap in gaps]


def test_the_menu_names_each_group_by_one_of_its_questions_and_no_more_than_fit(library: Library) -> None:
    asked = kept(*(f"what is a grom{letter}{other}x" for letter in "bcdfgh" for other in "jklmn"))
    gaps = gaps_among(asked, library)
    offered = list(options(gaps_view(gaps, asked)))

    assert len(gaps) > MOST_OFFERED
    assert len(offered) == MOST_OFFERED
    assert all(int(option.value) in gap.numbers for option, gap in zip(offered, gaps, strict=False))


def test_without_a_question_there_is_no_menu(library: Library) -> None:
    assert not list(options(gaps_view(gaps_among([], library), [])))


@pytest.mark.parametrize(("nearness", "named"), [(SUGGESTED, "; the nearest is socket"), (SUGGESTED / 2, "")])
def test_the_nearest_entry_is_named_only_where_it_would_be_suggested(
    nearness: float, named: str, library: Library
) -> None:
    near = Near(library.entries["socket"], nearness)
    gap = Gap(Cluster(("what is a grommit?",), 1, ("grommit",), (near,)), frozenset({1}))
    [option] = options(gaps_view([gap], kept("what is a grommit?")))

    assert option.description == f"Probably an entry is missing{named}."
