"""Turns SVG into PNG, with the bundled typefaces only."""

from bot.pictures.typeface import font_paths


class PicturesUnavailableError(RuntimeError):
    """The rasteriser is not installed; the message says how to install it."""


def rasterised(svg: str) -> bytes:
    """The SVG as PNG, one pixel per unit.

    Raises:
        PicturesUnavailableError: resvg-py is not installed.
    """
    try:
        from resvg_py import svg_to_bytes  # noqa: PLC0415 - an optional extra; everything else works without it
    except ImportError as error:
        message = 'Pictures need resvg-py, which is not installed. Remedy: pip install "porter-bot[pictures]"'
        raise PicturesUnavailableError(message) from error
    with font_paths() as paths:
        return bytes(svg_to_bytes(svg_string=svg, font_files=paths, skip_system_fonts=True))
