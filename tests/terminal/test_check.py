import re
from pathlib import Path

import pytest
from terminal.porter_command import porter

GOOD = """\
title: Port
short: A number that says which door of a building a letter is for.
analogy:
  picture: The number on the door.
  stands_for: {number: port}
  breaks: Doors may share a number.
detail: From 0 to 65535.
sources: [https://www.rfc-editor.org/rfc/rfc6335]
asked_as:
  - what is a port
"""


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """An empty knowledge directory, and beside it the settings that name it."""
    directory = tmp_path / "knowledge" / "ports"
    directory.mkdir(parents=True)
    (tmp_path / "settings.yaml").write_text("knowledge:\n  directory: knowledge\n", encoding="utf-8")
    return directory


def test_good_knowledge_is_counted(knowledge: Path, tmp_path: Path) -> None:
    (knowledge / "port.yaml").write_text(GOOD, encoding="utf-8")
    ran = porter("check", "--config", "settings.yaml", home=tmp_path)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert "1 entries" in ran.stdout
    assert "no fault" in ran.stdout


def test_every_fault_of_every_file_is_named_with_line_and_column(knowledge: Path, tmp_path: Path) -> None:
    faulty = GOOD.replace("From 0", "tile: what\ndetail: From 0").replace("detail: tile: what\n", "tile: what\n")
    (knowledge / "port.yaml").write_text(faulty.replace("asked_as:\n  - what is a port\n", ""), encoding="utf-8")
    (knowledge / "socket.yaml").write_text("title: [broken\n", encoding="utf-8")
    (knowledge / "link.yml").write_text(GOOD, encoding="utf-8")
    ran = porter("check", "--config", "settings.yaml", home=tmp_path)
    places = re.findall(r"(\w+\.ya?ml):(\d+):(\d+): \S", ran.stderr)

    assert ran.returncode == 3
    assert ("port.yaml", "7", "1") in places
    assert {name for name, *_ in places} == {"port.yaml", "socket.yaml", "link.yml"}
    assert len(places) == len(ran.stderr.splitlines()) >= 4
    assert "Traceback" not in ran.stderr


def test_faults_of_content_are_named_together(knowledge: Path, tmp_path: Path) -> None:
    faulty = GOOD.replace("{number: port}", "{letterbox: port}").replace("From 0", "The server socket. From 0")
    (knowledge / "port.yaml").write_text(faulty, encoding="utf-8")
    ran = porter("check", "--config", "settings.yaml", home=tmp_path)

    assert ran.returncode == 3
    assert re.findall(r"port\.yaml:(\d+):", ran.stderr) == ["5", "7"]


def test_faults_of_reading_and_of_content_are_told_at_once(knowledge: Path, tmp_path: Path) -> None:
    circular = GOOD.replace("A number that says which door of a building a letter is for.", "A port is a port.")
    (knowledge / "port.yaml").write_text(circular, encoding="utf-8")
    (knowledge / "socket.yaml").write_text("title: Socket\n", encoding="utf-8")
    (tmp_path / "knowledge" / "port-numbers.yaml").write_text("ports:\n  - number: 99999\n", encoding="utf-8")
    (tmp_path / "knowledge" / "not-for-us.yaml").write_text("thanks: thanks\n", encoding="utf-8")
    ran = porter("check", "--config", "settings.yaml", home=tmp_path)

    told = re.findall(r"([\w-]+\.yaml):(\d+):(\d+): \S", ran.stderr)
    assert ran.returncode == 3
    assert ("port.yaml", "2", "8") in told
    assert ("port-numbers.yaml", "2", "13") in told
    assert ("not-for-us.yaml", "1", "9") in told
    assert [name for name, *_ in told].count("socket.yaml") == 5
    assert len(told) == len(ran.stderr.splitlines())


def test_a_phrasing_that_finds_nothing_is_told_together_with_other_faults(knowledge: Path, tmp_path: Path) -> None:
    (knowledge / "port.yaml").write_text(GOOD + '  - "???"\n', encoding="utf-8")
    (knowledge / "socket.yaml").write_text("title: Socket\n", encoding="utf-8")
    ran = porter("check", "--config", "settings.yaml", home=tmp_path)

    assert "port.yaml:11:5: `???` finds nothing" in ran.stderr


def test_how_the_knowledge_stands_is_said(knowledge: Path, tmp_path: Path) -> None:
    (knowledge / "port.yaml").write_text(GOOD + "  - which number does a door have\n", encoding="utf-8")
    (knowledge / "plug.yaml").write_text(
        GOOD.replace("Port", "Plug")
        .replace("is a port", "is a plug")
        .replace("detail:", "corrects: Ports are plugs.\ndetail:"),
        encoding="utf-8",
    )
    (tmp_path / "knowledge" / "not-for-us.yaml").write_text("thanks: [thanks, ty]\nsea: [a port]\n", encoding="utf-8")
    ran = porter("check", "--config", "settings.yaml", home=tmp_path)

    said = " ".join(ran.stdout.split())
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "2 entries, no fault." in said
    assert "1 misconceptions" in said
    assert "1 concepts" in said
    assert "3 phrasings: at least 1 an entry, median 2" in said
    assert re.search(r"school grade of sentence and picture: median -?\d+\.\d, hardest -?\d+\.\d", said)
    assert "0 port numbers" in said
    assert "3 messages to leave alone, of 2 kinds" in said
    assert re.search(r"finds its entry first \d+%, among three \d+%", said)


def test_an_empty_knowledge_directory_is_a_fault(knowledge: Path, tmp_path: Path) -> None:
    ran = porter("check", "--config", "settings.yaml", home=tmp_path)

    assert ran.returncode == 3
    assert "no entries here" in ran.stderr


def test_faulty_settings_are_named_with_line_and_remedy(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(
        "demos:\n  at_once: 99\nloog: {}\nanswering: {asked: 50}\ndiscord: {unasked: quiet}\n", encoding="utf-8"
    )
    ran = porter("check", home=tmp_path)

    assert ran.returncode == 3
    assert re.findall(r"config\.yaml:(\d+):(\d+):", ran.stderr) == [
        ("2", "12"),
        ("3", "1"),
        ("4", "20"),
        ("5", "20"),
    ]
    assert "`log`" in ran.stderr
