"""The HTTP API, version 10: the bot's own user, its application and commands, channels and messages.

https://docs.discord.com/developers/reference
"""

import re
from typing import Any

from aiohttp import web

from loopback_discord import errors, payloads
from loopback_discord.commands import Commands
from loopback_discord.gateway import Gateway
from loopback_discord.limits import EPHEMERAL
from loopback_discord.localisation import without_localizations
from loopback_discord.posting import compose, edit
from loopback_discord.requests import Body, current_body, json_response
from loopback_discord.world import Channel, Message, World

# https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags
ATTACH_FILES, READ_MESSAGE_HISTORY = 1 << 15, 1 << 16


class ApplicationRoutes:
    """The routes of the bot's user, the gateway's address, the application and its commands."""

    def __init__(self, world: World, commands: Commands, gateway: Gateway) -> None:
        self._world = world
        self._commands = commands
        self._gateway = gateway

    def routes(self) -> list[web.RouteDef]:
        commands = f"/applications/{self._world.application_id}/commands"
        return [
            web.get("/users/@me", self._me),
            web.get("/gateway", self._gateway_url),
            web.get("/gateway/bot", self._gateway_url),
            web.get("/applications/@me", self._application),
            web.get("/oauth2/applications/@me", self._application),
            web.get(commands, self._get_commands),
            web.put(commands, self._put_commands),
            web.post(commands, self._post_command),
            web.delete(commands + "/{command}", self._delete_command),
        ]

    async def _me(self, _: web.Request) -> web.Response:
        return json_response({**self._world.bot, "verified": True, "mfa_enabled": False, "email": None})

    async def _gateway_url(self, request: web.Request) -> web.Response:
        body: dict[str, Any] = {"url": self._gateway.url}
        if request.path.endswith("/bot"):
            limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
            body |= {"shards": 1, "session_start_limit": limit}
        return json_response(body)

    async def _application(self, _: web.Request) -> web.Response:
        world = self._world
        flags = world.portal.application_flags
        return json_response(payloads.application_payload(world.application_id, world.owner, flags))

    async def _get_commands(self, request: web.Request) -> web.Response:
        localised = request.query.get("with_localizations", "").lower() in ("1", "true")
        commands = self._commands.all()
        return json_response(commands if localised else without_localizations(commands))

    async def _put_commands(self, _: web.Request) -> web.Response:
        bodies = current_body().json
        if not isinstance(bodies, list):
            raise errors.ApiError(400, 50035, "Invalid Form Body")
        return json_response(self._commands.overwrite(bodies))

    async def _post_command(self, _: web.Request) -> web.Response:
        return json_response(self._commands.add(current_body().fields), 201)

    async def _delete_command(self, request: web.Request) -> web.Response:
        self._commands.delete(request.match_info["command"])
        return web.Response(status=204)


