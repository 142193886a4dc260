"""Which commands for learners only look, and change nothing."""

import pytest

from bot.answering.library import Library
from bot.answering.trials import only_looks


@pytest.mark.parametrize(
    "command",
    [
        "ps",
        "ss --listening --tcp --numeric",
        "ss --listening 'sport = :8080'",
        "lsof -nP -iTCP -sTCP:LISTEN",
        "netstat -ano",
        "ip address show",
        "ip -brief address",
        "cat /etc/services",
        "ping -c 1 localhost",
        "getent hosts localhost",
        "sysctl net.ipv4.ip_local_port_range",
        "hostname --fqdn",
        "systemctl status ssh",
        "curl --head https://example.com",
        "nc -zv localhost 8080",
        "Get-NetTCPConnection -State Listen",
        "python3 -c 'import socket; print(socket.socket())'",
        "python3 -c 'import os; print(os.getpid())'",
        "python3 -c 'import platform; print(platform.system())'",
    ],
)
def test_a_command_that_only_looks_is_fine(command: str) -> None:
    assert only_looks(command)


@pytest.mark.parametrize(
    "command",
    [
        "",
        " ",
        "rm --recursive /",
        "sudo ss --listening",
        "kill 812",
        "Stop-Process 812",
        "ss --kill",
        "ip link set lo down",
        "ifconfig lo down",
        "hostname other",
        "sysctl --write net.ipv4.ip_forward=1",
        "sysctl net.ipv4.ip_forward=1",
        "systemctl stop nginx",
        "curl --request DELETE https://example.com",
        "curl --head file:///etc/passwd",
        "nc --listen 80",
        "docker rm x",
        "netsh int ipv4 set x",
    ],
)
def test_a_command_that_changes_something_is_not(command: str) -> None:
    assert not only_looks(command)


@pytest.mark.parametrize(
    "hiding",
    [
        "; reboot",
        " && reboot",
        " & reboot",
        " | sh",
        " || reboot",
        " > /etc/hosts",
        " < /dev/zero",
        " $(reboot)",
        " `reboot`",
        " (Stop-Computer)",
        "\nreboot",
        " $PATH",
        " {}",
    ],
)
@pytest.mark.parametrize(
    "command",
    [
        "cat /etc/services",
        "ps",
        "ss --tcp",
        "ping localhost",
        "Get-Process",
        "ip address",
        "curl --head https://example.com",
        "python3 -c 'print(1)'",
    ],
)
def test_a_command_that_hides_another_is_not(command: str, hiding: str) -> None:
    assert not only_looks(command + hiding)


@pytest.mark.parametrize(
    "source",
    [
        'from os import remove as print; print("x")',
        "print(print.__self__)",
        "import shutil",
        'import os; os.system("reboot")',
        'from os import system; system("reboot")',
        'import os as socket; socket.execv("x", [])',
        'import os; os.remove("x")',
        "import os; os.kill(1, 9)",
        'import os; (os.remove)("x")',
        'import os; [os.remove][0]("x")',
        'open("x", "w")',
        'eval("1")',
        'exec("1")',
        '__import__("os")',
        'print.__self__.eval("1")',
        'getattr(1, "x")()',
        "(lambda: 1)()",
        "while",
        "print(1",
        "x\x00",
    ],
)
def test_a_line_of_python_that_could_do_more_is_not(source: str) -> None:
    assert not only_looks(f"python3 -c '{source}'")


@pytest.mark.parametrize(
    "source",
    [
        'import os, platform; os.system("reboot # platform")',
        'import os; print = os.remove; print("x")',
        'import os as platform; platform.system("reboot")',
    ],
)
def test_a_line_of_python_that_hides_what_it_calls_is_not(source: str) -> None:
    assert not only_looks(f"python3 -c '{source}'")


@pytest.mark.parametrize("command", ["python3 script.py", "python3", "python3 -m http.server", "py -c 'print(1)' x"])
def test_python_may_only_run_the_line_that_is_shown(command: str) -> None:
    assert not only_looks(command)


def test_every_command_of_the_knowledge_only_looks(library: Library) -> None:
    commands = {trial.run for entry in library.entries.values() for trial in entry.trials}

    assert [command for command in sorted(commands) if not only_looks(command)] == []
