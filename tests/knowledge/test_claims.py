"""What the entries claim of sockets and ports, proved on real sockets. The comments name the entries."""

import errno
import os
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from knowledge.kernel import (
    AS_ORDINARY_USER,
    HERE,
    Sockets,
    becomes,
    breaks_off,
    child,
    port_of,
    rows,
    said_by,
    states,
)

linux = pytest.mark.skipif(sys.platform != "linux", reason="the entries claim it of Linux")
REUSE, SHARE = socket.SO_REUSEADDR, getattr(socket, "SO_REUSEPORT", 0)


@pytest.fixture
def sockets() -> Iterator[Sockets]:
    with Sockets() as sockets:
        yield sockets


def refusal(call: object, *arguments: object) -> str:
    """Give the name of the error that a call ends with."""
    with pytest.raises(OSError) as refused:  # noqa: PT011 (its errno is what the test looks at)
        call(*arguments)  # type: ignore[operator]
    return errno.errorcode[refused.value.errno or 0]


def ephemeral_range() -> range:
    low, high = map(int, Path("/proc/sys/net/ipv4/ip_local_port_range").read_text(encoding="ascii").split())
    return range(low, high + 1)


# address-in-use, port-sharing


def test_the_second_bind_is_refused(sockets: Sockets) -> None:
    taken = port_of(sockets.listener())

    assert refusal(sockets.tcp().bind, (HERE, taken)) == "EADDRINUSE"


@linux
def test_the_error_numbers_are_those_that_learners_see() -> None:
    numbers = {"EADDRINUSE": 98, "ECONNREFUSED": 111, "EACCES": 13, "EADDRNOTAVAIL": 99, "EBADF": 9, "EMFILE": 24}
    numbers |= {"EINVAL": 22, "EAGAIN": 11, "EPERM": 1}

    assert {name: getattr(errno, name) for name in numbers} == numbers


@linux
@pytest.mark.parametrize(("first", "second"), [("0.0.0.0", HERE), (HERE, "0.0.0.0")])
def test_all_addresses_and_one_of_them_exclude_each_other_on_linux(sockets: Sockets, first: str, second: str) -> None:
    taken = port_of(sockets.listener(address=first))

    assert refusal(sockets.tcp().bind, (second, taken)) == "EADDRINUSE"


@linux
def test_two_addresses_may_have_the_same_number(sockets: Sockets) -> None:
    taken = port_of(sockets.listener())

    assert port_of(sockets.listener(taken, address="127.0.0.2")) == taken


def test_the_same_number_is_free_in_udp(sockets: Sockets) -> None:
    taken = port_of(sockets.listener())
    udp = sockets.udp()
    udp.bind((HERE, taken))

    assert port_of(udp) == taken


def test_the_second_udp_socket_on_a_number_is_refused_too(sockets: Sockets) -> None:
    first = sockets.udp()
    first.bind((HERE, 0))

    assert refusal(sockets.udp().bind, first.getsockname()) == "EADDRINUSE"


# port-zero, ephemeral-port


def test_asking_for_0_gives_a_port(sockets: Sockets) -> None:
    assert 0 < port_of(sockets.listener(0)) <= 65_535


@linux
def test_the_port_given_lies_in_the_ephemeral_range(sockets: Sockets) -> None:
    listener = sockets.listener(0)
    udp = sockets.udp()
    udp.sendto(b"hello", listener.getsockname())

    given = {port_of(listener), port_of(sockets.client(listener)), port_of(udp)}
    assert given <= set(ephemeral_range())


def test_a_client_gets_its_port_by_connect(sockets: Sockets) -> None:
    client, listener = sockets.tcp(), sockets.listener()
    assert port_of(client) == 0

    client.connect(listener.getsockname())
    assert port_of(client) != 0


def test_a_client_may_bind_to_a_number_of_its_choice(sockets: Sockets) -> None:
    listener = sockets.listener()
    client = sockets.tcp()
    client.bind((HERE, 0))
    chosen = port_of(client)
    client.connect(listener.getsockname())

    assert port_of(client) == chosen
    assert sockets.accepted(listener).getpeername()[1] == chosen


@linux
def test_a_call_to_port_0_is_refused(sockets: Sockets) -> None:
    assert refusal(sockets.tcp().connect, (HERE, 0)) == "ECONNREFUSED"


@linux
def test_the_range_ends_by_default_at_28232_numbers() -> None:
    assert len(range(32_768, 60_999 + 1)) == 28_232  # max-ports


# port


