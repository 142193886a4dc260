"""Fits a gate: logistic regression on named signals."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import minimize

from bot.answering.gate import Gate

# How much a coefficient (of a signal scaled to variance one) costs.
_RIDGE = 1.0


def fit(signals: Sequence[Mapping[str, float]], right: Sequence[bool], weights: Sequence[float]) -> Gate:
    """Fit the probability of being right; `weights` tell how much each row counts."""
    names = sorted(signals[0])
    table = np.array([[each[name] for name in names] for each in signals])
    wanted = np.array(right, float)
    counts = np.array(weights)
    middle = np.average(table, axis=0, weights=counts)
    spread = np.sqrt(np.average((table - middle) ** 2, axis=0, weights=counts))
    spread[spread < 1e-9] = 1.0
    scaled = (table - middle) / spread

    def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
        odds = at[0] + scaled @ at[1:]
        chance = 1 / (1 + np.exp(-odds))
        likelihood = counts @ (np.logaddexp(0, odds) - wanted * odds)
        error = counts * (chance - wanted)
        slope = np.concatenate([[error.sum()], scaled.T @ error + _RIDGE * at[1:]])
        return likelihood + _RIDGE / 2 * (at[1:] @ at[1:]), slope

    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 2_000}).x
    coefficients = found[1:] / spread
    bias = found[0] - coefficients @ middle
    return Gate(
        round(float(bias), 4), {name: round(float(each), 4) for name, each in zip(names, coefficients, strict=True)}
    )
