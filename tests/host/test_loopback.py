import errno
import socket
import sys
import threading
import time

import pytest

from bot.host.loopback import (
    ADDRESS,
    Loopback,
    Socket,
    StrangerError,
    errno_name,
    hang_up,
    listed_row,
    port_of,
    row_of,
)
from bot.host.rows import SocketRow

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="other systems do this in other ways")


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


def test_a_closed_peer_leaves_the_other_end_in_close_wait() -> None:
    with Loopback(timeout=1) as loopback:
        _, client, accepted = connected(loopback)
        client.close()
        row = row_when(accepted, "CLOSE_WAIT")

    assert row.state == "CLOSE_WAIT"


def test_an_end_that_said_goodbye_waits_for_the_other() -> None:
    with Loopback(timeout=1) as loopback:
        _, client, _ = connected(loopback)
        client.shutdown(socket.SHUT_WR)
        row = row_when(client, "FIN_WAIT2")

    assert row.state == "FIN_WAIT2"


@linux_only
def test_an_end_that_begins_to_connect_has_no_partner_yet() -> None:
    with Loopback(timeout=1) as loopback:
        row = row_of(caller_of_a_full_queue(loopback))

    assert (row.state, row.remote) == ("SYN_SENT", None)


@linux_only
def test_what_a_socket_says_of_itself_stands_in_the_own_table_too() -> None:
    with Loopback(timeout=1) as loopback:
        listener, client, accepted = connected(loopback)
        hang_up(client)
        row_when(client, "FIN_WAIT2")
        full = caller_of_a_full_queue(loopback)
        sockets = [listener, client, accepted, full, loopback.bind(), loopback.bind_udp()]
        asked, listed = [row_of(each) for each in sockets], [listed_row(each) for each in sockets]

    assert [row.state for row in asked] == ["LISTEN", "FIN_WAIT2", "CLOSE_WAIT", "SYN_SENT", "CLOSE", ""]
    assert listed == asked


def test_a_port_can_be_held_without_listening() -> None:
    with Loopback(timeout=1) as loopback:
        bound = loopback.bind()

        assert row_of(bound).state == "CLOSE"
        with pytest.raises(OSError) as refused:  # noqa: PT011 (the errno is asserted below)
            loopback.connect(port_of(bound))
    assert errno_name(refused.value).removeprefix("WSA") == "ECONNREFUSED"


@linux_only
def test_a_port_may_be_listened_on_at_several_addresses() -> None:
    with Loopback(timeout=1) as loopback:
        here = loopback.listen()
        there = loopback.listen(port_of(here), address="127.0.0.2")
        client = loopback.connect(port_of(there), address="127.0.0.2")
        row = row_of(loopback.accept(there, client))

    assert row.local.address == "127.0.0.2"


def test_an_address_that_the_host_does_not_have_is_refused() -> None:
    with Loopback(timeout=1) as loopback, pytest.raises(OSError) as refused:  # noqa: PT011 (the errno is asserted below)
        loopback.bind(address="192.0.2.1")

    assert errno_name(refused.value).removeprefix("WSA") == "EADDRNOTAVAIL"


@linux_only
def test_listeners_that_all_agreed_share_a_port() -> None:
    with Loopback(timeout=1) as loopback:
        first = loopback.listen(shared=True)
        second = loopback.listen(port_of(first), shared=True)

        assert row_of(second).local == row_of(first).local


@linux_only
def test_a_listener_that_did_not_agree_is_kept_out() -> None:
    with Loopback(timeout=1) as loopback:
        port = port_of(loopback.listen(shared=True))

        with pytest.raises(OSError) as refused:  # noqa: PT011 (the errno is asserted below)
            loopback.listen(port)
    assert errno_name(refused.value) == "EADDRINUSE"


def test_a_listener_of_which_somebody_has_a_copy_is_knocked_at_until_that_is_closed() -> None:
    with Loopback(timeout=5) as loopback:
        listener = loopback.listen()
        copy = loopback.keep(listener.dup())
        port = port_of(listener)
        listener.close()
        later = threading.Timer(0.05, copy.close)
        later.start()
        came = loopback.knock_once_closed(port)
        later.join()

    assert came.removeprefix("WSA") == "ECONNREFUSED"


def test_a_listener_that_stays_open_is_knocked_at_no_longer_than_the_time_out() -> None:
    with Loopback(timeout=0.1) as loopback:
        assert loopback.knock_once_closed(port_of(loopback.listen())) == "connected"


def test_a_knock_says_what_came_of_it() -> None:
    with Loopback(timeout=1) as loopback:
        listening, bound = loopback.listen(), loopback.bind()

        assert loopback.knock(port_of(listening)) == "connected"
        assert loopback.knock(port_of(bound)).removeprefix("WSA") == "ECONNREFUSED"


def test_a_connection_that_was_begun_is_answered_before_anybody_accepts() -> None:
    with Loopback(timeout=1) as loopback:
        client = loopback.begin_to_connect(port_of(loopback.listen()))

        assert loopback.is_answered(client, within=1)
        assert row_of(client).state == "ESTABLISHED"


@linux_only
def test_a_refusal_is_an_answer_too() -> None:
    with Loopback(timeout=1) as loopback:
        client = loopback.begin_to_connect(port_of(loopback.bind()))

        assert loopback.is_answered(client, within=1)
        assert row_of(client).state == "CLOSE"


@linux_only
def test_a_full_queue_gives_no_answer() -> None:
    with Loopback(timeout=1) as loopback:
        assert not loopback.is_answered(caller_of_a_full_queue(loopback), within=0.01)


def test_a_socket_made_elsewhere_is_kept_as_all_others() -> None:
    with Loopback(timeout=1.5) as loopback:
        kept = loopback.keep(socket.socket())
        limit = kept.gettimeout()

    assert (limit, kept.fileno()) == (1.5, -1)


def test_waiting_ends_as_soon_as_it_is_so() -> None:
    looks = iter([False, False, True])

    assert Loopback(timeout=1).wait_until(lambda: next(looks))


def test_waiting_for_what_never_comes_ends_too() -> None:
    assert not Loopback(timeout=0.01).wait_until(lambda: False)


def test_one_may_wait_for_a_time_of_ones_own() -> None:
    looks = iter([False, False, True])

    assert Loopback(timeout=0).wait_until(lambda: next(looks), within=1)


def test_who_hangs_up_writes_no_more_but_reads_on() -> None:
    with Loopback(timeout=1) as loopback:
        _, client, accepted = connected(loopback)
        hang_up(client)
        accepted.sendall(b"one more thing")

        assert (accepted.recv(64), client.recv(64)) == (b"", b"one more thing")
        with pytest.raises(BrokenPipeError):
            client.sendall(b"no")


def caller_of_a_full_queue(loopback: Loopback) -> Socket:
    """Begin to connect to a listener whose queue one other client fills."""
    port = port_of(loopback.listen(backlog=0))
    loopback.connect(port)
    return loopback.begin_to_connect(port)


def row_when(seen: Socket, state: str, within: float = 2) -> SocketRow:
    """Look at a socket until it is in a state, or time is up."""
    end = time.monotonic() + within
    while (row := row_of(seen)).state != state and time.monotonic() < end:
        time.sleep(0.001)
    return row
