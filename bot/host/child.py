"""What a child does: tiny programs that demos start as a process of their own, beside Porter.

Run as `python -I -S child.py SECONDS ROLE ARGUMENTS`: a child has nothing but Python. It says its process id and then
what it does, a line each. It ends when its standard input does, because then Porter wants it to or is gone, and after
so many seconds at the latest.
"""

import contextlib
import faulthandler
import os
import socket
import sys
import threading
import time
from collections.abc import Callable

ADDRESS = "127.0.0.1"


def share(port: str, name: str) -> None:
    """Listen on a port that others may listen on too, if they agree as we do by `SO_REUSEPORT` (man 7 socket)."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listener.bind((ADDRESS, int(port)))
    listener.listen()
    answer_callers(listener, name)


def hold(descriptor: str, name: str) -> None:
    """Take over a listening socket that was inherited."""
    listener = socket.socket(fileno=int(descriptor))
    # Whether calls on it wait is noted with the socket, not with the descriptor (man 2 fcntl, "File status flags").
    listener.settimeout(None)
    answer_callers(listener, name)


def answer_callers(listener: socket.socket, name: str) -> None:
    """Tell everyone who connects who has accepted them."""
    say("listening")
    while True:
        accepted, _ = listener.accept()
        with accepted, contextlib.suppress(ConnectionError):  # of somebody who only looks which ports are open
            accepted.sendall(name.encode())


def serve() -> None:
    """Be a web server, one connection after the other, with as little as HTTP asks for (RFC 9112)."""
    listener = socket.socket()
    listener.bind((ADDRESS, 0))
    listener.listen()
    say("listening")
    while True:
        accepted, _ = listener.accept()
        with contextlib.suppress(ConnectionError), accepted, accepted.makefile("rwb") as letters:
            # A connection stays open for further requests until one side closes it (RFC 9112, 9.3).
            while request := letters.readline().decode("latin-1").strip():
                while letters.readline().strip():  # the header fields, up to an empty line
                    pass
                say(request)
                letters.write(reply())
                letters.flush()


def reply() -> bytes:
    """Tell who answers, whatever was asked for. A server that has a clock tells the date (RFC 9110, 6.6.1)."""
    body = f"Process {os.getpid()} answers.\n"
    head = (
        "HTTP/1.1 200 OK",
        time.strftime("Date: %a, %d %b %Y %H:%M:%S GMT", time.gmtime()),
        "Content-Type: text/plain; charset=utf-8",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join((*head, "", body)).encode()


def knock(path: str) -> None:
    """Connect to a Unix socket by its path, write, and stay until the other side closes."""
    client = socket.socket(socket.AF_UNIX)
    client.connect(path)
    client.sendall(b"hello")
    say("connected")
    client.recv(1)


def say(line: object) -> None:
    """Tell Porter a line."""
    print(line, flush=True)


def end_with_porter() -> None:
    """Wait until standard input ends, and end at once."""
    os.read(0, 1)
    os._exit(0)


ROLES: dict[str, Callable[..., None]] = {"share": share, "hold": hold, "serve": serve, "knock": knock}


def main() -> None:
    """Play the role that the arguments name."""
    seconds, role, *arguments = sys.argv[1:]
    # Made for programs that hang: a watch of its own ends this one, however stuck it is.
    faulthandler.dump_traceback_later(float(seconds), exit=True)
    threading.Thread(target=end_with_porter, daemon=True).start()
    say(os.getpid())
    ROLES[role](*arguments)


if __name__ == "__main__":
    main()
