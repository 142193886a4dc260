import os
import sys
from pathlib import Path

import pytest

from bot.host.descriptors import behind, inode_of, line_of
from bot.host.loopback import Loopback, port_of, row_of

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc/self/fd and /proc/net/tcp")


@LINUX
def test_a_file_is_behind_its_descriptor_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with path.open("w") as file:
        assert behind(file.fileno()) == str(path)


@LINUX
def test_a_socket_is_behind_its_descriptor_by_its_inode() -> None:
    with Loopback(timeout=1) as loopback:
        number = loopback.listen().fileno()

        assert behind(number) == f"socket:[{inode_of(number)}]"


@pytest.mark.skipif(sys.platform in {"linux", "win32"}, reason="Linux tells more, and Windows nothing")
def test_elsewhere_the_kind_of_file_is_told() -> None:
    with Loopback(timeout=1) as loopback, Path(os.devnull).open("rb") as device:
        assert (behind(device.fileno()), behind(loopback.listen().fileno())) == ("device", "socket")


@LINUX
def test_a_duplicate_leads_to_the_same_socket() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        copy = loopback.keep(listener.dup())

        assert copy.fileno() != listener.fileno()
        assert behind(copy.fileno()) == behind(listener.fileno())


@LINUX
def test_the_kernels_table_has_a_line_for_each_end_as_the_socket_tells_it() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        client = loopback.connect(port_of(listener))
        sockets = [listener, client, loopback.accept(listener, client)]
        lines = [line_of(inode_of(each.fileno())) for each in sockets]

        assert [line and line.row for line in lines] == [row_of(each) for each in sockets]


@LINUX
def test_a_line_writes_port_and_state_in_hexadecimal() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        line = line_of(inode_of(listener.fileno()))

    assert line
    assert line.text.endswith(f":{line.row.local.port:04X}, state 0A")


@LINUX
def test_a_closed_socket_has_no_line() -> None:
    with Loopback(timeout=1) as loopback:
        inode = inode_of(loopback.listen().fileno())

    assert line_of(inode) is None
