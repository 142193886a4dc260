"""What the doctor looks at: each check takes what was seen, and gives findings with their remedies."""

import math
import platform
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from hashlib import sha256

import discord

from bot import __version__
from bot.answering.library import Library
from bot.answering.weights import untrained
from bot.chat.moderators.reasons import MANNERS
from bot.memory.remembered import ChannelManner, DatabaseState

# A heartbeat that takes longer makes answers late as well.
SLOW_SECONDS = 1.0
SLOW_MILLISECONDS = 100.0
_PORTAL = "in the developer portal, page Bot, under Privileged Gateway Intents"
_IN_THE_LOG = "The log of the computer that I run on says more."

# What fails where a permission is missing. All are asked for by the invite.
WITHOUT: dict[str, str] = {
    "view_channel": "I hear and see nothing here",
    "send_messages": "I can't answer messages here, only slash commands",
    "send_messages_in_threads": "I can't answer in threads and forum posts",
    "read_message_history": "I can't reply to a message, nor read the one that `ask` or `why` points at",
    "attach_files": "answers come without pictures, and drafts of entries can't be attached",
}


class State(Enum):
    """How something is: well, in need of mending, or not to be found out. The values are how it is marked."""

    WELL = "✅"
    ILL = "❌"
    UNKNOWN = "❔"


@dataclass(frozen=True)
class Finding:
    """What the doctor found, in a sentence, and how to mend it where it isn't well."""

    state: State
    says: str
    remedy: str = ""


def content_intent(*, switched_on: bool | None, connected_with: bool) -> Finding:
    """Look at the message content intent: the portal's switch (None if it isn't known), and what Porter connected with.

    https://docs.discord.com/developers/events/gateway#message-content-intent
    """
    if switched_on is None:
        seen = "I connected with it" if connected_with else "I connected without it"
        return Finding(State.UNKNOWN, f"Message content: {seen}; Discord didn't tell whether its switch is on now.")
    if switched_on and connected_with:
        return Finding(State.WELL, "Message content: switched on, so I can read questions that nobody put to me.")
    if switched_on:
        return Finding(
            State.ILL,
            "Message content: switched on, but I connected without it, "
            "so I read neither study channels nor commands with a prefix.",
            "Restart me.",
        )
    return Finding(
        State.ILL,
        "Message content: switched off, so I read neither study channels nor commands with a prefix; "
        "mentions, direct messages and slash commands work.",
        f"Whoever owns the application switches on Message Content Intent {_PORTAL}, and restarts me.",
    )


def permissions(granted: discord.Permissions) -> Iterator[Finding]:
    """Look at what Porter may do in a channel, each permission by its name in Discord's settings."""
    held = [_titled(name) for name in WITHOUT if getattr(granted, name)]
    if held:
        yield Finding(State.WELL, f"Permissions in this channel: {', '.join(held)}.")
    for name, fails in WITHOUT.items():
        if not getattr(granted, name):
            yield Finding(
                State.ILL,
                f"The permission {_titled(name)} is missing in this channel: {fails}.",
                f"Edit Channel › Permissions: add Porter's role, and allow {_titled(name)}.",
            )


def place(manner: ChannelManner | None) -> Finding:
    """Look at whether a channel is open for questions that nobody puts to Porter."""
    if manner is None:
        return Finding(
            State.WELL, "This channel: no study channel, so I answer who mentions me; `/porter channel add`."
        )
    return Finding(State.WELL, f"This channel: {MANNERS[manner]}.")


def commands(differing: Collection[str] | None, number: int) -> Finding:
    """Look at whether Discord knows the commands as they are; `differing` is None where it didn't tell."""
    if differing is None:
        return Finding(State.UNKNOWN, "Commands: Discord didn't tell which ones it knows.")
    if not differing:
        return Finding(State.WELL, f"Commands: Discord knows all {number} as they are.")
    named = ", ".join(f"`{name}`" for name in sorted(differing))
    return Finding(
        State.ILL,
        f"Commands: Discord knows these otherwise than they are, or not at all: {named}.",
        "Restart me: I register them anew when I start. If that fails, Discord's daily limit is used up; wait a day.",
    )


def knowledge(library: Library, read_at: datetime, refusal: str) -> Iterator[Finding]:
    """Look at the knowledge in use: its version, the weights that belong to it, and why it is not newer."""
    entries = library.entries.values()
    read = f"read {discord.utils.format_dt(read_at, 'R')}"
    yield Finding(State.WELL, f"Knowledge: {len(entries)} entries, version `{version(library)}`, {read}.")
    new, changed = untrained(entries, library.weights)
    if new or changed:
        yield Finding(
            State.ILL,
            f"Weights: older than {len(new) + len(changed)} of the entries; those are found with less certainty.",
            "In a clone of the project, `make train` teaches them.",
        )
    else:
        yield Finding(State.WELL, "Weights: trained with these entries.")
    if refusal:
        yield Finding(State.ILL, refusal, "Mend the file that is named; then `!reload` by my owner, or a restart.")


def version(library: Library) -> str:
    """Give a short digest of all entries: the same entries, the same version."""
    digest = sha256()
    for entry in library.entries.values():
        digest.update(entry.model_dump_json().encode())
    return digest.hexdigest()[:10]


def database(state: DatabaseState | None, *, to_owner: bool) -> Finding:
    """Look at the database; where it lies is only the owner's business. None means that it couldn't be asked."""
    if state is None:
        return Finding(State.UNKNOWN, "Database: it couldn't be asked.", _IN_THE_LOG)
    if state.trouble:
        waiting = f"{state.waiting} writes wait for it"
        says = state.trouble if to_owner else "Database: it can't be used, so I go on from my working memory."
        remedy = "" if to_owner else f"My owner was told how. {_IN_THE_LOG}"
        return Finding(State.ILL, f"{says} ({waiting}.)", remedy)
    place = f"{state.place}, " if to_owner else ""
    took = f"{state.milliseconds:.1f} ms for a small question"
    well = state.milliseconds < SLOW_MILLISECONDS
    says = f"Database: {place}tables of migration {state.migration}, {took}."
    return Finding(
        State.WELL if well else State.ILL, says, "" if well else "Look at what keeps its disk or server busy."
    )


def connection(latency: float) -> Finding:
    """Look at how long a heartbeat takes to Discord and back, in seconds."""
    if not math.isfinite(latency):
        return Finding(State.UNKNOWN, "Connection: no heartbeat came back yet; ask again in a minute.")
    says = f"Connection: {latency * 1_000:.0f} ms to Discord and back."
    if latency < SLOW_SECONDS:
        return Finding(State.WELL, says)
    remedy = "Look at the network and the load of the computer that I run on, and at discordstatus.com."
    return Finding(State.ILL, says, remedy)


def versions() -> Finding:
    """Name what runs."""
    return Finding(
        State.WELL, f"Porter {__version__}, discord.py {discord.__version__}, Python {platform.python_version()}."
    )


def _titled(permission: str) -> str:
    return permission.replace("_", " ").title().replace(" In ", " in ")
