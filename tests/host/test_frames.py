"""Messages on a pipe."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.host.frames import framed

COMPANION = [sys.executable, str(Path(__file__).parent / "obedient_companion.py")]


def served(standard_input: bytes) -> bytes:
    ran = subprocess.run(COMPANION, input=standard_input, capture_output=True, check=True)
    assert ran.stderr == b""
    return ran.stdout


def test_each_message_has_one_reply() -> None:
    assert served(framed(b"one") + framed(b"") + framed(b"double x")) == framed(b"one") + framed(b"") + framed(b"xx")


@pytest.mark.parametrize("broken", [b"", b"\x00\x00", framed(b"complete")[:-1]], ids=["none", "half a length", "cut"])
def test_input_that_ends_within_a_message_ends_quietly(broken: bytes) -> None:
    assert served(framed(b"one") + broken) == framed(b"one")
