"""porter picture: draws a concept as a still picture into a file, or lists all that there are."""

from pathlib import Path

from bot.pictures.stills.catalogue import STILLS, draw_still
from bot.pictures.theme import Theme
from bot.terminal.show import write_picture


def list_pictures() -> None:
    """Print the name and the title of each picture, one a line."""
    widest = max(map(len, STILLS))
    for name, still in STILLS.items():
        print(f"{name:<{widest}}  {still.title}")


def draw_picture(name: str, file: Path, theme: Theme) -> None:
    """Write a picture's PNG there, and print what it shows.

    Raises:
        UnknownStillError: there is no picture of that name.
        PicturesUnavailableError: what draws pictures isn't installed; the message says how to.
        FaultyFileError: the file can't be written.
    """
    picture = draw_still(name, theme)
    write_picture(file, picture.png)
    print(picture.alt)
