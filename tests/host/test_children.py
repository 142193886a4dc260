import os
import subprocess
import sys
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection
from pathlib import Path

import psutil
import pytest

from bot.host.children import PROGRAM, Children, answer_at
from bot.host.loopback import ADDRESS, Loopback, port_of, row_of
from bot.host.rows import HostRefusedError, SocketRow

REPOSITORY = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals and hands down no descriptors")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists a process's descriptors in /proc")

# Starts a child, tells its process id, and waits for something that never comes.
PORTER = """
from bot.host.children import Children
from bot.host.loopback import Loopback
with Loopback(timeout=5) as loopback, Children(loopback) as children:
    print(children.start("serve").pid, flush=True)
    input()
"""


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    with Loopback(timeout=5) as loopback:
        yield loopback


@pytest.fixture
def children(loopback: Loopback) -> Iterator[Children]:
    with Children(loopback) as children:
        yield children


def listens(row: SocketRow) -> bool:
    return row.state == "LISTEN"


def is_gone(pid: int) -> bool:
    """Tell whether a process has ended; who adopted it may not have collected it yet."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def our_children() -> list[psutil.Process]:
    """List the processes below this one, those included that have ended but weren't collected."""
    return psutil.Process().children(recursive=True)


def freeze(pid: int) -> None:
    """Stop a process, and wait until it stands still."""
    frozen = psutil.Process(pid)
    frozen.suspend()
    while frozen.status() != psutil.STATUS_STOPPED:
        time.sleep(0.001)


def test_a_child_is_a_process_of_its_own(children: Children) -> None:
    child = children.start("serve")

    assert child.pid != os.getpid()
    assert child.pid in {each.pid for each in our_children()}


def test_a_child_gets_nothing_of_our_environment(children: Children, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "made-up")
    child = children.start("serve")

    assert psutil.Process(child.pid).environ().keys() <= {"LD_LIBRARY_PATH", "SYSTEMROOT"}


def test_a_child_is_an_interpreter_without_our_packages_or_settings(children: Children) -> None:
    child = children.start("serve")

    assert psutil.Process(child.pid).cmdline()[1:4] == ["-I", "-S", str(PROGRAM)]


@LINUX
def test_a_child_gets_none_of_our_sockets(children: Children, loopback: Loopback) -> None:
    os.set_inheritable(loopback.listen().fileno(), True)  # noqa: FBT003 (so it is called)
    child = children.start("serve")

    assert sockets_of(child.pid).isdisjoint(sockets_of(os.getpid()))


@LINUX
def test_a_child_inherits_the_socket_meant_for_it_and_no_other(children: Children, loopback: Loopback) -> None:
    meant, other = loopback.listen(), loopback.listen()
    os.set_inheritable(other.fileno(), True)  # noqa: FBT003 (so it is called)
    child = children.start("hold", str(meant.fileno()), "child", inherits=meant)

    assert sockets_of(child.pid) & sockets_of(os.getpid()) == {os.fstat(meant.fileno()).st_ino}


def sockets_of(pid: int) -> set[int]:
    """List the inodes of a process's sockets."""
    return {each.stat().st_ino for each in Path(f"/proc/{pid}/fd").iterdir() if each.is_socket()}


def test_a_socket_of_a_child_is_told_as_the_system_lists_it(children: Children, loopback: Loopback) -> None:
    child = children.start("serve")
    row = child.row(listens)

    assert row.local.address == ADDRESS
    assert row_of(loopback.connect(row.local.port)).remote == row.local


def test_a_socket_that_a_child_does_not_have_is_waited_for_in_vain() -> None:
    with Loopback(timeout=0.1) as loopback, Children(loopback) as children:
        child = children.start("serve")

        with pytest.raises(HostRefusedError, match="no such socket"):
            child.row(lambda row: row.protocol == "UDP")


