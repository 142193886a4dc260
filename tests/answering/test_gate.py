"""The gate's arithmetic."""

import math

import pytest

from bot.answering.gate import Gate

GATE = Gate(-1.0, {"alike": 2.0, "unknown words": -0.5})


def test_confidence_is_the_logistic_of_bias_and_signals() -> None:
    assert GATE.confidence({"alike": 1.0, "unknown words": 2.0}) == pytest.approx(1 / (1 + math.exp(1 - 2 + 1)))


def test_a_signal_that_it_was_not_trained_on_counts_for_nothing() -> None:
    assert GATE.confidence({"alike": 1.0, "new": 100.0}) == GATE.confidence({"alike": 1.0})


def test_reasons_are_what_each_signal_adds() -> None:
    assert GATE.reasons({"alike": 0.5, "unknown words": 3.0, "new": 1.0}) == {"alike": 1.0, "unknown words": -1.5}


@pytest.mark.parametrize("value", [-1e9, 1e9])
def test_extreme_signals_stay_within_0_and_1(value: float) -> None:
    assert 0 < GATE.confidence({"alike": value}) < 1
