"""The token, which is never shown."""

import traceback
from pathlib import Path

import pytest

from bot.bot_token import Token, TokenError, read_token
from bot.config import DiscordSettings, Settings

TOKEN = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"


def leaks(error: BaseException) -> bool:
    """Tell whether more than a few letters of the token are in the message or in the traceback."""
    shown = "".join(traceback.format_exception(error))
    return any(part in shown for part in (TOKEN[:20], TOKEN[-20:]))


# Where the token comes from


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A directory with files that hold tokens."""
    (tmp_path / "named").write_text("token.of-the.named-file\n")
    (tmp_path / "chosen").write_text("  token.of-the.settings \r\n")
    return tmp_path


def secret(token: Token | None) -> str | None:
    return token and token.secret.get_secret_value()


def test_the_environment_comes_before_any_file(files: Path) -> None:
    settings = Settings(discord=DiscordSettings(token_file=files / "chosen"))
    environment = {"DISCORD_TOKEN": TOKEN, "DISCORD_TOKEN_FILE": str(files / "named")}

    assert secret(read_token(settings, environment)) == TOKEN


@pytest.mark.parametrize("empty", [{}, {"DISCORD_TOKEN": ""}, {"DISCORD_TOKEN": " \n"}])
def test_the_file_of_the_environment_comes_before_that_of_the_settings(files: Path, empty: dict[str, str]) -> None:
    settings = Settings(discord=DiscordSettings(token_file=files / "chosen"))

    assert secret(read_token(settings, {**empty, "DISCORD_TOKEN_FILE": str(files / "named")})) == (
        "token.of-the.named-file"
    )


@pytest.mark.parametrize("empty", [{}, {"DISCORD_TOKEN": "", "DISCORD_TOKEN_FILE": ""}])
def test_the_file_of_the_settings_comes_last(files: Path, empty: dict[str, str]) -> None:
    settings = Settings(discord=DiscordSettings(token_file=files / "chosen"))

    assert secret(read_token(settings, empty)) == "token.of-the.settings"


def test_there_may_be_no_token() -> None:
    assert read_token(Settings(), {}) is None


def test_white_space_around_a_token_is_no_part_of_it() -> None:
    assert secret(read_token(Settings(), {"DISCORD_TOKEN": f" \t{TOKEN}\r\n"})) == TOKEN


def test_a_token_is_hidden_wherever_it_is_shown() -> None:
    token = read_token(Settings(), {"DISCORD_TOKEN": TOKEN})

    assert TOKEN not in f"{token} {token!r} {[token]}"


@pytest.mark.parametrize(
    "bad",
    [f"Bot {TOKEN}", f"{TOKEN}\n{TOKEN}", f"{TOKEN}é", f"{TOKEN}\x00", f"{TOKEN}\u200b", f"{TOKEN}\x1b[0m", TOKEN * 4],
)
def test_what_cannot_be_a_token_is_refused_without_an_echo(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "token"
    path.write_text(bad, encoding="utf-8")

    for environment in ({"DISCORD_TOKEN": bad}, {"DISCORD_TOKEN_FILE": str(path)}):
        with pytest.raises(TokenError, match="can't be a bot token") as refused:
            read_token(Settings(), environment)
        assert not leaks(refused.value)


@pytest.mark.parametrize("content", ["", " \n"])
def test_an_empty_token_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "token"
    path.write_text(content)

    with pytest.raises(TokenError, match=f"What stands in the token file {path} can't be a bot token"):
        read_token(Settings(), {"DISCORD_TOKEN_FILE": str(path)})


def test_a_token_file_that_is_no_text_is_refused_without_an_echo(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_bytes(TOKEN.encode() + b"\xff")

    with pytest.raises(TokenError, match="isn't text") as refused:
        read_token(Settings(), {"DISCORD_TOKEN_FILE": str(path)})

    assert not leaks(refused.value)


@pytest.mark.parametrize(("named", "why"), [("none", "No such file or directory"), (".", "Is a directory")])
def test_a_token_file_that_cannot_be_read_is_told(tmp_path: Path, named: str, why: str) -> None:
    with pytest.raises(TokenError, match=rf"can't be read \({why}\)"):
        read_token(Settings(), {"DISCORD_TOKEN_FILE": str(tmp_path / named)})


def test_a_token_written_where_its_file_should_be_named_is_not_echoed() -> None:
    with pytest.raises(TokenError) as refused:
        read_token(Settings(), {"DISCORD_TOKEN_FILE": TOKEN})

    assert not leaks(refused.value)


def test_a_byte_order_mark_is_no_part_of_a_token(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_bytes(b"\xef\xbb\xbf" + TOKEN.encode())

    assert secret(read_token(Settings(), {"DISCORD_TOKEN_FILE": str(path)})) == TOKEN


def test_a_token_is_told_with_the_place_where_it_was_found(files: Path) -> None:
    path = files / "named"

    assert "DISCORD_TOKEN" in read_token(Settings(), {"DISCORD_TOKEN": TOKEN}).place
    assert str(path) in read_token(Settings(), {"DISCORD_TOKEN_FILE": str(path)}).place
