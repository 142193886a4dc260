"""How fast one person may ask: a flood gets one notice, then silence."""

from collections import OrderedDict

REMEMBERED_PEOPLE = 5_000


class Pace:
    """Lets each person do something `times` within `seconds`; the oldest people are forgotten first."""

    def __init__(self, times: int, seconds: float) -> None:
        self._times = times
        self._seconds = seconds
        self._people: OrderedDict[int, tuple[float, int]] = OrderedDict()

    def count(self, person: int, now: float) -> int:
        """Count one more at the time `now` in seconds, and say by how many it is over what is allowed."""
        began, count = self._people.pop(person, (now, 0))
        if now - began >= self._seconds:
            began, count = now, 0
        self._people[person] = began, count + 1
        if len(self._people) > REMEMBERED_PEOPLE:
            self._people.popitem(last=False)
        return max(0, count + 1 - self._times)