@pytest.mark.parametrize("number", [65_536, -1])
def test_a_number_out_of_range_is_refused_by_python_before_the_system(sockets: Sockets, number: int) -> None:
    with pytest.raises(OverflowError, match=r"bind\(\): port must be 0-65535"):
        sockets.tcp().bind((HERE, number))


def test_65535_is_a_port(sockets: Sockets) -> None:
    try:
        assert port_of(sockets.listener(65_535)) == 65_535
    except OSError as error:
        assert error.errno == errno.EADDRINUSE  # noqa: PT017 (somebody else on this machine has it, so it is one)


# privileged-ports, raw-socket


@linux
def test_below_the_limit_a_port_needs_privilege() -> None:
    limit = int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text(encoding="ascii"))
    if limit == 0:
        pytest.skip("this machine lets everybody bind everywhere, as Docker does in its containers")
    code = AS_ORDINARY_USER + (
        "for port in (int(sys.argv[1]) - 1, int(sys.argv[1])):\n"
        "    with socket.socket() as tcp: print(outcome(lambda: tcp.bind(('127.0.0.1', port))))\n"
    )

    below, at = said_by(code, str(limit)).split()
    assert below == "EACCES"
    assert at in {"done", "EADDRINUSE"}


@linux
def test_a_raw_socket_needs_special_rights() -> None:
    make = "print(outcome(lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)))"

    assert said_by(AS_ORDINARY_USER + make) == "EPERM"


# accept-moves-to-a-new-port, many-clients, one-port-means-one-connection


def test_an_accepted_socket_has_the_listeners_port(sockets: Sockets) -> None:
    listener, client, accepted = sockets.connection()

    assert accepted.getsockname() == listener.getsockname()
    assert accepted.getpeername() == client.getsockname()


def test_connections_of_one_client_to_one_listener_differ_in_their_local_port(sockets: Sockets) -> None:
    listener = sockets.listener()
    clients = [sockets.client(listener) for _ in range(3)]
    accepted = [sockets.accepted(listener) for _ in clients]

    assert len({port_of(client) for client in clients}) == 3
    assert {each.getsockname() for each in accepted} == {listener.getsockname()}
    assert len({each.getpeername() for each in accepted}) == 3


@linux
def test_a_client_may_use_one_local_port_towards_two_servers(sockets: Sockets) -> None:
    one, other = sockets.listener(), sockets.listener()
    first, second = sockets.tcp(REUSE), sockets.tcp(REUSE)
    first.bind((HERE, 0))
    first.connect(one.getsockname())
    second.bind(first.getsockname())
    second.connect(other.getsockname())

    assert port_of(first) == port_of(second)


def test_a_connection_exists_before_it_is_accepted(sockets: Sockets) -> None:
    listener = sockets.listener()
    client = sockets.client(listener)
    client.sendall(b"early")

    assert sockets.accepted(listener).recv(5) == b"early"


# listening, listening-vs-established, socket, connection


def test_a_listener_has_no_remote_end_and_no_data(sockets: Sockets) -> None:
    listener, *_ = sockets.connection()

    listener.settimeout(0)
    assert refusal(listener.getpeername) == "ENOTCONN"
    assert refusal(listener.recv, 1) == "ENOTCONN"


@linux
def test_a_listener_is_in_listen_and_both_ends_of_a_connection_are_established(sockets: Sockets) -> None:
    listener, client, accepted = sockets.connection()

    assert sorted(states(port_of(listener))) == ["ESTABLISHED", "LISTEN"]
    assert states(port_of(client)) == ["ESTABLISHED"]
    assert states(port_of(accepted), port_of(client)) == ["ESTABLISHED"]


def test_accept_without_listen_fails(sockets: Sockets) -> None:
    bound = sockets.tcp()
    bound.bind((HERE, 0))

    assert refusal(bound.accept) == "EINVAL"


def test_a_fresh_socket_has_neither_port_nor_partner(sockets: Sockets) -> None:
    fresh = sockets.tcp()

    assert fresh.getsockname() == ("0.0.0.0", 0)
    assert refusal(fresh.getpeername) == "ENOTCONN"


def test_established_connections_outlive_their_listener(sockets: Sockets) -> None:
    listener, client, accepted = sockets.connection()
    listener.close()
    client.sendall(b"still there")

    assert accepted.recv(11) == b"still there"
    assert refusal(sockets.tcp().connect, accepted.getsockname()) == "ECONNREFUSED"


def test_a_socket_that_was_closed_is_a_bad_file_descriptor(sockets: Sockets) -> None:
    closed = sockets.tcp()
    closed.close()

    assert refusal(closed.send, b"hello") == "EBADF"


