import sys

import pytest
from own_network import said_in_own_network

from bot.demos.disclosure import Sight
from bot.demos.host_notes import container_notes, sight_notes
from bot.demos.transcript import Door
from bot.host.containers import in_container, in_own_network
from bot.host.rows import Endpoint, SocketRow


def test_in_a_network_of_its_own_a_process_says_that_others_exist() -> None:
    (note,) = said_in_own_network("""
import json
from bot.demos.host_notes import container_notes
print(json.dumps(list(container_notes())))
""")

    assert "a network of its own" in note


def test_a_container_on_its_hosts_network_says_what_it_cannot_see() -> None:
    if sys.platform != "linux" or in_own_network() or not in_container():
        pytest.skip("NOT TESTED HERE: this is no container that shares its host's network")

    assert [note for note in container_notes() if "shares its host's network" in note]


def test_where_everything_is_seen_there_is_no_note() -> None:
    if in_own_network() or in_container():
        pytest.skip("NOT TESTED HERE: this process lives in a container or in a network of its own")

    assert list(container_notes()) == []


def door(*, masked: bool) -> Door:
    here = Endpoint("192.0.2.1" if masked else "127.0.0.1", 80, "private" if masked else "")
    return Door("listener", SocketRow("TCP", here, None, "LISTEN"), "Callers may knock.")


def test_a_masked_address_is_explained_only_where_one_is_shown() -> None:
    plain, masked = door(masked=False), door(masked=True)

    assert list(sight_notes([plain], Sight(rows=1))) == []
    assert [note[:22] for note in sight_notes([masked], Sight(rows=1))] == ["Real addresses stay pr"]
    assert [note[:22] for note in sight_notes([plain, masked], Sight(rows=1))] == ["1 more are not shown."]
