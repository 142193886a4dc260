"""Runs a script in a network of its own, where nobody else opens a socket, so that every socket can be counted."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[1]

# A new network namespace has a loopback interface that is down. SIOCSIFFLAGS and IFF_UP: man 7 netdevice.
LOOPBACK_UP = """
import fcntl, socket, struct
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
    fcntl.ioctl(any_socket, 0x8914, struct.pack("16sH14x", b"lo", 0x1))
"""


def said_in_own_network(script: str) -> Any:
    """Run a script that prints JSON; skips the test where this system doesn't let us make a network namespace."""
    unshare = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]
    if sys.platform != "linux" or subprocess.run([*unshare, "true"], check=False, stderr=subprocess.DEVNULL).returncode:
        pytest.skip("NOT TESTED HERE: this system doesn't let us make a network namespace (man 1 unshare)")
    return said([*unshare, sys.executable, "-W", "error", "-c", LOOPBACK_UP + script])


def said_as_nobody(script: str) -> Any:
    """Run a script that prints JSON as user `nobody` in an own network, in which root holds sockets.

    The script is what nobody does, after imports for which it may lack the rights.
    """
    become = "import os, pwd; os.setgroups([]); os.setuid(pwd.getpwnam('nobody').pw_uid)"
    command = [sys.executable, "-c", become]
    # Root of a user namespace may be the only user that there is.
    if sys.platform != "linux" or subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode:
        pytest.skip("NOT TESTED HERE: only root on Linux can look at the host with another user's eyes")
    return said_in_own_network(ROOT_HOLDS_SOCKETS.replace("SCRIPT", repr(BECOME_NOBODY.replace("SCRIPT", script))))


# 3 listeners, one of them shared by two sockets; a connection that was accepted and one that waits for it; one in
# TIME_WAIT and one in FIN_WAIT2 whose socket is closed; a UDP socket.
ROOT_HOLDS_SOCKETS = """
import subprocess, sys
from bot.host.loopback import Loopback, port_of
with Loopback(timeout=2) as loopback:
    listener, shared = loopback.listen(), loopback.listen(shared=True)
    loopback.listen(port_of(shared), shared=True)
    loopback.bind_udp()
    for _ in range(3):
        client = loopback.connect(port_of(listener))
        accepted = loopback.accept(listener, client)
        if _ < 2:
            client.close()
        if _ == 0:
            accepted.recv(1)
            accepted.close()
    loopback.connect(port_of(listener))
    subprocess.run([sys.executable, "-W", "error", "-c", SCRIPT], check=True, timeout=30)
"""

BECOME_NOBODY = """
import dataclasses, json, os, pwd
from bot.demos import host_listing, own_host
from bot.demos.demo import Surroundings
from bot.host import netlink_table, psutil_table
from bot.host.loopback import Loopback
from bot.host.own_process import read_own_process
nobody = pwd.getpwnam("nobody")
os.setgroups([])
os.setgid(nobody.pw_gid)
os.setuid(nobody.pw_uid)
SCRIPT
"""


def said(command: list[str]) -> Any:
    """Run a command and read the JSON that it prints."""
    ran = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)
