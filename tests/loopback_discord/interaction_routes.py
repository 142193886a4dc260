"""The routes that answer interactions: the callback, and the webhook with which the bot follows up.

https://docs.discord.com/developers/interactions/receiving-and-responding#endpoints
"""

from typing import Any

from aiohttp import web

from loopback_discord import errors, payloads
from loopback_discord.commands import check_choice_list
from loopback_discord.errors import FormErrors
from loopback_discord.http_api import ChannelRoutes
from loopback_discord.interactions import CallbackType, Interaction, Interactions, check_callback
from loopback_discord.limits import EPHEMERAL, LOADING
from loopback_discord.posting import compose, edit, reference_fields
from loopback_discord.requests import Body, current_body, json_response
from loopback_discord.world import Message, World


class InteractionRoutes:
    """The routes of interactions; none of them needs the bot's token, the interaction's own is enough."""

    def __init__(self, world: World, interactions: Interactions, channels: ChannelRoutes) -> None:
        self._world = world
        self._interactions = interactions
        self._channels = channels

    def routes(self) -> list[web.RouteDef]:
        webhook = f"/webhooks/{self._world.application_id}/{{token}}"
        return [
            web.post(r"/interactions/{interaction:\d+}/{token}/callback", self._answer),
            web.post(webhook, self._follow_up),
            web.get(webhook + "/messages/{message}", self._get),
            web.patch(webhook + "/messages/{message}", self._patch),
            web.delete(webhook + "/messages/{message}", self._delete),
        ]

    async def _answer(self, request: web.Request) -> web.Response:
        found = request.match_info
        interaction = self._interactions.to_be_answered(found["interaction"], found["token"])
        body = current_body()
        kind = check_callback(body.fields.get("type"), interaction)
        fields = body.fields.get("data") or {}
        if kind is CallbackType.AUTOCOMPLETE_RESULT:
            self._complete(interaction, fields)
        elif kind is CallbackType.MESSAGE:
            await self._show(interaction, self._compose(interaction, fields, body))
        elif kind is CallbackType.DEFERRED_MESSAGE:
            await self._think(interaction, fields)
        else:
            await self._update_source(interaction, kind, fields, body)
        interaction.callback = kind
        if request.query.get("with_response", "").lower() not in ("1", "true"):
            return web.Response(status=204)
        return json_response(_callback_response(interaction, kind))

    def _complete(self, interaction: Interaction, fields: dict[str, Any]) -> None:
        choices = fields.get("choices") or []
        form = FormErrors()
        check_choice_list(choices, "data.choices", form)
        form.refuse_if_any()
        interaction.choices.put_nowait(choices)

    def _compose(self, interaction: Interaction, fields: dict[str, Any], body: Body) -> Message:
        more = interaction.message_fields(self._world)
        if interaction.source is not None:
            more |= {"type": payloads.REPLY} | reference_fields(interaction.channel, interaction.source)
        elif interaction.callback is None:
            more |= {"type": payloads.CHAT_INPUT_COMMAND}
        return compose(self._world, interaction.channel, fields, body, **more)

    async def _show(self, interaction: Interaction, message: Message) -> None:
        """Keep a message; an ephemeral one is seen by its user only and reaches no channel."""
        interaction.original = interaction.original or message
        interaction.messages[message.id] = message
        if not message.ephemeral:
            interaction.channel.messages[message.id] = message
            await self._channels.announce("MESSAGE_CREATE", interaction.channel, message.payload)
        if not message.payload["flags"] & LOADING:
            interaction.answers.put_nowait(message)

    async def _think(self, interaction: Interaction, fields: dict[str, Any]) -> None:
        flags = LOADING | (int(fields.get("flags") or 0) & EPHEMERAL)
        channel = interaction.channel
        more = interaction.message_fields(self._world) | {"flags": flags}
        payload = payloads.message_payload(channel.id, self._world.bot, guild_id=channel.guild_id, **more)
        await self._show(interaction, Message(payload))

    async def _update_source(
        self, interaction: Interaction, kind: CallbackType, fields: dict[str, Any], body: Body
    ) -> None:
        if interaction.source is None:
            raise errors.unknown_message()
        interaction.original = interaction.source
        interaction.messages[interaction.source.id] = interaction.source
        if kind is CallbackType.UPDATE_MESSAGE:
            await self._edit(interaction, interaction.source, fields, body)

    async def _edit(self, interaction: Interaction, message: Message, fields: dict[str, Any], body: Body) -> None:
        edit(self._world, interaction.channel, message, fields, body)
        if not message.ephemeral:
            await self._channels.announce("MESSAGE_UPDATE", interaction.channel, message.payload)
        interaction.answers.put_nowait(message)

    async def _follow_up(self, request: web.Request) -> web.Response:
        interaction = self._interactions.answered(request.match_info["token"])
        body = current_body()
        waiting = interaction.original
        if waiting is not None and waiting.payload["flags"] & LOADING:
            # The first follow-up takes the deferral's place, and keeps its ephemerality.
            await self._edit(interaction, waiting, body.fields, body)
            return json_response(waiting.payload)
        message = self._compose(interaction, body.fields, body)
        await self._show(interaction, message)
        return json_response(message.payload)

    def _message(self, request: web.Request) -> tuple[Interaction, Message]:
        interaction = self._interactions.answered(request.match_info["token"])
        wanted = request.match_info["message"]
        message = interaction.original if wanted == "@original" else interaction.messages.get(wanted)
        if message is None:
            raise errors.unknown_message()
        return interaction, message

    async def _get(self, request: web.Request) -> web.Response:
        return json_response(self._message(request)[1].payload)

    async def _patch(self, request: web.Request) -> web.Response:
        interaction, message = self._message(request)
        body = current_body()
        await self._edit(interaction, message, body.fields, body)
        return json_response(message.payload)

    async def _delete(self, request: web.Request) -> web.Response:
        interaction, message = self._message(request)
        interaction.messages.pop(message.id, None)
        interaction.channel.messages.pop(message.id, None)
        if interaction.original is message:
            interaction.original = None
        if not message.ephemeral:
            gone = {"id": message.id, "channel_id": interaction.channel.id}
            gone |= {"guild_id": interaction.channel.guild_id} if interaction.channel.guild_id else {}
            await self._channels.announce("MESSAGE_DELETE", interaction.channel, gone)
        return web.Response(status=204)


def _callback_response(interaction: Interaction, kind: CallbackType) -> dict[str, Any]:
    answer: dict[str, Any] = {"id": interaction.id, "type": interaction.type}
    resource: dict[str, Any] = {"type": kind}
    if interaction.original is not None:
        flags = interaction.original.payload["flags"]
        answer["response_message_id"] = interaction.original.id
        answer["response_message_loading"] = bool(flags & LOADING)
        answer["response_message_ephemeral"] = bool(flags & EPHEMERAL)
        if kind in (CallbackType.MESSAGE, CallbackType.UPDATE_MESSAGE):
            resource["message"] = interaction.original.payload
    return {"interaction": answer, "resource": resource}
