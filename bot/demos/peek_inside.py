"""peek-inside: the number by which a process holds a socket, and what the system has behind it.

Descriptors, and how they are duplicated: man 2 open, man 2 dup. What they refer to: /proc/[pid]/fd and /proc/net/tcp in
man 5 proc. On Windows a socket's number is a handle (Winsock's `SOCKET`), and no descriptor.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.demos.demo import experiment
from bot.demos.transcript import Door, Step
from bot.host.descriptors import behind, inode_of, line_of
from bot.host.loopback import Loopback, Socket, port_of, row_of


def run(loopback: Loopback) -> Iterator[Step]:
    """Open a file and a socket, look behind their numbers, duplicate the socket's, and close one after the other."""
    with Path(os.devnull).open("rb") as file:
        listener = loopback.listen()
        first, port = listener.fileno(), port_of(listener)
        yield Step(
            f"Open a file, {os.devnull}, and a listening socket",
            f"the file is {file.fileno()}, the socket is {first}",
            "A household hangs the keys to all it has open on one board. These are the numbers of the hooks.",
            (_door(listener, first),),
        )

        yield Step(
            "Look behind the numbers",
            f"{file.fileno()}: {behind(file.fileno())}, {first}: {behind(first)}",
            _BEHIND,
            (_door(listener, first),),
        )

        if sys.platform == "linux":
            yield Step("Find this inode in /proc/net/tcp", *_found(listener), (_door(listener, first),))

        copy = loopback.keep(listener.dup())
        second = copy.fileno()
        yield Step(
            f"Duplicate {first}: dup()",
            f"{first}: {behind(first)}, {second}: {behind(second)}",
            "A second key to the same door. It's no second door, and takes no second port.",
            (_door(listener, first, second),),
        )

        listener.close()
        yield Step(
            f"Close {first}",
            f"{second}: {behind(second)}, {row_of(copy).state}",
            "One key is given back, but there is another. So the door stays.",
            (_door(copy, second),),
        )

        copy.close()
        yield Step(
            f"Close {second} too, then knock at {port}",
            loopback.knock_once_closed(port),
            "With its last key the door is gone, and so is the number on it.",
        )


def _door(listener: Socket, *numbers: int) -> Door:
    hooks = "hooks" if len(numbers) > 1 else "hook"
    return Door("listener", row_of(listener), f"Keys to it: {hooks} {' and '.join(map(str, numbers))}.")


def _found(listener: Socket) -> tuple[str, str]:
    """Say how the kernel's table has a socket, and what that means."""
    line = line_of(inode_of(listener.fileno()))
    if line is None:
        return "not listed", "This system keeps its table from us; usually each socket has a line there."
    return line.text, f"The porter's own book, in hexadecimal: {line.row.local}, {line.row.state}."


_BEHIND = {
    "linux": "For the household a number, for the porter a file or a door. He knows each door by its inode.",
    "win32": "Windows doesn't tell: a socket's number is a handle here. On Linux, /proc/self/fd names its inode.",
}.get(sys.platform, "For the household a number, for the porter a file or a door. Linux tells more: the inode.")

DEMO = experiment(
    "peek-inside",
    title="Descriptors: keys to sockets",
    shows="File descriptors: small numbers behind which the system keeps files and sockets.",
    lesson="A process holds a socket by a small number. Several may lead to one socket; closing the last ends it.",
    run=run,
    leads_to=("inherited-door", "own-host", "unix-socket"),
)
