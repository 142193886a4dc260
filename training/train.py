"""Trains the classifier, and the gates on examples that it has not seen."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from bot.answering.classifier import Classifier
from bot.answering.evidence import Evidence, features_of, weigh
from bot.answering.gate import Gate
from bot.answering.library import Library
from bot.answering.measuring import Label
from bot.answering.question_shape import without_lead_in
from bot.answering.reading import clean
from bot.answering.weights import UNTRAINED, Weights, digest
from training.logistic import fit
from training.material import KINDS, Example
from training.softmax import EPOCHS, Softmax, train

FOLDS = 4
# Examples written side by side are alike, so they stay in one fold.
_TOGETHER = 8
# In a study channel there are about so many answerable questions, other questions, and other messages.
_SHARES = {Label.ANSWERABLE: 0.37, Label.OUT_OF_SCOPE: 0.20, Label.CHATTER: 0.43}
_TO_PORTER = frozenset({Label.ANSWERABLE, Label.OUT_OF_SCOPE})
# Entries are held out in groups of so many, as if an author had added them after training.
_NEW_ENTRIES = 15
_ROUNDS_OF_NEW = 3


def trained(examples: Sequence[Example], library: Library, seed: int) -> Weights:
    """Train the classifier on all examples, and the gates on examples that a classifier has not seen."""
    found = [features_of(_read(example), library) for example in examples]
    classify = partial(_classifier, examples, found, library)
    folds = _folds(examples, seed)
    seen: list[tuple[Example, Evidence]] = []
    for fold in range(FOLDS):
        learnt = classify(
            [at for at, each in enumerate(folds) if each != fold], (), seed, f"fold {fold + 1} of {FOLDS}"
        )
        asked = replace(library, weights=replace(UNTRAINED, classifier=learnt))
        seen += _weighed(examples, found, asked, [at for at, each in enumerate(folds) if each == fold])
    new: list[tuple[Example, Evidence]] = []
    names = np.random.default_rng(seed).permutation(sorted(library.entries))
    for turn in range(_ROUNDS_OF_NEW):
        held = frozenset(names[turn * _NEW_ENTRIES : (turn + 1) * _NEW_ENTRIES].tolist())
        if not held or len(held) == len(library.entries):
            continue
        # The first fold is left out as well, so that there are messages for no entry that this classifier hasn't seen.
        others = [at for at, example in enumerate(examples) if held.isdisjoint(example.entries) and folds[at] != 0]
        learnt = classify(others, held, seed, f"new entries {turn + 1} of {_ROUNDS_OF_NEW}")
        asked = replace(library, weights=replace(UNTRAINED, classifier=learnt))
        rest = sorted(set(range(len(examples))) - set(others))
        new += [pair for pair in _weighed(examples, found, asked, rest) if pair[1].chosen and not pair[1].trained]
    gates = {
        "asked": _gate(seen, _TO_PORTER),
        "unasked": _gate(seen, frozenset(Label)),
        "asked, new entry": _gate(new, _TO_PORTER),
        "unasked, new entry": _gate(new, frozenset(Label)),
    }
    classifier = classify(list(range(len(examples))), (), seed, "all examples")
    return Weights(classifier, gates, {name: digest(entry) for name, entry in library.entries.items()})


def _classifier(
    examples: Sequence[Example],
    found: Sequence[Mapping[int, float]],
    library: Library,
    chosen: Sequence[int],
    left_out: Iterable[str],
    seed: int,
    what: str,
) -> Classifier:
    entries = tuple(name for name in library.entries if name not in set(left_out))
    labels = (*entries, *KINDS)
    place = {label: at for at, label in enumerate(labels)}
    targets = np.zeros((len(chosen), len(labels)), np.float32)
    for row, at in enumerate(chosen):
        for label, share in _target(examples[at]).items():
            targets[row, place[label]] = share
    own = {feature: weight for at in chosen for feature, weight in found[at].items()}
    with_progress = _progress(what)
    model: Softmax = train([found[at] for at in chosen], targets, labels, seed, with_progress)
    return model.classifier(len(entries), own)


def _read(example: Example) -> str:
    """Read an example as Porter reads a message."""
    return without_lead_in(clean(example.text))


def _target(example: Example) -> dict[str, float]:
    """Say what an example stands for: mostly its main entry, and a little each that would be right as well."""
    if not example.entries:
        return {example.kind_label: 1.0}
    main, *others = example.entries
    return {main: 0.7 if others else 1.0, **{other: 0.3 / len(others) for other in others}}


def _folds(examples: Sequence[Example], seed: int) -> list[int]:
    chance = np.random.default_rng(seed)
    folds: list[int] = []
    together, source, fold = 0, "", 0
    for example in examples:
        if together == _TOGETHER or example.source != source:
            together, source, fold = 0, example.source, int(chance.integers(FOLDS))
        folds.append(fold)
        together += 1
    return folds


def _weighed(
    examples: Sequence[Example], found: Sequence[Mapping[int, float]], library: Library, chosen: Iterable[int]
) -> list[tuple[Example, Evidence]]:
    """Gather the evidence on each of the chosen examples, its own phrasing left out of the index."""
    gathered = []
    for at in chosen:
        example = examples[at]
        without = (example.phrasing_of, example.text) if example.phrasing_of else None
        evidence = weigh(_read(example), library, library.classifier.probabilities(found[at]), without)
        gathered.append((example, evidence))
    return gathered


def _gate(pairs: Sequence[tuple[Example, Evidence]], labels: frozenset[Label]) -> Gate:
    """Fit a gate on the examples of these labels, weighed so that each label has its natural share."""
    used = [(example, evidence) for example, evidence in pairs if example.label in labels and evidence.chosen]
    shares = {label: _SHARES[label] / sum(_SHARES[each] for each in labels) for label in labels}
    own = [_importance(example) for example, _ in used]
    sums = {
        label: sum(each for each, (example, _) in zip(own, used, strict=True) if example.label == label) or 1.0
        for label in labels
    }
    weights = [
        len(used) * each * shares[example.label] / sums[example.label]
        for each, (example, _) in zip(own, used, strict=True)
    ]
    right = [example.is_answered_by(entry.name for entry in evidence.chosen) for example, evidence in used]
    if len(set(right)) < 2:  # too little to learn from, as in a small directory of one's own
        return UNTRAINED.gates["asked"]
    return fit([evidence.signals for _, evidence in used], right, weights)


def _importance(example: Example) -> float:
    """Say how much a gate minds an example: people's own way of writing most, written phrasings least."""
    return {"phrasings": 0.1, "not-for-us": 0.3, "reworded": 3.0}.get(example.source, 1.0)


def _progress(what: str) -> Callable[[], None]:
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if sys.stderr.isatty() or done == EPOCHS:
            print(
                f"\r{what}: {done * 100 // EPOCHS} %", end="\n" if done == EPOCHS else "", file=sys.stderr, flush=True
            )

    return step
