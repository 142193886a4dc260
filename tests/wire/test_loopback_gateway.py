import json
import zlib

import aiohttp
import pytest
from classroom import TOKEN
from loopback_discord import Channel, LoopbackDiscord
from raw_client import GUILD_EVENTS, MESSAGE_CONTENT, close_code, event, gateway

pytestmark = pytest.mark.wire


async def test_the_gateway_refuses_a_wrong_token(discord: LoopbackDiscord) -> None:
    async with gateway(discord, token="wrong") as websocket:
        assert await close_code(websocket) == 4004


async def test_message_content_needs_the_portals_switch(discord: LoopbackDiscord) -> None:
    discord.world.portal.message_content = False
    async with gateway(discord, intents=MESSAGE_CONTENT) as websocket:
        assert await close_code(websocket) == 4014


async def test_a_second_identify_is_refused(discord: LoopbackDiscord) -> None:
    async with gateway(discord) as websocket:
        await event(websocket, "GUILD_CREATE")
        await websocket.send_json({"op": 2, "d": {"token": TOKEN, "intents": 0}})

        assert await close_code(websocket) == 4005


async def test_a_heartbeat_is_acknowledged(discord: LoopbackDiscord) -> None:
    async with gateway(discord) as websocket:
        await event(websocket, "GUILD_CREATE")
        await websocket.send_json({"op": 1, "d": 2})

        assert (await websocket.receive_json())["op"] == 11


async def test_without_the_intent_content_is_blank_but_for_mentions(discord: LoopbackDiscord, channel: Channel) -> None:
    user = discord.user()
    async with gateway(discord) as websocket:
        await event(websocket, "GUILD_CREATE")
        await user.says(channel, "overheard")
        await user.says(channel, "asked", mentions_bot=True)

        assert (await event(websocket, "MESSAGE_CREATE"))["d"]["content"] == ""
        assert "asked" in (await event(websocket, "MESSAGE_CREATE"))["d"]["content"]


async def test_with_the_intent_content_is_there(discord: LoopbackDiscord, channel: Channel) -> None:
    async with gateway(discord, intents=GUILD_EVENTS | MESSAGE_CONTENT) as websocket:
        await event(websocket, "GUILD_CREATE")
        await discord.user().says(channel, "overheard")

        assert (await event(websocket, "MESSAGE_CREATE"))["d"]["content"] == "overheard"


async def test_a_resumed_session_gets_what_it_missed(discord: LoopbackDiscord, channel: Channel) -> None:
    async with gateway(discord) as websocket:
        ready = await event(websocket, "READY")
        seen = (await event(websocket, "GUILD_CREATE"))["s"]
        discord.gateway.drop()
    missed = await discord.user().says(channel, "meanwhile")

    async with gateway(discord, resume={"session_id": ready["d"]["session_id"], "seq": seen}) as websocket:
        assert (await event(websocket, "MESSAGE_CREATE"))["d"]["id"] == missed.id
        assert (await event(websocket, "RESUMED"))["s"] == seen + 2


async def test_an_unknown_session_is_invalid(discord: LoopbackDiscord) -> None:
    async with gateway(discord, resume={"session_id": "unknown", "seq": 1}) as websocket:
        assert await websocket.receive_json() == {"op": 9, "d": False, "s": None, "t": None}


async def test_zlib_stream_is_one_stream(discord: LoopbackDiscord) -> None:
    stream = zlib.decompressobj()
    address = discord.gateway_url + "?compress=zlib-stream"
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as websocket:
        hello = await websocket.receive_bytes()
        await websocket.send_json({"op": 1, "d": None})
        acknowledged = await websocket.receive_bytes()

    assert hello.endswith(b"\x00\x00\xff\xff")
    assert [json.loads(stream.decompress(frame))["op"] for frame in (hello, acknowledged)] == [10, 11]
