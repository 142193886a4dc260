"""Stills: each tells its story in the picture and in words, tidily and readably in both themes."""

import re
from collections.abc import Iterator
from importlib import import_module
from ipaddress import IPv4Address, ip_network
from itertools import combinations
from struct import unpack

import pytest
from contrasts import contrast

from bot.pictures.grid import INNER, MARGIN
from bot.pictures.marks import Box, Doorway, Drawing, Emblem, Layout, Panel, Wire, Words
from bot.pictures.press import Press
from bot.pictures.stills.catalogue import STILLS, UnknownStillError, draw_still
from bot.pictures.stills.still import Still
from bot.pictures.telling import MAX_ALT
from bot.pictures.theme import COLOURS, Ink, Theme

THEMES: tuple[Theme, ...] = ("dark", "light")
MAX_HEIGHT = 1140
SHOWABLE = [
    *map(ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")),  # RFC 5737, for documentation
    *map(ip_network, ("192.168.0.0/16", "127.0.0.0/8", "0.0.0.0/32")),  # RFC 6890: the same everywhere
]
# What is written on a drawing, and on which ground; any other drawing bears no text.
WRITTEN_ON: dict[Drawing, Ink] = {"book": "paper", "frieze": "stone", "postcard": "paper", "street": "stone"}
EACH = pytest.mark.parametrize("still", STILLS.values(), ids=STILLS)


def marks_of(layout: Layout, *kinds: type) -> Iterator[tuple[int, Box]]:
    return ((at, mark.box) for at, mark in enumerate(layout.marks) if isinstance(mark, kinds))


def ground_of(words: Words, layout: Layout) -> Ink:
    """What lies under a text: the last panel painted before it that holds it, or the drawing or door that bears it."""
    ground: Ink = "panel"
    for mark in layout.marks[: layout.marks.index(words)]:
        if isinstance(mark, Panel) and mark.box.holds(words.box):
            ground = mark.fill
        elif isinstance(mark, Emblem) and mark.drawing in WRITTEN_ON and mark.box.holds(words.box):
            ground = WRITTEN_ON[mark.drawing]
        elif isinstance(mark, Doorway) and mark.look.pose != "elsewhere":
            if mark.plate.holds(words.box):
                ground = "plate"
            elif mark.leaf.holds(words.box):
                ground = mark.look.ink
    return ground


@EACH
def test_a_still_lies_in_the_file_of_its_name(still: Still) -> None:
    module = import_module(f"bot.pictures.stills.{still.name.replace('-', '_')}")

    assert module.STILL is still


@EACH
def test_a_still_shows_its_title_its_meanings_and_its_lesson(still: Still) -> None:
    words = " ".join(each.text for each in still.lay_out().words())

    for text in (still.name, still.title, still.lesson, *(word for pair in still.meanings for word in pair)):
        assert text in words


@EACH
def test_the_words_tell_the_same_story(still: Still) -> None:
    assert len(still.alt) <= MAX_ALT
    for text in (still.name, still.title, still.lesson, *(word for pair in still.meanings for word in pair)):
        assert text in still.alt


@EACH
def test_the_words_name_each_number_and_address_that_is_shown(still: Still) -> None:
    shown = " ".join(each.text for each in still.lay_out().words())

    assert {number for number in re.findall(r"[\d.:]*\d", shown) if number not in still.alt} == set()


@EACH
def test_the_addresses_are_nobodys(still: Still) -> None:
    shown = " ".join(each.text for each in still.lay_out().words()) + still.alt

    for address in map(IPv4Address, re.findall(r"\d+\.\d+\.\d+\.\d+", shown)):
        assert any(address in network for network in SHOWABLE), address


def test_a_word_of_the_town_stands_for_one_thing_in_all_stills() -> None:
    meanings = {pair for still in STILLS.values() for pair in still.meanings}

    assert len({town for town, _ in meanings}) == len(meanings)


@EACH
def test_a_still_fits_a_screen(still: Still) -> None:
    assert still.lay_out().height <= MAX_HEIGHT


@EACH
def test_nothing_is_left_out(still: Still) -> None:
    assert [words.text for words in still.lay_out().words() if "…" in words.text or "□" in words.text] == []


@EACH
def test_texts_keep_the_margins(still: Still) -> None:
    for words in still.lay_out().words():
        assert words.box.x >= MARGIN, words.text
        assert words.box.right <= MARGIN + INNER, words.text


@EACH
def test_texts_stand_beside_drawings(still: Still) -> None:
    layout = still.lay_out()
    drawn = [mark for mark in layout.marks if isinstance(mark, Emblem | Wire)]

    for words in layout.words():
        for mark in drawn:
            bears = isinstance(mark, Emblem) and mark.drawing in {*WRITTEN_ON, "dashed"} and mark.box.holds(words.box)
            assert bears or not mark.box.overlaps(words.box), (words.text, mark)


@EACH
def test_drawings_stand_beside_each_other(still: Still) -> None:
    layout = still.lay_out()
    grounds = {"frieze", "pavement", "street", "book"}
    things = [
        mark
        for mark in layout.marks
        if isinstance(mark, Doorway) or (isinstance(mark, Emblem) and mark.drawing not in grounds)
    ]

    for one, other in combinations(things, 2):
        assert not one.box.overlaps(other.box), (one, other)


@EACH
def test_everything_is_inside_the_picture(still: Still) -> None:
    layout = still.lay_out()

    for mark in layout.marks:
        assert layout.panel.holds(mark.box), mark


@pytest.mark.parametrize("theme", THEMES)
@EACH
def test_each_text_stands_out_from_its_ground(still: Still, theme: Theme) -> None:
    layout, colours = still.lay_out(), COLOURS[theme]

    for words in layout.words():
        ground = ground_of(words, layout)
        assert contrast(colours.of(words.ink), colours.of(ground)) >= 4.5, (words.text, words.ink, ground)


@pytest.mark.parametrize("theme", THEMES)
@EACH
def test_a_still_is_a_png_of_its_layouts_size(still: Still, theme: Theme) -> None:
    picture = draw_still(still.name, theme)

    layout = still.lay_out()
    assert picture.png.startswith(b"\x89PNG\r\n\x1a\n")
    assert unpack(">II", picture.png[16:24]) == (round(layout.width), round(layout.height))
    assert picture.alt == still.alt


def test_an_unknown_name_is_answered_with_those_that_exist() -> None:
    with pytest.raises(UnknownStillError, match="process, socket, port"):
        draw_still("no-such-picture")


async def test_the_press_draws_the_same() -> None:
    press = Press()
    try:
        assert await press.still("port") == draw_still("port")
        assert await press.still("port", "light") == draw_still("port", "light")
        with pytest.raises(UnknownStillError):
            await press.still("no-such-picture")
    finally:
        await press.close()
