import os
import re
from urllib.parse import urlsplit

import pytest

from bot.demos.http import run
from bot.demos.transcript import Door, Step
from bot.host.loopback import Loopback, StrangerError, hang_up


@pytest.fixture
def steps() -> list[Step]:
    with Loopback(timeout=5) as loopback:
        return list(run(loopback))


@pytest.fixture
def doors(steps: list[Step]) -> dict[str, Door]:
    """The doors at the end, by label."""
    return {door.label: door for door in steps[-1].doors}


def test_the_server_listens_in_a_household_of_its_own(steps: list[Step]) -> None:
    (server,) = steps[0].doors

    assert (server.row.state, server.household) == ("LISTEN", "child")
    assert str(server.row.local) in steps[0].saw


def test_the_url_names_the_servers_address_and_port(steps: list[Step], doors: dict[str, Door]) -> None:
    _, url, _ = steps[1].did.split()
    local = doors["web server"].row.local

    assert (urlsplit(url).hostname, urlsplit(url).port) == (local.address, local.port)
    assert steps[1].saw == f"address {local.address}, port {local.port}, path {urlsplit(url).path}"


def test_the_client_is_connected_to_what_the_server_accepted(doors: dict[str, Door]) -> None:
    accepted, client = doors["accepted"], doors["client"]

    assert (accepted.row.local, accepted.row.remote) == (client.row.remote, client.row.local)
    assert (accepted.row.state, client.row.state) == ("ESTABLISHED", "ESTABLISHED")
    assert (accepted.household, client.household) == ("child", "parent")


def test_the_server_reads_the_path_out_of_the_request(steps: list[Step]) -> None:
    assert steps[3].saw.endswith("GET /hello HTTP/1.1")


def test_the_reply_is_a_page_and_says_which_process_wrote_it(steps: list[Step]) -> None:
    (answering,) = re.findall(r"Process (\d+) answers", steps[4].saw)

    assert steps[4].saw.startswith("HTTP/1.1 200 OK")
    assert int(answering) != os.getpid()
    assert str(os.getpid()) in steps[4].means


def test_a_request_of_somebody_else_is_not_taken_for_ours() -> None:
    with Loopback(timeout=5) as loopback:
        script = run(loopback)
        stranger = loopback.connect(next(script).doors[0].row.local.port)
        stranger.sendall(b"GET /else HTTP/1.1\r\n\r\n")
        hang_up(stranger)
        while stranger.recv(4096):
            pass

        with pytest.raises(StrangerError):
            list(script)
