import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.host.port_ranges import first_unprivileged

REPOSITORY = Path(__file__).parents[2]
NAMES = ("port-in-use", "life-of-a-connection", "connection-refused", "udp", "backlog", "port-zero")

# Everything is imported first, because another user may not be able to read where this interpreter lies.
AS_NOBODY = """
import json, os, pwd, sys
from bot.demos.catalogue import DEMOS
from bot.demos.demo import Surroundings
nobody = pwd.getpwnam("nobody")
os.setgroups([])
os.setgid(nobody.pw_gid)
os.setuid(nobody.pw_uid)
print(json.dumps({name: [step.saw for step in DEMOS[name].perform(Surroundings(1)).steps] for name in sys.argv[1:]}))
"""


@pytest.fixture(scope="module")
def seen_by_nobody() -> dict[str, list[str]]:
    """What the machine replies to user `nobody`, in each experiment and step."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("NOT TESTED HERE: only root on Linux can look at the host with another user's eyes")
    command = [sys.executable, "-c", AS_NOBODY, *NAMES]
    child = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=30, check=True)
    seen: dict[str, list[str]] = json.loads(child.stdout)
    return seen


def test_an_ordinary_user_gets_no_low_number_where_they_are_locked(seen_by_nobody: dict[str, list[str]]) -> None:
    if (first_unprivileged() or 0) < 1024:
        pytest.skip("NOT TESTED HERE: this system gives low numbers to everybody")

    assert seen_by_nobody["port-in-use"][4] == "EACCES"


def test_an_ordinary_user_sees_the_rest_as_root_does(seen_by_nobody: dict[str, list[str]]) -> None:
    assert seen_by_nobody["port-in-use"][1] == "EADDRINUSE"
    assert seen_by_nobody["life-of-a-connection"][2:] == [
        "client FIN_WAIT2, accepted CLOSE_WAIT",
        "client TIME_WAIT, accepted gone",
        "not among our process's sockets",
        "EADDRINUSE",
    ]
    assert seen_by_nobody["connection-refused"][3].startswith("client 2 SYN_SENT")
    assert seen_by_nobody["udp"][4] == "sent, then ECONNREFUSED"
    assert seen_by_nobody["backlog"][2:] == ["client 3 SYN_SENT", "first client 1, then client 2"]
    assert seen_by_nobody["port-zero"][1].endswith("3 of 3 lie there")