def test_a_peer_that_breaks_off_is_a_reset(sockets: Sockets) -> None:
    _, client, accepted = sockets.connection()
    breaks_off(accepted)

    assert refusal(client.recv, 1) == "ECONNRESET"


def test_writing_on_a_closed_connection_is_a_broken_pipe(sockets: Sockets) -> None:
    _, client, _accepted = sockets.connection()
    client.shutdown(socket.SHUT_WR)

    assert refusal(client.send, b"hello") == "EPIPE"


# connection-refused, closed-port-is-unused, localhost-vs-bind-all


def test_where_nobody_listens_the_call_is_refused(sockets: Sockets) -> None:
    listener = sockets.listener()
    there = listener.getsockname()
    listener.close()

    assert refusal(sockets.tcp().connect, there) == "ECONNREFUSED"


def test_a_port_may_be_taken_and_closed_at_once(sockets: Sockets) -> None:
    bound, udp = sockets.tcp(), sockets.udp()
    bound.bind((HERE, 0))
    udp.bind((HERE, 0))
    _, client, _accepted = sockets.connection()

    for taken in (bound, udp, client):
        assert refusal(sockets.tcp().connect, taken.getsockname()) == "ECONNREFUSED"
    assert refusal(sockets.tcp().bind, bound.getsockname()) == "EADDRINUSE"
    assert refusal(sockets.tcp().bind, client.getsockname()) == "EADDRINUSE"


@linux
def test_a_listener_on_one_address_is_not_reached_at_another(sockets: Sockets) -> None:
    port = port_of(sockets.listener())

    assert refusal(sockets.tcp().connect, ("127.0.0.2", port)) == "ECONNREFUSED"


@linux
@pytest.mark.parametrize("address", [HERE, "127.0.0.2", "127.255.255.254", "0.0.0.0"])
def test_on_linux_the_whole_block_of_loopback_and_0_lead_to_a_listener_on_all_addresses(
    sockets: Sockets, address: str
) -> None:
    port = port_of(sockets.listener(address="0.0.0.0"))
    client = sockets.tcp()
    client.connect((address, port))

    assert client.getpeername()[1] == port


@linux
def test_on_linux_a_listener_on_all_ipv6_addresses_takes_ipv4_callers(sockets: Sockets) -> None:
    if not Path("/proc/net/if_inet6").exists():
        pytest.skip("this machine has no IPv6")
    if Path("/proc/sys/net/ipv6/bindv6only").read_text(encoding="ascii").strip() != "0":
        pytest.skip("this machine is set up otherwise")
    listener = sockets.tcp(family=socket.AF_INET6)
    listener.bind(("::", 0))
    listener.listen()
    client = sockets.tcp()
    client.connect((HERE, port_of(listener)))

    assert sockets.accepted(listener).getpeername()[0] == f"::ffff:{HERE}"


# time-wait, so-reuse, killing-frees-the-port-at-once


@linux
@pytest.mark.parametrize("first", ["client", "server"])
def test_the_side_that_closes_first_holds_time_wait(sockets: Sockets, first: str) -> None:
    listener, client, accepted = sockets.connection()
    port, remote = port_of(listener), port_of(client)
    listener.close()
    leaver, stayer = (client, accepted) if first == "client" else (accepted, client)
    leaver.close()
    assert stayer.recv(1) == b""
    stayer.close()

    holder, other = ((remote, port), (port, remote)) if first == "client" else ((port, remote), (remote, port))
    assert becomes(lambda: states(*holder) == ["TIME-WAIT"])
    assert becomes(lambda: states(*other) == [])
    assert [inode for _, _, inode in rows(*holder)] == [0]  # it belongs to no process


@linux
def test_who_forgets_to_close_is_in_close_wait_and_the_other_in_fin_wait_2(sockets: Sockets) -> None:
    listener, client, accepted = sockets.connection()
    port, remote = port_of(listener), port_of(client)
    listener.close()
    accepted.close()

    assert becomes(lambda: states(port, remote) == ["FIN-WAIT-2"])
    assert states(remote, port) == ["CLOSE-WAIT"]
    client.close()
    assert becomes(lambda: states(port, remote) == ["TIME-WAIT"])


def leave_time_wait(sockets: Sockets, *options: int) -> int:
    """Let a server close first and stop listening, and give its port."""
    listener, client, accepted = sockets.connection(*options)
    port = port_of(listener)
    accepted.close()
    assert client.recv(1) == b""
    client.close()
    listener.close()
    assert becomes(lambda: states(port) == ["TIME-WAIT"])
    return port


