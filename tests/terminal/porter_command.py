"""The real command, started as a user would: with an almost empty environment, in a directory of its own."""

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def environment(home: Path, **more: str) -> dict[str, str]:
    return {
        "HOME": str(home),
        "PATH": os.environ.get("PATH", ""),
        "LANG": "C.UTF-8",
        "TERM": "xterm",
        "PYTHONPATH": str(REPOSITORY),  # the Porter of these tests, wherever another one may be installed
        **more,
    }


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "bot", *map(str, arguments)]


def porter(*arguments: str | Path, home: Path, stdin: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Run `porter` to its end, with `home` as home and working directory, and `more` in its environment."""
    return subprocess.run(
        command(*arguments),
        input=stdin,
        cwd=home,
        env=environment(home, **more),
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",  # so that a test can type what is no text
        timeout=30,
        check=False,
    )
