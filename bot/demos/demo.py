"""What a demo is, and what it is given to run with."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.demos.disclosure import EVERYTHING_MASKED, Scope, Sight
from bot.demos.transcript import HostReport, Step, Transcript
from bot.host.loopback import Loopback
from bot.host.socket_table import HostTable

Shown = Transcript | HostReport


@dataclass(frozen=True)
class Surroundings:
    """What a demo is given: the time-out in seconds of a call on its sockets, and what is known and may be seen.

    `known_doors` tells by local port what one of the bot's own sockets is for ("the live connection to Discord").
    `sight` is how much of the host the asking person may see, `table` where it is read.
    """

    timeout: float = 2.0
    known_doors: Mapping[int, str] = field(default_factory=dict)
    sight: Sight = EVERYTHING_MASKED
    table: HostTable = field(default_factory=HostTable)


@dataclass(frozen=True)
class Demo:
    """One thing that Porter can show: `shows` says what in a short sentence, `perform` does it (blocking).

    `scope` is what it lets people see, by which it is decided who may. `leads_to` names demos to look at next.
    """

    name: str
    title: str
    shows: str
    perform: Callable[[Surroundings], Shown]
    scope: Scope = Scope.EXPERIMENTS
    leads_to: tuple[str, ...] = ()


def experiment(
    name: str,
    title: str,
    shows: str,
    lesson: str,
    run: Callable[[Loopback], Iterator[Step]],
    leads_to: tuple[str, ...] = (),
) -> Demo:
    """Make a demo of a script on loopback."""

    def perform(surroundings: Surroundings) -> Transcript:
        with Loopback(surroundings.timeout) as loopback:
            return Transcript(name, title, tuple(run(loopback)), lesson)

    return Demo(name, title, shows, perform, leads_to=leads_to)
