"""A companion process that does what the message says."""

import os
import time

from bot.host.frames import serve


def answer(message: bytes) -> bytes:
    order, _, what = message.decode().partition(" ")
    match order:
        case "crash":
            os._exit(3)
        case "sleep":
            time.sleep(float(what))
        case "print":
            print(what)
        case "double":
            return what.encode() * 2
        case "variable":
            return os.environ.get(what, "unset").encode()
        case "pid":
            return str(os.getpid()).encode()
    return message


if __name__ == "__main__":
    serve(answer)
