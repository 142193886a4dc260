import sys
from pathlib import Path

import pytest

from bot.host.loopback import Loopback, port_of
from bot.host.port_ranges import DYNAMIC, PortRange, ephemeral_range, first_unprivileged

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells it in files")


@pytest.mark.parametrize(("port", "inside"), [(49_151, False), (49_152, True), (65_535, True), (65_536, False)])
def test_a_range_holds_both_its_ends(port: int, inside: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    assert (port in DYNAMIC) is inside


def test_both_settings_are_read_as_the_kernel_writes_them(tmp_path: Path) -> None:
    (tmp_path / "ip_local_port_range").write_text("32768\t60999\n")
    (tmp_path / "ip_unprivileged_port_start").write_text("1024\n")

    assert ephemeral_range(tmp_path) == PortRange(32_768, 60_999)
    assert first_unprivileged(tmp_path) == 1024


def test_what_a_system_does_not_tell_is_not_known(tmp_path: Path) -> None:
    assert ephemeral_range(tmp_path) is None
    assert first_unprivileged(tmp_path) is None


@linux_only
def test_a_port_that_the_host_picks_lies_in_its_range() -> None:
    known = ephemeral_range()
    with Loopback(timeout=1) as loopback:
        ports = [port_of(each) for each in (loopback.listen(), loopback.bind(), loopback.bind_udp())]

    assert known is not None
    assert [port for port in ports if port not in known] == []


@linux_only
def test_this_system_has_a_lowest_port_for_everybody() -> None:
    start = first_unprivileged()

    assert start is not None
    assert 0 <= start <= 65_536
