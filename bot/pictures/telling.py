"""Tells a picture's story in words, for those who don't see it."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from bot.demos.transcript import Door, HostReport, Step, Total, Transcript
from bot.pictures.changes import Told, changes, news_of
from bot.pictures.wrapping import ELLIPSIS, one_line

MAX_ALT = 1000
"""Discord takes 1,024 characters as an attachment's description."""


def told(shown: Transcript | HostReport) -> str:
    """The story in at most `MAX_ALT` characters: the fullest version that fits, cut only if none does."""
    versions = _experiment(shown) if isinstance(shown, Transcript) else _report(shown)
    text = ""
    for text in versions:
        if len(text) <= MAX_ALT:
            return text
    return _cut(text, MAX_ALT)


def last_doors(steps: tuple[Step, ...]) -> tuple[str, tuple[Door, ...]]:
    """When doors were seen last ("at the end", "after step 4"), and which; none if no step has any."""
    for number in range(len(steps), 0, -1):
        if steps[number - 1].doors:
            return "at the end" if number == len(steps) else f"after step {number}", steps[number - 1].doors
    return "at the end", ()


def _experiment(shown: Transcript) -> Iterator[str]:
    """The experiment with less and less detail; every version names every step."""
    head = f"Experiment {_plain(shown.demo, 40)}: {_sentence(shown.title, 90)}"
    lesson = f"To remember: {_sentence(shown.lesson, 160)}" if shown.lesson else ""
    when, doors = last_doors(shown.steps)
    last = f"Doors {when}: {_doors(doors, 12)}" if doors else ""
    story = changes(shown.steps)
    for limit, news, end in ((120, True, last), (120, False, last), (120, False, ""), (60, False, "")):
        yield _joined(head, *_steps(shown.steps, story if news else [], limit), end, lesson)
    for limit in (40, 30, 20, 12):
        yield _joined(head, *_steps(shown.steps, [], limit))


def _report(shown: HostReport) -> Iterator[str]:
    """The report with less and less detail."""
    noun = "door" if len(shown.doors) == 1 else "doors"
    head = f"{_plain(shown.title, 100)}, {len(shown.doors)} {noun}."
    for doors, totals, notes in ((12, 12, 4), (12, 8, 2), (8, 6, 1), (5, 5, 0), (3, 3, 0)):
        numbers = ", ".join(_total(total) for total in shown.totals[:totals])
        yield _joined(
            head,
            _doors(shown.doors, doors) if shown.doors else "Nobody waits at a door here.",
            f"All doors of the building: {numbers}." if numbers else "",
            *(_sentence(note, 120) for note in shown.notes[:notes]),
        )


def _steps(steps: tuple[Step, ...], story: Sequence[Told], limit: int) -> list[str]:
    return [
        _joined(
            f"Step {number}:",
            _plain(step.did, limit),
            f"→ {_sentence(step.saw, limit)}" if step.saw else "",
            _news(told) if told else "",
        )
        for number, (step, told) in enumerate(zip_longest(steps, story), 1)
    ]


def _news(told: Told) -> str:
    """What a step made of the doors, as its strip shows it."""
    differing = [change for change in told.values() if change.news != "same"]
    doors = (f"{change.door.label} {news_of(change)}{' new' * (change.news == 'new')}" for change in differing)
    return _sentence(f"Doors: {', '.join(doors)}", 200) if differing else ""


def _doors(doors: tuple[Door, ...], limit: int) -> str:
    named = [_door(door) for door in doors[:limit]]
    left_out = [f"{len(doors) - limit} more"] if len(doors) > limit else []
    return "; ".join(named + left_out) + "."


def _door(door: Door) -> str:
    row = door.row
    remote = f" to {row.remote}" if row.remote else ""
    held = f" ({_plain(door.household, 50)})" if door.household else ""
    return f"{_plain(door.label, 40)}{held}, {_plain(f'{row.protocol} {row.local}{remote} {row.state}', 120)}"


def _total(total: Total) -> str:
    hidden = f" ({total.hidden} hidden)" if total.hidden else ""
    return f"{_plain(f'{total.protocol} {total.state}', 30)} {total.sockets}{hidden}"


def _sentence(text: str, limit: int) -> str:
    plain = _plain(text, limit)
    return plain if not plain or plain[-1] in ".!?…" else plain + "."


def _plain(text: str, limit: int) -> str:
    return _cut(one_line(text), limit)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + ELLIPSIS


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
