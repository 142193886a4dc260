"""What of the host reaches Discord: looked for in every request, with a program beside Porter that has secrets."""

import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
import pytest_asyncio
from classroom import TOKEN, write_config
from loopback_discord import Channel, LoopbackDiscord, Message, PorterProcess, User

from bot.chat.demos.ways import SENT_DIRECTLY
from bot.demos.catalogue import DEMOS
from bot.demos.disclosure import NotAllowedError, Who

pytestmark = [
    pytest.mark.wire,
    pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: a program by another name needs a link"),
]

NAME, ARGUMENT, VARIABLE = "spyglass7x", "hunter2x-argument", "swordfish7x-variable"
LISTENS = """
import socket, sys
listener = socket.create_server((sys.argv[1], 0))
print(listener.getsockname()[1], flush=True)
sys.stdin.read()
"""
DEFAULT = "disclosure: {per_person: {times: 1000}, per_server: {times: 1000}}\n"


@dataclass
class Spyglass:
    """A program of a telling name that listens, with a secret among its arguments and one in its environment."""

    address: str
    port: str
    pid: int


def address_of_this_host() -> str:
    """An address by which others reach this host, where it has one; nothing is sent to it."""
    found = [each.address for interface in psutil.net_if_addrs().values() for each in interface]
    outward = [each for each in found if re.fullmatch(r"[0-9.]+", each) and not each.startswith("127.")]
    return outward[0] if outward else "127.0.0.1"


@pytest.fixture(scope="module")
def spyglass(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spyglass]:
    program = tmp_path_factory.mktemp("bin") / NAME
    program.symlink_to(Path(sys.executable).resolve())
    address = address_of_this_host()
    command = [program, "-I", "-S", "-c", LISTENS, address, ARGUMENT]
    environment = {"PATH": os.environ.get("PATH", ""), "KEY": VARIABLE}
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as spy:
        assert spy.stdin
        assert spy.stdout
        yield Spyglass(address, spy.stdout.readline().strip(), spy.pid)
        spy.stdin.close()


@dataclass
class House:
    """A running Porter, with the settings that a test chose."""

    discord: LoopbackDiscord
    porter: PorterProcess
    channel: Channel

    def sent(self) -> str:
        """Everything that Porter sent to Discord so far, but for the pictures themselves, whose alt texts are there."""
        return "\n".join(json.dumps(request.json, ensure_ascii=False) for request in self.discord.requests)


async def house_of(home: Path, policy: str) -> AsyncIterator[House]:
    async with LoopbackDiscord(TOKEN) as discord:
        channel = discord.text_channel("lab")
        config = write_config(home, discord, [], more=policy)
        async with PorterProcess(config, token=TOKEN, home=home) as porter:
            await porter.outlives(discord.bot_ready())
            yield House(discord, porter, channel)
            assert "Traceback" not in porter.log, porter.log


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def classroom(tmp_path_factory: pytest.TempPathFactory, spyglass: Spyglass) -> AsyncIterator[House]:
    """A Porter without any settings of disclosure but for wider limits."""
    async for house in house_of(tmp_path_factory.mktemp("home"), DEFAULT):
        yield house


async def all_ways(house: House, person: User, demo: str) -> list[Message]:
    """Ask for a demo by command, slash and button, and take the replies."""
    await person.says(house.channel, f"!demo {demo}")
    written = await house.discord.next_message(house.channel, within=15)
    by_slash = await person.runs_command("demo", name=demo, where=house.channel)
    pressed = written.buttons[:1]
    return [written, by_slash, *[await person.presses(written, button.custom_id or "") for button in pressed]]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", DEMOS)
async def test_by_default_no_demo_tells_a_member_of_the_programs_beside_porter(
    classroom: House, spyglass: Spyglass, name: str
) -> None:
    member = classroom.discord.user("member")
    replies = await all_ways(classroom, member, name)

    assert all(reply.text for reply in replies)
    told = classroom.sent()
    for secret in (NAME, ARGUMENT, VARIABLE, spyglass.port, os.uname().nodename):
        assert secret not in told
    if not spyglass.address.startswith("127."):
        assert spyglass.address not in told


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("demo", ["host", "port {port}", "port-{port}"])
async def test_by_default_a_member_learns_nothing_of_the_hosts_sockets(
    classroom: House, spyglass: Spyglass, demo: str
) -> None:
    member = classroom.discord.user("member")
    replies = await all_ways(classroom, member, demo.format(port=spyglass.port))

    assert {reply.text for reply in replies} == {str(NotAllowedError(Who.OWNER))}
    assert [reply.ephemeral for reply in replies] == [False, True]
    assert spyglass.port not in classroom.sent() + classroom.porter.log


