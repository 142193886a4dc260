"""Lays out an experiment: its title, its story step by step, the doors at its end, and the lesson."""

from bot.demos.transcript import Step, Transcript
from bot.pictures.building import building
from bot.pictures.detail import Detail
from bot.pictures.floors import households_of
from bot.pictures.grid import INNER, KICKER, MARGIN, paragraph
from bot.pictures.header import header
from bot.pictures.lesson import lesson
from bot.pictures.marks import Block, Layout
from bot.pictures.sheet import sheet
from bot.pictures.storyboard import storyboard
from bot.pictures.telling import last_doors


def experiment(shown: Transcript, detail: Detail) -> Layout:
    """The picture of an experiment in the given detail."""
    return sheet(
        header("Experiment", shown.demo, shown.title),
        lambda top: storyboard(shown.steps, top, detail),
        lambda top: _scene(shown.steps, top, detail),
        lambda top: lesson(shown.lesson, top, detail.lesson_lines),
    )


def _scene(steps: tuple[Step, ...], top: float, detail: Detail) -> Block:
    """The building after the last step that has doors; nothing if no step has any."""
    when, doors = last_doors(steps)
    if not doors:
        return Block((), top)
    heading = paragraph(f"The doors {when}", KICKER, MARGIN, top - 8, INNER, 1)
    # Whoever held a door before keeps a flat, and be it an empty one.
    names = households_of(tuple(door for step in steps for door in step.doors))
    scene = building(
        doors,
        heading.bottom + 8,
        most=detail.doors,
        meaning=detail.door_lines,
        holder=detail.household_lines,
        households=names,
    )
    return Block(heading.marks + scene.marks, scene.bottom)
