"""Lays out an experiment: its title, its numbered steps, the doors at its end, and the lesson."""

from dataclasses import replace

from bot.demos.transcript import Step, Transcript
from bot.pictures.building import building
from bot.pictures.changes import Change, changes
from bot.pictures.grid import GAP, INNER, KICKER, LESSON, MARGIN, NOTE, WIDTH, Detail, paragraph
from bot.pictures.header import header
from bot.pictures.marks import Block, Box, Emblem, Layout, Mark, Panel
from bot.pictures.steps import DISC, STEP_GAP, TEXT, TEXT_WIDTH, fits_beside, step_block

MAX_STEPS = 8
LESSON_PADDING = 32
KEY = 84


def experiment(shown: Transcript, detail: Detail) -> Layout:
    """The picture of an experiment in the given detail."""
    head = header("Experiment", shown.demo, shown.title)
    steps = _steps(shown.steps[:MAX_STEPS], head.bottom, detail)
    left_out = len(shown.steps) - MAX_STEPS
    more = paragraph(f"+ {left_out} more steps", NOTE, TEXT, steps.bottom, TEXT_WIDTH, 1 if left_out > 0 else 0)
    scene = _scene(shown.steps, more.bottom, detail)
    lesson = _lesson(shown.lesson, scene.bottom, detail)
    marks = head.marks + steps.marks + more.marks + scene.marks + lesson.marks
    return Layout(WIDTH, lesson.bottom + MARGIN, marks)


def _steps(steps: tuple[Step, ...], top: float, detail: Detail) -> Block:
    strip: list[Mark] = []
    marks: list[Mark] = []
    told: list[tuple[Change, ...]] = changes(steps) if detail.changes else [()] * len(steps)
    # One long reply puts all of them below, so that the strip keeps one rhythm.
    detail = replace(detail, beside=detail.beside or all(map(fits_beside, steps)))
    y = top
    for number, (step, changed) in enumerate(zip(steps, told, strict=True), 1):
        block = step_block(number, step, changed, y, detail)
        marks += block.marks
        if number < len(steps):
            strip.append(Panel(Box(MARGIN + DISC / 2 - 2, y, 4, block.bottom - y + STEP_GAP), "edge"))
        y = block.bottom + STEP_GAP
    return Block((*strip, *marks), y)


def _scene(steps: tuple[Step, ...], top: float, detail: Detail) -> Block:
    """The building after the last step that has doors; nothing if no step has any."""
    numbers = [number for number, step in enumerate(steps, 1) if step.doors]
    if not numbers:
        return Block((), top)
    number = numbers[-1]
    text = f"The doors after step {number}" if number < len(steps) else "The doors in the end"
    heading = paragraph(text, KICKER, MARGIN, top + 4, INNER, 1)
    scene = building(steps[number - 1].doors, heading.bottom + 16, detail)
    return Block(heading.marks + scene.marks, scene.bottom + GAP)


def _lesson(lesson: str, top: float, detail: Detail) -> Block:
    x = MARGIN + LESSON_PADDING + KEY + 24
    width = MARGIN + INNER - LESSON_PADDING - x
    kicker = paragraph("To remember", KICKER, x, top + 24, width, 1)
    words = paragraph(lesson, LESSON, x, kicker.bottom + 4, width, max(2, detail.means_lines + 1))
    box = Box(MARGIN, top, INNER, words.bottom + 28 - top)
    key = Emblem(Box(MARGIN + LESSON_PADDING, top + (box.height - KEY) / 2, KEY, KEY), "key")
    return Block((Panel(box, "lesson", 22), key, *kicker.marks, *words.marks), box.bottom)
