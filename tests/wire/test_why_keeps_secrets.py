"""`/porter why` tells nothing of what who asks may not read: other servers, and channels that are hidden from them."""

import pytest
from classroom import StartPorter
from loopback_discord import Channel, LoopbackDiscord, Message, User

pytestmark = pytest.mark.wire

MANAGE_CHANNELS = 1 << 4
HIDDEN = "I find no such message in a channel that both of us may read here."


@pytest.fixture
def channel(discord: LoopbackDiscord) -> Channel:
    """A study channel; all that exist when Porter starts are."""
    return discord.text_channel("study")


@pytest.fixture
def staff(discord: LoopbackDiscord) -> Channel:
    """A channel that only Porter and the owner of the server see."""
    channel = discord.text_channel("staff")
    channel.show_only_to(discord.world.bot["id"])
    return channel


@pytest.fixture
def moderator(discord: LoopbackDiscord) -> User:
    user = discord.user("grace")
    discord.world.add_role("moderator", user.id, allows=MANAGE_CHANNELS)
    return user


def link(message: Message, guild_id: str | None = None) -> str:
    server = guild_id or message.payload["guild_id"]
    return f"https://discord.com/channels/{server}/{message.payload['channel_id']}/{message.id}"


async def why(moderator: User, channel: Channel, message: str) -> str:
    return (await moderator.runs_command("porter why", where=channel, message=message)).text


async def test_a_foreign_servers_message_is_not_fetched(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel, moderator: User
) -> None:
    stranger = discord.user("mallory")
    elsewhere = discord.text_channel("lobby", guild_id=discord.world.add_guild("another class", stranger.id))
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    secret = await stranger.says(elsewhere, "what is a socket?")
    await discord.next_message(elsewhere)
    before = len(discord.requests)

    assert "leads out of this server" in await why(moderator, channel, link(secret))
    assert await why(moderator, channel, link(secret, channel.guild_id)) == HIDDEN
    fetched = [request.path for request in discord.requests[before:] if request.method == "GET"]
    assert not [path for path in fetched if secret.id in path]


async def test_a_channel_that_the_asker_cannot_see_stays_hidden(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel, staff: Channel, moderator: User
) -> None:
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    secret = await discord.owner.says(staff, "what is a socket?")
    await discord.next_message(staff)
    before = len(discord.requests)

    assert await why(moderator, channel, link(secret)) == HIDDEN
    assert not [request for request in discord.requests[before:] if secret.id in request.path]
    assert "I answered with `socket`" in await why(discord.owner, channel, link(secret))


async def test_a_hidden_channel_that_came_later_stays_hidden_as_well(
    start_porter: StartPorter, discord: LoopbackDiscord, channel: Channel, moderator: User
) -> None:
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    later = discord.text_channel("later")
    later.show_only_to(discord.world.bot["id"])
    secret = await discord.owner.says(later, "what is a socket?")

    assert await why(moderator, channel, link(secret)) == HIDDEN
    assert "I kept quiet" in await why(discord.owner, channel, link(secret))
