import os
import sys
from pathlib import Path

import pytest
from own_network import said_in_own_network

from bot.host.containers import in_container, in_own_network, is_containers_group


@pytest.mark.parametrize(
    "control_groups",
    [
        "11:pids:/docker/2b3c7f0d9a1e4f5a8b6c7d8e9f0a1b2c3d4e5f60718293a4b5c6d7e8f9a0b1c2\n",
        "0::/system.slice/docker-2b3c7f0d9a1e4f5a8b6c7d8e9f0a1b2c3d4e5f60718293a4b5c6d7e8f9a0b1c2.scope\n",
        "0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1.slice/cri-containerd-2b3c.scope\n",
        "0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-2b3c7f.scope/container\n",
        "0::/lxc.payload.study/init.scope\n",
    ],
)
def test_the_control_groups_of_container_managers_are_known(control_groups: str) -> None:
    assert is_containers_group(control_groups)


@pytest.mark.parametrize(
    "control_groups",
    ["0::/\n", "0::/init.scope\n", "0::/system.slice/porter.service\n", "0::/system.slice/docker.service\n", ""],
)
def test_other_control_groups_are_no_containers(control_groups: str) -> None:
    assert not is_containers_group(control_groups)


def test_a_network_of_its_own_is_noticed() -> None:
    apart = said_in_own_network("""
import json
from bot.host.containers import in_own_network
print(json.dumps(in_own_network()))
""")

    assert apart is True


def test_the_first_network_is_nobodys_own() -> None:
    if sys.platform == "linux":
        try:
            same = Path("/proc/1/ns/net").samefile("/proc/self/ns/net")
        except PermissionError:
            pytest.skip("NOT TESTED HERE: only root may see in which network process 1 lives")
        if not same or in_container():
            pytest.skip("NOT TESTED HERE: this process may live in a network of its own")

    assert not in_own_network()


def test_what_docker_leaves_in_a_container_is_noticed() -> None:
    if not os.path.exists("/.dockerenv"):  # noqa: PTH110 (a path of another system)
        pytest.skip("NOT TESTED HERE: this is no Docker container")

    assert in_container()
