"""How fast people may ask: a flood gets one notice, then silence."""

from collections import OrderedDict

REMEMBERED = 5_000


class Pace:
    """Lets each person or server do something `times` within `seconds`; the oldest ids are forgotten first."""

    def __init__(self, times: int, seconds: float) -> None:
        self._times = times
        self._seconds = seconds
        self._counts: OrderedDict[int, tuple[float, int]] = OrderedDict()

    def count(self, who: int, now: float) -> int:
        """Count one more at the time `now` in seconds, and say by how many it is over what is allowed."""
        began, count = self._counts.pop(who, (now, 0))
        if now - began >= self._seconds:
            began, count = now, 0
        self._counts[who] = began, count + 1
        if len(self._counts) > REMEMBERED:
            self._counts.popitem(last=False)
        return max(0, count + 1 - self._times)

    def forget(self, who: int) -> None:
        """Begin anew for one."""
        self._counts.pop(who, None)


class DemoPace:
    """How fast demos may be asked for: by one person, and by all people of a server together."""

    def __init__(self, person: Pace, server: Pace) -> None:
        self._person = person
        self._server = server

    def count(self, person: int, server: int, now: float) -> int:
        """Count one more, and say by how many it is over; who floods takes nothing from the others. 0 is no server."""
        over = self._person.count(person, now)
        return over or (self._server.count(server, now) if server else 0)
