"""Tells which entry a message asks for, or which kind of message that asks for none it is."""

import math
import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import add, lt

# A weight is stored as a byte, this much above zero, so that in a sum no lane borrows from its neighbour.
ZERO = 128
# So many bytes a lane of 16 bits has room for.
_ROWS_AT_ONCE = 256


class Rows(Mapping[int, int]):
    """The places of features, given in rising order: four bytes a feature instead of the ninety of a dictionary."""

    def __init__(self, features: Iterable[int]) -> None:
        self._features = array("I", features)
        if not all(map(lt, self._features, self._features[1:])):
            raise ValueError("features out of order")

    def __getitem__(self, feature: int) -> int:
        for place in self.of([feature]):
            return place
        raise KeyError(feature)

    def __iter__(self) -> Iterator[int]:
        return iter(self._features)

    def __len__(self) -> int:
        return len(self._features)

    def of(self, features: Iterable[int]) -> list[int]:
        """Give the places of those features that have one."""
        known, count = self._features, len(self._features)
        places = []
        for feature in features:
            place = bisect_left(known, feature)
            if place < count and known[place] == feature:
                places.append(place)
        return places


@dataclass(frozen=True)
class Classifier:
    """A linear classifier over hashed features: a softmax over entries and over kinds of messages to leave alone.

    `rows` tells the place of a feature's row in `weights`, which holds a byte for each entry and then for each
    kind; `scale` turns bytes into logits. Without entries and kinds it knows nothing and says nothing.
    """

    entries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    biases: tuple[float, ...] = ()
    scale: float = 1.0
    rows: Rows = field(default_factory=lambda: Rows(()), repr=False)
    weights: bytes = field(default=b"", repr=False)

    @cached_property
    def known(self) -> frozenset[str]:
        """The names of the entries that it was trained on."""
        return frozenset(self.entries)

    def probabilities(self, features: Mapping[int, float]) -> dict[str, float]:
        """Give the probability of each entry and kind. The features' own weights count only for their length."""
        labels = (*self.entries, *self.kinds)
        if not labels:
            return {}
        rows = self.rows.of(features)
        sums = [0] * len(labels)
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            sums = list(map(add, sums, self._sums(rows[start : start + _ROWS_AT_ONCE], len(labels))))
        scale = self.scale / (math.sqrt(sum(weight * weight for weight in features.values())) or 1.0)
        logits = [(each - len(rows) * ZERO) * scale + bias for each, bias in zip(sums, self.biases, strict=True)]
        highest = max(logits)
        shares = [math.exp(logit - highest) for logit in logits]
        whole = sum(shares)
        return {label: share / whole for label, share in zip(labels, shares, strict=True)}

    def _sums(self, rows: Sequence[int], width: int) -> list[int]:
        """Add rows label by label, but as whole numbers: one addition a row instead of a hundred.

        The bytes at even places are added by themselves, with the room of their neighbour for the sum, and then all of
        them; what that leaves without the even ones is the sums of the odd ones.
        """
        lanes = (width + 1) // 2
        at_even_places = int.from_bytes(b"\xff\x00" * lanes, "little")
        even = every = 0
        for row in rows:
            number = int.from_bytes(self.weights[row * width : (row + 1) * width], "little")
            even += number & at_even_places
            every += number
        sums = [0] * (2 * lanes)
        for start, added in enumerate((even, (every - even) >> 8)):
            sums[start::2] = struct.unpack(f"<{lanes}H", added.to_bytes(2 * lanes, "little"))
        return sums[:width]
