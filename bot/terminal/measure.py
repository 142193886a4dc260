"""porter measure: asks messages whose right answers are known, and says how many were answered how."""

import difflib
import gc
import json
import textwrap
import time
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from bot.answering.answer import Manner, Thresholds, answer
from bot.answering.library import Library
from bot.answering.measuring import (
    Case,
    Label,
    LabelledMessage,
    Measurement,
    Mistake,
    Reliability,
    Reply,
    Spread,
    Tally,
    measure,
    reply_of,
)
from bot.answering.wording import printable
from bot.terminal.json_lines import JsonLine, json_lines
from bot.yaml_document import Fault, FaultyFileError

_FORM = '{"text": "...", "class": "A", "concepts": ["port"], "intent": "define"}'
_TEXT_SHOWN = 70
_REFRESH_EVERY = 8


def measure_file(
    path: Path, library: Library, thresholds: Thresholds, console: Console, *, most_mistakes: int, as_json: bool
) -> None:
    """Ask every message of a file, once asked and once overheard, and say what came of it.

    Raises:
        FaultyFileError: with every fault of the file.
    """
    messages = labelled_messages(path, library.entries)
    measured = measure(replied(messages, library, thresholds))
    if as_json:
        print(json.dumps(measurement_json(measured, most_mistakes), ensure_ascii=False))
    else:
        console.print(measurement_layout(measured, most_mistakes))


def labelled_messages(path: Path, names: Iterable[str]) -> list[LabelledMessage]:
    """Read messages with their labels; `names` are those of the entries that may answer one.

    Raises:
        FaultyFileError: with every fault of the file, and if it holds no message.
    """
    known = sorted(names)
    messages: list[LabelledMessage] = []
    faults: list[Fault] = []
    for line in json_lines(path):
        try:
            messages.append(_labelled(line, known))
        except FaultyFileError as error:
            faults += error.faults
    if not messages and not faults:
        faults.append(Fault(path, 1, 1, f"no messages here; a line is like {_FORM}"))
    if faults:
        raise FaultyFileError(faults)
    return messages


def replied(messages: Sequence[LabelledMessage], library: Library, thresholds: Thresholds) -> list[Case]:
    """Let Porter overhear every message, then ask it; a bar on a terminal's standard error shows how far it is."""
    library.prepare()
    gc.collect()
    gc.freeze()  # as bot/chat/start.py does, so that the times are those on Discord
    screen = Console(stderr=True)
    # Nothing draws by itself: that would happen beside an answer, and count as its time.
    with Progress(console=screen, transient=True, auto_refresh=False, disable=not screen.is_terminal) as progress:
        task = progress.add_task("Measuring", total=2 * len(messages))

        def told(manner: Manner) -> Iterator[Reply]:
            for number, message in enumerate(messages):
                began = time.perf_counter()
                found = answer(message.text, library, manner, thresholds)
                yield reply_of(found, time.perf_counter() - began)
                progress.update(task, advance=1, refresh=number % _REFRESH_EVERY == 0)

        unasked, asked = list(told(Manner.UNASKED)), list(told(Manner.ASKED))
    return [Case(*each) for each in zip(messages, asked, unasked, strict=True)]


def measurement_json(measured: Measurement, most_mistakes: int) -> dict[str, Any]:
    """Give a measurement as the fields that scripts rely on; times in seconds, mistakes with their whole text."""
    values = {key: value for key, value in asdict(measured).items() if key not in {"wrong", "missed"}}
    return values | {
        "wrong": [_mistake_json(each) for each in measured.wrong[:most_mistakes]],
        "missed": [_mistake_json(each) for each in measured.missed[:most_mistakes]],
    }


def measurement_layout(measured: Measurement, most_mistakes: int) -> RenderableType:
    """Lay out a measurement for a reader."""
    parts = [
        *_titled("Messages", _totals(measured.total)),
        *_titled("Time of one answer, in milliseconds", _times(measured)),
        *_titled("By intent, in % of A, B and C", _tallies(measured.by_intent, _INTENT_COLUMNS)),
    ]
    if measured.by_concept:
        parts += _titled("By main concept, in % of A", _tallies(measured.by_concept, _CONCEPT_COLUMNS))
    for title, reliability in (
        ("Confidence, asked: answers and suggestions to A and B", measured.reliability_asked),
        ("Confidence, unasked: answers to A, B and C", measured.reliability_unasked),
    ):
        if reliability.count:
            parts += _titled(title, _reliability(reliability))
    for title, mistakes in (
        ("Wrong answers, most confident first", measured.wrong),
        ("Missed when asked", measured.missed),
    ):
        if shown := mistakes[:most_mistakes]:
            parts += _titled(f"{title} ({len(shown)} of {len(mistakes)})", Group(*map(_mistake, shown)))
    return Group(*parts)


def _labelled(line: JsonLine, known: Sequence[str]) -> LabelledMessage:
    fields = line.fields()
    problems = list(_problems(fields, known))
    if problems:
        raise FaultyFileError([line.fault(problem) for problem in problems])
    return LabelledMessage(fields["text"], Label(fields["class"]), tuple(fields["concepts"]), fields["intent"])


