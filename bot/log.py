"""The log: one line an event on standard error, without secrets and without forged lines."""

import logging
import re
import sys

# Three parts of URL-safe base 64: the bot's id, a time, a signature (Discord documentation, Reference, Authentication).
TOKEN_SHAPE = re.compile(r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class SafeFormatter(logging.Formatter):
    """Formats a record so that no secret is shown, and nothing in it can pose as another line of the log."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """Format the record as usual, indent all lines but the first, and redact."""
        text = super().format(record).replace("\n", "\n    | ")
        text = _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), text)
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        return TOKEN_SHAPE.sub("[secret]", text)


def start_log(level: str, secrets: tuple[str, ...]) -> None:
    """Send the log to standard error from `level` on, with every one of `secrets` redacted."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(SafeFormatter(secrets))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
