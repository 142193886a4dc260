"""Weighs the evidence that an answer is right, before Porter gives it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Gate:
    """A logistic model: the probability that an answer is right, from named signals.

    `coefficients` are per signal; a signal without one doesn't count.
    """

    bias: float
    coefficients: Mapping[str, float]

    def confidence(self, signals: Mapping[str, float]) -> float:
        """Give the probability, 0 to 1."""
        odds = self.bias + sum(self.reasons(signals).values())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))

    def reasons(self, signals: Mapping[str, float]) -> dict[str, float]:
        """Tell what each signal adds to the log-odds, or takes from them."""
        return {name: self.coefficients[name] * value for name, value in signals.items() if name in self.coefficients}