@linux
def test_time_wait_holds_the_port_against_a_new_listener(sockets: Sockets) -> None:
    port = leave_time_wait(sockets)

    assert refusal(sockets.tcp().bind, (HERE, port)) == "EADDRINUSE"


@linux
def test_with_so_reuseaddr_before_and_now_the_port_is_free(sockets: Sockets) -> None:
    port = leave_time_wait(sockets, REUSE)

    assert port_of(sockets.listener(port, REUSE)) == port


@linux
def test_on_linux_so_reuseaddr_now_is_too_late_if_the_earlier_listener_lacked_it(sockets: Sockets) -> None:
    port = leave_time_wait(sockets)

    assert refusal(sockets.tcp(REUSE).bind, (HERE, port)) == "EADDRINUSE"


@linux
def test_so_reuseaddr_does_not_help_while_another_listens(sockets: Sockets) -> None:
    port = port_of(sockets.listener(0, REUSE))

    assert refusal(sockets.tcp(REUSE).bind, (HERE, port)) == "EADDRINUSE"


def test_pythons_create_server_sets_so_reuseaddr(sockets: Sockets) -> None:
    server = sockets.keep(socket.create_server((HERE, 0)))

    assert bool(server.getsockopt(socket.SOL_SOCKET, REUSE)) == (sys.platform != "win32")


LISTEN = "import socket, sys\ns = socket.socket()\ns.setsockopt(socket.SOL_SOCKET, int(sys.argv[2]), 1)\n"
LISTEN += "s.bind(('127.0.0.1', int(sys.argv[1])))\ns.listen()\nprint(s.getsockname()[1], flush=True)\ninput()\n"


@linux
def test_with_so_reuseport_two_processes_listen_on_one_port(sockets: Sockets) -> None:
    listener = sockets.listener(0, SHARE)
    with child(LISTEN, str(port_of(listener)), str(SHARE)) as other:
        assert other.stdout
        assert int(other.stdout.readline()) == port_of(listener)

        assert states(port_of(listener)) == ["LISTEN", "LISTEN"]
        assert refusal(sockets.tcp().bind, listener.getsockname()) == "EADDRINUSE"  # all must set it


@linux
def test_with_so_reuseport_the_callers_are_dealt_out(sockets: Sockets) -> None:
    one = sockets.listener(0, SHARE, backlog=64)
    other = sockets.listener(port_of(one), SHARE, backlog=64)
    for _ in range(40):
        sockets.client(one)

    lines = [line for state, line, _ in rows(port_of(other)) if state == "LISTEN"]
    assert sum(lines) == 40
    assert 0 not in lines


@linux
def test_closing_a_process_frees_its_listening_port_at_once(sockets: Sockets) -> None:
    with child(LISTEN, "0", str(socket.SO_KEEPALIVE)) as server:
        assert server.stdout
        port = int(server.stdout.readline())
        assert refusal(sockets.tcp().bind, (HERE, port)) == "EADDRINUSE"
        server.kill()
        server.wait()

        assert port_of(sockets.listener(port)) == port


def test_a_child_that_inherited_the_listener_keeps_the_port(sockets: Sockets) -> None:
    listener = sockets.listener()
    address = listener.getsockname()
    with child("print('there', flush=True)\ninput()", keeps=(listener,)) as heir:
        assert heir.stdout
        assert heir.stdout.readline()
        listener.close()
        assert refusal(sockets.tcp().bind, address) == "EADDRINUSE"
        heir.kill()
        heir.wait()

        assert sockets.listener(address[1]).getsockname() == address


# accept-backlog, blocking-io


@linux
def test_the_waiting_line_holds_one_more_than_asked_for_and_the_next_hangs(sockets: Sockets) -> None:
    listener = sockets.listener(backlog=2)
    for _ in range(3):
        sockets.client(listener)
    fourth = sockets.tcp()
    fourth.settimeout(0)

    assert fourth.connect_ex(listener.getsockname()) == errno.EINPROGRESS
    assert [line for state, line, _ in rows(port_of(listener)) if state == "LISTEN"] == [3]
    assert becomes(lambda: "SYN-SENT" in states(port_of(fourth)))


def test_a_non_blocking_call_comes_back_at_once_with_not_yet(sockets: Sockets) -> None:
    listener, client, _ = sockets.connection()
    listener.settimeout(0)
    client.settimeout(0)

    assert refusal(listener.accept) == "EAGAIN"
    assert refusal(client.recv, 1) == "EAGAIN"
    assert errno.EAGAIN == errno.EWOULDBLOCK


