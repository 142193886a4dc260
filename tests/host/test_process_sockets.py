import sys
from collections.abc import Callable, Iterator

import pytest

from bot.host.children import Child, Children
from bot.host.loopback import Loopback, port_of, row_of
from bot.host.process_sockets import read_tcp_rows, rows_by_netlink, rows_by_psutil
from bot.host.rows import SocketRow

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="netlink is Linux's")
EACH_WAY = pytest.mark.parametrize("read", [read_tcp_rows, rows_by_psutil, pytest.param(rows_by_netlink, marks=LINUX)])
Read = Callable[[int], tuple[SocketRow, ...]]


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    with Loopback(timeout=5) as loopback:
        yield loopback


@pytest.fixture
def child(loopback: Loopback) -> Iterator[Child]:
    """A web server."""
    with Children(loopback) as children:
        child = children.start("serve")
        child.heard()
        yield child


@EACH_WAY
def test_a_child_has_its_listener_and_nothing_of_ours(child: Child, loopback: Loopback, read: Read) -> None:
    ours = port_of(loopback.listen())
    (row,) = read(child.pid)

    assert (row.protocol, row.state, row.remote) == ("TCP", "LISTEN", None)
    assert row.local.port != ours


@EACH_WAY
def test_a_childs_end_of_a_connection_mirrors_ours(child: Child, loopback: Loopback, read: Read) -> None:
    client = loopback.connect(child.row(lambda row: row.state == "LISTEN").local.port)
    ours = row_of(client)
    loopback.wait_until(lambda: len(read(child.pid)) > 1)
    accepted = next(row for row in read(child.pid) if row.remote)

    assert accepted == SocketRow("TCP", ours.remote or ours.local, ours.local, "ESTABLISHED")


@LINUX
def test_a_process_that_has_ended_has_no_sockets(child: Child) -> None:
    child.end()

    assert read_tcp_rows(child.pid) == ()
