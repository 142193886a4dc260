"""What becomes of a question that nobody put to Porter, heard in a study channel."""

from enum import Enum


class Unasked(Enum):
    """Answer it; only log the answer that it would have got, so that moderators can judge; or don't even read it."""

    ANSWER = "answer"
    SHADOW = "shadow"
    NEVER = "never"
