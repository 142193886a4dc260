"""Draws pictures in a process of their own, because resvg keeps the interpreter's lock while it draws.

    press = Press()                              # starts nothing yet
    picture = await press.picture(shown)         # a Picture(png, alt), from wherever the event loop runs
    still = await press.still("socket")          # so is a still, by its name
    await press.close()                          # before the event loop ends

Raises `PicturesUnavailableError` where resvg-py isn't installed (say so once, send the words alone), and
`PictureFailedError` if the process crashed or took too long (log it, send the words alone).
"""

import pickle
from collections.abc import Callable

from bot.host.companion import Companion, CompanionError
from bot.pictures.drawing import Drawable, Picture, draw
from bot.pictures.rasterising import PicturesUnavailableError
from bot.pictures.stills.catalogue import draw_still, find_still
from bot.pictures.theme import Theme

SECRETS = frozenset({"DISCORD_TOKEN", "PORTER_DATABASE_URL"})
"""Variables of the environment that a process which draws has no use for."""


class PictureFailedError(RuntimeError):
    """The process that draws crashed or took too long; the message says which."""


class Press:
    """Draws one picture after the other, in the order of asking."""

    def __init__(self, *, seconds: float = 10, idle_seconds: float = 60) -> None:
        """Let a picture take at most `seconds`, and end the process `idle_seconds` after the last one."""
        self._companion = Companion("bot.pictures", seconds=seconds, idle_seconds=idle_seconds, withhold=SECRETS)

    async def picture(self, shown: Drawable, theme: Theme = "dark") -> Picture:
        """The picture of an experiment, a host report or Porter's days, as `draw` makes it.

        Raises:
            PicturesUnavailableError: resvg-py is not installed; the message says how to install it.
            PictureFailedError: the process that draws crashed or took too long.
        """
        return await self._drawn(draw, shown, theme)

    async def still(self, name: str, theme: Theme = "dark") -> Picture:
        """The still of that name, as `draw_still` makes it.

        Raises:
            UnknownStillError: there is none of that name.
            PicturesUnavailableError: resvg-py is not installed; the message says how to install it.
            PictureFailedError: the process that draws crashed or took too long.
        """
        return await self._drawn(draw_still, find_still(name).name, theme)

    async def _drawn(self, draws: Callable[..., Picture], *wanted: object) -> Picture:
        """What the function of ours draws of what is wanted, called by the process that draws."""
        try:
            reply = await self._companion.ask(pickle.dumps((draws, *wanted)))
        except CompanionError as error:
            raise PictureFailedError(f"No picture could be drawn: {error}") from error
        drawn: Picture | PicturesUnavailableError = pickle.loads(reply)  # noqa: S301 - from our own child, over its pipe
        if isinstance(drawn, PicturesUnavailableError):
            raise drawn
        return drawn

    async def close(self) -> None:
        """End the process, if one runs."""
        await self._companion.close()
