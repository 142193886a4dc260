"""Porter where it is no member: in servers and conversations of people who added it to their account."""

from collections.abc import Iterator

import pytest
from classroom import Classroom, title
from loopback_discord import Channel, LoopbackDiscord, User

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture
def discord(classroom: Classroom) -> LoopbackDiscord:
    return classroom.discord


@pytest.fixture(params=["a server without Porter", "a group"])
def elsewhere(request: pytest.FixtureRequest, discord: LoopbackDiscord, ada: User) -> Channel:
    """A place where Porter is only because Ada brought it along."""
    grace = discord.user("grace")
    if request.param == "a group":
        return discord.world.add_group(ada.id, grace.id)
    return discord.text_channel("elsewhere", guild_id=discord.world.add_guild("Elsewhere", grace.id, has_bot=False))


@pytest.fixture(autouse=True)
def _by_interaction_alone(discord: LoopbackDiscord) -> Iterator[None]:
    """Nothing is refused, and nothing but interactions is answered: Porter's own token opens no door there."""
    before, refused = len(discord.requests), len(discord.refusals)
    yield
    assert not discord.refusals[refused:]
    assert {request.path.split("/")[1] for request in discord.requests[before:]} <= {"interactions", "webhooks"}


async def test_questions_are_answered(ada: User, elsewhere: Channel) -> None:
    answer = await ada.runs_command("ask", question="what is a port?", where=elsewhere)

    assert title(answer) == "port"
    assert title(await ada.picks(answer, "Port or socket?")) == "port or socket?"
    assert title(await ada.runs_command("ask", question="tell me more", where=elsewhere)) == "port or socket?"


async def test_names_are_completed(ada: User, elsewhere: Channel) -> None:
    assert (await ada.types_ahead("ask", question="sokcet", where=elsewhere))[0]["value"] == "Socket"
    assert (await ada.types_ahead("demo", name="two-cl", where=elsewhere))[0]["value"] == "two-clients"


async def test_the_map_is_browsed(ada: User, elsewhere: Channel) -> None:
    shown = await ada.runs_command("topics", where=elsewhere)
    await ada.picks(shown, "Sockets")

    assert title(await ada.picks(shown, "Socket")) == "socket"


async def test_the_other_ways_in_lead_there_too(ada: User, elsewhere: Channel) -> None:
    assert title(await ada.runs_command("compare", one="port", other="socket", where=elsewhere)) == "port or socket?"
    assert title(await ada.runs_command("port", number="443", where=elsewhere)) == "port 443"
    assert (await ada.runs_command("random", where=elsewhere)).text
    assert "/topics" in (await ada.runs_command("help", where=elsewhere)).text


async def test_a_message_is_explained_to_who_asked_alone(
    ada: User, elsewhere: Channel, discord: LoopbackDiscord
) -> None:
    question = await discord.user("grace").says(elsewhere, "what is a socket?")
    answer = await ada.uses_menu("Explain this", question)

    assert title(answer) == "socket"
    assert answer.ephemeral


async def test_an_experiment_runs_with_its_picture(ada: User, elsewhere: Channel) -> None:
    shown = await ada.runs_command("demo", name="two-clients", where=elsewhere)

    assert "listen" in shown.text.lower()
    assert shown.files


async def test_what_a_member_may_not_see_of_the_host_nobody_sees_there(
    discord: LoopbackDiscord, ada: User, elsewhere: Channel
) -> None:
    of_member = await ada.runs_command("demo", name="host", where=elsewhere)
    of_owner = await discord.owner.runs_command("demo", name="host", where=elsewhere)

    assert not of_member.files
    assert of_member.ephemeral
    assert of_owner.ephemeral


async def test_moderators_commands_are_not_offered(ada: User, elsewhere: Channel, discord: LoopbackDiscord) -> None:
    with pytest.raises(LookupError, match="isn't offered"):
        await ada.runs_command("porter doctor", where=elsewhere)


async def test_the_log_says_how_to_take_porter_along(classroom: Classroom) -> None:
    await classroom.porter.logs("&scope=applications.commands&integration_type=1")
