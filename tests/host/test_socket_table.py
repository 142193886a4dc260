import platform
import sys
import threading

import pytest
from own_network import said

from bot.host.loopback import Loopback, port_of
from bot.host.rows import Count, Endpoint, TableRefusedError
from bot.host.socket_table import HostTable, read_table, state_between


def counted(protocol: str, state: str) -> Count:
    """Give the host's count for a state; skips where the system keeps it from us."""
    try:
        found = [count for count in read_table().counts if (count.protocol, count.state) == (protocol, state)]
    except TableRefusedError:
        pytest.skip("NOT TESTED HERE: this system shows nothing of the host's sockets")
    assert found
    return found[0]


@pytest.mark.parametrize(("protocol", "state"), [("TCP", "LISTEN"), ("UDP", "")])
def test_the_totals_count_every_socket_of_ours_and_hide_no_owner(protocol: str, state: str) -> None:
    with Loopback(timeout=1) as loopback:
        for _ in range(50):
            loopback.listen() if protocol == "TCP" else loopback.bind_udp()
        count = counted(protocol, state)

    assert count.sockets >= 50
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


def test_the_state_of_a_connection_is_looked_up_by_its_ends() -> None:
    with Loopback(timeout=1) as loopback:
        listener = loopback.listen()
        client = loopback.connect(port_of(listener))
        here, there = Endpoint(*client.getsockname()), Endpoint(*listener.getsockname())
        try:
            state = state_between(here, there)
        except TableRefusedError:
            pytest.skip("NOT TESTED HERE: this system shows nothing of the host's sockets")

    assert state == "ESTABLISHED"


def test_who_asks_again_soon_gets_what_was_read() -> None:
    table = HostTable(fresh_seconds=60)

    assert table.read() is table.read()


def test_what_is_no_longer_fresh_is_read_anew() -> None:
    table = HostTable(fresh_seconds=0)

    assert table.read() is not table.read()


def test_many_who_ask_at_once_share_one_read() -> None:
    table, read = HostTable(fresh_seconds=60), []
    asking = [threading.Thread(target=lambda: read.append(table.read())) for _ in range(20)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()

    assert len(read) == 20
    assert {id(each) for each in read} == {id(table.read())}


# socket(AF_NETLINK, ...) fails with EPROTONOSUPPORT as in gVisor. Numbers of the call: man 2 syscall; the filter's
# instructions: linux/bpf_common.h, linux/seccomp.h.
WITHOUT_NETLINK = """
import ctypes, errno, json, socket, struct
instructions = [
    (0x20, 0, 0, 0),  # load the number of the system call
    (0x15, 0, 3, SOCKET_CALL),
    (0x20, 0, 0, 16),  # load its first argument
    (0x15, 0, 1, socket.AF_NETLINK),
    (0x06, 0, 0, 0x00050000 | errno.EPROTONOSUPPORT),
    (0x06, 0, 0, 0x7FFF0000),  # anything else is allowed
]
code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *each) for each in instructions))
program = ctypes.create_string_buffer(struct.pack("HP", len(instructions), ctypes.addressof(code)))
libc = ctypes.CDLL(None, use_errno=True)
assert libc.prctl(38, 1, 0, 0, 0) == 0  # PR_SET_NO_NEW_PRIVS
assert libc.prctl(22, 2, ctypes.c_void_p(ctypes.addressof(program))) == 0, ctypes.get_errno()  # PR_SET_SECCOMP
from bot.host import sock_diag
from bot.host.loopback import Loopback, port_of
from bot.host.rows import Endpoint
from bot.host.socket_table import read_table, state_between
try:
    list(sock_diag.dump(socket.AF_INET, "TCP"))
    refused = ""
except OSError as error:
    refused = errno.errorcode[error.errno]
with Loopback(timeout=1) as loopback:
    listener = loopback.listen()
    client = loopback.connect(port_of(listener))
    here, there = Endpoint(*client.getsockname()), Endpoint(*listener.getsockname())
    on_port = [each for each in read_table().listeners if each.row.local == there]
    print(json.dumps([refused, len(on_port), state_between(here, there), state_between(there, there)]))
"""


def test_where_netlink_is_refused_the_table_is_read_all_the_same() -> None:
    call = {"x86_64": "41", "aarch64": "198"}.get(platform.machine())
    if sys.platform != "linux" or call is None:
        pytest.skip("NOT TESTED HERE: the filter that refuses netlink is written for Linux on x86-64 and ARM64")
    script = WITHOUT_NETLINK.replace("SOCKET_CALL", call)

    assert said([sys.executable, "-W", "error", "-c", script]) == ["EPROTONOSUPPORT", 1, "ESTABLISHED", ""]
