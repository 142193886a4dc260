"""The process that draws: `python -m bot.pictures`, started by `bot.pictures.press` and asked over its input."""

import pickle

from bot.host.frames import serve
from bot.pictures.rasterising import PicturesUnavailableError


def answer(message: bytes) -> bytes:
    """Draw what the message asks for; the reply is a picture, or that none can be drawn here."""
    draws, *wanted = pickle.loads(message)  # noqa: S301 - from the process that started this one, over its own pipe
    try:
        return pickle.dumps(draws(*wanted))
    except PicturesUnavailableError as error:
        return pickle.dumps(error)


if __name__ == "__main__":
    serve(answer)
