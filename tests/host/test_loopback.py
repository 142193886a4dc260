import errno
import socket
import sys
import time

import pytest

from bot.host.loopback import ADDRESS, Loopback, Socket, StrangerError, errno_name, port_of, row_of
from bot.host.rows import SocketRow


def connected(loopback: Loopback) -> tuple[Socket, Socket, Socket]:
    """Make a listener, a client and the accepted socket of that client."""
    listener = loopback.listen()
    client = loopback.connect(port_of(listener))
    return listener, client, loopback.accept(listener, client)


def test_port_0_gives_a_free_port() -> None:
    with Loopback(timeout=1) as loopback:
        port = port_of(loopback.listen())

    assert 1 <= port <= 65_535


def test_sockets_are_on_loopback_only() -> None:
    with Loopback(timeout=1) as loopback:
        sockets = [*connected(loopback), loopback.bind_udp()]
        addresses = {each.getsockname()[0] for each in sockets}

    assert addresses == {"127.0.0.1"}


def test_every_socket_has_the_time_out() -> None:
    with Loopback(timeout=1.5) as loopback:
        sockets = [*connected(loopback), loopback.bind_udp()]
        limits = {each.gettimeout() for each in sockets}

    assert limits == {1.5}


def test_a_caller_who_never_comes_is_waited_for_no_longer_than_the_time_out() -> None:
    with Loopback(timeout=0.01) as loopback:
        listener, client = loopback.listen(), loopback.bind_udp()

        with pytest.raises(TimeoutError):
            loopback.accept(listener, client)


def test_leaving_closes_every_socket() -> None:
    with Loopback(timeout=1) as loopback:
        sockets = [*connected(loopback), loopback.bind_udp()]

    assert [each.fileno() for each in sockets] == [-1] * 4


def test_leaving_by_an_error_closes_every_socket() -> None:
    sockets: list[Socket] = []

    def fail() -> None:
        with Loopback(timeout=1) as loopback:
            sockets.extend([*connected(loopback), loopback.bind_udp()])
            loopback.listen(port_of(sockets[0]))

    with pytest.raises(OSError):  # noqa: PT011 (which one is the subject of another test)
        fail()

    assert [each.fileno() for each in sockets] == [-1] * 4


def test_a_second_listener_on_a_port_is_refused() -> None:
    with Loopback(timeout=1) as loopback:
        port = port_of(loopback.listen())

        with pytest.raises(OSError) as refused:  # noqa: PT011 (the errno is asserted below)
            loopback.listen(port)

    assert errno_name(refused.value).removeprefix("WSA") == "EADDRINUSE"


def test_a_udp_socket_may_have_the_port_of_a_listener() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        udp = loopback.bind_udp(port_of(listener))

        assert port_of(udp) == port_of(listener)


def test_nobody_behind_a_port_refuses_a_caller() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        port = port_of(listener)
        listener.close()

        with pytest.raises(OSError) as refused:  # noqa: PT011 (the errno is asserted below)
            loopback.connect(port)

    assert errno_name(refused.value).removeprefix("WSA") == "ECONNREFUSED"


def test_a_stranger_is_not_accepted() -> None:
    with Loopback(timeout=1) as loopback, socket.socket() as stranger:
        listener = loopback.listen()
        stranger.connect((ADDRESS, port_of(listener)))
        client = loopback.connect(port_of(listener))

        with pytest.raises(StrangerError):
            loopback.accept(listener, client)


def test_an_error_without_a_number_is_named_by_its_kind() -> None:
    assert errno_name(TimeoutError("timed out")) == "TimeoutError"


def test_an_error_is_named_as_in_the_headers() -> None:
    assert errno_name(OSError(errno.EACCES, "permission denied")) == "EACCES"


def test_a_listener_is_seen_to_listen_to_nobody_yet() -> None:
    with Loopback(timeout=1) as loopback:
        row = row_of(loopback.listen())

    assert (row.protocol, row.state, row.remote) == ("TCP", "LISTEN", None)


def test_both_ends_of_a_connection_are_established_and_mirror_each_other() -> None:
    with Loopback(timeout=1) as loopback:
        _, client, accepted = map(row_of, connected(loopback))

    assert (client.state, accepted.state) == ("ESTABLISHED", "ESTABLISHED")
    assert (client.local, client.remote) == (accepted.remote, accepted.local)


def test_a_udp_socket_has_no_state() -> None:
    with Loopback(timeout=1) as loopback:
        row = row_of(loopback.bind_udp())

    assert (row.protocol, row.state, row.remote) == ("UDP", "", None)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the state of a socket by TCP_INFO as read here")
def test_a_closed_peer_leaves_the_other_end_in_close_wait() -> None:
    with Loopback(timeout=1) as loopback:
        _, client, accepted = connected(loopback)
        client.close()
        row = row_when(accepted, "CLOSE_WAIT")

    assert row.state == "CLOSE_WAIT"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the state of a socket by TCP_INFO as read here")
def test_an_end_that_said_goodbye_waits_for_the_other() -> None:
    with Loopback(timeout=1) as loopback:
        _, client, _ = connected(loopback)
        client.shutdown(socket.SHUT_WR)
        row = row_when(client, "FIN_WAIT2")

    assert row.state == "FIN_WAIT2"


def row_when(seen: Socket, state: str, within: float = 2) -> SocketRow:
    """Look at a socket until it is in a state, or time is up."""
    end = time.monotonic() + within
    while (row := row_of(seen)).state != state and time.monotonic() < end:
        time.sleep(0.001)
    return row