class ChannelRoutes:
    """The routes of channels and their messages."""

    def __init__(self, world: World, gateway: Gateway) -> None:
        self._world = world
        self._gateway = gateway
        self._by_nonce: dict[str, Message] = {}

    def routes(self) -> list[web.RouteDef]:
        messages = r"/channels/{channel:\d+}/messages"
        message = messages + r"/{message:\d+}"
        return [
            web.post("/users/@me/channels", self._open_direct_messages),
            web.get(r"/channels/{channel:\d+}", self._get_channel),
            web.post(r"/channels/{channel:\d+}/typing", self._type),
            web.get(messages, self._get_messages),
            web.post(messages, self._post_message),
            web.get(message, self._get_message),
            web.patch(message, self._patch_message),
            web.delete(message, self._delete_message),
            web.put(message + "/reactions/{emoji}/@me", self._react),
        ]

    async def announce(self, event: str, channel: Channel, data: dict[str, Any]) -> None:
        """Let the bot know what it did itself."""
        await self._gateway.announce(event, channel, data)

    def _channel(self, request: web.Request) -> Channel:
        return self._world.channel(request.match_info["channel"])

    def _channel_to_write_to(self, request: web.Request) -> Channel:
        channel = self._channel(request)
        if channel.denies == "send":
            raise errors.missing_permissions()
        if channel.denies == "closed":
            raise errors.closed_direct_messages()
        return channel

    def _readable(self, message: Message) -> dict[str, Any]:
        # What the intent hides from the gateway, the portal's switch hides from the HTTP API.
        payload = message.payload
        return payload if self._world.portal.message_content else self._world.without_content(payload)

    async def _open_direct_messages(self, _: web.Request) -> web.Response:
        channel = self._world.direct_messages(str(current_body().fields.get("recipient_id")))
        return json_response(channel.payload)

    async def _get_channel(self, request: web.Request) -> web.Response:
        return json_response(self._channel(request).payload)

    async def _type(self, request: web.Request) -> web.Response:
        self._channel_to_write_to(request)
        return web.Response(status=204)

    async def _get_messages(self, request: web.Request) -> web.Response:
        limit = int(request.query.get("limit", "50"))
        newest_first = list(self._channel(request).messages.values())[::-1]
        before = int(request.query.get("before", "0")) or None
        wanted = [m for m in newest_first if before is None or int(m.id) < before]
        return json_response([self._readable(message) for message in wanted[:limit]])

    async def _get_message(self, request: web.Request) -> web.Response:
        message = self._channel(request).message(request.match_info["message"])
        return json_response(self._readable(message))

    async def _post_message(self, request: web.Request) -> web.Response:
        channel = self._channel_to_write_to(request)
        body = current_body()
        _check_permissions(channel, body)
        # By author alone, not by channel as well (Discord documentation, Message, Create Message, `enforce_nonce`).
        nonce = str(body.fields.get("nonce"))
        if body.fields.get("enforce_nonce") and nonce in self._by_nonce:
            return json_response(self._by_nonce[nonce].payload)
        flags = int(body.fields.get("flags") or 0) & ~EPHEMERAL  # Only interactions have ephemeral messages.
        message = compose(self._world, channel, body.fields | {"flags": flags}, body)
        if body.fields.get("nonce") is not None:
            self._by_nonce[nonce] = message
        channel.messages[message.id] = message
        await self.announce("MESSAGE_CREATE", channel, message.payload)
        channel.arrivals.put_nowait(message)
        return json_response(message.payload)

    async def _patch_message(self, request: web.Request) -> web.Response:
        channel = self._channel_to_write_to(request)
        message = channel.message(request.match_info["message"])
        if message.author_id != self._world.bot["id"]:
            raise errors.not_the_author()
        body = current_body()
        edit(self._world, channel, message, body.fields, body)
        await self.announce("MESSAGE_UPDATE", channel, message.payload)
        return json_response(message.payload)

    async def _delete_message(self, request: web.Request) -> web.Response:
        channel = self._channel(request)
        message = channel.message(request.match_info["message"])
        if message.author_id != self._world.bot["id"]:
            raise errors.missing_permissions()
        del channel.messages[message.id]
        gone = {"id": message.id, "channel_id": channel.id}
        gone |= {"guild_id": channel.guild_id} if channel.guild_id else {}
        await self.announce("MESSAGE_DELETE", channel, gone)
        return web.Response(status=204)

    async def _react(self, request: web.Request) -> web.Response:
        channel = self._channel_to_write_to(request)
        message = channel.message(request.match_info["message"])
        emoji = request.match_info["emoji"]
        if emoji.isascii() and not re.fullmatch(r"\w+:\d+", emoji):
            raise errors.unknown_emoji()
        reactions = message.payload.setdefault("reactions", [])
        name, _, emoji_id = emoji.partition(":")
        reactions.append({"count": 1, "me": True, "emoji": {"id": emoji_id or None, "name": name}})
        return web.Response(status=204)


def _check_permissions(channel: Channel, body: Body) -> None:
    """Refuse a message with parts that the bot has no permission for there."""
    if body.files and channel.withheld & ATTACH_FILES:
        raise errors.missing_permissions()
    if body.fields.get("message_reference") and channel.withheld & READ_MESSAGE_HISTORY:
        raise errors.no_reply_without_history()
