"""Lays out what demos saw as Discord messages."""

import re
from collections.abc import Iterator, Sequence
from textwrap import shorten

import discord
from discord import ui

from bot.answering.wording import Passage, printable
from bot.chat.pages.buttons import PorterButton
from bot.chat.pages.page import page
from bot.demos.demo import Shown
from bot.demos.transcript import Door, HostReport, Total, Transcript
from bot.pictures.drawing import Picture

# Of twelve sockets, so that the message still holds what is said of them.
MOST_HOUSEHOLD = 60


def shown_view(shown: Shown, picture: Picture | None, others: Sequence[tuple[str, str]]) -> ui.LayoutView:
    """Lay out a demo, its picture above the words; `others` are names and titles of demos to offer.

    What a report had to leave out is said in its notes, so they stand there however long it is.
    """
    buttons = [PorterButton("demo", name, title) for name, title in others]
    if isinstance(shown, Transcript):
        return page(tuple(_transcript(shown)), [buttons], picture)
    small = "-# " if shown.doors else "- "
    notes = "\n".join(small + note for note in shown.notes)
    return page(tuple(_report(shown)), [buttons], picture, closing=notes)


def _transcript(transcript: Transcript) -> Iterator[Passage]:
    yield Passage("", f"## {transcript.title}")
    for number, step in enumerate(transcript.steps, 1):
        # Discord would make a link of it, which leads each reader to their own machine.
        did = re.sub(r"http://\S+", r"`\g<0>`", step.did)
        yield Passage(f"{number}. {did}", f"→ `{step.saw}`\n{step.means}")
    yield from _last_doors(transcript)
    yield Passage("Remember", transcript.lesson)


def _last_doors(transcript: Transcript) -> Iterator[Passage]:
    """Show the sockets after the last step that tells of any, by its number where others follow it."""
    steps = transcript.steps
    last = max((number for number, step in enumerate(steps, 1) if step.doors), default=0)
    if last:
        when = "now" if last == len(steps) else f"after step {last}"
        yield Passage(f"The doors {when}", _door_table(steps[last - 1].doors))


def _report(report: HostReport) -> Iterator[Passage]:
    yield Passage("", f"## {discord.utils.escape_markdown(report.title[:120])}")
    if report.doors:
        yield Passage("The doors", _door_table(report.doors))
        yield Passage("In the town", "\n".join(f"- {each}" for each in report.meanings))
    if report.totals:
        yield Passage("All sockets of this host", _totals_table(report.totals))


def _totals_table(totals: Sequence[Total]) -> str:
    rows = [f"{each.protocol:<4}{each.state or '-':<13}{each.sockets:>6}{each.hidden or '-':>8}" for each in totals]
    return _code([f"{'':<4}{'state':<13}{'count':>6}{'hidden':>8}", *rows])


def _door_table(doors: Sequence[Door]) -> str:
    """Set doors out in two or three short lines each, so that a phone shows them unbroken."""
    lines: list[str] = []
    for door in doors:
        row = door.row
        lines.append(f"{door.label}: {row.protocol} {row.state}".rstrip())
        lines.append(f"  {row.local.marked}" + (f" → {row.remote.marked}" if row.remote else ""))
        if door.household:
            lines.append(f"  {shorten(printable(door.household), MOST_HOUSEHOLD, placeholder='…')}")
    return _code(lines) if lines else "none"


def _code(lines: Sequence[str]) -> str:
    text = "\n".join(map(printable, lines)).replace("`", "'")
    return f"```\n{text}\n```"
