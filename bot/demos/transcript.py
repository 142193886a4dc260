"""What a demo says: its steps, and the doors that were seen at each of them."""

from dataclasses import dataclass

from bot.host.rows import SocketRow


@dataclass(frozen=True)
class Door:
    """One socket as a demo shows it.

    `label` says which one it is ("listener", "client 1"), `means` what it is in the town, in one short sentence.
    `household` names the process that holds it, or those that do; it is empty where only one process plays a part.
    """

    label: str
    row: SocketRow
    means: str
    household: str = ""


@dataclass(frozen=True)
class Step:
    """One step of an experiment: what was done, what the machine replied, and what that means in the town.

    `doors` are the sockets that exist after the step, or none where the step is not about them.
    """

    did: str
    saw: str
    means: str
    doors: tuple[Door, ...] = ()


@dataclass(frozen=True)
class Transcript:
    """A finished experiment: its name and title, its steps, and the one sentence to remember."""

    demo: str
    title: str
    steps: tuple[Step, ...]
    lesson: str


@dataclass(frozen=True)
class Total:
    """How many of the host's sockets are in one state: `sockets` of them, `hidden` without a visible owner."""

    protocol: str
    state: str
    sockets: int
    hidden: int


@dataclass(frozen=True)
class HostReport:
    """What was read of the host: the bot's own sockets, the host's listeners, or those on one port.

    `demo` is the name it was asked for by. `totals` count the host's sockets by protocol and state; `notes` say what
    could not be seen or is not shown, and why, each in a sentence.
    """

    demo: str
    title: str
    doors: tuple[Door, ...]
    totals: tuple[Total, ...]
    notes: tuple[str, ...]

    @property
    def meanings(self) -> tuple[str, ...]:
        """What the doors mean; sentences that differ in their beginning only, such as in the number, become one."""
        beginnings: dict[str, list[str]] = {}
        for door in self.doors:
            beginning, comma, rest = door.means.partition(", ")
            if not comma or ":" in beginning or ";" in beginning:
                beginning, comma, rest = "", "", door.means
            beginnings.setdefault(comma + rest, []).append(beginning)
        return tuple(_listed(each) + rest for rest, each in beginnings.items())


def _listed(beginnings: list[str]) -> str:
    first, *others = dict.fromkeys(beginnings)
    # An abbreviation keeps its capitals within a sentence.
    return "; ".join([first, *(each if each[:2].isupper() else each[:1].lower() + each[1:] for each in others)])
