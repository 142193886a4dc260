"""Who sees what of the host on Discord: one gate for command, slash and button, private answers, limits, the audit."""

import asyncio
import copy
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio
from classroom import TOKEN, write_config
from loopback_discord import Channel, LoopbackDiscord, Message, PorterProcess, User, components

from bot.chat.demos.show import TOO_MANY
from bot.chat.demos.ways import SENT_DIRECTLY, UnreachableError
from bot.demos.disclosure import NotAllowedError, Who

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]
# For a test with a Porter of its own.
ON_ITS_OWN = pytest.mark.asyncio(loop_scope="function")

A_MOMENT = 0.15
By = Literal["prefix", "slash", "button"]
WAYS: tuple[By, ...] = ("prefix", "slash", "button")
SECRET = "own-host"  # what the settings below show to some only

POLICY = """\
disclosure:
  own_host: {{who: listed, where: private}}
  people: ["{listed}"]
  roles: ["{teachers}", "{class_id}"]
  per_person: {{times: 100}}
  per_server: {{times: 1000}}
"""


@dataclass
class School:
    """A Porter in two servers, which shows its own host to those that are listed, and to them alone."""

    discord: LoopbackDiscord
    porter: PorterProcess
    people: dict[str, User]
    places: dict[str, Channel]
    teachers: str

    def newcomer(self, who: str) -> User:
        """A person whom no other test knows: a teacher, or just a member."""
        person = self.discord.user(who)
        if who == "teacher":
            self.discord.world.give_role(self.teachers, person.id)
        return person

    def place_of(self, person: str, place: str) -> Channel:
        """The channel of the class or of the other server, or the person's direct messages."""
        return self.people[person].direct_messages if place == "direct" else self.places[place]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def classroom(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[School]:
    home = tmp_path_factory.mktemp("home")
    async with LoopbackDiscord(TOKEN) as discord:
        names = ("member", "listed", "teacher", "stranger")
        people = {"owner": discord.owner} | {name: discord.user(name) for name in names}
        world = discord.world
        elsewhere = world.add_guild("Elsewhere", people["stranger"].id)
        teachers = world.add_role("teachers", people["teacher"].id)
        world.add_role("teachers", people["stranger"].id, guild_id=elsewhere)
        places = {"class": discord.text_channel("lab"), "elsewhere": discord.text_channel("den", guild_id=elsewhere)}
        policy = POLICY.format(listed=people["listed"].id, teachers=teachers, class_id=world.guild_id)
        config = write_config(home, discord, [], more=policy)
        async with PorterProcess(config, token=TOKEN, home=home) as porter:
            await porter.outlives(discord.bot_ready())
            yield School(discord, porter, people, places, teachers)
            assert "Traceback" not in porter.log, porter.log


@dataclass
class Heard:
    """What came back: to all in the channel, and to the one who asked alone."""

    openly: list[str]
    alone: list[str]


async def ask(discord: LoopbackDiscord, person: User, channel: Channel, by: By, demo: str = SECRET) -> Heard:
    """Ask for a demo in a channel, and take everything that comes of it."""
    if by == "prefix":
        await person.says(channel, f"!demo {demo}")
        reply = await discord.next_message(channel, within=15)
        if channel is person.direct_messages:
            return Heard([], [reply.text])
        directly = [message.text for message in taken(person.direct_messages)]
        return Heard([reply.text], directly)
    if by == "slash":
        reply = await person.runs_command("demo", name=demo, where=channel)
    else:
        reply = await person.presses(with_button(channel, demo), f"porter:demo:{demo}")
    seen_by_all = not reply.ephemeral and channel is not person.direct_messages
    return Heard([reply.text] if seen_by_all else [], [] if seen_by_all else [reply.text])


def taken(channel: Channel) -> list[Message]:
    """Take what arrived in a channel so far."""
    return [channel.arrivals.get_nowait() for _ in range(channel.arrivals.qsize())]


def with_button(channel: Channel, demo: str) -> Message:
    """A message in a channel with the button of a demo, as an earlier Porter may have left it there."""
    button = {"type": components.BUTTON, "style": 1, "label": "Show me", "custom_id": f"porter:demo:{demo}"}
    row = {"type": components.ACTION_ROW, "components": [button]}
    some = {"id": "1", "channel_id": channel.id, "content": "", "components": [row], "embeds": [], "attachments": []}
    author = {"id": "2", "username": "porter", "discriminator": "0", "avatar": None, "bot": True}
    fields = {"author": author, "type": 0, "timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None}
    more = {"pinned": False, "mention_everyone": False, "tts": False, "flags": 0, "mentions": [], "mention_roles": []}
    return Message(copy.deepcopy(some | fields | more))


# The gate

MAY = [
    ("owner", "class"),
    ("owner", "elsewhere"),
    ("owner", "direct"),
    ("listed", "class"),
    ("listed", "elsewhere"),
    ("listed", "direct"),
    ("teacher", "class"),
]
MAY_NOT = [
    ("member", "class"),
    ("member", "direct"),
    ("teacher", "direct"),
    ("teacher", "elsewhere"),
    ("stranger", "elsewhere"),
    ("stranger", "class"),
    ("stranger", "direct"),
]


@pytest.mark.parametrize("by", WAYS)
@pytest.mark.parametrize(("who", "place"), MAY_NOT)
async def test_who_is_not_listed_is_refused_by_every_way(classroom: School, who: str, place: str, by: By) -> None:
    person, channel = classroom.people[who], classroom.place_of(who, place)
    heard = await ask(classroom.discord, person, channel, by)

    assert heard.openly + heard.alone == [str(NotAllowedError(Who.LISTED))]
    assert bool(heard.openly) == (by == "prefix" and place != "direct")
    await classroom.discord.silence(person.direct_messages, of=A_MOMENT)


@pytest.mark.parametrize("by", WAYS)
@pytest.mark.parametrize(("who", "place"), MAY)
async def test_who_is_listed_is_answered_alone_by_every_way(classroom: School, who: str, place: str, by: By) -> None:
    heard = await ask(classroom.discord, classroom.people[who], classroom.place_of(who, place), by)

    assert [text.partition("\n")[0].startswith("## The household") for text in heard.alone] == [True]
    assert heard.openly == ([SENT_DIRECTLY] if by == "prefix" and place != "direct" else [])


@pytest.mark.parametrize("by", WAYS)
async def test_what_may_stand_anywhere_is_shown_to_all_but_for_buttons(classroom: School, by: By) -> None:
    heard = await ask(classroom.discord, classroom.people["member"], classroom.places["class"], by, demo="port-in-use")

    assert bool(heard.alone) == (by == "button")
    assert "EADDRINUSE" in "".join(heard.openly + heard.alone)


async def test_a_slash_answer_in_a_direct_message_to_porter_stays(classroom: School) -> None:
    listed = classroom.people["listed"]
    reply = await listed.runs_command("demo", name=SECRET, where=listed.direct_messages)

    assert not reply.ephemeral


async def test_a_deferral_is_as_private_as_the_answer(classroom: School) -> None:
    discord = classroom.discord
    before = len(discord.requests)
    await classroom.people["listed"].runs_command("demo", name=SECRET, where=classroom.places["class"])

    [deferral] = [request.json for request in discord.requests[before:] if request.path.endswith("/callback")]
    assert deferral["data"]["flags"] & 64


async def test_nothing_is_typed_in_a_channel_before_a_direct_message(classroom: School) -> None:
    discord, channel = classroom.discord, classroom.places["class"]
    before = len(discord.requests)
    await ask(discord, classroom.people["listed"], channel, "prefix")

    assert [request.path for request in discord.requests[before:] if request.path.endswith("/typing")] == []


@pytest.mark.parametrize(("who", "offered"), [("member", False), ("stranger", False), ("teacher", True)])
async def test_only_what_somebody_may_see_is_completed(classroom: School, who: str, offered: bool) -> None:  # noqa: FBT001
    choices = await classroom.people[who].types_ahead("demo", name="", where=classroom.places["class"])

    assert (SECRET in {choice["value"] for choice in choices}) == offered
    assert "port-in-use" in {choice["value"] for choice in choices}


@pytest.mark.parametrize(("who", "named"), [("member", False), ("owner", True)])
async def test_help_names_the_demos_that_somebody_may_see(classroom: School, who: str, named: bool) -> None:  # noqa: FBT001
    shown = await classroom.people[who].runs_command("help", where=classroom.places["class"])

    assert (SECRET in shown.text) == named
    assert "port-in-use" in shown.text


@ON_ITS_OWN
async def test_outside_the_channels_named_and_their_threads_an_answer_is_private(tmp_path: Path) -> None:
    async with LoopbackDiscord(TOKEN) as discord:
        lab, hall = discord.text_channel("lab"), discord.text_channel("hall")
        thread, ada = discord.world.add_thread(lab, "a thread"), discord.user("ada")
        config = write_config(tmp_path, discord, [], more=f"disclosure: {{channels: [{lab.id}]}}\n")
        async with PorterProcess(config, token=TOKEN, home=tmp_path) as porter:
            await porter.outlives(discord.bot_ready())
            by_slash = await ask(discord, ada, thread, "slash", "port-in-use")
            by_message = [await ask(discord, ada, place, "prefix", "port-in-use") for place in (thread, hall)]

    assert "EADDRINUSE" in by_slash.openly[0]
    assert "EADDRINUSE" in by_message[0].openly[0]
    assert (by_message[1].openly, len(by_message[1].alone)) == ([SENT_DIRECTLY], 1)


# Direct messages that don't arrive


@pytest.mark.parametrize("closed", ["to the person", "before they are opened"])
async def test_where_a_direct_message_is_refused_the_channel_learns_nothing(classroom: School, closed: str) -> None:
    discord, teacher, channel = classroom.discord, classroom.newcomer("teacher"), classroom.places["class"]
    if closed == "to the person":
        teacher.direct_messages.denies = "closed"
    else:
        discord.faults.next("POST", rf"/channels/{teacher.direct_messages.id}/messages", 403, code=50278)
    heard = await ask(discord, teacher, channel, "prefix")

    assert (heard.openly, heard.alone) == ([str(UnreachableError())], [])
    await discord.silence(channel, of=A_MOMENT)
    assert ": refused: direct messages closed, " in (await audit_of(classroom.porter, teacher))[0]


# The audit


async def audit_of(porter: PorterProcess, person: User, number: int = 1) -> list[str]:
    """What is logged of a person's demos, in order: wait until it is so many lines, and a moment for another."""
    found: list[str] = []

    def enough() -> bool:
        found[:] = [line for line in porter.log.splitlines() if f" for person {person.id} in " in line]
        return len(found) >= number

    await porter.until(enough, "too few lines tell of that person's demos")
    await asyncio.sleep(A_MOMENT)
    enough()
    return found


@pytest.mark.parametrize("by", WAYS)
@pytest.mark.parametrize(
    ("who", "demo", "began", "ended"),
    [
        ("teacher", SECRET, "own-host (own_host)", r"shown privately, [1-9]\d* rows, \d+ ms"),
        ("member", SECRET, "own-host (own_host)", r"refused: shown to listed, 0 rows, \d+ ms"),
        ("member", "no-such", "unknown", r"refused: no such demo, 0 rows, \d+ ms"),
    ],
)
async def test_each_demo_asked_for_leaves_one_line(
    classroom: School, by: By, who: str, demo: str, began: str, ended: str
) -> None:
    person, channel = classroom.newcomer(who), classroom.places["class"]
    await ask(classroom.discord, person, channel, by, demo)

    [line] = await audit_of(classroom.porter, person)
    place = f"{began} for person {person.id} in server {channel.guild_id}, channel {channel.id}: "
    assert re.search(rf" INFO +bot\.chat\.demos\.audit: demo: {re.escape(place)}{ended}$", line)


async def test_in_a_direct_message_the_line_names_no_server(classroom: School) -> None:
    person = classroom.newcomer("member")
    await ask(classroom.discord, person, person.direct_messages, "prefix", "port-in-use")

    [line] = await audit_of(classroom.porter, person)
    assert f" in server 0, channel {person.direct_messages.id}: shown privately, " in line


async def test_the_audit_holds_nothing_of_what_was_typed_or_shown(classroom: School) -> None:
    forged = "x\n2026-01-01 INFO demo: host\x1b[31m @everyone 198.51.100.7"
    await ask(classroom.discord, classroom.people["member"], classroom.places["class"], "prefix", forged)
    await ask(classroom.discord, classroom.people["owner"], classroom.places["class"], "slash")

    lines = [line for line in classroom.porter.log.splitlines() if "bot.chat.demos.audit" in line]
    assert [line for line in lines if not re.search(r": [a-z :,]+, \d+ rows, \d+ ms$", line)] == []
    for forbidden in ("everyone", "198.51.100", "127.0.0.1", "member", "owner", "teachers", "python", "\x1b", "31m"):
        assert forbidden not in "".join(lines).replace("shown to owner", "")
    assert "demo: host" not in classroom.porter.log


# Limits


LIMITED = """\
disclosure:
  per_person: {times: 2, seconds: 3600}
  per_server: {times: 5, seconds: 3600}
"""


@dataclass
class Limited:
    """A Porter that shows two demos to a person, and five in a server."""

    discord: LoopbackDiscord
    porter: PorterProcess
    channel: Channel
    elsewhere: Channel


@pytest_asyncio.fixture
async def limited(tmp_path: Path) -> AsyncIterator[Limited]:
    async with LoopbackDiscord(TOKEN) as discord:
        channel = discord.text_channel("lab")
        guild_id = discord.world.add_guild("Elsewhere", discord.owner.id)
        elsewhere = discord.text_channel("den", guild_id=guild_id)
        config = write_config(tmp_path, discord, [], more=LIMITED)
        async with PorterProcess(config, token=TOKEN, home=tmp_path) as porter:
            await porter.outlives(discord.bot_ready())
            yield Limited(discord, porter, channel, elsewhere)


@ON_ITS_OWN
async def test_demos_are_counted_by_whichever_way_and_get_one_notice_then_silence(limited: Limited) -> None:
    discord, channel, ada = limited.discord, limited.channel, limited.discord.user("ada")
    shown = [await ask(discord, ada, channel, by, "port-in-use") for by in ("slash", "button")]
    notice = await ask(discord, ada, channel, "prefix", "port-in-use")
    await ada.says(channel, "!demo port-in-use")
    await discord.silence(channel, of=A_MOMENT)

    assert all("EADDRINUSE" in "".join(heard.openly + heard.alone) for heard in shown)
    assert notice.openly == [TOO_MANY]
    for by in ("slash", "button"):
        assert (await ask(discord, ada, channel, by, "port-in-use")) == Heard([], [TOO_MANY])
    outcomes = [line.rpartition(": ")[2].partition(",")[0] for line in await audit_of(limited.porter, ada, 6)]
    assert outcomes == ["shown to all", "shown privately", *["too often"] * 4]


@ON_ITS_OWN
async def test_a_server_has_a_limit_of_its_own_and_others_go_on(limited: Limited) -> None:
    discord, channel = limited.discord, limited.channel
    people = [discord.user(f"person-{number}") for number in range(8)]
    heard = [await ask(discord, each, channel, "prefix", "port-in-use") for each in people[:6]]
    await people[6].says(channel, "!demo port-in-use")
    await discord.silence(channel, of=A_MOMENT)

    assert [each.openly == [TOO_MANY] for each in heard] == [False] * 5 + [True]
    assert (await ask(discord, people[7], channel, "slash", "port-in-use")) == Heard([], [TOO_MANY])
    for person, place in ((people[6], limited.elsewhere), (people[7], people[7].direct_messages)):
        reply = await ask(discord, person, place, "prefix", "port-in-use")
        assert "EADDRINUSE" in "".join(reply.openly + reply.alone)
