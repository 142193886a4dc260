import re
from collections.abc import Iterator
from typing import Any

import pytest
from discord import ui
from discord.components import _component_factory

from bot.answering.answer import Answer, Found, NothingFound, Silence, Suggestions
from bot.answering.depth import Depth
from bot.answering.evidence import with_covered
from bot.answering.library import Library
from bot.answering.small_talk import Kind, SmallTalk
from bot.chat.buttons import PorterButton, names_said
from bot.chat.layout import answer_view, picture_file, shown_view, text_view
from bot.demos.catalogue import DEMOS
from bot.demos.demo import Surroundings
from bot.demos.disclosure import EVERYTHING_MASKED, Scope
from bot.demos.transcript import Door, HostReport, Total
from bot.host.rows import Endpoint, SocketRow
from bot.pictures.drawing import Picture

# Discord documentation, Component Reference: the numbers of the types.
ACTION_ROW, BUTTON, TEXT_DISPLAY, MEDIA_GALLERY = 1, 2, 10, 12

PICTURE = Picture(alt="Doors in a building. " * 48, png=b"\x89PNG")
LONGEST_V6 = "2001:db8:1:ffff:ffff:ffff:ffff:fffe"


def components(view: ui.LayoutView) -> list[dict[str, Any]]:
    """List all components of a view, however deep they are, as they are sent."""

    def nested(among: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for each in among:
            yield each
            yield from nested([*each.get("components", []), *([each["accessory"]] if "accessory" in each else [])])

    return list(nested(view.to_components()))


def texts(view: ui.LayoutView) -> list[str]:
    return [each["content"] for each in components(view) if each["type"] == TEXT_DISPLAY]


def buttons(view: ui.LayoutView) -> list[dict[str, Any]]:
    return [each for each in components(view) if each["type"] == BUTTON]


def broken_limits(view: ui.LayoutView) -> list[str]:
    """Name what Discord would refuse a message for, or show wrong."""
    everything, said = components(view), texts(view)
    rows = [each["components"] for each in everything if each["type"] == ACTION_ROW]
    ids = [each["custom_id"] for each in buttons(view)]
    labels = [each["label"] for each in buttons(view)]
    galleries = [each["items"] for each in everything if each["type"] == MEDIA_GALLERY]
    pattern = PorterButton.__discord_ui_compiled_template__
    limits = {
        "40 components": len(everything) <= 40,
        "text": len(said) > 0 and all(text.strip() for text in said),
        "4,000 characters": sum(map(len, said)) <= 4_000,
        "1 to 5 buttons a row": all(1 <= len(row) <= 5 for row in rows),
        "labels of 1 to 80": all(1 <= len(label) <= 80 for label in labels),
        "ids of 1 to 100": all(1 <= len(each) <= 100 for each in ids),
        "each id once": len(set(ids)) == len(ids),
        "ids that are read back": all(pattern.fullmatch(each) for each in ids),
        "1 to 10 pictures": all(1 <= len(items) <= 10 for items in galleries),
        "alt text of 1,024": all(len(item["description"]) <= 1_024 for items in galleries for item in items),
        "closed code blocks": all(text.count("```") % 2 == 0 for text in said),
    }
    return [limit for limit, kept in limits.items() if not kept]


HOUSEHOLD = "; ".join(f"{letter * 40}, processes 4194302, 4194303 and 9 more" for letter in "ab")


def make_report(
    doors: int,
    *,
    means: str = "The partner has said goodbye; we haven't closed our door yet.",
    household: str = HOUSEHOLD,
) -> HostReport:
    """Make the fullest report that a host could give."""
    ends = Endpoint(LONGEST_V6, 65_535, "private"), Endpoint(LONGEST_V6, 65_534, "private")
    door = Door("UDP socket", SocketRow("TCP", *ends, "ESTABLISHED"), means, household)
    states = ["CLOSE_WAIT", "CLOSING", "ESTABLISHED", "FIN_WAIT1", "FIN_WAIT2", "LISTEN", "SYN_RECV", "TIME_WAIT"]
    totals = (*(Total("TCP", state, 30_000, 20_000) for state in states), Total("UDP", "", 300, 200))
    notes = ("Three more sockets of this process are not shown.", "Real addresses stay private: " + "x" * 150 + ".")
    return HostReport("own-host", "`**_a process_**`" * 20, (door,) * doors, totals, notes)


def answers(library: Library) -> dict[str, Answer]:
    entries = tuple(library.entries.values())
    found: dict[str, Answer] = {name: Found(with_covered(entry, library)) for name, entry in library.entries.items()}
    side_by_side = Found(tuple(entry for entry in entries if not entry.compares)[:10])
    talk = {kind.name: SmallTalk(kind) for kind in Kind}
    silences = {because.name: NothingFound(because) for because in Silence if because is not Silence.NOT_ASKED}
    return {**found, **silences, **talk, "side by side": side_by_side, "suggestions": Suggestions(entries[:3])}


@pytest.mark.parametrize("depth", Depth)
async def test_every_answer_keeps_to_the_limits_of_discord(depth: Depth, library: Library) -> None:
    broken = {name: broken_limits(answer_view(each, library, depth)) for name, each in answers(library).items()}

    assert {name: limits for name, limits in broken.items() if limits} == {}


@pytest.mark.parametrize("depth", [Depth.SHORT, Depth.DEEPER])
async def test_every_entry_is_said_to_its_end(depth: Depth, library: Library) -> None:
    last = {Depth.SHORT: "**Where the picture breaks**", Depth.DEEPER: "**Sources**"}[depth]
    cut = [
        name
        for name, entry in library.entries.items()
        if not any(last in text for text in texts(answer_view(Found((entry,)), library, depth)))
        or any("…" in text[-2:] for text in texts(answer_view(Found((entry,)), library, depth)))
    ]

    assert cut == []


@pytest.mark.parametrize("name", DEMOS)
@pytest.mark.parametrize("picture", [None, PICTURE], ids=["without a picture", "with a picture"])
async def test_every_demo_keeps_to_the_limits_of_discord(name: str, picture: Picture | None) -> None:
    shown = DEMOS[name].perform(Surroundings(timeout=1))
    others = [(demo, DEMOS[demo].title) for demo in DEMOS[name].leads_to]

    assert broken_limits(shown_view(shown, picture, others)) == []


@pytest.mark.parametrize("name", [name for name, demo in DEMOS.items() if demo.scope is Scope.EXPERIMENTS])
async def test_every_experiment_is_shown_to_its_lesson(name: str) -> None:
    shown = DEMOS[name].perform(Surroundings(timeout=1))

    assert not isinstance(shown, HostReport)
    assert shown.lesson in texts(shown_view(shown, None, []))[-1]


async def test_the_fullest_report_keeps_to_the_limits_of_discord() -> None:
    view = shown_view(
        make_report(EVERYTHING_MASKED.rows), PICTURE, [(f"demo-{number}", "T" * 100) for number in range(9)]
    )

    assert broken_limits(view) == []


async def test_the_fullest_report_shows_every_door() -> None:
    said = "\n".join(texts(shown_view(make_report(EVERYTHING_MASKED.rows), None, [])))

    assert said.count(f"[{LONGEST_V6}]:65535") == EVERYTHING_MASKED.rows
    assert said.count("\n  aaaa") == EVERYTHING_MASKED.rows


def cut_reports() -> Iterator[ui.LayoutView]:
    """Lay out reports that grow from a message that holds them to one that doesn't."""
    for letters in range(0, 200, 3):
        yield shown_view(make_report(EVERYTHING_MASKED.rows, means="m" * letters + "."), PICTURE, [])


async def test_wherever_a_report_is_cut_the_limits_of_discord_are_kept() -> None:
    broken = {limit for view in cut_reports() for limit in broken_limits(view)}

    assert broken == set()


async def test_the_name_of_a_process_is_no_markdown() -> None:
    heading = texts(shown_view(make_report(1), None, []))[0]

    assert not re.search(r"(?<!\\)[*_`]", heading)


async def test_a_household_stands_below_its_door_where_it_is_told() -> None:
    with_household = texts(shown_view(make_report(1, household="postgres, process 812"), None, []))[1]
    without = texts(shown_view(make_report(1, household=""), None, []))[1]

    assert with_household.endswith(":65534 (private)\n  postgres, process 812\n```")
    assert without.endswith(":65534 (private)\n```")


HOSTILE = "a\n```@everyone\x1b[31m\u202egnp.exe\u2028b\x00`c`"


async def test_the_name_of_a_household_can_neither_leave_its_line_nor_its_block() -> None:
    doors = texts(shown_view(make_report(2, household=HOSTILE), None, []))[1]

    lines = doors.splitlines()
    assert (lines[1], lines[-1], len(lines)) == ("```", "```", 3 + 2 * 3)
    assert lines[4].replace("'", "") == "  a@everyone[31mgnp.exebc"


async def test_a_report_without_doors_says_what_there_is_to_say() -> None:
    report = HostReport("port-22", "Port 22 of this host", (), (), ("Nobody listens on TCP 22.",))

    assert texts(shown_view(report, None, [])) == ["## Port 22 of this host", "- Nobody listens on TCP 22."]


async def test_the_picture_stands_below_the_title_with_its_story() -> None:
    view = shown_view(make_report(1), PICTURE, [])
    kinds = [each["type"] for each in components(view)]
    (item,) = next(each["items"] for each in components(view) if each["type"] == MEDIA_GALLERY)

    assert kinds.index(MEDIA_GALLERY) == kinds.index(TEXT_DISPLAY) + 1
    assert item["media"]["url"] == "attachment://demo.png"
    assert item["description"].startswith("Doors in a building.")


def test_the_file_of_a_picture_has_its_name_and_story() -> None:
    file = picture_file(PICTURE)

    assert (file.filename, file.description, file.fp.read()) == ("demo.png", PICTURE.alt, PICTURE.png)


async def test_an_answer_in_short_offers_more_of_it_a_demo_and_what_is_near(library: Library) -> None:
    entry = next(entry for entry in library.entries.values() if entry.demo and entry.see_also and not entry.compares)
    ids = [each["custom_id"] for each in buttons(answer_view(Found((entry,)), library, Depth.SHORT))]

    assert ids[:2] == [f"porter:deeper:{entry.name}", f"porter:demo:{entry.demo}"]
    assert set(ids[2:]) <= {f"porter:entry:{name}" for name in entry.see_also}


async def test_an_answer_in_depth_offers_no_more_of_it(library: Library) -> None:
    view = answer_view(Found((library.entries["port"],)), library, Depth.DEEPER)

    assert not [each for each in buttons(view) if each["custom_id"].startswith("porter:deeper:")]


async def test_an_answer_in_depth_offers_it_in_short(library: Library) -> None:
    view = answer_view(Found((library.entries["port"],)), library, Depth.DEEPER)

    assert buttons(view)[0]["custom_id"] == "porter:short:port"


def said(answer: Answer, library: Library, depth: Depth) -> list[str]:
    """Read from a message as Discord gives it back which entries were said."""
    payload: Any = answer_view(answer, library, depth).to_components()
    return names_said([each for each in map(_component_factory, payload) if each])


@pytest.mark.parametrize("depth", Depth)
async def test_every_answer_tells_by_its_buttons_what_it_said(depth: Depth, library: Library) -> None:
    for name, entry in library.entries.items():
        assert said(Found(with_covered(entry, library)), library, depth) == [name]


async def test_entries_side_by_side_are_told_by_their_buttons(library: Library) -> None:
    both = library.entries["packet"], library.entries["connection"]

    assert said(Found(both), library, Depth.SHORT) == ["packet", "connection"]


async def test_facts_are_told_by_the_button_of_their_entry(library: Library) -> None:
    facts = library.ports.facts("what is port 22")

    assert said(Found((library.entries["well-known-ports"],), facts), library, Depth.SHORT) == ["well-known-ports"]


async def test_suggestions_tell_of_nothing_said(library: Library) -> None:
    assert said(Suggestions(tuple(library.entries.values())[:3]), library, Depth.SHORT) == []


async def test_suggestions_are_buttons(library: Library) -> None:
    suggested = tuple(library.entries.values())[:3]
    ids = [each["custom_id"] for each in buttons(answer_view(Suggestions(suggested), library, Depth.SHORT))]

    assert ids == [f"porter:entry:{entry.name}" for entry in suggested]


async def test_a_view_does_not_end_by_itself(library: Library) -> None:
    view = answer_view(Found((library.entries["port"],)), library, Depth.SHORT)

    assert view.timeout is None


async def test_a_few_sentences_are_said_as_they_are() -> None:
    assert texts(text_view("Hello **there**.")) == ["Hello **there**."]
