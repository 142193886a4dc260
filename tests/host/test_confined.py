import sys

import pytest

from bot.host.confined import device_of, listen_everywhere
from bot.host.loopback import Loopback, Socket, port_of, row_of
from bot.host.rows import HostRefusedError

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux confines a socket to a device")


class Watchful(Loopback):
    """Notes each socket that it is given, and to which device and address that is bound by then."""

    def keep(self, made: Socket) -> Socket:
        self.made = made
        return super().keep(made)


@LINUX
def test_a_listener_everywhere_is_confined_to_loopback() -> None:
    with Loopback(timeout=1) as loopback:
        listener = listen_everywhere(loopback)

        assert row_of(listener).local.address == "0.0.0.0"
        assert device_of(listener) == "lo"


@LINUX
def test_a_listener_everywhere_is_reached_at_every_address_of_loopback() -> None:
    with Loopback(timeout=1) as loopback:
        port = port_of(listen_everywhere(loopback))
        answers = [loopback.knock(port, address=f"127.0.0.{last}") for last in (1, 2, 200)]

    assert answers == ["connected"] * 3


@LINUX
def test_another_listener_is_confined_to_no_device() -> None:
    with Loopback(timeout=1) as loopback:
        assert device_of(loopback.listen()) == ""


@LINUX
def test_what_cannot_be_confined_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.host.confined.LOOPBACK_DEVICE", b"no-such-device")
    with Watchful(timeout=1) as loopback:
        with pytest.raises(OSError):  # noqa: PT011 (which one is the kernel's affair)
            listen_everywhere(loopback)

        assert loopback.made.getsockname() == ("0.0.0.0", 0)


@pytest.mark.skipif(sys.platform == "linux", reason="Linux can do it")
def test_where_nothing_can_be_confined_nothing_is_opened() -> None:
    with Loopback(timeout=1) as loopback, pytest.raises(HostRefusedError, match="Only Linux"):
        listen_everywhere(loopback)
