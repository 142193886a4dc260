"""Speaks with the loopback Discord directly, without discord.py."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from classroom import TOKEN
from loopback_discord import Channel, LoopbackDiscord

GUILD_EVENTS = 1 << 0 | 1 << 9
MESSAGE_CONTENT = 1 << 15
V2 = {"flags": 1 << 15}


def messages(channel: Channel) -> str:
    return f"/channels/{channel.id}/messages"


def text(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


def button(custom_id: str, label: str = "Socket") -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": label, "custom_id": custom_id}


def row(*inside: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(inside)}


@asynccontextmanager
async def gateway(
    discord: LoopbackDiscord, *, intents: int = GUILD_EVENTS, token: str = TOKEN, resume: dict[str, Any] | None = None
) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A gateway connection that has sent IDENTIFY or RESUME."""
    async with aiohttp.ClientSession() as session, session.ws_connect(discord.gateway_url) as websocket:
        assert (await websocket.receive_json())["op"] == 10
        if resume is not None:
            await websocket.send_json({"op": 6, "d": {"token": token, **resume}})
        else:
            await websocket.send_json({"op": 2, "d": {"token": token, "intents": intents}})
        yield websocket


async def event(websocket: aiohttp.ClientWebSocketResponse, name: str) -> dict[str, Any]:
    """The next event of this name."""
    async with asyncio.timeout(5):
        while True:
            payload: dict[str, Any] = await websocket.receive_json()
            if payload["t"] == name:
                return payload


async def close_code(websocket: aiohttp.ClientWebSocketResponse) -> int | None:
    frame = await websocket.receive(timeout=5)
    assert frame.type is aiohttp.WSMsgType.CLOSE
    return websocket.close_code


def fault_codes(body: dict[str, Any]) -> set[str]:
    """The codes of all faulty fields."""
    found: set[str] = set()
    for key, value in body.get("errors", body).items():
        if key == "_errors":
            found |= {error["code"] for error in value}
        elif isinstance(value, dict):
            found |= fault_codes(value)
    return found
