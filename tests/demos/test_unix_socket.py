import socket
import sys
import threading

import pytest
from copied_sockets import CopyingLoopback

from bot.demos.demo import Surroundings
from bot.demos.transcript import Door, Step, Transcript
from bot.demos.unix_socket import DEMO, run
from bot.host.loopback import Loopback
from bot.terminal.layout import shown_json

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="Python has no Unix sockets on this system")


@pytest.fixture
def steps() -> list[Step]:
    with Loopback(timeout=5) as loopback:
        return list(run(loopback))


@pytest.fixture
def doors(steps: list[Step]) -> dict[str, Door]:
    """The doors while the child is connected, by label."""
    return {door.label: door for door in steps[1].doors}


def test_the_door_is_a_file_of_type_socket(steps: list[Step]) -> None:
    assert steps[0].saw.startswith("srw")
    assert steps[0].saw.endswith("door")


def test_no_door_has_a_port(steps: list[Step]) -> None:
    rows = [door.row for step in steps for door in step.doors]

    assert {row.protocol for row in rows} == {"UNIX"}
    assert {end.port for row in rows for end in (row.local, row.remote) if end} == {0}


def test_a_letter_of_the_child_comes_in(steps: list[Step]) -> None:
    assert steps[1].saw.startswith("'hello'")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has SO_PEERCRED")
def test_the_system_knows_that_it_was_the_child(steps: list[Step]) -> None:
    assert steps[1].saw.endswith("from our child")


def test_both_ends_mirror_each_other_in_two_households(doors: dict[str, Door]) -> None:
    accepted, client = doors["accepted"], doors["client"]

    assert (accepted.row.local, accepted.row.remote) == (client.row.remote, client.row.local)
    assert (accepted.household, client.household) == ("parent", "child")


def test_a_path_is_taken_once(steps: list[Step]) -> None:
    assert steps[2].saw == "EADDRINUSE"


def test_the_file_outlives_the_socket(steps: list[Step]) -> None:
    assert steps[3].saw == "ECONNREFUSED, EADDRINUSE"


def test_the_closed_socket_is_gone_though_somebody_has_a_copy_of_it_for_another_moment() -> None:
    with CopyingLoopback(timeout=5) as loopback:
        script = run(loopback)
        for _ in range(3):
            next(script)
        later = threading.Timer(0.3, loopback.copies[0].close)
        later.start()
        closed, _ = script
        later.join()

    assert closed.saw == "ECONNREFUSED, EADDRINUSE"


def test_without_its_file_the_door_is_unknown(steps: list[Step]) -> None:
    assert steps[4].saw == "ENOENT"


def test_nothing_tells_where_temporary_files_lie(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path_factory.mktemp("ada")))
    shown = DEMO.perform(Surroundings(timeout=5))

    assert isinstance(shown, Transcript)
    assert "ada" not in str(shown_json(shown))
