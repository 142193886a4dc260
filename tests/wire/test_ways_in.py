from collections.abc import Iterator

import pytest
from classroom import Classroom, title
from loopback_discord import Channel, LoopbackDiscord, Message, User

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

# Long enough for an answer that shouldn't come: a real one takes a few milliseconds.
A_MOMENT = 0.15


@pytest.fixture
def discord(classroom: Classroom) -> LoopbackDiscord:
    return classroom.discord


@pytest.fixture(autouse=True)
def _polite(discord: LoopbackDiscord) -> Iterator[None]:
    """Whatever a test does, Discord refuses nothing."""
    refused = len(discord.refusals)
    yield
    assert not discord.refusals[refused:]


async def only_answer(discord: LoopbackDiscord, channel: Channel) -> Message:
    """The bot's next message in a channel, when no other follows."""
    message = await discord.next_message(channel)
    await discord.silence(channel, of=A_MOMENT)
    return message


# Comparing


@pytest.mark.parametrize(
    "typed",
    [
        "tcp udp",
        "TCP vs UDP",
        "udp and tcp",
        "user datagram protocol vs tcp",
        '"tcp" "udp"',
        "tcp-or-udp udp",
        "tcp or udp",
    ],
)
async def test_two_things_are_compared(typed: str, discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    await ada.says(lobby, f"!compare {typed}")

    assert title(await only_answer(discord, lobby)) == "tcp or udp?"


async def test_two_things_are_compared_by_slash(ada: User, lobby: Channel) -> None:
    compared = await ada.runs_command("compare", one="port", other="socket", where=lobby)

    assert title(compared) == "port or socket?"
    assert not compared.ephemeral


async def test_a_comparison_is_completed_on_both_sides_however_mistyped(ada: User, lobby: Channel) -> None:
    for side in ("one", "other"):
        choices = await ada.types_ahead("compare", where=lobby, **{side: "soket"})
        assert choices[0] == {"name": "Socket", "value": "socket"}


async def test_the_same_twice_is_that_thing(ada: User, lobby: Channel) -> None:
    assert title(await ada.runs_command("compare", one="port", other="ports", where=lobby)) == "port"


async def test_what_is_unknown_is_not_compared_but_the_nearest_are_suggested(ada: User, lobby: Channel) -> None:
    answer = await ada.runs_command("compare", one="sokcets", other="frobnication @everyone", where=lobby)

    assert "Socket" in answer.text
    assert "frobnication" not in answer.text


@pytest.mark.parametrize("typed", ["", "tcp", '"tcp', 'tcp "udp'])
async def test_what_cannot_be_compared_gets_a_hint(
    typed: str, discord: LoopbackDiscord, lobby: Channel, ada: User
) -> None:
    await ada.says(lobby, f"!compare {typed}")

    assert (await only_answer(discord, lobby)).text


# Ports


@pytest.mark.parametrize(("typed", "heading"), [("443", "port 443"), (":22", "port 22"), ("ssh", "the port of ssh")])
async def test_a_port_is_looked_up(
    typed: str, heading: str, discord: LoopbackDiscord, lobby: Channel, ada: User
) -> None:
    await ada.says(lobby, f"!port {typed}")

    assert title(await only_answer(discord, lobby)) == heading
    assert title(await ada.runs_command("port", number=typed, where=ada.direct_messages)) == heading


@pytest.mark.parametrize(
    "typed", ["٨٠", "\uff18\uff10", "+80", "1_000", "8²", "8" * 5_000, "-1", "65536", "80.5", "` @everyone"]
)
async def test_what_is_no_port_is_told_so(typed: str, ada: User, lobby: Channel) -> None:
    answer = await ada.runs_command("port", number=typed, where=lobby)

    assert title(answer) == "not a port number"
    assert "65535" in answer.text
    assert len(answer.text) < 400
    assert "everyone" not in answer.text


async def test_a_port_is_completed(ada: User, lobby: Channel) -> None:
    choices = await ada.types_ahead("port", number="44", where=lobby)

    assert "443" in {choice["value"] for choice in choices}
    assert await ada.types_ahead("port", number="8" * 5_000, where=lobby) == []


async def test_an_answer_goes_when_the_message_with_its_command_goes(
    discord: LoopbackDiscord, lobby: Channel, ada: User
) -> None:
    command = await ada.says(lobby, "!port 443")
    answer = await only_answer(discord, lobby)
    await ada.deletes(lobby, command)
    await discord.until(lambda: answer.id not in lobby.messages)


async def test_what_was_looked_up_a_moment_ago_is_pointed_at(
    discord: LoopbackDiscord, lobby: Channel, ada: User
) -> None:
    await ada.says(lobby, "!port 443")
    first = await only_answer(discord, lobby)
    again = await discord.user("grace").runs_command("port", number="443", where=lobby)

    assert again.ephemeral
    assert again.text.endswith(f"/{lobby.id}/{first.id}")


# By chance


async def test_something_is_shown_that_nobody_asked_for(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    await ada.says(lobby, "!random")
    by_prefix = await only_answer(discord, lobby)
    by_slash = await ada.runs_command("random", where=lobby)

    assert by_prefix.buttons
    assert by_slash.buttons


# Questions completed while typing


async def test_a_question_is_completed_and_what_was_typed_may_be_sent_as_well(ada: User, lobby: Channel) -> None:
    choices = await ada.types_ahead("ask", question="adress alredy in", where=lobby)
    picked = await ada.runs_command("ask", question=choices[0]["value"], where=lobby)
    typed = await ada.runs_command("ask", question="adress alredy in use", where=ada.direct_messages)

    assert title(picked) == title(typed) == "address already in use"


# The map


async def test_the_map_is_browsed_by_menus_that_only_one_person_sees(ada: User, lobby: Channel) -> None:
    shown = await ada.runs_command("topics", where=lobby)
    titles = [title(shown)]
    for topic in ("Sockets", "Protocols"):
        assert await ada.picks(shown, topic) is shown
        titles.append(title(shown))
    answer = await ada.picks(shown, "UDP")

    assert [*titles, title(answer)] == ["what i can explain", "sockets", "protocols", "udp"]
    assert shown.ephemeral
    assert answer.ephemeral


async def test_a_map_that_all_see_is_browsed_by_each_alone(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    await ada.says(lobby, "!topics")
    shown = await only_answer(discord, lobby)
    topic = await discord.user("grace").picks(shown, "Sockets")

    assert topic.ephemeral
    assert title(topic) == "sockets"
    assert title(shown) == "what i can explain"
    await discord.silence(lobby, of=A_MOMENT)


async def test_in_a_direct_message_what_was_picked_stays(ada: User) -> None:
    first = await ada.runs_command("topics", where=ada.direct_messages)
    topic = await ada.picks(first, "Sockets")
    answer = await ada.picks(topic, "Socket")

    assert topic is first
    assert not topic.ephemeral
    assert not answer.ephemeral


async def test_what_was_picked_is_an_answer_to_go_on_from(ada: User, lobby: Channel) -> None:
    topic = await ada.picks(await ada.runs_command("topics", where=lobby), "Processes")
    await ada.picks(topic, "Process")

    assert title(await ada.runs_command("ask", question="vs a thread?", where=lobby)) == "process or thread?"


async def test_a_topic_that_is_gone_is_told_so(ada: User, lobby: Channel) -> None:
    shown = await ada.runs_command("topics", where=lobby)
    [option, *_] = shown.payload["components"][1]["components"][0]["options"]
    option["value"] = "no-such-topic:1"

    assert "no longer" in (await ada.picks(shown, "no-such-topic:1")).text


async def test_an_unknown_topic_gets_suggestions(discord: LoopbackDiscord, lobby: Channel, ada: User) -> None:
    await ada.says(lobby, "!topics sokcett")

    assert "Socket" in (await only_answer(discord, lobby)).text
