"""How much of an entry is said."""

from enum import Enum


class Depth(Enum):
    """How much of an entry is said: the answer with its picture, what lies deeper, both, or one side of it."""

    SHORT = "short"
    DEEPER = "deeper"
    WHOLE = "whole"
    SIMPLER = "simpler"
    EXAMPLE = "example"

    @property
    def step_simpler(self) -> "Depth":
        """What to say to somebody for whom this was too much; from the simplest, there is no step."""
        return Depth.SIMPLER if self in {Depth.SHORT, Depth.SIMPLER} else Depth.SHORT

    @property
    def step_deeper(self) -> "Depth":
        """What to say to somebody for whom this wasn't enough; from the deepest, there is no step."""
        return self if self is Depth.WHOLE else Depth.DEEPER
