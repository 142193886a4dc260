"""Draws what a demo or the host report saw, and what Porter did in a server."""

from dataclasses import dataclass

from bot.demos.transcript import HostReport, Transcript
from bot.pictures.activity import Activity, activity, activity_told
from bot.pictures.detail import DETAILS, Detail, fits
from bot.pictures.experiment import experiment
from bot.pictures.host_report import host_report
from bot.pictures.marks import Layout
from bot.pictures.painting import paint
from bot.pictures.rasterising import rasterised
from bot.pictures.telling import told
from bot.pictures.theme import COLOURS, Theme

Drawable = Transcript | HostReport | Activity


@dataclass(frozen=True)
class Picture:
    """A picture as PNG, and the same story in words, at most 1,000 characters."""

    png: bytes
    alt: str


def draw(shown: Drawable, theme: Theme = "dark") -> Picture:
    """The picture of a finished experiment, of a host report, or of Porter's days in a server.

    Takes 50 to 120 ms, as `fits` has it, and resvg-py 0.5 holds the interpreter's lock meanwhile: even in a thread it
    keeps an event loop waiting for that long. Where one runs, ask a `Press`.

    Raises:
        PicturesUnavailableError: resvg-py is not installed; the message says how to install it.
    """
    words = activity_told(shown) if isinstance(shown, Activity) else told(shown)
    return Picture(rasterised(svg(shown, theme)), words)


def svg(shown: Drawable, theme: Theme = "dark") -> str:
    """The picture as SVG text, which names the bundled typefaces."""
    return paint(lay_out(shown), COLOURS[theme])


def lay_out(shown: Drawable) -> Layout:
    """Where everything stands, in as much detail as fits."""
    if isinstance(shown, Activity):
        return activity(shown)
    layouts = (_lay_out_in(shown, detail) for detail in DETAILS)
    return next(filter(fits, layouts), None) or _lay_out_in(shown, DETAILS[-1])


def _lay_out_in(shown: Transcript | HostReport, detail: Detail) -> Layout:
    return experiment(shown, detail) if isinstance(shown, Transcript) else host_report(shown, detail)
