"""Lays out answers and demos as Discord messages of Components V2."""

import io
from collections.abc import Iterator, Sequence
from textwrap import shorten

import discord
from discord import ui

from bot.answering.answer import Answer, Found
from bot.answering.depth import Depth
from bot.answering.library import Library
from bot.answering.wording import Passage, about, demo_of, passages, printable, related, title_of
from bot.chat.buttons import PorterButton, Wish
from bot.demos.demo import Shown
from bot.demos.transcript import Door, HostReport, Transcript
from bot.pictures.drawing import Picture

# A message of Components V2 holds 4,000 characters of text (Discord documentation, Component Reference).
MOST_TEXT = 3_900
MOST_BUTTONS = 5
MOST_SAID_AGAIN = 3
# Of twelve sockets, so that the message still holds what is said of them.
MOST_HOUSEHOLD = 60
# The file carries the whole story; for a gallery's item sources name 256 and 1,024 characters, so the safe one.
MOST_ALT = 256
COLOUR = discord.Colour.from_rgb(0x3B, 0xA5, 0x93)


def answer_view(answer: Answer, library: Library, depth: Depth) -> ui.LayoutView:
    """Lay out an answer, with buttons for what may be asked next."""
    said = (Passage("", f"## {title_of(answer)}"), *passages(answer, depth))
    return _view(said, _answer_buttons(answer, library, depth))


def shown_view(shown: Shown, picture: Picture | None, others: Sequence[tuple[str, str]]) -> ui.LayoutView:
    """Lay out a demo, its picture above the words; `others` are names and titles of demos to offer."""
    said = _transcript(shown) if isinstance(shown, Transcript) else _report(shown)
    return _view(tuple(said), [PorterButton("demo", name, title) for name, title in others], picture)


def picture_file(picture: Picture) -> discord.File:
    """Make the file that `shown_view` refers to, with the picture's story as its alt text."""
    return discord.File(io.BytesIO(picture.png), "demo.png", description=picture.alt)


def text_view(text: str) -> ui.LayoutView:
    """Lay out a few sentences."""
    return _view((Passage("", text),), [])


def _view(said: Sequence[Passage], buttons: Sequence[PorterButton], picture: Picture | None = None) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=COLOUR)
    for number, text in enumerate(_fitting(said)):
        container.add_item(ui.TextDisplay(text))
        if number == 0 and picture:
            gallery: ui.MediaGallery[ui.LayoutView] = ui.MediaGallery()
            container.add_item(
                gallery.add_item(media="attachment://demo.png", description=shorten(picture.alt, MOST_ALT))
            )
    if buttons:
        row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
        for button in buttons[:MOST_BUTTONS]:
            row.add_item(button)
        container.add_item(row)
    view.add_item(container)
    return view


def _fitting(said: Sequence[Passage]) -> Iterator[str]:
    """Yield the passages as Markdown, as far as they fit into one message; the last is cut at a line's end."""
    left = MOST_TEXT
    for passage in said:
        text = f"**{passage.heading}**\n{passage.text}" if passage.heading else passage.text
        if len(text) > left:
            cut = text[: max(0, left - 6)].rpartition("\n")[0]
            if cut:
                open_block = "\n```" if cut.count("```") % 2 else ""
                yield f"{cut}\n…{open_block}"
            return
        left -= len(text)
        yield text


def _answer_buttons(answer: Answer, library: Library, depth: Depth) -> list[PorterButton]:
    """Offer more of the same first; by these buttons `names_said` knows later what an answer was about."""
    said = about(answer)
    wish: Wish = "short" if depth is Depth.DEEPER or (isinstance(answer, Found) and answer.facts) else "deeper"
    again = "Deeper" if wish == "deeper" else "In short"
    buttons = [
        PorterButton(wish, entry.name, again if len(said) == 1 else f"{again}: {entry.title}")
        for entry in said[:MOST_SAID_AGAIN]
    ]
    if demo := demo_of(answer):
        buttons.append(PorterButton("demo", demo, "Show me live"))
    names = {entry.name for entry in said}
    near = [name for name in related(answer) if name not in names]
    return buttons + [PorterButton("entry", name, library.entries[name].title) for name in near]


def _transcript(transcript: Transcript) -> Iterator[Passage]:
    yield Passage("", f"## {transcript.title}")
    for number, step in enumerate(transcript.steps, 1):
        yield Passage(f"{number}. {step.did}", f"→ `{step.saw}`\n{step.means}")
    if transcript.steps and transcript.steps[-1].doors:
        yield Passage("The doors now", _door_table(transcript.steps[-1].doors))
    yield Passage("Remember", transcript.lesson)


def _report(report: HostReport) -> Iterator[Passage]:
    yield Passage("", f"## {discord.utils.escape_markdown(report.title[:120])}")
    if report.doors:
        yield Passage("The doors", _door_table(report.doors))
        yield Passage("In the town", "\n".join(f"- {door.means}" for door in report.doors))
    if report.totals:
        rows = [
            f"{each.protocol:<4}{each.state or '-':<13}{each.sockets:>6}{each.hidden or '-':>8}"
            for each in report.totals
        ]
        yield Passage("All sockets of this host", _code([f"{'':<4}{'state':<13}{'count':>6}{'hidden':>8}", *rows]))
    if report.notes:
        small = "-# " if report.doors else "- "
        yield Passage("", "\n".join(small + note for note in report.notes))


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
