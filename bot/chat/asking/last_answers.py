"""What each person was answered last in each channel, so that they can go on from there."""

from collections import OrderedDict

from bot.answering.answer import Answer, Found
from bot.answering.small_talk import SmallTalk

REMEMBERED_ANSWERS = 1_000
SECONDS_REMEMBERED = 600.0


class LastAnswers:
    """Keeps the last answer to a person in a channel for ten minutes; the oldest are forgotten first."""

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[int, int], tuple[float, Found, bool]] = OrderedDict()

    def keep(self, person: int, channel: int, answer: Answer, now: float, *, asked: bool = True) -> None:
        """Remember an answer given at the time `now` in seconds; small talk between changes nothing.

        `asked` is False where the question was merely overheard.
        """
        if isinstance(answer, SmallTalk):
            return
        asked = asked or self.was_asked(person, channel, now)
        self._answers.pop((person, channel), None)
        if isinstance(answer, Found):
            self._answers[person, channel] = now, answer, asked
        if len(self._answers) > REMEMBERED_ANSWERS:
            self._answers.popitem(last=False)

    def of(self, person: int, channel: int, now: float) -> Found | None:
        """Give what the person was answered last there; None if nothing was found then, or too long ago."""
        at, found, _ = self._answers.get((person, channel), (0.0, None, False))
        return found if now - at < SECONDS_REMEMBERED else None

    def was_asked(self, person: int, channel: int, now: float) -> bool:
        """Tell whether the person put a question to Porter there, from which the conversation goes on until now."""
        at, _, asked = self._answers.get((person, channel), (0.0, None, False))
        return asked and now - at < SECONDS_REMEMBERED

    def forget(self, person: int) -> None:
        """Forget what a person was answered, wherever that was."""
        for place in [each for each in self._answers if each[0] == person]:
            del self._answers[place]
