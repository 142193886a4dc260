"""What a picture shows, and that nothing in it overflows or overlaps."""

import re
from dataclasses import replace
from itertools import combinations
from struct import unpack
from xml.etree import ElementTree as ET

import pytest
from picture_builders import (
    every_state,
    host_report,
    inherited_door,
    long_named,
    make_door,
    make_experiment,
    make_report,
    moved_out,
    port_in_use,
    two_clients,
    unix_socket,
)

from bot.demos.catalogue import DEMOS
from bot.demos.demo import Shown, Surroundings
from bot.demos.transcript import HostReport, Transcript
from bot.host.rows import Endpoint
from bot.pictures.detail import fits
from bot.pictures.drawing import draw, lay_out, svg
from bot.pictures.marks import Emblem, LittleDoor, Panel, Wire
from bot.pictures.rasterising import rasterised
from bot.pictures.theme import Theme

THEMES: tuple[Theme, ...] = ("dark", "light")


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
    for door in shown.steps[-1].doors:
        assert door.label in words
        assert door.row.local.number in words
        assert door.row.local.address in words
        assert door.row.state in words


@pytest.mark.parametrize("count", [1, 2, 3, 7, 12])
def test_a_report_shows_each_door(count: int) -> None:
    report = host_report(count)

    words = texts(svg(report))

    assert report.title in words
    assert report.demo in words
    for door in report.doors:
        assert door.label in words
        assert door.row.local.number in words
        assert door.row.remote is None or str(door.row.remote) in words


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7])
def test_a_report_shows_each_total_unless_its_doors_fill_the_picture(count: int) -> None:
    report = host_report(count)

    words = texts(svg(report))

    for total in report.totals:
        assert f"{total.protocol} {total.state}".strip() in words


def test_a_reply_that_the_doors_repeat_word_by_word_is_left_out() -> None:
    scenes = (make_door("client", state="ESTABLISHED"),), (make_door("client", state="FIN_WAIT2"),)
    shown = make_experiment(*scenes)
    *first, last = shown.steps

    said = [
        [mark.text for mark in lay_out(replace(shown, steps=(*first, replace(last, saw=saw)))).words()]
        for saw in ("client FIN_WAIT2", "client FIN_WAIT2 at last")
    ]

    assert ["client FIN_WAIT2" in words for words in said] == [False, False]
    assert ["client FIN_WAIT2 at last" in words for words in said] == [False, True]


def test_a_door_tells_its_address_where_there_are_several() -> None:
    one, other = make_door(port=1), make_door(port=2, address="127.0.0.2")

    assert "127.0.0.1:1" not in texts(svg(make_report(one)))
    assert "127.0.0.1:1" in texts(svg(make_report(one, other)))


def test_a_meaning_is_told_whole_or_not_at_all() -> None:
    short, long = make_door(means="Waits here."), make_door(means="It goes on. " * 20)

    words = texts(svg(make_report(short, long)))

    assert "Waits here." in words
    assert "It goes on." not in words


def test_each_label_is_really_drawn() -> None:
    document = svg(host_report(3))
    whole = rasterised(document)

    for line in re.findall(r"<text.*?</text>", document):
        assert rasterised(document.replace(line, "", 1)) != whole, line


def test_a_letter_goes_between_two_doors_that_write_to_each_other() -> None:
    layout = lay_out(two_clients())
    wires = [mark for mark in layout.marks if isinstance(mark, Wire)]
    edges = {(door.leaf.right, door.box.bottom) for door in layout.doors()}

    assert [wire.flow for wire in wires] == ["both", "both"]
    for wire in wires:
        assert any(right == wire.box.x and wire.box.bottom < bottom for right, bottom in edges)


def test_a_connection_that_is_being_closed_looks_different() -> None:
    flows = [mark.flow for mark in lay_out(every_state()).marks if isinstance(mark, Wire)]

    assert flows == ["knock", "to_right", "to_right", "none"]


def test_nobody_knows_whether_a_udp_letter_is_answered() -> None:
    udp = make_door(remote=Endpoint("127.0.0.1", 1), state="", protocol="UDP")

    assert [mark.flow for mark in lay_out(make_report(udp)).marks if isinstance(mark, Wire)] == ["to_right"]


def test_each_kind_of_state_has_a_look_of_its_own() -> None:
    states = ("LISTEN", "SYN_SENT", "ESTABLISHED", "CLOSE_WAIT", "FIN_WAIT2", "TIME_WAIT", "CLOSE")
    doors = [make_door(state=state, port=at) for at, state in enumerate(states)]
    udp = make_door(state="", protocol="UDP")
    unix = unix_socket().steps[0].doors[0]

    looks = [door.look for door in lay_out(make_report(*doors, udp, unix)).doors()]

    assert len(set(looks)) == len(looks) == 9


def test_a_door_that_writes_to_another_building_has_a_far_door() -> None:
    looks = [door.look.ink for door in lay_out(host_report(1)).doors()]

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


def test_a_unix_door_tells_its_path_and_hangs_up_a_short_piece_of_it() -> None:
    layout = lay_out(unix_socket())
    words = [each.text for each in layout.words()]
    plates = [each.text for door in layout.doors() for each in layout.words() if door.plate.holds(each.box)]

    assert "/run/user/1000/" in " ".join(words)
    assert plates == ["door"]
    assert "no street address" in " ".join(words)


