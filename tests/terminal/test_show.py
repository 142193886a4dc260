import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from terminal.porter_command import porter

from bot.demos.catalogue import DEMOS
from bot.demos.demo import Surroundings
from bot.demos.disclosure import Scope
from bot.demos.transcript import Door, HostReport, Step, Total, Transcript
from bot.host.rows import Endpoint, SocketRow
from bot.terminal.show import show

STEP_KEYS = {"did", "saw", "means", "doors"}
DOOR_KEYS = {"label", "protocol", "local", "remote", "state", "masked", "means", "household"}

MASKED = Door(
    "client",
    SocketRow("TCP", Endpoint("192.0.2.1", 50_000, "private"), Endpoint("198.51.100.1", 443, "public"), "ESTABLISHED"),
    "Our door writes.",
)
LISTENER = Door("listener", SocketRow("TCP", Endpoint("::1", 80), None, "LISTEN"), "Waits.")
UDP = Door("UDP socket", SocketRow("UDP", Endpoint("0.0.0.0", 53), None, ""), "Letters come and go.")
REPORT = HostReport(
    "own-host",
    "The household porter (process 42)",
    (LISTENER, MASKED, UDP),
    (Total("TCP", "LISTEN", 3, 1),),
    ("A note.",),
)


HELD = Door("listener", SocketRow("TCP", Endpoint("0.0.0.0", 443), None, "LISTEN"), "Waits.", "nginx, process 812")


def text_of(shown: Transcript | HostReport, width: int = 92) -> str:
    output = StringIO()
    show(shown, Console(file=output, width=width), None, as_json=False)
    return output.getvalue()


def report_of(*doors: Door) -> HostReport:
    return replace(REPORT, doors=doors)


