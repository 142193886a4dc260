import socket

import pytest

from bot.host.port_names import usual_name


def test_a_port_with_a_usual_name_has_one() -> None:
    try:
        socket.getservbyname("ssh", "tcp")
    except OSError:
        pytest.skip("NOT TESTED HERE: this system brings no list of services")

    assert usual_name(22, "TCP") == "ssh"


@pytest.mark.parametrize("port", [0, 65_535])
def test_a_port_without_a_usual_name_has_none(port: int) -> None:
    assert usual_name(port, "UDP") == ""
