"""In no picture, whatever it shows, anything overflows or overlaps."""

from collections.abc import Callable
from itertools import combinations

import pytest
from picture_builders import (
    crowd_of_callers,
    endless_experiment,
    every_state,
    host_report,
    inherited_door,
    long_named,
    moved_out,
    port_in_use,
    restless_experiment,
    shared_port,
    two_clients,
    unix_socket,
)

from bot.demos.demo import Shown
from bot.pictures.detail import fits
from bot.pictures.drawing import lay_out
from bot.pictures.marks import Box, Layout, Panel
from bot.pictures.stills.catalogue import STILLS

DOOR_COUNTS = (0, 1, 2, 3, 7, 12, 13)
SHOWN: list[Shown] = [
    *map(host_report, DOOR_COUNTS),
    *map(long_named, DOOR_COUNTS),
    port_in_use(),
    two_clients(),
    inherited_door(),
    shared_port(),
    crowd_of_callers(),
    every_state(),
    moved_out(),
    unix_socket(),
    restless_experiment(),
    *(endless_experiment(steps, doors=12) for steps in (1, 2, 5, 8, 20)),
]


def laid_out(shown: Shown) -> Callable[[], Layout]:
    return lambda: lay_out(shown)


ALL = pytest.mark.parametrize(
    "laid_out",
    [
        *(pytest.param(laid_out(shown), id=f"{shown.demo}") for shown in SHOWN),
        *(pytest.param(still.lay_out, id=f"still {name}") for name, still in STILLS.items()),
    ],
)


@ALL
def test_no_text_leaves_the_panel(laid_out: Callable[[], Layout]) -> None:
    layout = laid_out()

    for words in layout.words():
        assert layout.panel.holds(words.box), words.text


@ALL
def test_no_two_texts_overlap(laid_out: Callable[[], Layout]) -> None:
    for one, other in combinations(laid_out().words(), 2):
        assert not one.box.overlaps(other.box), (one.text, other.text)


@ALL
def test_no_two_doors_overlap(laid_out: Callable[[], Layout]) -> None:
    for one, other in combinations(laid_out().doors(), 2):
        assert not one.box.overlaps(other.box)


@ALL
def test_a_door_bears_its_own_texts_only(laid_out: Callable[[], Layout]) -> None:
    layout = laid_out()

    for door in layout.doors():
        for words in layout.words():
            assert door.box.holds(words.box) or not door.box.overlaps(words.box), words.text


@ALL
def test_words_stand_whole_in_one_flat(laid_out: Callable[[], Layout]) -> None:
    layout = laid_out()
    flats = [mark.box for mark in layout.marks if isinstance(mark, Panel) and mark.fill == "flat"]

    for words in layout.words():
        assert all(flat.holds(words.box) or not flat.overlaps(words.box) for flat in flats) or on_a_door(
            words.box, [door.box for door in layout.doors()]
        ), words.text


def on_a_door(box: Box, doors: list[Box]) -> bool:
    return any(door.holds(box) for door in doors)


@ALL
def test_every_picture_is_low_enough_and_soon_enough_drawn(laid_out: Callable[[], Layout]) -> None:
    assert fits(laid_out())


@ALL
def test_no_text_is_too_small_for_a_phone(laid_out: Callable[[], Layout]) -> None:
    layout = laid_out()

    assert min(words.size for words in layout.words()) * 400 / layout.width >= 10
