import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.host.loopback import Loopback, port_of, row_of
from bot.host.rows import SocketRow
from bot.host.socket_table import Count, TableRefusedError, read_own_process, read_table

REPOSITORY = Path(__file__).parents[2]

# Everything is imported first, because another user may not be able to read where this interpreter lies.
AS_NOBODY = """
import dataclasses, json, os, pwd
from bot.demos.demo import Surroundings
from bot.demos.own_host import report
from bot.host.loopback import Loopback
from bot.host.socket_table import read_table, read_own_process
nobody = pwd.getpwnam("nobody")
os.setgroups([])
os.setgid(nobody.pw_gid)
os.setuid(nobody.pw_uid)
with Loopback(timeout=1) as loopback:
    loopback.listen()
    print(json.dumps({
        "own": [row.state for row in read_own_process().rows],
        "counts": [dataclasses.astuple(count) for count in read_table().counts],
        "notes": report(Surroundings()).notes,
    }))
"""


def counted(protocol: str, state: str) -> Count:
    """Give the host's count for a state; skips where the system keeps it from us."""
    try:
        found = [count for count in read_table().counts if (count.protocol, count.state) == (protocol, state)]
    except TableRefusedError:
        pytest.skip("this system shows the table of the whole host to root only")
    return found[0] if found else Count(protocol, state, 0, 0)


def own_rows(*ports: int) -> set[SocketRow]:
    return {row for row in read_own_process().rows if row.local.port in ports}


def test_the_table_tells_of_own_sockets_what_they_tell_themselves() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        client = loopback.connect(port_of(listener))
        accepted = loopback.accept(listener, client)
        udp = loopback.bind_udp()
        seen = own_rows(port_of(listener), port_of(client), port_of(udp))

        assert seen == {row_of(each) for each in (listener, client, accepted, udp)}


def test_closed_sockets_are_no_longer_own() -> None:
    with Loopback(timeout=1) as loopback:
        port = port_of(loopback.listen())

    assert own_rows(port) == set()


def test_the_own_process_has_its_id_and_a_name() -> None:
    own = read_own_process()

    assert own.pid == os.getpid()
    assert own.name


@pytest.mark.parametrize(("protocol", "state"), [("TCP", "LISTEN"), ("UDP", "")])
def test_the_totals_count_every_socket_of_ours(protocol: str, state: str) -> None:
    with Loopback(timeout=1) as loopback:
        for _ in range(50):
            loopback.listen() if protocol == "TCP" else loopback.bind_udp()
        count = counted(protocol, state)

    assert count.sockets >= 50


def test_own_sockets_hide_no_owner() -> None:
    with Loopback(timeout=1) as loopback:
        for _ in range(50):
            loopback.listen()
        count = counted("TCP", "LISTEN")

    assert count.sockets - count.hidden >= 50


def test_each_state_is_counted_once_and_in_order() -> None:
    with Loopback(timeout=1) as loopback:
        loopback.listen()
        loopback.bind_udp()
        counted("TCP", "LISTEN")
        kinds = [(count.protocol, count.state) for count in read_table().counts]

    assert kinds == sorted(set(kinds))


def test_no_state_hides_more_owners_than_it_has_sockets() -> None:
    with Loopback(timeout=1) as loopback:
        loopback.listen()
        counted("TCP", "LISTEN")
        counts = read_table().counts

    assert all(0 <= count.hidden <= count.sockets for count in counts)


@pytest.fixture(scope="module")
def seen_by_nobody() -> dict[str, Any]:
    """What user `nobody` sees while this process, of another user, holds 20 listeners."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("NOT TESTED HERE: only root on Linux can look at the host with another user's eyes")
    with Loopback(timeout=1) as loopback:
        for _ in range(20):
            loopback.listen()
        command = [sys.executable, "-c", AS_NOBODY]
        child = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=30, check=True)
    seen: dict[str, Any] = json.loads(child.stdout)
    return seen


def test_another_users_listeners_are_counted_as_hidden(seen_by_nobody: dict[str, Any]) -> None:
    (hidden,) = [hidden for *kind, _, hidden in seen_by_nobody["counts"] if kind == ["TCP", "LISTEN"]]

    assert hidden >= 20


def test_an_ordinary_user_sees_sockets_of_his_own(seen_by_nobody: dict[str, Any]) -> None:
    assert seen_by_nobody["own"] == ["LISTEN"]


def test_the_report_of_an_ordinary_user_says_that_owners_are_hidden(seen_by_nobody: dict[str, Any]) -> None:
    assert [note for note in seen_by_nobody["notes"] if note.startswith("Owner hidden")]
