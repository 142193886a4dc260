"""The health file: touched while Porter is connected to Discord, and looked at by a health check."""

import time
from pathlib import Path

SECONDS_BETWEEN = 20
SECONDS_VALID = 90


class UnhealthyError(Exception):
    """The Porter that touches the file isn't connected to Discord; the message says since when."""


def check_health(file: Path) -> None:
    """Look at how long ago the file was touched.

    Raises:
        UnhealthyError: too long ago, or never.
    """
    try:
        age = time.time() - file.stat().st_mtime
    except OSError as error:
        raise UnhealthyError(f"{file}: {error.strerror}; Porter isn't connected to Discord.") from None
    if age > SECONDS_VALID:
        raise UnhealthyError(f"{file} is {age:.0f} s old; Porter isn't connected to Discord.")