def test_zero_bytes_are_the_end_and_not_a_wait(sockets: Sockets) -> None:
    _, client, accepted = sockets.connection()
    accepted.close()
    client.settimeout(0)

    assert becomes(lambda: client.recv(1, socket.MSG_PEEK) == b"")


# tcp, udp, tcp-vs-udp, udp-has-no-ports, connection-refused


def test_tcp_is_a_stream_without_borders(sockets: Sockets) -> None:
    _, client, accepted = sockets.connection()
    client.sendall(b"first ")
    client.sendall(b"second")

    assert accepted.recv(12, socket.MSG_WAITALL) == b"first second"


def test_udp_keeps_messages_apart_and_cuts_off_what_exceeds_the_buffer(sockets: Sockets) -> None:
    receiver, sender = sockets.udp(), sockets.udp()
    receiver.bind((HERE, 0))
    for message in (b"first", b"second"):
        sender.sendto(message, receiver.getsockname())

    assert receiver.recvfrom(3) == (b"fir", (HERE, port_of(sender)))
    assert receiver.recvfrom(100)[0] == b"second"


@linux
def test_a_datagram_is_at_most_65507_bytes(sockets: Sockets) -> None:
    receiver, sender = sockets.udp(), sockets.udp()
    receiver.bind((HERE, 0))
    receiver_at = receiver.getsockname()

    assert sender.sendto(bytes(65_507), receiver_at) == 65_507
    assert refusal(sender.sendto, bytes(65_508), receiver_at) == "EMSGSIZE"


def test_udp_to_nobody_succeeds(sockets: Sockets) -> None:
    gone, sender = sockets.udp(), sockets.udp()
    gone.bind((HERE, 0))
    there = gone.getsockname()
    gone.close()

    assert sender.sendto(b"anybody?", there) == 8
    assert sender.sendto(b"anybody?", there) == 8  # and it isn't told later


@linux
def test_a_connected_udp_socket_is_told_later_that_nobody_was_there(sockets: Sockets) -> None:
    gone, sender = sockets.udp(), sockets.udp()
    gone.bind((HERE, 0))
    sender.connect(gone.getsockname())
    gone.close()

    assert sender.send(b"anybody?") == 8
    assert refusal(sender.recv, 1) == "ECONNREFUSED"


def test_a_udp_socket_does_not_listen(sockets: Sockets) -> None:
    bound = sockets.udp()
    bound.bind((HERE, 0))

    with pytest.raises(OSError, match=re.escape(os.strerror(errno.EOPNOTSUPP))):
        bound.listen()


@linux
def test_two_udp_sockets_with_so_reuseaddr_share_a_port_and_the_latest_gets_the_datagram(sockets: Sockets) -> None:
    first, latest = sockets.udp(REUSE), sockets.udp(REUSE)
    first.bind((HERE, 0))
    latest.bind(first.getsockname())
    sockets.udp().sendto(b"hello", first.getsockname())
    first.settimeout(0)

    assert latest.recv(5) == b"hello"
    assert refusal(first.recv, 5) == "EAGAIN"


# unix-socket, unix-socket-vs-tcp-socket


@linux
def test_a_unix_socket_has_a_path_and_no_port(
    sockets: Sockets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # a path is short, and that of a test's directory may be too long
    server, client = sockets.unix(), sockets.unix()
    assert refusal(client.connect, "app.sock") == "ENOENT"
    server.bind("app.sock")
    assert refusal(client.connect, "app.sock") == "ECONNREFUSED"
    server.listen()
    client.connect("app.sock")

    assert (server.getsockname(), client.getpeername(), client.getsockname()) == ("app.sock", "app.sock", "")


@linux
def test_a_leftover_file_blocks_bind(sockets: Sockets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first = sockets.unix()
    first.bind("app.sock")
    first.close()

    assert refusal(sockets.unix().bind, "app.sock") == "EADDRINUSE"


@linux
def test_the_path_of_a_unix_socket_is_short(sockets: Sockets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sockets.unix().bind("x" * 107)  # its 108 bytes hold a zero at the end

    with pytest.raises(OSError, match="AF_UNIX path too long"):
        sockets.unix().bind("y" * 108)


@linux
def test_linux_has_abstract_names_without_a_file(sockets: Sockets) -> None:
    server = sockets.unix()
    server.bind("")  # Linux then picks one

    name = server.getsockname()
    assert isinstance(name, bytes)
    assert name[:1] == b"\0"


def test_socketpair_makes_two_that_are_connected() -> None:
    one, other = socket.socketpair()
    with one, other:
        one.sendall(b"hello")

        assert other.recv(5) == b"hello"
