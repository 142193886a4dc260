"""What each person was answered last in each channel, so that they can go on from there."""

from collections import OrderedDict

from bot.answering.answer import Answer, Found
from bot.answering.small_talk import SmallTalk

REMEMBERED_ANSWERS = 1_000
SECONDS_REMEMBERED = 600.0


class LastAnswers:
    """Keeps the last answer to a person in a channel for ten minutes; the oldest are forgotten first."""

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[int, int], tuple[float, Found]] = OrderedDict()

    def keep(self, person: int, channel: int, answer: Answer, now: float) -> None:
        """Remember an answer given at the time `now` in seconds; small talk between changes nothing."""
        if isinstance(answer, SmallTalk):
            return
        self._answers.pop((person, channel), None)
        if isinstance(answer, Found):
            self._answers[person, channel] = now, answer
        if len(self._answers) > REMEMBERED_ANSWERS:
            self._answers.popitem(last=False)

    def of(self, person: int, channel: int, now: float) -> Found | None:
        """Give what the person was answered last there; None if nothing was found then, or too long ago."""
        at, found = self._answers.get((person, channel), (0.0, None))
        return found if now - at < SECONDS_REMEMBERED else None

    def forget(self, person: int) -> None:
        """Forget what a person was answered, wherever that was."""
        for place in [each for each in self._answers if each[0] == person]:
            del self._answers[place]
