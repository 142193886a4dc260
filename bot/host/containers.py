"""Tells how much of the machine this process can see at all: whether it lives in a container, or in a network apart."""

import re
from pathlib import Path

# What Docker, Podman, Kubernetes and systemd (nspawn, and managers that follow its interface) leave in a container.
_MARKS = (
    "/.dockerenv",
    "/run/.containerenv",
    "/run/secrets/kubernetes.io",
    "/var/run/secrets/kubernetes.io",
    "/run/systemd/container",
)
# The control groups that container managers make; in a cgroup namespace the path is only "/", which tells nothing.
_CONTROL_GROUPS = re.compile(r"/(docker[-/][0-9a-f]{12}|kubepods|libpod-|lxc/|lxc\.payload|crio-|cri-containerd-)")


def in_container() -> bool:
    """Tell whether this process seems to run in a container, by what its manager leaves there."""
    return any(Path(mark).exists() for mark in _MARKS) or is_containers_group(_own_control_groups())


def is_containers_group(control_groups: str) -> bool:
    """Tell whether these control groups (/proc/self/cgroup, man 7 cgroups) are such as container managers make."""
    return bool(_CONTROL_GROUPS.search(control_groups))


def in_own_network() -> bool:
    """Tell whether this process lives in a network namespace of its own, so that it sees no socket outside of it.

    Linux keeps the settings of the whole machine's network in the first namespace only: `netdev_max_backlog` is there
    and nowhere else, while each namespace has its own `optmem_max` or `somaxconn` (net/core/sysctl_net_core.c).
    """
    settings = Path("/proc/sys/net/core")
    return (settings / "somaxconn").exists() and not (settings / "netdev_max_backlog").exists()


def _own_control_groups() -> str:
    try:
        return Path("/proc/self/cgroup").read_text()
    except OSError:
        return ""