def values_of(shown: Transcript | HostReport, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    show(shown, Console(file=StringIO()), None, as_json=True)
    values: dict[str, Any] = json.loads(capsys.readouterr().out)
    return values


def test_the_command_runs_an_experiment_and_draws_it(tmp_path: Path) -> None:
    ran = porter("demo", "two-clients", "--picture", "shown.png", home=tmp_path)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert DEMOS["two-clients"].title in ran.stdout
    assert (tmp_path / "shown.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


def test_the_command_shows_this_machine_as_json_in_utf8(tmp_path: Path) -> None:
    ran = porter("demo", "--json", home=tmp_path)
    values = json.loads(ran.stdout)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert set(values) == {"demo", "title", "doors", "totals", "notes"}
    assert values["demo"] == "own-host"
    assert {door["label"] for door in values["doors"]} == {"listener", "accepted", "client"}


def test_an_unknown_demo_is_a_wrong_argument_and_lists_those_that_exist(tmp_path: Path) -> None:
    ran = porter("demo", "three-clients", home=tmp_path)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert all(name in ran.stderr for name in DEMOS)
    assert "Traceback" not in ran.stderr


def test_a_picture_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    ran = porter("demo", "port-in-use", "--picture", "no/such/place.png", home=tmp_path)

    assert ran.returncode == 3
    assert "no/such/place.png" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("name", [name for name, demo in DEMOS.items() if demo.scope is Scope.EXPERIMENTS])
def test_an_experiment_as_json_has_its_steps_and_doors(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    values = values_of(DEMOS[name].perform(Surroundings(timeout=1)), capsys)

    assert set(values) == {"demo", "title", "steps", "lesson"}
    assert values["demo"] == name
    assert all(set(step) == STEP_KEYS for step in values["steps"])
    assert all(set(door) == DOOR_KEYS for step in values["steps"] for door in step["doors"])


def test_a_report_as_json_has_its_doors_totals_and_notes(capsys: pytest.CaptureFixture[str]) -> None:
    values = values_of(REPORT, capsys)

    assert values["totals"] == [{"protocol": "TCP", "state": "LISTEN", "sockets": 3, "hidden": 1}]
    assert (values["title"], values["notes"]) == ("The household porter (process 42)", ["A note."])
    assert [set(door) for door in values["doors"]] == [DOOR_KEYS] * 3


def test_an_endpoint_in_json_is_text_and_a_missing_one_is_null(capsys: pytest.CaptureFixture[str]) -> None:
    listener, masked, udp = values_of(REPORT, capsys)["doors"]

    assert (listener["local"], listener["remote"], listener["masked"]) == ("[::1]:80", None, False)
    assert (masked["local"], masked["remote"], masked["masked"]) == ("192.0.2.1:50000", "198.51.100.1:443", True)
    assert (udp["protocol"], udp["state"]) == ("UDP", "")


def test_a_reader_sees_which_addresses_are_masked() -> None:
    shown = text_of(REPORT)

    assert "192.0.2.1:50000 (private)" in shown
    assert "198.51.100.1:443 (public)" in shown


def test_a_reader_sees_every_door_total_and_note() -> None:
    shown = text_of(REPORT)

    assert all(text in shown for text in ("porter", "42", "[::1]:80", "LISTEN", "Waits.", "A note."))


def test_a_reader_sees_what_was_done_and_seen_and_the_lesson() -> None:
    step = Step("Do [bold]this[/bold]", "EADDRINUSE", "No luck.", (LISTENER,))
    shown = text_of(Transcript("made-up", "Made up", (step,), "Remember this."))

    assert all(text in shown for text in ("Made up", "1. Do [bold]this[/bold]", "EADDRINUSE", "No luck.", "[::1]:80"))
    assert "Remember: Remember this." in shown


@pytest.mark.parametrize("width", [92, 40])
def test_a_reader_sees_who_holds_a_door_where_that_is_told(width: int) -> None:
    assert "nginx, process 812" in text_of(report_of(HELD, LISTENER), width)
    assert "household " not in text_of(report_of(LISTENER), width).replace("The household porter", "")


def test_a_column_that_would_be_empty_is_left_out() -> None:
    assert "remote" not in text_of(report_of(HELD, LISTENER))
    assert "remote" in text_of(report_of(HELD, MASKED), width=140)


@pytest.mark.parametrize("width", [60, 77, 80, 92, 140])
def test_no_endpoint_is_broken_over_two_lines(width: int) -> None:
    shown = text_of(report_of(HELD, MASKED, LISTENER), width)

    for row in (HELD.row, MASKED.row, LISTENER.row):
        assert row.local.marked in shown
        assert row.remote is None or row.remote.marked in shown


@pytest.mark.parametrize("width", [92, 40])
def test_a_terminal_obeys_no_name_of_a_process(width: int) -> None:
    shown = text_of(report_of(replace(HELD, household="x\x1b[2J\n[red]\u202ey")), width)

    assert "x[2J[red]y" in shown
    assert "\x1b" not in shown


def test_a_report_without_doors_shows_no_table() -> None:
    shown = text_of(report_of())

    assert "A note." in shown
    assert "local" not in shown
    assert "In the town" not in shown


def test_a_household_in_json_is_there_also_where_nobody_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    doors = values_of(report_of(HELD, LISTENER), capsys)["doors"]

    assert [door["household"] for door in doors] == ["nginx, process 812", ""]


def test_the_command_takes_a_name_of_several_words(tmp_path: Path) -> None:
    ran = porter("demo", "port", "0", "--json", home=tmp_path)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["demo"] == "port-0"


def test_what_the_settings_switch_off_is_not_possible_here(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("disclosure: {host: {who: nobody}}")
    ran = porter("demo", "host", home=tmp_path)

    assert (ran.returncode, ran.stdout, ran.stderr) == (4, "", "Whoever runs me has switched that off.\n")


def test_doors_that_did_not_change_are_shown_once() -> None:
    step = Step("Look", "a door", "A door.", (LISTENER,))
    shown = text_of(Transcript("made-up", "Made up", (step, step), "Remember this."))

    assert shown.count("[::1]:80") == 1
