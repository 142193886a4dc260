import os
import socket
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.host.loopback import Loopback, errno_name
from bot.host.rows import UNNAMED, Endpoint, HostRefusedError, SocketRow
from bot.host.unix_sockets import accept_next, caller_of, connect_to, file_mode, listen_at, new_path, row_of_unix

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="Python has no Unix sockets on this system")

DOOR = Endpoint("…/door", 0)
LONGEST = 107 if sys.platform == "linux" else 103


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    with Loopback(timeout=1) as loopback:
        yield loopback


@pytest.fixture
def path() -> Iterator[Path]:
    with new_path() as path:
        yield path


def errno_of_connecting(loopback: Loopback, path: Path) -> str:
    with pytest.raises(OSError) as refused:  # noqa: PT011 (which one is what the test asserts)
        connect_to(loopback, path)
    return errno_name(refused.value)


def test_a_listener_makes_a_file_of_type_socket(loopback: Loopback, path: Path) -> None:
    listen_at(loopback, path)

    assert path.is_socket()
    assert file_mode(path).startswith("s")


def test_only_our_own_user_may_enter_the_directory_of_a_path(path: Path) -> None:
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_path_and_what_was_made_there_are_removed(loopback: Loopback) -> None:
    with new_path() as path:
        listen_at(loopback, path)

    assert not path.parent.exists()


def test_a_path_is_removed_after_an_error(loopback: Loopback) -> None:
    made: list[Path] = []

    def fail() -> None:
        with new_path() as path:
            made.append(path)
            listen_at(loopback, path)
            listen_at(loopback, path)

    with pytest.raises(OSError):  # noqa: PT011 (which one is the subject of another test)
        fail()

    assert not made[0].parent.exists()


def test_where_no_temporary_file_can_be_made_the_next_place_is_taken(tmp_path: Path) -> None:
    with new_path([str(tmp_path / "missing"), str(tmp_path)]) as path:
        assert path.parent.parent == tmp_path


def test_where_nothing_can_be_written_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(HostRefusedError, match="no directory"), new_path([str(tmp_path / "missing")]):
        pass


def test_the_longest_path_that_is_allowed_can_be_bound(loopback: Loopback, path: Path) -> None:
    with new_path([directory_for(LONGEST, path.parent)]) as longest:
        listen_at(loopback, longest)

        assert len(os.fsencode(longest)) == LONGEST


def test_too_long_a_path_is_told_and_leaves_nothing(path: Path) -> None:
    directory = directory_for(LONGEST + 1, path.parent)

    with pytest.raises(HostRefusedError, match="bytes"), new_path([directory]):
        pass
    assert list(Path(directory).iterdir()) == []


def directory_for(length: int, parent: Path) -> str:
    """Make a directory in which the path of a door has so many bytes."""
    rest = length - len(os.fsencode(parent)) - len("//porter-12345678/door")
    directory = parent / ("x" * rest)
    directory.mkdir()
    return str(directory)


def test_a_row_shows_the_last_part_of_a_path_and_no_more(loopback: Loopback, path: Path) -> None:
    row = row_of_unix(listen_at(loopback, path))

    assert row == SocketRow("UNIX", DOOR, None, "LISTEN")


def test_a_caller_has_no_name_and_both_ends_mirror_each_other(loopback: Loopback, path: Path) -> None:
    listener = listen_at(loopback, path)
    client = row_of_unix(connect_to(loopback, path))
    accepted = row_of_unix(accept_next(loopback, listener))

    assert client == SocketRow("UNIX", UNNAMED, DOOR, "ESTABLISHED")
    assert accepted == SocketRow("UNIX", DOOR, UNNAMED, "ESTABLISHED")


def test_a_unix_socket_without_a_partner_has_no_connection(loopback: Loopback) -> None:
    row = row_of_unix(loopback.keep(socket.socket(socket.AF_UNIX)))

    assert row == SocketRow("UNIX", UNNAMED, None, "CLOSE")


def test_every_unix_socket_has_the_time_out_and_is_closed(path: Path) -> None:
    with Loopback(timeout=1.5) as loopback:
        listener = listen_at(loopback, path)
        sockets = [listener, connect_to(loopback, path), accept_next(loopback, listener)]
        limits = {each.gettimeout() for each in sockets}

    assert limits == {1.5}
    assert {each.fileno() for each in sockets} == {-1}


def test_a_path_is_bound_once_even_after_its_socket_was_closed(loopback: Loopback, path: Path) -> None:
    listen_at(loopback, path).close()

    with pytest.raises(OSError) as refused:  # noqa: PT011 (the errno is asserted below)
        listen_at(loopback, path)
    assert errno_name(refused.value) == "EADDRINUSE"


def test_a_path_without_its_socket_refuses_a_caller(loopback: Loopback, path: Path) -> None:
    listen_at(loopback, path).close()

    assert errno_of_connecting(loopback, path) == "ECONNREFUSED"


def test_a_removed_path_is_unknown_though_its_socket_still_listens(loopback: Loopback, path: Path) -> None:
    listen_at(loopback, path)
    path.unlink()

    assert errno_of_connecting(loopback, path) == "ENOENT"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has SO_PEERCRED")
def test_the_system_names_the_process_that_called(loopback: Loopback, path: Path) -> None:
    listener = listen_at(loopback, path)
    connect_to(loopback, path)

    assert caller_of(accept_next(loopback, listener)) == os.getpid()
