"""The loopback Discord: an HTTP API and a gateway on 127.0.0.1, and the hand of a test on both.

async with LoopbackDiscord(token="a.b.c") as discord:
    ...start a bot that uses discord.api_url and discord.gateway_url...
    await discord.bot_ready()
    asked = await discord.user("ada").says(channel, "what is a port?")
    answer = await discord.next_message(channel)
"""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self

from aiohttp import web
from aiohttp.typedefs import Handler

from loopback_discord import errors
from loopback_discord.commands import Commands
from loopback_discord.errors import ApiError
from loopback_discord.gateway import Gateway
from loopback_discord.http_api import ApplicationRoutes, ChannelRoutes
from loopback_discord.interaction_routes import InteractionRoutes
from loopback_discord.interactions import Interactions
from loopback_discord.payloads import Payload
from loopback_discord.requests import Body, Faults, Request, json_response, read_body
from loopback_discord.users import User
from loopback_discord.world import Channel, Denial, Message, Portal, World

API = "/api/v10"
_NEED_NO_TOKEN = ("/interactions/", "/webhooks/")


class LoopbackDiscord:
    """A little Discord in this process.

    Attributes:
        world: everything that exists on it
        commands: the application commands that the bot registered
        gateway: sessions, drops and other faults of the connection
        interactions: their deadlines
        faults: HTTP answers that stand in for the next ones
        requests: every HTTP request so far, in order of arrival
    """

    def __init__(self, token: str, *, portal: Portal | None = None, heartbeat_interval: float = 41.25) -> None:
        self.token = token
        self.world = World(portal or Portal())
        self.commands = Commands(self.world.application_id)
        self.gateway = Gateway(self.world, token, heartbeat_interval)
        self.interactions = Interactions()
        self.faults = Faults()
        self.requests: list[Request] = []
        self.port = 0
        self._changed = asyncio.Condition()
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=0.5)

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}{API}"

    @property
    def gateway_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/gateway"

    @property
    def refusals(self) -> list[Request]:
        """The requests that were answered with an error."""
        return [request for request in self.requests if request.status >= 400]

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.gateway.url = self.gateway_url
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.gateway.close()
        await self._runner.cleanup()

    async def bot_ready(self, within: float = 10) -> None:
        """Wait until the bot is connected and has its guild: from then on it handles events."""
        try:
            await asyncio.wait_for(self.gateway.until_connected(), within)
        except TimeoutError:
            raise AssertionError(f"the bot wasn't connected within {within} s; see its log") from None

    async def until(self, fact: Callable[[], bool], within: float = 5) -> None:
        """Wait until a fact holds; looked at after every request."""
        async with self._changed:
            try:
                await asyncio.wait_for(self._changed.wait_for(fact), within)
            except TimeoutError:
                latest = [f"{request.method} {request.path} {request.status}" for request in self.requests[-5:]]
                raise AssertionError(f"not so within {within} s; the latest requests: {latest}") from None

    def user(self, name: str = "learner", *, bot: bool = False) -> User:
        """Let a new user join the guild."""
        return self._person(self.world.add_user(name, bot=bot))

    @property
    def owner(self) -> User:
        """The owner of the application."""
        return self._person(self.world.owner)

    def text_channel(self, name: str, *, denies: Denial | None = None, guild_id: str | None = None) -> Channel:
        """Add a text channel; the bot learns of it when it connects next."""
        return self.world.add_text_channel(name, denies=denies, guild_id=guild_id)

    async def next_message(self, channel: Channel, within: float = 5) -> Message:
        """Take the bot's next message in a channel, waiting for it if need be."""
        try:
            return await asyncio.wait_for(channel.arrivals.get(), within)
        except TimeoutError:
            raise AssertionError(f"no message within {within} s in {channel.payload.get('name', 'the DM')}") from None

    async def silence(self, channel: Channel, of: float = 1.0) -> None:
        """Assert that the bot writes nothing in a channel for `of` seconds."""
        try:
            message = await asyncio.wait_for(channel.arrivals.get(), of)
        except TimeoutError:
            return
        raise AssertionError(f"expected silence, but the bot wrote: {message.text}")

    def _person(self, account: Payload) -> User:
        return User(account, self.world, self.gateway, self.commands, self.interactions)

    def _application(self) -> web.Application:
        channels = ChannelRoutes(self.world, self.gateway)

        @web.middleware
        async def answer(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._answer(request, handler)

        api = web.Application(middlewares=[answer])
        api.add_routes(ApplicationRoutes(self.world, self.commands, self.gateway).routes())
        api.add_routes(channels.routes())
        api.add_routes(InteractionRoutes(self.world, self.interactions, channels).routes())
        application = web.Application(client_max_size=64 * 1024 * 1024)
        application.add_subapp(API, api)
        application.router.add_get("/gateway", self.gateway.handle)
        return application

    async def _answer(self, http_request: web.Request, handler: Handler) -> web.StreamResponse:
        """Log a request, check its token, and turn a refusal into Discord's JSON."""
        path = http_request.path.removeprefix(API)
        logged = Request(http_request.method, path, dict(http_request.query), Body())
        try:
            logged.body = await read_body(http_request)
            self.requests.append(logged)
            response = await self._respond(http_request, path, handler)
        except ApiError as refusal:
            response = json_response(refusal.body(), refusal.status)
        except web.HTTPException as error:
            response = json_response({"message": f"{error.status}: {error.reason}", "code": 0}, error.status)
        logged.status = response.status
        async with self._changed:
            self._changed.notify_all()
        return response

    async def _respond(self, request: web.Request, path: str, handler: Handler) -> web.StreamResponse:
        fault = self.faults.take(request.method, path)
        if fault is not None and not fault.answer_lost:
            return fault.response()
        expected = f"Bot {self.token}"
        if request.headers.get("Authorization") != expected and not path.startswith(_NEED_NO_TOKEN):
            raise errors.unauthorized()
        response = await handler(request)
        return response if fault is None else fault.response()
