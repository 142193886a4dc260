import threading

import pytest
from copied_sockets import CopyingLoopback

from bot.demos.port_in_use import LOW, SECOND_ADDRESS, run
from bot.demos.transcript import Step
from bot.host.loopback import Loopback, port_of
from bot.host.port_ranges import first_unprivileged


@pytest.fixture
def steps() -> list[Step]:
    with Loopback(timeout=1) as loopback:
        return list(run(loopback))


def test_the_first_listener_gets_a_port(steps: list[Step]) -> None:
    (door,) = steps[0].doors

    assert door.row.state == "LISTEN"
    assert str(door.row.local.port) in steps[0].saw


def test_the_second_listener_is_refused(steps: list[Step]) -> None:
    assert steps[1].saw.removeprefix("WSA") == "EADDRINUSE"


def test_the_refused_step_shows_the_first_listener_alone(steps: list[Step]) -> None:
    assert steps[1].doors == steps[0].doors


def test_the_same_number_is_free_in_udp(steps: list[Step]) -> None:
    _, udp = (door.row for door in steps[2].doors)

    assert (udp.protocol, udp.state, udp.remote) == ("UDP", "", None)
    assert udp.local == steps[0].doors[0].row.local


def test_the_same_number_is_free_at_another_address_if_the_host_has_it(steps: list[Step]) -> None:
    if steps[3].saw.removeprefix("WSA") == "EADDRNOTAVAIL":
        pytest.skip(f"NOT TESTED HERE: this host has no {SECOND_ADDRESS}")
    *_, there = steps[3].doors

    assert (there.row.state, there.row.local.address) == ("LISTEN", SECOND_ADDRESS)
    assert there.row.local.port == steps[0].doors[0].row.local.port


def test_a_low_number_leaves_no_door_behind(steps: list[Step]) -> None:
    assert steps[4].doors == steps[3].doors


def test_a_low_number_that_is_taken_is_told_by_the_errno() -> None:
    with Loopback(timeout=1) as loopback:
        try:
            loopback.listen(LOW)
        except OSError:
            pytest.skip("NOT TESTED HERE: this user gets no low number")
        *_, low, _ = run(loopback)

    assert low.saw.removeprefix("WSA") == "EADDRINUSE"


def test_whoever_gets_a_low_number_is_told_why(steps: list[Step]) -> None:
    limit = first_unprivileged()
    if limit is None or not steps[4].saw.startswith(str(LOW)):
        pytest.skip("NOT TESTED HERE: this user gets no low number, or the system doesn't tell its limit")

    assert ("CAP_NET_BIND_SERVICE" in steps[4].means) is (limit > LOW)
    assert (f"{limit} and above" in steps[4].means) is (limit <= LOW)


def test_the_port_is_free_again_once_its_listener_is_closed(steps: list[Step]) -> None:
    again = steps[5].doors[0]

    assert (again.label, again.row.state) == ("new listener", "LISTEN")
    assert again.row.local == steps[0].doors[0].row.local


def test_the_port_is_free_again_though_somebody_has_a_copy_of_its_listener_for_another_moment() -> None:
    with CopyingLoopback(timeout=2) as loopback:
        script = run(loopback)
        for _ in range(5):
            next(script)
        later = threading.Timer(0.05, loopback.copies[0].close)
        later.start()
        (last,) = script
        later.join()

    assert [door.label for door in last.doors][:1] == ["new listener"]


def test_a_number_that_is_taken_in_udp_as_well_is_told_by_the_errno() -> None:
    with Loopback(timeout=1) as loopback:
        script = run(loopback)
        first = next(script)
        taken = loopback.bind_udp(first.doors[0].row.local.port)
        _, in_udp, *_ = script

        assert port_of(taken) == first.doors[0].row.local.port
        assert in_udp.saw.removeprefix("WSA") == "EADDRINUSE"
        assert "still free" not in in_udp.means