@pytest.mark.asyncio(loop_scope="module")
async def test_a_member_is_offered_no_way_to_the_host(classroom: House) -> None:
    member = classroom.discord.user("member")
    shown = await member.runs_command("demo", name="own-host", where=classroom.channel)
    completed = await member.types_ahead("demo", name="", where=classroom.channel)
    helped = await member.runs_command("help", where=classroom.channel)

    assert "porter:demo:host" not in {button.custom_id for button in shown.buttons}
    assert "host" not in {choice["value"] for choice in completed}
    assert "demo host" not in helped.text
    assert "two-clients" in helped.text


# What the owner sees


@pytest_asyncio.fixture
async def owners(tmp_path: Path, spyglass: Spyglass) -> AsyncIterator[House]:
    """A Porter without any settings of disclosure."""
    async for house in house_of(tmp_path, ""):
        yield house


async def test_the_owner_sees_by_direct_message_who_holds_a_port_and_the_channel_sees_nothing(
    owners: House, spyglass: Spyglass
) -> None:
    owner = owners.discord.owner
    await owner.says(owners.channel, f"!demo port {spyglass.port}")
    letter = await owners.discord.next_message(owner.direct_messages, within=15)
    in_channel = await owners.discord.next_message(owners.channel)

    assert f"{NAME}, process {spyglass.pid}" in letter.text
    assert in_channel.text == SENT_DIRECTLY
    assert not in_channel.buttons
    await owners.porter.logs("demo: port (host) for person")
    assert spyglass.port not in owners.porter.log


async def test_a_port_is_completed_for_the_owner_and_for_nobody_else(owners: House) -> None:
    offered = {}
    for who in (owners.discord.owner, owners.discord.user("member")):
        choices = await who.types_ahead("demo", name="Port 8080", where=owners.channel)
        offered[who.account["username"]] = [choice["value"] for choice in choices]

    assert offered == {"owner": ["port-8080"], "member": []}


async def test_even_the_owner_sees_no_arguments_variables_or_addresses(owners: House, spyglass: Spyglass) -> None:
    owner = owners.discord.owner
    shown = await owner.runs_command("demo", name="host", where=owners.channel)
    port = await owner.runs_command("demo", name=f"port {spyglass.port}", where=owners.channel)

    assert (shown.ephemeral, port.ephemeral) == (True, True)
    assert spyglass.port in port.text
    told = owners.sent()
    assert ARGUMENT not in told
    assert VARIABLE not in told
    if not spyglass.address.startswith("127."):
        assert spyglass.address not in told
        assert "(private)" in port.text or "(public)" in port.text


# What the settings add


OPEN = """\
disclosure:
  host: {{who: listed, where: anywhere}}
  people: ["{listed}"]
  addresses: own
  process_names: [{pattern}]
"""


@pytest.mark.parametrize(("pattern", "named"), [('"spy*"', True), ('"nginx"', False), ("", False)])
async def test_a_name_is_shown_to_others_if_the_settings_list_it(
    tmp_path: Path,
    spyglass: Spyglass,
    pattern: str,
    named: bool,  # noqa: FBT001
) -> None:
    async with LoopbackDiscord(TOKEN) as discord:
        channel, listed = discord.text_channel("lab"), discord.user("listed")
        config = write_config(tmp_path, discord, [], more=OPEN.format(listed=listed.id, pattern=pattern))
        async with PorterProcess(config, token=TOKEN, home=tmp_path) as porter:
            await porter.outlives(discord.bot_ready())
            await listed.says(channel, f"!demo port {spyglass.port}")
            shown = await discord.next_message(channel, within=15)

    assert (NAME in shown.text) == named
    assert ("name not shown" in shown.text) != named


async def test_own_addresses_are_shown_only_where_nobody_else_reads(tmp_path: Path, spyglass: Spyglass) -> None:
    if spyglass.address.startswith("127."):
        pytest.skip("NOT TESTED HERE: this host has no address but loopback")
    async with LoopbackDiscord(TOKEN) as discord:
        channel, listed = discord.text_channel("lab"), discord.user("listed")
        config = write_config(tmp_path, discord, [], more=OPEN.format(listed=listed.id, pattern=""))
        async with PorterProcess(config, token=TOKEN, home=tmp_path) as porter:
            await porter.outlives(discord.bot_ready())
            openly = await listed.runs_command("demo", name=f"port {spyglass.port}", where=channel)
            await listed.writes_dm(f"!demo port {spyglass.port}")
            alone = await discord.next_message(listed.direct_messages, within=15)

    assert spyglass.address not in openly.text
    assert f"{spyglass.address}:{spyglass.port}" in alone.text
