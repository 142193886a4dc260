"""python -m training.ablations FILE.jsonl: what each part of the matcher gains on labelled messages.

Each row trains anew with one part left out, and reports: the right entry chosen first, the right entry among four, and
how many questions are answered rightly when overheard at the threshold at which 1 % of chatter and 4 % of questions
out of scope are broken into. (The threshold is chosen on the same messages, the same way for every row.)
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from bot.answering.answer import by_confidence
from bot.answering.library import Library
from bot.answering.loader import own_directory, read_knowledge
from bot.answering.measuring import Label, LabelledMessage
from bot.answering.question_shape import is_question, without_lead_in
from bot.answering.reading import clean, words_of
from bot.answering.weights import UNTRAINED
from bot.terminal.measure import labelled_messages
from training.material import Example, collect
from training.train import trained

_MOST_SPOKEN = {Label.CHATTER: 0.01, Label.OUT_OF_SCOPE: 0.04}

VARIANTS: dict[str, Callable[[Example], bool]] = {
    "everything": lambda _: True,
    "without people's messages, re-worded": lambda example: example.source != "reworded",
    "without any labelled messages": lambda example: example.source in {"phrasings", "not-for-us"},
    "without the messages to leave alone": lambda example: bool(example.entries) or example.source == "reworded",
    "without talk and near misses": lambda example: (
        example.source not in {"talk", "talk-in-our-words", "near-misses", "out-of-scope"}
    ),
}


def main() -> int:
    """Train and measure every variant, and print a row for each."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    knowledge = read_knowledge(own_directory())
    shipped = knowledge.library()
    library = replace(shipped, weights=UNTRAINED)
    messages = labelled_messages(Path(sys.argv[1]), library.entries)
    examples = collect(knowledge, library)
    print(f"{'':40} {'first':>6} {'of four':>8} {'overheard':>10}")
    print(_row("likeness to phrasings alone", library, messages), flush=True)
    for name, wanted in VARIANTS.items():
        chosen = [example for example in examples if wanted(example)]
        print(_row(name, replace(library, weights=trained(chosen, library, seed=1)), messages), flush=True)
    return 0


def _row(name: str, library: Library, messages: Sequence[LabelledMessage]) -> str:
    first = shown = answerable = 0
    judged: list[tuple[Label, float, bool]] = []
    for message in messages:
        prose = without_lead_in(clean(message.text))
        if not words_of(prose):
            continue
        asked = by_confidence(prose, library, asked=True)[0]
        overheard = by_confidence(prose, library, asked=False)[0]
        sure = overheard.confidence(library, asked=False) if is_question(prose) else 0.0
        right = message.is_answered_by(entry.name for entry in overheard.chosen)
        judged.append((message.label, sure, right))
        if message.label is Label.ANSWERABLE:
            answerable += 1
            names = {entry.name for entry in asked.chosen}
            first += message.is_answered_by(names)
            shown += message.is_answered_by(names | {match.entry.name for match in asked.ranked[:4]})
    lowest = max(_threshold([sure for label, sure, _ in judged if label is each], each) for each in _MOST_SPOKEN)
    spoken = sum(label is Label.ANSWERABLE and right and sure > lowest for label, sure, right in judged)
    return f"{name:40} {first / answerable:6.1%} {shown / answerable:8.1%} {spoken / answerable:10.1%}"


def _threshold(confidences: Sequence[float], label: Label) -> float:
    allowed = int(_MOST_SPOKEN[label] * len(confidences))
    ordered = sorted(confidences, reverse=True)
    return ordered[allowed] if len(ordered) > allowed else 0.0


if __name__ == "__main__":
    sys.exit(main())
