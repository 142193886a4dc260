import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal.porter_command import porter

from bot import __version__
from bot.__main__ import main
from bot.answering.authoring import MODELINE, entry_schema

# In the shape of a token, and of nobody's bot.
TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAw.GabcDe.abcdefghijklmnopqrstuvwxyz0123456789AB"


@pytest.fixture(autouse=True)
def log_as_before() -> Iterator[None]:
    """Puts back what `main` sets for the whole process."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)


def test_the_version_is_that_of_the_package(tmp_path: Path) -> None:
    ran = porter("--version", home=tmp_path)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"porter {__version__}\n", "")


@pytest.mark.parametrize("token", ["", "  \t "])
def test_a_blank_token_is_no_token(token: str, tmp_path: Path) -> None:
    ran = porter(home=tmp_path, DISCORD_TOKEN=token)

    assert (ran.returncode, ran.stdout) == (0, "")
    assert "No Discord token" in ran.stderr


def test_a_missing_token_file_is_named(tmp_path: Path) -> None:
    ran = porter(home=tmp_path, DISCORD_TOKEN_FILE="secrets/token")

    assert (ran.returncode, ran.stdout) == (5, "")
    assert "secrets/token can't be read" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_what_cannot_be_a_token_is_refused_and_not_shown(tmp_path: Path) -> None:
    (tmp_path / "token.txt").write_text(f"Bot {TOKEN}\n", encoding="utf-8")
    ran = porter(home=tmp_path, DISCORD_TOKEN_FILE="token.txt")

    assert ran.returncode == 5
    assert "token.txt" in ran.stderr
    assert TOKEN not in ran.stdout + ran.stderr


def test_a_token_in_the_settings_is_refused_and_not_shown(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(f"discord:\n  token: {TOKEN}\n", encoding="utf-8")
    ran = porter(home=tmp_path)

    assert ran.returncode == 3
    assert "config.yaml:2:3:" in ran.stderr
    assert TOKEN not in ran.stdout + ran.stderr


def test_a_discord_that_cannot_be_reached_is_told_without_the_token(tmp_path: Path) -> None:
    # Nobody can listen on port 0.
    settings = 'discord:\n  api: "http://127.0.0.1:0/api"\n  gateway: "ws://127.0.0.1:0/"\nlog:\n  level: debug\n'
    (tmp_path / "config.yaml").write_text(settings, encoding="utf-8")
    ran = porter(home=tmp_path, DISCORD_TOKEN=TOKEN)

    assert ran.returncode == 6
    assert "can't be reached" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert TOKEN not in ran.stdout + ran.stderr


def test_the_environment_names_the_settings_and_an_argument_outdoes_it(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text("log:\n  level: error\n", encoding="utf-8")
    by_environment = porter("ask", "x", home=tmp_path, PORTER_CONFIG="none.yaml")
    by_argument = porter("ask", "x", "--config", "good.yaml", home=tmp_path, PORTER_CONFIG="none.yaml")

    assert (by_environment.returncode, by_argument.returncode) == (3, 0)
    assert "none.yaml:1:1:" in by_environment.stderr


def test_standard_input_that_is_no_text_is_answered_or_refused_in_a_sentence(tmp_path: Path) -> None:
    ran = porter("ask", "--json", home=tmp_path, stdin="\udcff what is a port\n", PYTHONIOENCODING="utf-8:strict")

    assert ran.returncode in {0, 3}
    assert "Traceback" not in ran.stderr


def test_a_blank_token_spoils_no_line_of_the_log(tmp_path: Path) -> None:
    not_text = {"stdin": "\udcff", "PYTHONIOENCODING": "utf-8:strict"}
    ran = porter("ask", home=tmp_path, DISCORD_TOKEN=" ", **not_text)

    assert "[secret]" not in ran.stderr


def test_a_health_file_without_a_token_is_refused(tmp_path: Path) -> None:
    ran = porter("--health-file", "health", home=tmp_path)

    assert (ran.returncode, ran.stdout) == (5, "")
    assert "DISCORD_TOKEN" in ran.stderr
    assert not (tmp_path / "health").exists()


def test_the_file_of_a_running_porter_is_healthy(tmp_path: Path) -> None:
    (tmp_path / "health").touch()

    assert main(["health", str(tmp_path / "health")]) == 0


@pytest.mark.parametrize("age", [91, 600])
def test_the_file_of_a_porter_that_lost_its_connection_is_not_healthy(
    age: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "health"
    file.touch()
    os.utime(file, (time.time() - age, time.time() - age))

    assert main(["health", str(file)]) == 4
    assert "isn't connected" in capsys.readouterr().err


def test_without_the_file_porter_is_not_healthy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["health", str(tmp_path / "none")]) == 4
    assert "isn't connected" in capsys.readouterr().err


# Authors


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A directory with settings that name a knowledge directory, which is empty."""
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "config.yaml").write_text("knowledge:\n  directory: knowledge\n", encoding="utf-8")
    return tmp_path


def test_the_schema_is_printed_as_it_is(tmp_path: Path) -> None:
    ran = porter("schema", home=tmp_path)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, entry_schema(), "")


def test_a_new_entry_is_written_and_what_comes_next_is_said(home: Path) -> None:
    ran = porter("new", "file-descriptor", "--topic", "processes", home=home)

    path = home / "knowledge" / "processes" / "file-descriptor.yaml"
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == f"{path}\nFill it in, then run porter check.\n"
    assert path.read_text(encoding="utf-8").startswith(MODELINE)


def test_the_check_tells_what_a_new_entry_still_lacks(home: Path) -> None:
    porter("new", "file-descriptor", home=home)
    ran = porter("check", home=home)

    assert ran.returncode == 3
    assert ran.stderr.count("file-descriptor.yaml:") == len(ran.stderr.splitlines())
    assert ran.stderr.count("this is still to be written") == 8


def test_an_existing_entry_is_not_written_over(home: Path) -> None:
    porter("new", "kettle", home=home)
    path = home / "knowledge" / "more" / "kettle.yaml"
    path.write_text("mine", encoding="utf-8")
    ran = porter("new", "kettle", "--topic", "kitchen", home=home)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert str(path) in ran.stderr
    assert path.read_text(encoding="utf-8") == "mine"


def test_where_nothing_can_be_written_it_says_so(home: Path) -> None:
    (home / "knowledge" / "more").write_text("a file where a folder should be", encoding="utf-8")
    ran = porter("new", "kettle", home=home)

    assert (ran.returncode, ran.stdout) == (4, "")
    assert "can't be written" in ran.stderr
    assert "Traceback" not in ran.stderr
