import os
import time
from pathlib import Path

import pytest

from bot.chat.health import SECONDS_BETWEEN, SECONDS_VALID, UnhealthyError, check_health


def test_a_file_touched_just_now_is_healthy(tmp_path: Path) -> None:
    file = tmp_path / "health"
    file.touch()

    check_health(file)


def test_a_file_that_was_never_touched_is_not(tmp_path: Path) -> None:
    with pytest.raises(UnhealthyError, match="isn't connected"):
        check_health(tmp_path / "health")


def test_a_file_touched_long_ago_is_not(tmp_path: Path) -> None:
    file = tmp_path / "health"
    file.touch()
    long_ago = time.time() - SECONDS_VALID - 5
    os.utime(file, (long_ago, long_ago))

    with pytest.raises(UnhealthyError, match="s old"):
        check_health(file)


def test_some_touches_may_fail_before_the_file_counts_as_old() -> None:
    assert SECONDS_VALID > 3 * SECONDS_BETWEEN
