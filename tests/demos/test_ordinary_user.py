"""What these demos show needs no privilege: an ordinary user sees the same as root."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]

# Everything is imported first, because another user may not be able to read where this interpreter lies. Children need
# one that this user can start, and it may be any.
AS_NOBODY = """
import json, os, pwd, sys
from bot.demos import http, inherited_door, loopback_only, peek_inside, shared_port, unix_socket
from bot.demos.demo import Surroundings
from bot.host.children import PROGRAM
nobody = pwd.getpwnam("nobody")
os.setgroups([])
os.setgid(nobody.pw_gid)
os.setuid(nobody.pw_uid)
os.environ["TMPDIR"] = "/tmp"
usable = [each for each in (sys.executable, "/usr/bin/python3") if os.access(each, os.X_OK)]
if not usable or not os.access(PROGRAM, os.R_OK):
    sys.exit("this user can start no interpreter, or can't read the program for it")
sys.executable = usable[0]
shown = [each.DEMO.perform(Surroundings(timeout=5)) for each in
         (http, inherited_door, loopback_only, peek_inside, shared_port, unix_socket)]
print(json.dumps({each.demo: [step.saw for step in each.steps] for each in shown}))
"""


@pytest.fixture(scope="module")
def seen_by_nobody() -> dict[str, list[str]]:
    """What user `nobody` sees in each demo, step by step."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("NOT TESTED HERE: only root on Linux can run a demo as another user")
    command = [sys.executable, "-c", AS_NOBODY]
    child = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=False)
    if child.stderr.startswith("this user"):
        pytest.skip(f"NOT TESTED HERE: {child.stderr}")
    seen: dict[str, list[str]] = json.loads(child.stdout)
    return seen


@pytest.mark.parametrize(
    ("demo", "last"),
    [
        ("http", "HTTP/1.1 200 OK"),
        ("inherited-door", "ECONNREFUSED"),
        ("loopback-only", "127.0.0.1: connected, 127.0.0.2: connected"),
        ("peek-inside", "ECONNREFUSED"),
        ("shared-port", "EADDRINUSE"),
        ("unix-socket", "ENOENT"),
    ],
)
def test_an_ordinary_user_sees_a_demo_to_its_end(seen_by_nobody: dict[str, list[str]], demo: str, last: str) -> None:
    assert seen_by_nobody[demo][-1].startswith(last)


def test_an_ordinary_user_finds_the_socket_in_the_kernels_table(seen_by_nobody: dict[str, list[str]]) -> None:
    assert seen_by_nobody["peek-inside"][2].endswith("state 0A")


def test_an_ordinary_user_may_confine_a_socket_to_loopback(seen_by_nobody: dict[str, list[str]]) -> None:
    assert seen_by_nobody["loopback-only"][2].endswith("confined to device 'lo'")


def test_the_system_tells_an_ordinary_user_who_called(seen_by_nobody: dict[str, list[str]]) -> None:
    assert seen_by_nobody["unix-socket"][1].endswith("from our child")
