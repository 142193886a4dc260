"""Lays out the steps of an experiment: what was done, the machine's reply, and what became of the doors."""

from bot.demos.transcript import Step
from bot.pictures.changes import changes, tells_something
from bot.pictures.detail import Detail
from bot.pictures.grid import DID, INNER, MARGIN, NOTE, Type, line, paragraph
from bot.pictures.marks import Block, Box, Mark, Panel, Words
from bot.pictures.replies import reply_of
from bot.pictures.strips import HEIGHT, Strip, strips_of
from bot.pictures.typeface import Face

DISC = 40
STEP_GAP = 16
TEXT = MARGIN + DISC + 16
TEXT_WIDTH = MARGIN + INNER - TEXT
DIGIT = Type(Face.BOLD, 25, 34, "panel")
BETWEEN = 7
BESIDE = 16


def storyboard(steps: tuple[Step, ...], top: float, detail: Detail) -> Block:
    """The numbered steps one below the other, each with a strip of the doors if it changed any of them."""
    shown = steps[: detail.steps]
    story = changes(shown)
    # Where only one step changes anything, the building below says it all.
    several = detail.strips and sum(map(tells_something, story)) > 1
    strips = strips_of(story, TEXT, TEXT_WIDTH)
    thread: list[Mark] = []
    marks: list[Mark] = []
    y = top
    for number, (step, told, strip) in enumerate(zip(shown, story, strips, strict=True), 1):
        block = _step(step, strip if several and tells_something(told) else None, y, detail)
        marks += (*_disc(number, y), *block.marks)
        if number < len(steps):
            thread.append(Panel(Box(MARGIN + DISC / 2 - 2, y, 4, block.bottom - y + STEP_GAP), "edge"))
        y = block.bottom + STEP_GAP
    left_out = len(steps) - len(shown)
    more = paragraph(f"+ {left_out} more steps", NOTE, TEXT, y, TEXT_WIDTH, 1 if left_out else 0)
    return Block((*thread, *marks, *more.marks), more.bottom if left_out else y - STEP_GAP)


def _disc(number: int, top: float) -> tuple[Mark, ...]:
    digit = line(str(number), DIGIT, MARGIN + DISC / 2, top + 3, "middle")
    return Panel(Box(MARGIN, top, DISC, DISC), "accent", DISC / 2), digit


def _step(step: Step, strip: Strip | None, top: float, detail: Detail) -> Block:
    """One step. The reply stands at the right of what was done or of the doors, else on a line of its own.

    If the doors say the same in as many words, there is no reply.
    """
    did = paragraph(step.did, DID, TEXT, top + 3, TEXT_WIDTH, detail.did_lines)
    marks = list(did.marks)
    reply = reply_of("" if strip and strip.says(step.saw) else step.saw, TEXT_WIDTH, detail.reply_lines)
    bottom, end = max(did.bottom, top + DISC), float(TEXT + TEXT_WIDTH)
    right = end - reply.width
    if reply.rows and _end(did) + BESIDE <= right:
        marks += reply.at(right, top)
        bottom = max(bottom, top + reply.height)
    elif strip and len(reply.rows) == 1 and strip.end + BESIDE <= right:
        marks += reply.at(right, bottom + BETWEEN, HEIGHT)
        end = right - BETWEEN
    elif reply.rows:
        marks += reply.at(TEXT, did.bottom + BETWEEN - 2)
        bottom = did.bottom + BETWEEN - 2 + reply.height
    if not strip:
        return Block(tuple(marks), bottom)
    below = strip.at(Box(TEXT, bottom + BETWEEN, end - TEXT, HEIGHT))
    return Block((*marks, *below.marks), below.bottom)


def _end(block: Block) -> float:
    """The x where the longest line ends."""
    return max((mark.box.right for mark in block.marks if isinstance(mark, Words)), default=TEXT)
