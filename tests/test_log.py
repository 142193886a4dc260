"""What the log never shows, and what can't forge a line of it."""

import logging
import warnings
from collections.abc import Iterator

import pytest

from bot.log import SafeFormatter, start_log

SECRET = "swordfish-of-the-porter"
TOKEN = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"


def line(message: str, *args: object, secrets: tuple[str, ...] = (SECRET,), exc: BaseException | None = None) -> str:
    exc_info = (type(exc), exc, exc.__traceback__) if exc else None
    record = logging.LogRecord("bot.test", logging.INFO, "test.py", 1, message, args, exc_info)
    return SafeFormatter(secrets).format(record)


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    """The root logger, put back afterwards as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield root
    for handler in root.handlers[:]:
        root.removeHandler(handler)
    for handler in handlers:
        root.addHandler(handler)
    root.setLevel(level)
    logging.captureWarnings(capture=False)


def test_a_line_says_when_how_bad_where_and_what() -> None:
    assert line("the door is %s", "open").endswith(" INFO    bot.test: the door is open")


# Secrets


@pytest.mark.parametrize("hidden", [SECRET, TOKEN])
def test_a_secret_in_a_message_is_redacted(hidden: str) -> None:
    assert line(f"the token is {hidden}.").endswith("the token is [secret].")


@pytest.mark.parametrize("hidden", [SECRET, TOKEN])
def test_a_secret_in_an_argument_is_redacted(hidden: str) -> None:
    written = line("header %s, body %r", {"Authorization": f"Bot {hidden}"}, [hidden.encode()])

    assert written.endswith("header {'Authorization': 'Bot [secret]'}, body [b'[secret]']")


@pytest.mark.parametrize("hidden", [SECRET, TOKEN])
def test_a_secret_in_a_traceback_is_redacted(hidden: str) -> None:
    error = ValueError(f"refused: {hidden}")
    error.__cause__ = KeyError(hidden)

    written = line("it failed", exc=error)

    assert hidden not in written
    assert "KeyError: '[secret]'" in written
    assert "ValueError: refused: [secret]" in written


def test_every_one_of_several_secrets_is_redacted() -> None:
    assert line("one two three", secrets=("two", "", "three")).endswith("one [secret] [secret]")


def test_a_token_in_an_address_is_redacted() -> None:
    assert TOKEN not in line("GET https://example.com/?token=%s&v=10", TOKEN)


def test_what_only_resembles_a_token_stays() -> None:
    harmless = "bot.answering.scoring 203.0.113.200 1234567890123456789.yaml v1.22.333"

    assert line(harmless).endswith(harmless)


@pytest.mark.parametrize("level", ["debug", "info", "warning", "error"])
def test_no_level_shows_a_secret(level: str, root_logger: logging.Logger, capsys: pytest.CaptureFixture[str]) -> None:
    start_log(level, secrets=(SECRET,))

    log = logging.getLogger("discord.http")
    for each in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
        log.log(each, "sent %s with %s", {"token": SECRET}, TOKEN)

    written = capsys.readouterr().err
    assert written.count("sent {'token': '[secret]'} with [secret]") == 4 - root_logger.level // 10 + 1
    assert SECRET not in written
    assert TOKEN not in written


# Forged lines


@pytest.mark.parametrize(
    "forging",
    ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"],
    ids=ascii,
)
def test_no_line_end_begins_another_line_of_the_log(forging: str) -> None:
    forged = "2026-01-01 00:00:00,000 INFO    bot: all is well"

    written = line("asked by %s", f"ann{forging}{forged}")

    first, *others = written.splitlines()
    assert first.startswith("20")
    assert all(other.startswith("    | ") for other in others)


def test_a_traceback_is_indented_below_its_line() -> None:
    with pytest.raises(ValueError, match="first") as raised:
        int("first\nsecond")

    _, *others = line("it failed", exc=raised.value).splitlines()

    assert others[0] == "    | Traceback (most recent call last):"
    assert others[-1].startswith("    | ValueError: invalid literal")


@pytest.mark.parametrize(
    ("character", "shown"),
    [
        ("\x1b", "\\x1b"),
        ("\x9b", "\\x9b"),
        ("\x00", "\\x00"),
        ("\x07", "\\x07"),
        ("\x08", "\\x08"),
        ("\x7f", "\\x7f"),
        ("\r", "\\r"),
        ("\u202e", "\\u202e"),
        ("\u202a", "\\u202a"),
        ("\u2066", "\\u2066"),
    ],
    ids=ascii,
)
def test_what_a_terminal_would_obey_is_shown_and_not_obeyed(character: str, shown: str) -> None:
    assert line("asked by %s", f"a{character}[31mb").endswith(f"asked by a{shown}[31mb")


def test_letters_of_all_scripts_stay() -> None:
    assert line("né 界 مرحبا 🙂\ttab").endswith("né 界 مرحبا 🙂\ttab")


# Starting


def test_the_log_goes_to_standard_error(root_logger: logging.Logger, capsys: pytest.CaptureFixture[str]) -> None:
    start_log("info", secrets=())

    logging.getLogger("bot").info("hello")
    logging.getLogger("bot").debug("not that loud")

    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.endswith(" INFO    bot: hello\n")


def test_a_second_start_replaces_the_first(root_logger: logging.Logger, capsys: pytest.CaptureFixture[str]) -> None:
    start_log("warning", secrets=())
    start_log("info", secrets=(SECRET,))

    logging.getLogger("bot").info(SECRET)

    assert capsys.readouterr().err.count("[secret]\n") == 1


def test_warnings_go_through_the_log(root_logger: logging.Logger, capsys: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        start_log("warning", secrets=(SECRET,))
        warnings.warn(f"old: {SECRET}", stacklevel=1)

    written = capsys.readouterr().err
    assert "WARNING py.warnings: " in written
    assert "old: [secret]" in written