@POSIX
def test_a_child_answers_callers_by_its_name_at_the_socket_it_inherited(children: Children, loopback: Loopback) -> None:
    listener = loopback.listen()
    child = children.start("hold", str(listener.fileno()), "heir", inherits=listener)

    assert child.heard() == "listening"
    assert answer_at(loopback, port_of(listener)) == "heir"


def test_a_child_that_ended_takes_its_sockets_with_it(children: Children, loopback: Loopback) -> None:
    child = children.start("serve")
    port = child.row(listens).local.port
    child.end()

    assert is_gone(child.pid)
    assert loopback.knock(port).removeprefix("WSA") == "ECONNREFUSED"


def test_leaving_ends_and_collects_every_child(loopback: Loopback) -> None:
    with Children(loopback) as children:
        started = [children.start("serve").pid for _ in range(3)]

    assert not {each.pid for each in our_children()} & set(started)


def test_leaving_by_an_error_ends_and_collects_every_child(loopback: Loopback) -> None:
    started: list[int] = []

    def fail() -> None:
        with Children(loopback) as children:
            started.append(children.start("serve").pid)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert not {each.pid for each in our_children()} & set(started)


@POSIX
def test_leaving_ends_a_child_that_does_not_react(loopback: Loopback) -> None:
    with Children(loopback) as children:
        pid = children.start("serve").pid
        freeze(pid)

    assert pid not in {each.pid for each in our_children()}


@POSIX
def test_a_child_that_keeps_silent_is_waited_for_no_longer_than_the_time_out() -> None:
    with Loopback(timeout=0.3) as loopback, Children(loopback) as children:
        child = children.start("serve")
        child.heard()

        with pytest.raises(HostRefusedError, match="too early"):
            child.heard()


@POSIX
def test_a_child_that_does_not_end_is_ended_after_the_time_out() -> None:
    with Loopback(timeout=0.3) as loopback, Children(loopback) as children:
        child = children.start("serve")
        freeze(child.pid)
        child.end()

        assert is_gone(child.pid)


def test_a_child_that_fails_is_told(children: Children) -> None:
    child = children.start("knock", "/nowhere/at/all")

    with pytest.raises(HostRefusedError, match="too early"):
        child.heard()


def test_where_no_process_can_be_started_it_is_told_why(children: Children, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(REPOSITORY / "no-interpreter"))

    with pytest.raises(HostRefusedError, match="ENOENT"):
        children.start("serve")


def test_a_child_ends_when_porter_is_gone(loopback: Loopback) -> None:
    command = [sys.executable, "-c", PORTER]
    with subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as porter:
        assert porter.stdout
        pid = int(porter.stdout.readline())
        porter.kill()

    assert loopback.wait_until(lambda: is_gone(pid))


def test_a_child_ends_by_itself_even_if_nobody_ends_it() -> None:
    command = [sys.executable, "-I", "-S", str(PROGRAM), "0.1", "serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        ended = child.wait(timeout=30)

    assert ended != 0


def test_the_web_server_is_understood_by_a_real_http_client(children: Children) -> None:
    child = children.start("serve")
    page = HTTPConnection(ADDRESS, child.row(listens).local.port, timeout=5)
    page.request("GET", "/hello")
    reply = page.getresponse()
    body = reply.read().decode()
    page.close()

    assert (reply.status, reply.reason, reply.version) == (200, "OK", 11)
    assert body == f"Process {child.pid} answers.\n"
    assert parsedate_to_datetime(reply.headers["Date"]).tzinfo


def test_the_web_server_answers_several_requests_on_one_connection(children: Children) -> None:
    child = children.start("serve")
    page = HTTPConnection(ADDRESS, child.row(listens).local.port, timeout=5)
    page.request("GET", "/first")
    page.getresponse().read()
    kept = page.sock
    page.request("GET", "/second")
    page.getresponse().read()

    assert page.sock is kept
    page.close()
    child.heard()
    assert [child.heard(), child.heard()] == ["GET /first HTTP/1.1", "GET /second HTTP/1.1"]
