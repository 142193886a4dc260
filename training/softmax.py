"""Trains the linear classifier: a softmax over sparse features by AdaGrad, with features left out at random."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy import sparse

from bot.answering.classifier import ZERO, Classifier, Rows

# A feature that fewer examples have is not learnt from.
_FEWEST = 3
EPOCHS = 20
_BATCH = 128
_RATE = 0.1
_LEFT_OUT = 0.3
# Features are shortened to length one; this gives the logits room.
_LENGTH = 6.0


@dataclass(frozen=True)
class Features:
    """Which column each feature has."""

    columns: Mapping[int, int]

    @classmethod
    def of(cls, examples: Sequence[Mapping[int, float]]) -> Self:
        """Number the features that enough examples have."""
        counts = Counter(feature for each in examples for feature in each)
        return cls({feature: at for at, feature in enumerate(sorted(f for f, n in counts.items() if n >= _FEWEST))})

    def matrix(self, examples: Sequence[Mapping[int, float]]) -> sparse.csr_matrix:
        """Give a row of length one for each example, the features without a column counting into the length."""
        rows, columns, values = [], [], []
        for row, each in enumerate(examples):
            length = sum(weight * weight for weight in each.values()) ** 0.5 or 1.0
            for feature, weight in each.items():
                if (column := self.columns.get(feature)) is not None:
                    rows.append(row)
                    columns.append(column)
                    values.append(weight / length)
        shape = (len(examples), len(self.columns))
        return sparse.csr_matrix((np.array(values, np.float32), (rows, columns)), shape=shape)


@dataclass(frozen=True)
class Softmax:
    """A trained model in floating point: `weights` (features by labels) and `biases` (labels)."""

    labels: tuple[str, ...]
    features: Features
    weights: np.ndarray
    biases: np.ndarray

    def classifier(self, entries: int, own_weights: Mapping[int, float]) -> Classifier:
        """Round it to one byte a weight; the first `entries` labels are entries, the others kinds.

        `own_weights` are the features' own, which go into the rows, so that Porter only has to add them.
        """
        order = sorted(self.features.columns, key=self.features.columns.__getitem__)
        scaled = self.weights * np.array([[own_weights[feature]] for feature in order], np.float32)
        largest = float(np.quantile(np.abs(scaled), 0.9999)) if scaled.size else 0.0
        step = (largest or 1.0) / (ZERO - 1)
        rounded = np.clip(np.rint(scaled / step), 1 - ZERO, ZERO - 1).astype(np.int16) + ZERO
        kept = np.flatnonzero((rounded != ZERO).any(axis=1))
        rows = Rows(order[column] for column in kept)
        biases = tuple(round(float(bias), 4) for bias in self.biases)
        table = rounded[kept].astype(np.uint8).tobytes()
        return Classifier(self.labels[:entries], self.labels[entries:], biases, step, rows, table)


def train(
    examples: Sequence[Mapping[int, float]],
    targets: np.ndarray,
    labels: tuple[str, ...],
    seed: int,
    progress: Callable[[], None],
) -> Softmax:
    """Learn `targets` (examples by labels, each row a distribution); `progress` is called after each of the epochs."""
    chance = np.random.default_rng(seed)
    features = Features.of(examples)
    matrix = features.matrix(examples) * _LENGTH
    weights = np.zeros((matrix.shape[1], len(labels)), np.float32)
    squares = np.full_like(weights, 1e-2)
    biases = np.zeros(len(labels), np.float32)
    for epoch in range(EPOCHS):
        order = chance.permutation(len(examples))
        rate = _RATE * (1 - epoch / EPOCHS)
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            batch = matrix[chosen]
            batch.data = batch.data * (chance.random(len(batch.data)) > _LEFT_OUT) / np.float32(1 - _LEFT_OUT)
            error = _softmax(batch @ weights + biases) - targets[chosen]
            touched = np.unique(batch.indices)
            slope = batch[:, touched].T @ error
            squares[touched] += slope * slope
            weights[touched] -= rate * slope / np.sqrt(squares[touched])
            biases -= 0.01 * error.sum(axis=0)
        progress()
    return Softmax(labels, features, weights * _LENGTH, biases)


def _softmax(logits: np.ndarray) -> np.ndarray:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: np.ndarray = raised / raised.sum(axis=1, keepdims=True)
    return shares
