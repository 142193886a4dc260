"""Messages on a pipe, each after its length: what a companion process reads and writes."""

import signal
import struct
import sys
from collections.abc import Callable
from typing import BinaryIO

LENGTH = struct.Struct(">I")
"""How many bytes follow."""


def framed(message: bytes) -> bytes:
    """The message with its length before it."""
    return LENGTH.pack(len(message)) + message


def serve(answer: Callable[[bytes], bytes]) -> None:
    """Answer each message on standard input on standard output, until the input ends because whoever asked is gone."""
    # Ctrl+C reaches every process of a terminal; the one that started this one decides when it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, replies = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing else may get between the messages
    while (request := _next(requests)) is not None:
        replies.write(framed(answer(request)))
        replies.flush()


def _next(requests: BinaryIO) -> bytes | None:
    head = requests.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    message = requests.read(length)
    return message if len(message) == length else None
