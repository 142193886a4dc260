"""porter demo: shows a demo as text, as JSON, and as a picture in a file."""

import json
from pathlib import Path

from rich.console import Console

from bot.demos.demo import Shown
from bot.pictures.drawing import draw
from bot.terminal.layout import shown_json, shown_layout
from bot.yaml_document import Fault, FaultyFileError


def show(shown: Shown, console: Console, picture: Path | None, *, as_json: bool) -> None:
    """Show what a demo saw; with `picture`, write its PNG there as well.

    Raises:
        PicturesUnavailableError: what draws pictures isn't installed; the message says how to.
        FaultyFileError: the file can't be written.
    """
    if as_json:
        print(json.dumps(shown_json(shown), ensure_ascii=False, indent=2), flush=True)
    else:
        console.print(shown_layout(shown))
    if picture:
        write_picture(picture, draw(shown).png)


def write_picture(path: Path, png: bytes) -> None:
    """Write a picture into a file.

    Raises:
        FaultyFileError: the file can't be written.
    """
    try:
        path.write_bytes(png)
    except OSError as error:
        raise FaultyFileError([Fault(path, 1, 1, f"the picture can't be written ({error.strerror})")]) from None
