import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal.porter_command import porter

from bot import __version__
from bot.__main__ import main

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
