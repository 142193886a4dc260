"""What a picture shows, and that nothing in it overflows or overlaps."""

import re
from dataclasses import replace
from itertools import combinations
from struct import unpack
from xml.etree import ElementTree as ET

import pytest
from picture_builders import (
    endless_experiment,
    host_report,
    long_named,
    make_door,
    make_report,
    port_in_use,
    restless_experiment,
    two_clients,
)

from bot.demos.transcript import HostReport, Transcript
from bot.host.rows import Endpoint
from bot.pictures.drawing import draw, lay_out, svg
from bot.pictures.grid import MAX_HEIGHT
from bot.pictures.marks import Emblem, Layout, Wire
from bot.pictures.rasterising import rasterised
from bot.pictures.theme import Theme

DOOR_COUNTS = (0, 1, 2, 3, 7, 12, 13)
THEMES: tuple[Theme, ...] = ("dark", "light")
REPORTS: list[Transcript | HostReport] = [*map(host_report, DOOR_COUNTS), *map(long_named, DOOR_COUNTS)]
EXPERIMENTS: list[Transcript | HostReport] = [
    port_in_use(),
    two_clients(),
    restless_experiment(),
    *(endless_experiment(steps, doors=12) for steps in (1, 2, 5, 8, 20)),
]


def texts(document: str) -> str:
    """All lines of text, one after the other."""
    root = ET.fromstring(document)  # noqa: S314 - written by ourselves a moment ago
    return " ".join(element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text"))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("shown", [port_in_use(), two_clients()], ids=lambda shown: shown.demo)
def test_an_experiment_shows_each_step_and_each_door(shown: Transcript, theme: Theme) -> None:
    words = texts(svg(shown, theme))

    for text in (shown.title, shown.demo, shown.lesson):
        assert text in words
    for step in shown.steps:
        assert step.did in words
        assert step.saw in words
        assert step.means in words
    for door in shown.steps[-1].doors:
        assert door.label in words
        assert door.means in words
        assert str(door.row.local) in words
        assert door.row.state in words


@pytest.mark.parametrize("count", [1, 2, 3, 7, 12])
def test_a_report_shows_each_door_and_each_total(count: int) -> None:
    report = host_report(count)

    words = texts(svg(report))

    assert report.title in words
    assert report.demo in words
    for door in report.doors:
        assert door.label in words
        assert str(door.row.local) in words
        assert door.row.remote is None or str(door.row.remote) in words
    for total in report.totals:
        assert f"{total.protocol} {total.state}".strip() in words
    for note in report.notes:
        assert note in words


def test_each_label_is_really_drawn() -> None:
    document = svg(host_report(3))
    whole = rasterised(document)

    for line in re.findall(r"<text.*?</text>", document):
        assert rasterised(document.replace(line, "", 1)) != whole, line


def test_a_letter_goes_between_two_doors_that_write_to_each_other() -> None:
    layout = lay_out(two_clients())
    wires = [mark for mark in layout.marks if isinstance(mark, Wire)]
    edges = {(door.box.right, door.box.bottom) for door in layout.doors()}

    assert len(wires) == 2
    for wire in wires:
        assert any(right == wire.box.x and wire.box.bottom < bottom for right, bottom in edges)


def test_a_door_that_writes_to_another_building_has_a_far_door() -> None:
    looks = [door.look for door in lay_out(host_report(1)).doors()]

    assert looks == ["talking", "elsewhere"]
    assert "in another building" in texts(svg(host_report(1)))


def test_a_partner_on_the_same_host_is_in_this_building() -> None:
    alone = make_door("client", remote=Endpoint("127.0.0.1", 40000), state="ESTABLISHED")

    assert "in this building" in texts(svg(make_report(alone)))


def test_a_udp_door_has_no_state_tag() -> None:
    udp = make_door("UDP socket", state="", protocol="UDP")
    tcp = make_door("UDP socket", state="LISTEN")

    assert "UDP" in texts(svg(make_report(udp)))
    assert texts(svg(make_report(tcp))).count("LISTEN") == texts(svg(make_report(udp))).count("LISTEN") + 1


def test_no_doors_are_said_in_words() -> None:
    assert "No doors: no socket is held here." in texts(svg(host_report(0)))


def test_an_experiment_without_doors_has_no_building() -> None:
    shown = port_in_use()
    shown = replace(shown, steps=tuple(replace(step, doors=()) for step in shown.steps))

    assert not [mark for mark in lay_out(shown).marks if isinstance(mark, Emblem) and mark.drawing == "cornice"]


def test_more_than_twelve_doors_are_counted() -> None:
    assert "+ 1 more door" in texts(svg(host_report(13)))
    assert len([door for door in lay_out(host_report(13)).doors() if door.look != "elsewhere"]) == 12


def test_a_refusal_is_red() -> None:
    refused = re.search(r'fill="(#\w+)">EADDRINUSE', svg(port_in_use()))
    granted = re.search(r'fill="(#\w+)">bound to', svg(port_in_use()))

    assert refused
    assert granted
    assert refused[1] != granted[1]


@pytest.mark.parametrize("theme", THEMES)
def test_markup_and_controls_in_names_are_harmless(theme: Theme) -> None:
    name = "<script>&\"'\x00\x1b[31m\u202e\ud800</text>"
    door = make_door(name, state=name, address=name, means=name)
    report = HostReport("own-host", name, (door,), (), (name,))

    document = svg(report, theme)

    assert "<script>&\"'[31m</text>" in texts(document)
    assert not {"\x00", "\x1b", "\u202e", "\ud800"} & set(document)
    assert draw(report, theme).png


@pytest.mark.parametrize("shown", REPORTS + EXPERIMENTS)
def test_no_text_leaves_the_panel(shown: Transcript | HostReport) -> None:
    layout = lay_out(shown)

    for words in layout.words():
        assert layout.panel.holds(words.box), words.text


@pytest.mark.parametrize("shown", REPORTS + EXPERIMENTS)
def test_no_two_texts_overlap(shown: Transcript | HostReport) -> None:
    for one, other in combinations(lay_out(shown).words(), 2):
        assert not one.box.overlaps(other.box), (one.text, other.text)


@pytest.mark.parametrize("shown", REPORTS + EXPERIMENTS)
def test_no_two_doors_overlap(shown: Transcript | HostReport) -> None:
    for one, other in combinations(lay_out(shown).doors(), 2):
        assert not one.box.overlaps(other.box)


@pytest.mark.parametrize("shown", REPORTS + EXPERIMENTS)
def test_a_door_bears_its_own_texts_only(shown: Transcript | HostReport) -> None:
    layout = lay_out(shown)

    for door in layout.doors():
        for words in layout.words():
            assert door.box.holds(words.box) or not door.box.overlaps(words.box), words.text


@pytest.mark.parametrize("shown", REPORTS + EXPERIMENTS)
def test_no_picture_is_too_high(shown: Transcript | HostReport) -> None:
    assert lay_out(shown).height <= MAX_HEIGHT


@pytest.mark.parametrize("shown", REPORTS + EXPERIMENTS)
def test_no_text_is_too_small_for_a_phone(shown: Transcript | HostReport) -> None:
    assert min(words.size for words in lay_out(shown).words()) >= 26


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("shown", [two_clients(), host_report(0), long_named(13)])
def test_a_picture_is_a_png_of_the_layouts_size(shown: Transcript | HostReport, theme: Theme) -> None:
    png = draw(shown, theme).png

    layout: Layout = lay_out(shown)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert unpack(">II", png[16:24]) == (round(layout.width), round(layout.height))


def test_the_themes_differ() -> None:
    assert draw(two_clients(), "dark").png != draw(two_clients(), "light").png


def test_the_same_story_gives_the_same_picture() -> None:
    assert draw(two_clients()) == draw(two_clients())
