"""Lays out answers and demos for a terminal or a plain pipe."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.markdown import Markdown
from rich.measure import Measurement
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.answering.answer import Answer, Found
from bot.answering.depth import Depth
from bot.answering.wording import Passage, passages, plain, printable, title_of
from bot.demos.demo import Shown
from bot.demos.transcript import Door, HostReport, Total, Transcript

MOST_COLUMNS = 92
WIDER_THAN_ANY = 400


class _PipedConsole(Console):
    """Leaves it to the command line what happens when a reader such as `head` has seen enough."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def new_console() -> Console:
    """Make a console for standard output, no wider than text reads well."""
    console = _PipedConsole(highlight=False, soft_wrap=False)
    console.width = min(console.width, MOST_COLUMNS)
    return console


def answer_layout(answer: Answer, depth: Depth) -> RenderableType:
    """Lay out an answer under its title."""
    return Group(_title(title_of(answer)), *(_passage(each) for each in passages(answer, depth)))


def answer_text(answer: Answer, depth: Depth) -> str:
    """Give an answer as plain text, without marks or colours."""
    said = passages(answer, depth)
    if said and not isinstance(answer, Found):
        said = (Passage("", f"{title_of(answer)}."), *said)
    return "\n\n".join(plain(f"{each.heading}: {each.text}" if each.heading else each.text) for each in said)


def shown_layout(shown: Shown) -> RenderableType:
    """Lay out what a demo saw."""
    return _transcript(shown) if isinstance(shown, Transcript) else _report(shown)


def shown_json(shown: Shown) -> dict[str, Any]:
    """Give what a demo saw as plain values for JSON; endpoints as text, `null` where there is none."""
    values = dataclasses.asdict(shown)
    if isinstance(shown, HostReport):
        return values | {"doors": [_door_json(door) for door in shown.doors]}
    steps = [
        {"did": each.did, "saw": each.saw, "means": each.means, "doors": [_door_json(door) for door in each.doors]}
        for each in shown.steps
    ]
    return values | {"steps": steps}


def _door_json(door: Door) -> dict[str, Any]:
    row = door.row
    return {
        "label": door.label,
        "protocol": row.protocol,
        "local": str(row.local),
        "remote": str(row.remote) if row.remote else None,
        "state": row.state,
        "masked": bool(row.local.masked or (row.remote and row.remote.masked)),
        "means": door.means,
        "household": door.household,
    }


def _title(text: str) -> RenderableType:
    return Rule(Text(text, style="bold cyan"), align="left", style="cyan")


def _passage(passage: Passage) -> RenderableType:
    text = Padding(Markdown(passage.text), (0, 0, 1, 0))
    return Group(Text(passage.heading, style="bold"), text) if passage.heading else text


def _transcript(transcript: Transcript) -> RenderableType:
    parts: list[RenderableType] = [_title(transcript.title)]
    shown: Sequence[Door] = ()
    for number, step in enumerate(transcript.steps, 1):
        parts.append(Text.assemble((f"{number}. ", "bold cyan"), (step.did, "bold")))
        parts.append(Padding(Text.assemble("→ ", (step.saw, "green")), (0, 0, 0, 3)))
        parts.append(Padding(Text(step.means), (0, 0, 0, 3)))
        if step.doors and step.doors != shown:
            parts.append(Padding(_Doors(step.doors), (0, 0, 0, 3)))
            shown = step.doors
        parts.append(Text())
    parts.append(Text.assemble(("Remember: ", "bold"), transcript.lesson))
    return Group(*parts, Text())


def _report(report: HostReport) -> RenderableType:
    parts = [_title(report.title)]
    if report.doors:
        meanings = [Text(f"· {each}") for each in report.meanings]
        parts += [_Doors(report.doors), Text(), Text("In the town", style="bold"), *meanings, Text()]
    if report.totals:
        parts += [Text("All sockets of this host", style="bold"), _totals_table(report.totals), Text()]
    parts += [Text(f"· {note}", style="dim" if report.doors else "") for note in report.notes]
    return Group(*parts, Text())


class _Doors:
    """Doors as a table, or where the window is too narrow for one, in two lines each."""

    def __init__(self, doors: Sequence[Door]) -> None:
        self._doors = doors

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        table = _wide_table(self._doors)
        if Measurement.get(console, options.update(width=WIDER_THAN_ANY), table).maximum <= options.max_width:
            yield table
            return
        for door in self._doors:
            row = door.row
            yield Text(f"{door.label}: {row.protocol} {row.state}".rstrip())
            yield Text(f"  {row.local.marked}" + (f" → {row.remote.marked}" if row.remote else ""))
            if door.household:
                yield Text(f"  {printable(door.household)}")


def _wide_table(doors: Sequence[Door]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    columns: dict[str, list[str]] = {
        "door": [door.label for door in doors],
        "protocol": [door.row.protocol for door in doors],
        "local": [door.row.local.marked for door in doors],
        "remote": [door.row.remote.marked if door.row.remote else "" for door in doors],
        "state": [door.row.state for door in doors],
        "household": [printable(door.household) for door in doors],
    }
    filled = {heading: cells for heading, cells in columns.items() if any(cells)}
    for heading in filled:
        table.add_column(heading, overflow="fold")
    for cells in zip(*filled.values(), strict=True):
        table.add_row(*(Text(cell or "–") for cell in cells))
    return table


def _totals_table(totals: Sequence[Total]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for heading in ("protocol", "state"):
        table.add_column(heading)
    for heading in ("sockets", "owner hidden"):
        table.add_column(heading, justify="right")
    for total in totals:
        table.add_row(total.protocol, total.state or "–", str(total.sockets), str(total.hidden or "–"))
    return table
