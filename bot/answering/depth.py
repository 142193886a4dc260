"""How much of an entry is said."""

from enum import Enum


class Depth(Enum):
    """How much of an entry is said: the answer with its picture, what lies deeper, both, or one side of it."""

    SHORT = "short"
    DEEPER = "deeper"
    WHOLE = "whole"
    SIMPLER = "simpler"
    EXAMPLE = "example"
