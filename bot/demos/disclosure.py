"""Decides who may see what of the host, and where: the one gate that every way of asking for a demo goes through."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Scope(Enum):
    """What a demo lets people see."""

    EXPERIMENTS = "experiments"
    """Sockets that Porter opens for the purpose and closes again."""
    OWN_HOST = "own_host"
    """Porter's own process with its sockets, and the host in numbers."""
    HOST = "host"
    """The host's listening sockets, and the processes that hold them."""


class Who(Enum):
    """Who may ask. The owner is who runs Porter."""

    EVERYONE = "everyone"
    LISTED = "listed"
    """The owner, and the people and roles that the settings name."""
    OWNER = "owner"
    NOBODY = "nobody"


class Where(Enum):
    """Where the answer may stand."""

    ANYWHERE = "anywhere"
    PRIVATE = "private"
    """Only the one who asked sees it: ephemerally, or by direct message."""


@dataclass(frozen=True)
class Rule:
    """Who may ask for something, and where the answer may stand."""

    who: Who
    where: Where


@dataclass(frozen=True)
class Sight:
    """How much of the host an answer shows.

    `rows` is how many sockets at most. `own_addresses` tells whether the host's own addresses are shown as they are;
    everybody else's are masked in any case. `process_names` are patterns (`fnmatch`) of the names that may be shown.
    """

    rows: int = 12
    own_addresses: bool = False
    process_names: tuple[str, ...] = ()


EVERYTHING_MASKED = Sight()


@dataclass(frozen=True)
class Asker:
    """Who asks, and where: ids of the person, of the roles they hold in this server, and of the channel.

    A thread has two ids in `channels`, its own and that of the channel it belongs to. `private` tells whether only
    they can see where they asked, as in a direct message or a terminal.
    """

    owner: bool = False
    person: int = 0
    roles: frozenset[int] = frozenset()
    channels: frozenset[int] = frozenset()
    private: bool = False


AT_THE_TERMINAL = Asker(owner=True, private=True)
"""Who types `porter demo` runs this machine's Porter."""


class NotAllowedError(Exception):
    """The settings don't let this person see that; the message says so, and `who` names those that may."""

    def __init__(self, who: Who) -> None:
        super().__init__(_REFUSALS[who])
        self.who = who


SAFE_RULES: Mapping[Scope, Rule] = {
    Scope.EXPERIMENTS: Rule(Who.EVERYONE, Where.ANYWHERE),
    Scope.OWN_HOST: Rule(Who.EVERYONE, Where.ANYWHERE),
    Scope.HOST: Rule(Who.OWNER, Where.PRIVATE),
}


@dataclass(frozen=True)
class Disclosure:
    """What the settings let people see; without any, what is safe.

    `channels` are ids of the only channels where answers are shown to all; none means every channel. `rows`,
    `own_addresses` and `process_names` bound what a `Sight` can be.
    """

    rules: Mapping[Scope, Rule]
    people: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    channels: frozenset[int] = frozenset()
    rows: int = EVERYTHING_MASKED.rows
    own_addresses: bool = False
    process_names: tuple[str, ...] = ()


SAFE = Disclosure(SAFE_RULES)


@dataclass(frozen=True)
class Grant:
    """That somebody may see something: whether nobody else may see the answer, and how much of the host it shows."""

    private: bool
    sight: Sight


def grant(disclosure: Disclosure, scope: Scope, asker: Asker) -> Grant:
    """Decide whether somebody may see something of the scope, and how.

    The host's own addresses are shown to the owner and to those that the settings list, and only where nobody else
    sees the answer; all names of processes only to the owner, and there too.

    Raises:
        NotAllowedError: not this person.
    """
    rule = disclosure.rules[scope]
    if not _is_one_of(rule.who, disclosure, asker):
        raise NotAllowedError(rule.who)
    elsewhere = bool(disclosure.channels) and disclosure.channels.isdisjoint(asker.channels)
    private = asker.private or rule.where is Where.PRIVATE or elsewhere
    known = private and _is_one_of(Who.LISTED, disclosure, asker)
    names = ("*",) if private and asker.owner else disclosure.process_names
    return Grant(private, Sight(disclosure.rows, known and disclosure.own_addresses, names))


def may_see(disclosure: Disclosure, scope: Scope, asker: Asker) -> bool:
    """Tell whether somebody would be granted something of the scope."""
    try:
        grant(disclosure, scope, asker)
    except NotAllowedError:
        return False
    return True


def _is_one_of(who: Who, disclosure: Disclosure, asker: Asker) -> bool:
    match who:
        case Who.EVERYONE:
            return True
        case Who.LISTED:
            return asker.owner or asker.person in disclosure.people or not disclosure.roles.isdisjoint(asker.roles)
        case Who.OWNER:
            return asker.owner
        case Who.NOBODY:
            return False


_REFUSALS = {
    Who.LISTED: "That is shown to some people only; whoever runs me decides to whom.",
    Who.OWNER: "That is shown only to those who run me.",
    Who.NOBODY: "Whoever runs me has switched that off.",
}
