"""Tells which entry a message asks for, or which kind of message that asks for none it is."""

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

# A weight is stored as a byte, this much above zero, so that in a sum no lane borrows from its neighbour.
ZERO = 128
# Bytes of a lane in a sum: room for the features of the longest message.
_LANE = 4


@dataclass(frozen=True)
class Classifier:
    """A linear classifier over hashed features: a softmax over entries and over kinds of messages to leave alone.

    `rows` maps a feature to the place of its row in `weights`, which holds a byte for each entry and then for each
    kind; `scale` turns bytes into logits. Without entries and kinds it knows nothing and says nothing.
    """

    entries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    biases: tuple[float, ...] = ()
    scale: float = 1.0
    rows: Mapping[int, int] = field(default_factory=dict, repr=False)
    weights: bytes = field(default=b"", repr=False)

    @cached_property
    def known(self) -> frozenset[str]:
        """The names of the entries that it was trained on."""
        return frozenset(self.entries)

    def probabilities(self, features: Mapping[int, float]) -> dict[str, float]:
        """Give the probability of each entry and kind. The features' own weights count only for their length.

        Rows are added as whole numbers with a lane of 32 bits for each label: one addition a row instead of a hundred.
        """
        labels = (*self.entries, *self.kinds)
        if not labels:
            return {}
        width = len(labels)
        lanes = bytearray(width * _LANE)
        total = added = 0
        for feature in features:
            row = self.rows.get(feature)
            if row is not None:
                lanes[::_LANE] = self.weights[row * width : (row + 1) * width]
                total += int.from_bytes(lanes, "little")
                added += 1
        sums = struct.unpack(f"<{width}I", total.to_bytes(width * _LANE, "little"))
        scale = self.scale / (math.sqrt(sum(weight * weight for weight in features.values())) or 1.0)
        logits = [(each - added * ZERO) * scale + bias for each, bias in zip(sums, self.biases, strict=True)]
        highest = max(logits)
        shares = [math.exp(logit - highest) for logit in logits]
        whole = sum(shares)
        return {label: share / whole for label, share in zip(labels, shares, strict=True)}
