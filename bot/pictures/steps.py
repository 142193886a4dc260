"""Lays out one step of an experiment: what was done, the machine's reply, and what it means in the town."""

import errno
from dataclasses import replace

from bot.demos.transcript import Step
from bot.pictures.changes import Change
from bot.pictures.chips import CHIP_HEIGHT, chip, chip_width
from bot.pictures.grid import DID, INNER, MARGIN, MEANS, NOTE, SAW, Detail, Type, line, paragraph
from bot.pictures.marks import Block, Box, Emblem, Mark, Panel
from bot.pictures.typeface import Face
from bot.pictures.wrapping import clean, wrapped

DISC = 54
STEP_GAP = 32
TEXT = MARGIN + DISC + 24
TEXT_WIDTH = MARGIN + INNER - TEXT
DIGIT = Type(Face.BOLD, 31, 42, "panel")
REPLY_PADDING = 18
HOUSE = 34
BETWEEN = 10
BESIDE = 24
MORE_WIDTH = 80
REFUSALS = frozenset(errno.errorcode.values())


def step_block(number: int, step: Step, changed: tuple[Change, ...], top: float, detail: Detail) -> Block:
    """The step with its number on a disc; `changed` are the doors that it opened, changed or closed."""
    disc = Panel(Box(MARGIN, top, DISC, DISC), "accent", DISC / 2)
    digit = line(str(number), DIGIT, MARGIN + DISC / 2, top + 6, "middle")
    did = paragraph(step.did, DID, TEXT, top + 6, TEXT_WIDTH, detail.did_lines)
    saw = _reply(step, did, top, detail)
    means = _meaning(step.means, saw.bottom + BETWEEN, detail)
    doors = _chips(changed, means.bottom + BETWEEN)
    return Block((disc, digit, *did.marks, *saw.marks, *means.marks, *doors.marks), max(doors.bottom, disc.box.bottom))


def fits_beside(step: Step) -> bool:
    """Whether the machine's reply fits on the line of what was done."""
    done, said = DID.width(clean(step.did, DID.face)), SAW.width(clean(step.saw, SAW.face))
    return done + BESIDE + said + 2 * REPLY_PADDING <= TEXT_WIDTH


def is_refusal(saw: str) -> bool:
    """Whether the machine's reply names an error (errno.h), such as EADDRINUSE."""
    return any(word.strip(".,:;()") in REFUSALS for word in saw.split())


def _reply(step: Step, did: Block, top: float, detail: Detail) -> Block:
    """What the machine said, in its own type on its own ground; red when it refused."""
    refused = is_refusal(step.saw)
    kind = replace(SAW, ink="refused") if refused else SAW
    width = TEXT_WIDTH - 2 * REPLY_PADDING
    rows = wrapped(step.saw, kind.face, kind.size, width, detail.reply_lines)
    if not rows:
        return Block((), did.bottom)
    box = Box(TEXT, did.bottom + BETWEEN, max(map(kind.width, rows)) + 2 * REPLY_PADDING, len(rows) * kind.line + 16)
    if detail.beside and fits_beside(step):
        box = replace(box, x=MARGIN + INNER - box.width, y=top)
    marks = (line(row, kind, box.x + REPLY_PADDING, box.y + 8 + at * kind.line) for at, row in enumerate(rows))
    return Block((Panel(box, "refused_inset" if refused else "inset", 12), *marks), box.bottom)


def _meaning(means: str, top: float, detail: Detail) -> Block:
    x = TEXT + HOUSE + 14
    text = paragraph(means, MEANS, x, top, MARGIN + INNER - x, detail.means_lines)
    if not text.marks:
        return Block((), top - BETWEEN)
    return Block((Emblem(Box(TEXT, top + 1, HOUSE, HOUSE), "house"), *text.marks), text.bottom)


def _chips(changed: tuple[Change, ...], top: float) -> Block:
    """The doors that the step touched, each as a little door with its name, number and state; two rows at most."""
    marks: list[Mark] = []
    x, y = float(TEXT), top
    for index, change in enumerate(changed):
        width = chip_width(change)
        if x > TEXT and x + width > MARGIN + INNER - (MORE_WIDTH if y > top else 0):
            if y > top:
                marks.append(line(f"+ {len(changed) - index}", NOTE, x, y + 7))
                break
            x, y = float(TEXT), y + CHIP_HEIGHT + 10
        marks += chip(change, Box(x, y, width, CHIP_HEIGHT))
        x += width + 12
    return Block(tuple(marks), y + CHIP_HEIGHT) if marks else Block((), top - BETWEEN)