def _problems(fields: Mapping[str, Any], known: Sequence[str]) -> Iterator[str]:
    concepts = fields.get("concepts")
    if fields.get("class") not in [label.value for label in Label]:
        yield 'the field "class" is "A" (answerable), "B" (out of scope) or "C" (chatter)'
    if not isinstance(fields.get("intent"), str):
        yield 'the field "intent" is text, like "define", "compare" or "none"'
    if not isinstance(concepts, list) or not all(isinstance(each, str) for each in concepts):
        yield 'the field "concepts" is a list of entries\' names, like ["port"], or []'
        return
    if fields.get("class") == Label.ANSWERABLE.value and not concepts:
        yield 'a message of class "A" names in "concepts" which entries answer it'
    yield from (_unknown(each, known) for each in concepts if each not in known)


def _unknown(concept: str, known: Sequence[str]) -> str:
    likely = difflib.get_close_matches(concept, known, n=1)
    remedy = f"did you mean `{likely[0]}`?" if likely else "write that entry, or name one of those that there are"
    return f"no entry is called `{printable(concept)[:60]}`; {remedy}"


def _titled(title: str, content: RenderableType) -> list[RenderableType]:
    return [Text(title, style="bold cyan"), Padding(content, (0, 0, 1, 2), expand=False)]


def _table(*headings: str, left: Container[int] = (0,), gap: int = 2) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, gap, 0, 0))
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="left" if number in left else "right", overflow="fold")
    return table


def _totals(total: Tally) -> Table:
    table = _table("", "class", "", "of", "", "share", left=(0, 1, 2))
    a, b, c = total.answerable, total.out_of_scope, total.chatter
    rows = [
        ("asked", "A", "right entry in the answer", a, total.right),
        ("", "", "right entry first", a, total.right_first),
        ("", "", "right among answer and three suggestions", a, total.right_shown),
        ("", "", "wrong entry", a, total.wrong),
        ("", "B", '"I don\'t know", or only suggestions', b, total.out_of_scope_left),
        ("", "C", "the same, for information", c, total.chatter_left),
        ("unasked", "A", "answered rightly", a, total.spoke_rightly),
        ("", "", "answered wrongly", a, total.spoke_wrongly),
        ("", "B", "spoke up", b, total.spoke_out_of_scope),
        ("", "C", "spoke up", c, total.spoke_in_chatter),
    ]
    for manner, label, what, of, count in rows:
        table.add_row(manner, label, what, str(of), str(count), _share(count, of))
    return table


def _times(measured: Measurement) -> Table:
    table = _table("", "median", "99th percentile")
    for name, taken in (
        ("asked", measured.times.asked),
        ("unasked", measured.times.unasked),
        ("unasked, class C", measured.times.unasked_chatter),
    ):
        table.add_row(name, *_milliseconds(taken))
    return table


def _milliseconds(taken: Spread | None) -> tuple[str, str]:
    return (f"{taken.median * 1_000:.2f}", f"{taken.percentile_99 * 1_000:.2f}") if taken else ("–", "–")


# A column's heading, what it counts, and out of what; without the latter it is a number, not a share.
_CONCEPT_COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("A", "answerable", ""),
    ("right", "right", "answerable"),
    ("first", "right_first", "answerable"),
    ("shown", "right_shown", "answerable"),
    ("wrong", "wrong", "answerable"),
    ("unasked", "spoke_rightly", "answerable"),
    ("wrong", "spoke_wrongly", "answerable"),
)
_INTENT_COLUMNS = (
    *_CONCEPT_COLUMNS,
    ("B", "out_of_scope", ""),
    ("left", "out_of_scope_left", "out_of_scope"),
    ("spoke", "spoke_out_of_scope", "out_of_scope"),
    ("C", "chatter", ""),
    ("spoke", "spoke_in_chatter", "chatter"),
)


def _tallies(tallies: Mapping[str, Tally], columns: Sequence[tuple[str, str, str]]) -> Table:
    table = _table("", *(heading for heading, _, _ in columns), gap=1)
    for name, tally in tallies.items():
        counts = asdict(tally)
        cells = (_rounded(counts[what], counts[of]) if of else str(counts[what]) for _, what, of in columns)
        table.add_row(printable(name), *cells)
    return table


def _reliability(reliability: Reliability) -> RenderableType:
    table = _table("confidence", "replies", "mean", "right")
    for each in reliability.bins:
        table.add_row(
            f"{each.low:.1f} to {each.high:.1f}",
            str(each.count),
            f"{each.mean_confidence:.2f}",
            f"{each.share_right:.2f}",
        )
    error = f"expected calibration error {reliability.expected_calibration_error:.3f}, of {reliability.count} replies"
    return Group(table, Text(error))


def _mistake(mistake: Mistake) -> RenderableType:
    message = mistake.message
    place = f"{mistake.confidence:.2f}  {mistake.manner.value:8}{message.label.value}  "
    what = f"{_names(mistake.given)}, expected {_names(message.expected)}"
    text = textwrap.shorten(printable(" ".join(message.text.split())), _TEXT_SHOWN, placeholder=" …")
    return Group(Text.assemble((place, "dim"), (what, "bold")), Padding(Text(text), (0, 0, 0, 6), expand=False))


def _mistake_json(mistake: Mistake) -> dict[str, Any]:
    return {
        "text": mistake.message.text,
        "class": mistake.message.label.value,
        "intent": mistake.message.intent,
        "manner": mistake.manner.value,
        "expected": mistake.message.expected,
        "given": mistake.given,
        "confidence": mistake.confidence,
    }


def _names(names: Sequence[str]) -> str:
    return " ".join(names) or "nothing"


def _share(count: int, of: int) -> str:
    return f"{100 * count / of:.1f} %" if of else "–"


def _rounded(count: int, of: int) -> str:
    return f"{100 * count / of:.0f}" if of else "–"