def test_households_have_flats_with_name_plates() -> None:
    layout = lay_out(inherited_door())
    flats = [mark.box for mark in layout.marks if isinstance(mark, Panel) and mark.fill == "flat"]
    plates = {mark.text: mark.box for mark in layout.words() if mark.text in {"parent", "child"} and mark.size == 23}

    assert len(flats) == 2
    assert not flats[0].overlaps(flats[1])
    assert [flat.holds(plates[name]) for flat, name in zip(flats, ("parent", "child"), strict=True)] == [True, True]


def test_a_door_of_two_households_stands_in_both_flats() -> None:
    layout = lay_out(inherited_door())
    flats = [mark.box for mark in layout.marks if isinstance(mark, Panel) and mark.fill == "flat"]

    common, *ends = layout.doors()

    assert [flat.overlaps(common.box) for flat in flats] == [True, True]
    assert [[flat.overlaps(end.box) for flat in flats] for end in ends] == [[True, False], [False, True]]


def test_a_letter_between_two_households_crosses_the_wall() -> None:
    layout = lay_out(inherited_door())
    left, right = (mark.box for mark in layout.marks if isinstance(mark, Panel) and mark.fill == "flat")
    (wire,) = (mark.box for mark in layout.marks if isinstance(mark, Wire))

    assert left.overlaps(wire)
    assert right.overlaps(wire)


def test_what_nobody_holds_any_more_stands_outside_the_flats() -> None:
    layout = lay_out(moved_out())
    flats = [mark.box for mark in layout.marks if isinstance(mark, Panel) and mark.fill == "flat"]

    (resting,) = (door.box for door in layout.doors() if door.look.ink == "resting")

    assert len(flats) == 2
    assert not any(flat.overlaps(resting) for flat in flats)


def test_the_captions_of_a_report_name_the_households() -> None:
    doors = (make_door(port=1, household="postgres, process 812"), make_door(port=2, household="owner hidden"))
    layout = lay_out(make_report(*doors))

    assert {"postgres,", "owner hidden"} <= {
        word for mark in layout.words() for word in (mark.text, *mark.text.split())
    }
    assert not [mark for mark in layout.marks if isinstance(mark, Panel) and mark.fill == "flat"]


def test_only_steps_that_change_doors_have_a_strip() -> None:
    layout = lay_out(make_experiment((make_door(),), (make_door(),), (make_door(state="CLOSE"),)))

    assert len([mark for mark in layout.marks if isinstance(mark, LittleDoor)]) == 2


def test_one_step_with_doors_needs_no_strip_above_the_building() -> None:
    layout = lay_out(make_experiment((make_door(),), ()))

    assert not [mark for mark in layout.marks if isinstance(mark, LittleDoor)]


def test_no_doors_are_said_in_words() -> None:
    assert "Nobody waits at a door here." in texts(svg(host_report(0)))


def test_a_door_at_every_address_says_that_the_sign_names_one_of_several() -> None:
    words = texts(svg(make_experiment((make_door(), make_door("everywhere", address="0.0.0.0")))))

    assert "and the building's other addresses" in words


def test_a_door_at_every_address_alone_has_no_other_sign() -> None:
    words = texts(svg(make_experiment((make_door(address="0.0.0.0"),))))

    assert "0.0.0.0 every street address of this host" in words


def test_the_building_is_shown_as_it_was_when_doors_were_seen_last() -> None:
    assert "The doors at the end" in texts(svg(make_experiment((make_door(),), (make_door(),))))
    assert "The doors after step 1" in texts(svg(make_experiment((make_door(),), ())))


def test_an_experiment_without_doors_has_no_building() -> None:
    shown = port_in_use()
    shown = replace(shown, steps=tuple(replace(step, doors=()) for step in shown.steps))

    assert not [mark for mark in lay_out(shown).marks if isinstance(mark, Emblem) and mark.drawing == "frieze"]


def test_more_than_twelve_doors_are_counted() -> None:
    assert "+ 1 more door" in texts(svg(host_report(13)))
    assert len([door for door in lay_out(host_report(13)).doors() if door.look.pose != "elsewhere"]) == 12


def test_a_refusal_is_red() -> None:
    refused = re.search(r'fill="(#\w+)">EADDRINUSE', svg(port_in_use()))
    granted = re.search(r'fill="(#\w+)">bound to', svg(port_in_use()))

    assert refused
    assert granted
    assert refused[1] != granted[1]


@pytest.mark.parametrize("theme", THEMES)
def test_markup_and_controls_in_names_are_harmless(theme: Theme) -> None:
    name = "<script>&\"'\x00\x1b[31m\u202e\ud800</text>"
    door = make_door(name, state=name, address=name, means=name, household=name)
    report = HostReport("own-host", name, (door,), (), (name,))

    document = svg(report, theme)

    assert "<script>&\"'[31m</text>" in texts(document)
    assert not {"\x00", "\x1b", "\u202e", "\ud800"} & set(document)
    assert draw(report, theme).png


@pytest.mark.parametrize("name", DEMOS)
def test_every_demo_has_a_picture_without_overlaps(name: str) -> None:
    layout = lay_out(DEMOS[name].perform(Surroundings()))

    assert fits(layout)
    for one, other in combinations(layout.words(), 2):
        assert not one.box.overlaps(other.box), (one.text, other.text)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("shown", [two_clients(), host_report(0), long_named(13)])
def test_a_picture_is_a_png_of_the_layouts_size(shown: Shown, theme: Theme) -> None:
    png = draw(shown, theme).png

    layout = lay_out(shown)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert unpack(">II", png[16:24]) == (round(layout.width), round(layout.height))


def test_the_themes_differ() -> None:
    assert draw(two_clients(), "dark").png != draw(two_clients(), "light").png


def test_the_same_story_gives_the_same_picture() -> None:
    assert draw(two_clients()) == draw(two_clients())
