"""Gateway sessions and the connections that carry them.

https://docs.discord.com/developers/events/gateway#connection-lifecycle
"""

import asyncio
import json
import secrets
from dataclasses import dataclass, field
from enum import IntEnum

from aiohttp import web

from loopback_discord.compression import Encoder
from loopback_discord.payloads import Payload


class Op(IntEnum):
    """https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-opcodes."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE_UPDATE = 3
    VOICE_STATE_UPDATE = 4
    RESUME = 6
    RECONNECT = 7
    REQUEST_GUILD_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class CloseCode(IntEnum):
    """https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes."""

    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    INVALID_SEQUENCE = 4007
    INVALID_INTENTS = 4013
    DISALLOWED_INTENTS = 4014


@dataclass(eq=False)
class Session:
    """What a connection may resume: the intents asked for and every event sent so far."""

    intents: int
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    events: list[Payload] = field(default_factory=list)
    connection: "Connection | None" = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    greeted: bool = False

    async def dispatch(self, event: str, data: Payload) -> None:
        """Send an event, or keep it until the session is resumed."""
        async with self.lock:
            self.events.append({"op": Op.DISPATCH, "t": event, "s": len(self.events) + 1, "d": data})
            if self.connection is not None:
                await self.connection.send(self.events[-1])

    async def resume(self, connection: "Connection", sequence: int) -> None:
        async with self.lock:
            self.connection = connection
            for event in self.events[sequence:]:
                await connection.send(event)
        await self.dispatch("RESUMED", {})


class Connection:
    """One WebSocket."""

    def __init__(self, websocket: web.WebSocketResponse, encoder: Encoder, request: web.Request) -> None:
        self.websocket = websocket
        self._encoder = encoder
        self._request = request

    async def send(self, payload: Payload) -> None:
        encoded = self._encoder(json.dumps(payload))
        if self.websocket.closed:
            return
        try:
            if isinstance(encoded, str):
                await self.websocket.send_str(encoded)
            else:
                await self.websocket.send_bytes(encoded)
        except ConnectionError:  # The other end is gone; its session keeps the event.
            return

    async def close(self, code: int, reason: str = "") -> None:
        await self.websocket.close(code=code, message=reason.encode())

    def cut(self) -> None:
        """Cut the TCP connection, without a close frame."""
        if self._request.transport is not None:
            self._request.transport.abort()
