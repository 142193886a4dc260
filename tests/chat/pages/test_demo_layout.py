import re
from collections.abc import Iterator

import pytest
from chat.sent import MEDIA_GALLERY, TEXT_DISPLAY, broken_limits, components, texts
from discord import ui

from bot.chat.pages.demo_layout import shown_view
from bot.chat.pages.page import picture_file
from bot.demos.catalogue import DEMOS
from bot.demos.demo import Surroundings
from bot.demos.disclosure import EVERYTHING_MASKED, Scope
from bot.demos.transcript import Door, HostReport, Total
from bot.host.rows import Endpoint, SocketRow
from bot.pictures.drawing import Picture

PICTURE = Picture(alt="Doors in a building. " * 48, png=b"\x89PNG")
LONGEST_V6 = "2001:db8:1:ffff:ffff:ffff:ffff:fffe"
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


async def test_the_url_of_a_page_on_this_machine_is_no_link() -> None:
    said = "\n".join(texts(shown_view(DEMOS["http"].perform(Surroundings(timeout=5)), None, [])))
    outside_of_code = re.sub("`[^`]*`", "", said)

    assert "http://" in said
    assert "http://" not in outside_of_code


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
    assert item["media"]["url"] == "attachment://picture.png"
    assert item["description"].startswith("Doors in a building.")


def test_the_file_of_a_picture_has_its_name_and_story() -> None:
    file = picture_file(PICTURE)

    assert (file.filename, file.description, file.fp.read()) == ("picture.png", PICTURE.alt, PICTURE.png)


async def test_a_report_too_long_for_a_message_says_all_the_same_what_it_left_out() -> None:
    report = make_report(4 * EVERYTHING_MASKED.rows)

    said = texts(shown_view(report, PICTURE, []))
    assert said[-1] == "\n".join(f"-# {note}" for note in report.notes)
    assert any(text.endswith(("…", "…\n```")) for text in said)


async def test_what_is_true_of_several_doors_is_said_once() -> None:
    said = texts(shown_view(make_report(3), None, []))

    assert sum(text.count("The partner has said goodbye") for text in said) == 1
