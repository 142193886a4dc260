import sys

import pytest

from bot.demos.loopback_only import run
from bot.demos.transcript import Step
from bot.host.loopback import Loopback

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a socket at 0.0.0.0 off the network")


@pytest.fixture
def steps() -> list[Step]:
    with Loopback(timeout=1) as loopback:
        return list(run(loopback))


def test_one_address_is_not_another_of_the_same_machine(steps: list[Step]) -> None:
    assert steps[1].saw == "127.0.0.1: connected, 127.0.0.2: ECONNREFUSED"


def test_at_0_0_0_0_every_address_leads_to_the_door(steps: list[Step]) -> None:
    assert steps[3].saw == "127.0.0.1: connected, 127.0.0.2: connected"


def test_the_door_at_0_0_0_0_is_closed_to_the_network(steps: list[Step]) -> None:
    assert steps[2].saw.endswith("confined to device 'lo'")


def test_both_doors_listen_at_their_addresses(steps: list[Step]) -> None:
    assert [(door.row.local.address, door.row.state) for door in steps[-1].doors] == [
        ("127.0.0.1", "LISTEN"),
        ("0.0.0.0", "LISTEN"),
    ]


def test_where_the_door_cannot_be_confined_it_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.host.confined.LOOPBACK_DEVICE", b"no-such-device")
    with Loopback(timeout=1) as loopback:
        *_, refused = run(loopback)

    assert refused.saw == "ENODEV"
    assert [door.row.local.address for door in refused.doors] == ["127.0.0.1"]
