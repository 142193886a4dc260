"""Turns SVG into PNG, with the bundled typefaces only."""

from bot.pictures.typeface import Face


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
    fonts = [str(face.path) for face in Face]
    return bytes(svg_to_bytes(svg_string=svg, font_files=fonts, skip_system_fonts=True))
