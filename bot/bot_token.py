"""The bot's token: from the environment or a secret file, never from the settings, and never shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from bot.config import Settings
from bot.log import TOKEN_SHAPE


@dataclass(frozen=True)
class Token:
    """The bot's token, hidden from prints, and the place where it was found."""

    secret: SecretStr
    place: str


class TokenError(Exception):
    """There is something in the place of the token that can't be one. The message never contains it."""


def read_token(settings: Settings, environment: Mapping[str, str]) -> Token | None:
    """Find the bot's token: `DISCORD_TOKEN`, then the file of `DISCORD_TOKEN_FILE`, then that of the settings.

    Raises:
        TokenError: a file can't be read, or what it holds can't be a token.
    """
    if written := environment.get("DISCORD_TOKEN", "").strip():
        return _checked_token(written, "the environment variable DISCORD_TOKEN")
    named = environment.get("DISCORD_TOKEN_FILE")
    path = Path(named) if named else settings.discord.token_file
    if path is None:
        return None
    # Somebody may have written the token itself where its file should be named.
    place = "the token file" if TOKEN_SHAPE.search(str(path)) else f"the token file {path}"
    try:
        return _checked_token(path.read_text(encoding="utf-8-sig").strip(), place)
    except OSError as error:
        raise TokenError(f"T{place[1:]} can't be read ({error.strerror}). Name an existing file, or none.") from None
    except UnicodeDecodeError:
        raise TokenError(f"T{place[1:]} isn't text. It should hold the token alone.") from None


def _checked_token(token: str, where: str) -> Token:
    if not re.fullmatch(r"[!-~]{1,200}", token):
        message = (
            f"What stands in {where} can't be a bot token: a token is one word without spaces. "
            "Copy it from the developer portal, page Bot, button Reset Token."
        )
        raise TokenError(message)
    return Token(SecretStr(token), where)
