"""What is a link to a message, and what isn't."""

from dataclasses import dataclass

import discord
import pytest

from bot.chat.moderators.message_links import MessageLink, UnreadableError, may_read, parse


@dataclass(frozen=True)
class Person:
    """A member of a server, by their id."""

    id: int


class Refusal:
    """What discord.py wants to know of a response."""

    status = 404
    reason = "Not Found"


ADA = Person(7)


@pytest.mark.parametrize(
    "link",
    [
        "https://discord.com/channels/1/2/3",
        "  https://discord.com/channels/1/2/3 ",
        "<https://discord.com/channels/1/2/3>",
        "https://discordapp.com/channels/1/2/3",
        "https://ptb.discord.com/channels/1/2/3",
        "https://canary.discord.com/channels/1/2/3/",
    ],
)
def test_a_link_is_read_as_every_edition_of_the_app_copies_it(link: str) -> None:
    assert parse(link) == MessageLink(1, 2, 3)


def test_a_direct_message_is_in_no_server() -> None:
    assert parse("https://discord.com/channels/@me/2/3") == MessageLink(0, 2, 3)


@pytest.mark.parametrize(
    "link",
    [
        "",
        "why?",
        "https://discord.com/channels/1/2",
        "https://discord.com.evil.invalid/channels/1/2/3",
        "https://evil.invalid/?https://discord.com/channels/1/2/3",
        "http://discord.com/channels/1/2/3",
        "https://discord.com/channels/1/2/٣",
        "https://discord.com/channels/1/2/" + "3" * 21,
        "https://discord.com/channels/1/2/3 and more",
        "https://discord.com/channels/1/2/3\n@everyone",
    ],
)
def test_anything_else_is_refused(link: str) -> None:
    with pytest.raises(UnreadableError, match="no link to a message"):
        parse(link)


# Who may read there


class PrivateThread:
    """Knows its members and what somebody may do in it, and nothing else of a thread."""

    type = discord.ChannelType.private_thread

    def __init__(self, *members: int, allowed: discord.Permissions) -> None:
        self._members = members
        self._allowed = allowed

    def permissions_for(self, _: Person) -> discord.Permissions:
        return self._allowed

    async def fetch_member(self, person: int) -> int:
        if person not in self._members:
            raise discord.NotFound(Refusal(), "Unknown Member")  # type: ignore[arg-type]
        return person


READS = discord.Permissions(view_channel=True, read_message_history=True)
MODERATES = discord.Permissions(view_channel=True, read_message_history=True, manage_threads=True)


async def test_a_private_thread_is_read_by_its_members_and_by_who_manages_threads() -> None:
    assert await may_read(PrivateThread(ADA.id, allowed=READS), ADA)  # type: ignore[arg-type]
    assert await may_read(PrivateThread(allowed=MODERATES), ADA)  # type: ignore[arg-type]
    with pytest.raises(discord.NotFound):
        await may_read(PrivateThread(allowed=READS), ADA)  # type: ignore[arg-type]


@pytest.mark.parametrize("missing", ["view_channel", "read_message_history"])
async def test_nobody_reads_where_a_permission_is_missing(missing: str) -> None:
    allowed = discord.Permissions(MODERATES.value)
    allowed.update(**{missing: False})

    assert not await may_read(PrivateThread(ADA.id, allowed=allowed), ADA)  # type: ignore[arg-type]
