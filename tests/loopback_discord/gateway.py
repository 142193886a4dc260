"""The gateway: one WebSocket per connection, sessions that outlive it, and events in sequence.

https://docs.discord.com/developers/events/gateway
"""

import asyncio
import json
from typing import Any

from aiohttp import WSMsgType, web

from loopback_discord.compression import encoder_for
from loopback_discord.payloads import Payload
from loopback_discord.sessions import CloseCode, Connection, Op, Session
from loopback_discord.world import Channel, World

GUILDS, GUILD_MEMBERS, GUILD_PRESENCES = 1 << 0, 1 << 1, 1 << 8
GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 9, 1 << 12, 1 << 15
_ALL_INTENTS = (1 << 26) - 1

_MOST_PAYLOAD_BYTES = 4096


class Gateway:
    """All sessions of this Discord, and the faults that a test can cause.

    Attributes:
        identifies: the IDENTIFY payloads received, in order
        resumes: how many sessions were resumed
        heartbeats: how many heartbeats came
        acknowledges: False makes the connection a zombie, whose heartbeats get no ACK
    """

    def __init__(self, world: World, token: str, heartbeat_interval: float) -> None:
        self._world = world
        self._token = token
        self._heartbeat_interval = heartbeat_interval
        self._sessions: dict[str, Session] = {}
        self._connections: set[Connection] = set()
        self._changed = asyncio.Condition()
        self.url = ""
        self.identifies: list[Payload] = []
        self.resumes = 0
        self.heartbeats = 0
        self.close_codes: list[int] = []
        self.acknowledges = True

    @property
    def connected(self) -> bool:
        return any(session.greeted and session.connection for session in self._sessions.values())

    async def until_connected(self) -> None:
        """Wait for a session that is connected and has its guild: from then on it handles events."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.connected)

    async def dispatch(self, event: str, data: Payload, *, intent: int = 0, times: int = 1) -> None:
        """Send an event to every session whose intents include `intent`; twice or more on demand."""
        for session in list(self._sessions.values()):
            if intent and not session.intents & intent:
                continue
            shown = data
            if event.startswith("MESSAGE_") and "author" in data and not session.intents & MESSAGE_CONTENT:
                shown = self._world.without_content(data)
            for _ in range(times):
                await session.dispatch(event, shown)

    async def announce(self, event: str, channel: Channel, data: Payload, *, times: int = 1) -> None:
        """Dispatch an event of a channel to those who asked for its kind, if the bot is there at all."""
        if self._world.has_bot(channel):
            intent = GUILD_MESSAGES if channel.guild_id else DIRECT_MESSAGES
            await self.dispatch(event, data, intent=intent, times=times)

    def drop(self) -> None:
        """Cut all connections, as a network does; their sessions can be resumed."""
        for connection in self._connections:
            connection.cut()

    def revoke_token(self) -> None:
        """Let no token be right from now on, as when it is reset in the developer portal."""
        self._token = ""

    async def ask_to_reconnect(self) -> None:
        for connection in list(self._connections):
            await connection.send({"op": Op.RECONNECT, "d": None, "s": None, "t": None})

    async def invalidate_sessions(self, *, resumable: bool) -> None:
        for connection in list(self._connections):
            await connection.send({"op": Op.INVALID_SESSION, "d": resumable, "s": None, "t": None})
        if not resumable:
            self._sessions.clear()

    async def close(self) -> None:
        """End all connections, because this Discord goes away."""
        for connection in list(self._connections):
            connection.cut()

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection until it closes."""
        websocket = web.WebSocketResponse(max_msg_size=0)
        await websocket.prepare(request)
        connection = Connection(websocket, encoder_for(request.query.get("compress")), request)
        self._connections.add(connection)
        interval = round(self._heartbeat_interval * 1000)
        await connection.send({"op": Op.HELLO, "d": {"heartbeat_interval": interval}, "s": None, "t": None})
        session: Session | None = None
        try:
            async for frame in websocket:
                if frame.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                    break
                session = await self._receive(connection, session, frame.data)
        finally:
            self._connections.discard(connection)
            if session is not None and session.connection is connection:
                session.connection = None
                if websocket.close_code in (1000, 1001):  # These end the session; others leave it resumable.
                    self._sessions.pop(session.id, None)
        return websocket

    async def _receive(self, connection: Connection, session: Session | None, frame: Any) -> Session | None:
        try:
            payload = json.loads(frame)
            op = payload["op"]
        except (ValueError, KeyError, TypeError):
            op = None
        if op is None or len(frame) > _MOST_PAYLOAD_BYTES:
            await self._refuse(connection, CloseCode.DECODE_ERROR, "Error while decoding payload.")
        elif op == Op.HEARTBEAT:
            self.heartbeats += 1
            if self.acknowledges:
                await connection.send({"op": Op.HEARTBEAT_ACK, "d": None, "s": None, "t": None})
        elif op in (Op.IDENTIFY, Op.RESUME) and session is not None:
            await self._refuse(connection, CloseCode.ALREADY_AUTHENTICATED, "Already authenticated.")
        elif op == Op.IDENTIFY:
            return await self._identify(connection, payload["d"])
        elif op == Op.RESUME:
            return await self._resume(connection, payload["d"])
        elif session is None:
            await self._refuse(connection, CloseCode.NOT_AUTHENTICATED, "Not authenticated.")
        elif op not in (Op.PRESENCE_UPDATE, Op.VOICE_STATE_UPDATE, Op.REQUEST_GUILD_MEMBERS):
            await self._refuse(connection, CloseCode.UNKNOWN_OPCODE, "Unknown opcode.")
        return session

    async def _identify(self, connection: Connection, data: Payload) -> Session | None:
        self.identifies.append(data)
        intents = data.get("intents")
        if data.get("token") != self._token:
            await self._refuse(connection, CloseCode.AUTHENTICATION_FAILED, "Authentication failed.")
            return None
        if not isinstance(intents, int) or intents & ~_ALL_INTENTS:
            await self._refuse(connection, CloseCode.INVALID_INTENTS, "Invalid intent(s).")
            return None
        if self._is_disallowed(intents):
            await self._refuse(connection, CloseCode.DISALLOWED_INTENTS, "Disallowed intent(s).")
            return None
        session = Session(intents, connection=connection)
        self._sessions[session.id] = session
        await self._greet(session)
        return session

    def _is_disallowed(self, intents: int) -> bool:
        portal = self._world.portal
        switches = {
            MESSAGE_CONTENT: portal.message_content,
            GUILD_MEMBERS: portal.members,
            GUILD_PRESENCES: portal.presences,
        }
        return any(intents & intent and not on for intent, on in switches.items())

    async def _greet(self, session: Session) -> None:
        """Send READY and the guilds."""
        world = self._world
        ready = {
            "v": 10,
            "user": world.bot,
            "guilds": [{"id": guild_id, "unavailable": True} for guild_id in world.joined],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "application": {"id": world.application_id, "flags": world.portal.application_flags},
            "session_type": "normal",
            "private_channels": [],
            "relationships": [],
        }
        await session.dispatch("READY", ready)
        if session.intents & GUILDS:
            for guild_id in world.joined:
                await session.dispatch("GUILD_CREATE", world.guild(guild_id))
        session.greeted = True
        await self._note()

    async def _resume(self, connection: Connection, data: Payload) -> Session | None:
        session = self._sessions.get(data.get("session_id") or "")
        sequence = data.get("seq") or 0
        if data.get("token") != self._token:
            await self._refuse(connection, CloseCode.AUTHENTICATION_FAILED, "Authentication failed.")
        elif session is None:
            await connection.send({"op": Op.INVALID_SESSION, "d": False, "s": None, "t": None})
        elif sequence > len(session.events):
            await self._refuse(connection, CloseCode.INVALID_SEQUENCE, "Invalid seq.")
        else:
            await session.resume(connection, sequence)
            self.resumes += 1
            await self._note()
            return session
        return None

    async def _refuse(self, connection: Connection, code: CloseCode, reason: str) -> None:
        self.close_codes.append(code)
        await connection.close(code, reason)
        await self._note()

    async def _note(self) -> None:
        async with self._changed:
            self._changed.notify_all()
