"""What a demo says: its steps, and the doors that were seen at each of them."""

from dataclasses import dataclass

from bot.host.rows import SocketRow


@dataclass(frozen=True)
class Door:
    """One socket as a demo shows it.

    `label` says which one it is ("listener", "client 1"), `means` what it is in the town, in one short sentence.
    """

    label: str
    row: SocketRow
    means: str


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
    """The bot's own process with its sockets, and the whole host in numbers.

    `process` is the name and `pid` the id of the bot's own process. `doors` are its sockets, `totals` the host's
    by protocol and state, `notes` what could not be seen and why, each a sentence.
    """

    process: str
    pid: int
    doors: tuple[Door, ...]
    totals: tuple[Total, ...]
    notes: tuple[str, ...]
