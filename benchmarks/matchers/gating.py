"""Gives matchers without a gate the best one that a threshold makes, chosen on one half and used on the other."""

import math
from collections.abc import Sequence

from bot.answering.measuring import Label, LabelledMessage, Reply

# How much of what isn't for Porter it may break into.
MOST_SPOKEN = {Label.CHATTER: 0.01, Label.OUT_OF_SCOPE: 0.04}


def gated(messages: Sequence[LabelledMessage], replies: Sequence[Reply]) -> list[Reply]:
    """Silence the replies at or below a threshold; that of even rows is chosen on the odd ones, and vice versa."""
    halves = [list(zip(messages[start::2], replies[start::2], strict=True)) for start in (0, 1)]
    thresholds = [threshold(halves[1]), threshold(halves[0])]
    return [reply if reply.confidence > thresholds[row % 2] else Reply() for row, reply in enumerate(replies)]


def threshold(judged: Sequence[tuple[LabelledMessage, Reply]]) -> float:
    """Give the lowest score above which no more is answered than may be."""
    lowest = -math.inf
    for label, share in MOST_SPOKEN.items():
        scores = sorted((reply.confidence for message, reply in judged if message.label is label), reverse=True)
        allowed = math.floor(share * len(scores))
        if len(scores) > allowed:
            lowest = max(lowest, scores[allowed])
    return lowest
