"""Interactions: what a user did, and the rules for answering it.

https://docs.discord.com/developers/interactions/receiving-and-responding
"""

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from loopback_discord import errors, payloads
from loopback_discord.limits import MOST_FILE_BYTES
from loopback_discord.payloads import Payload
from loopback_discord.world import Channel, Message, World


class InteractionType(IntEnum):
    """https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object."""

    APPLICATION_COMMAND = 2
    MESSAGE_COMPONENT = 3
    AUTOCOMPLETE = 4


class CallbackType(IntEnum):
    """https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE_MESSAGE = 7
    AUTOCOMPLETE_RESULT = 8


@dataclass(eq=False)
class Interaction:
    """One interaction; `answers` are its messages in order of arrival, each once per post or edit."""

    type: InteractionType
    data: Payload
    user: Payload
    channel: Channel
    source: Message | None = None
    locale: str = "en-US"
    id: str = field(default_factory=payloads.new_id)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    asked_at: float = field(default_factory=time.monotonic)
    callback: CallbackType | None = None
    original: Message | None = None
    messages: dict[str, Message] = field(default_factory=dict)
    answers: asyncio.Queue[Message] = field(default_factory=asyncio.Queue)
    choices: asyncio.Queue[list[Payload]] = field(default_factory=asyncio.Queue)

    def payload(self, world: World) -> Payload:
        """Build INTERACTION_CREATE."""
        payload: Payload = {
            "id": self.id,
            "application_id": world.application_id,
            "type": self.type,
            "data": self.data,
            "token": self.token,
            "version": 1,
            "channel_id": self.channel.id,
            "channel": {**self.channel.payload, "permissions": "2248473465835073"},
            "app_permissions": self.channel.app_permissions,
            "locale": self.locale,
            "entitlements": [],
            "authorizing_integration_owners": self._owners(world),
            "context": self.channel.context,
            "attachment_size_limit": MOST_FILE_BYTES,
        }
        if self.channel.guild_id is None:
            payload["user"] = self.user
        else:
            payload["guild_id"] = self.channel.guild_id
            payload["guild"] = {"id": self.channel.guild_id, "locale": "en-US", "features": []}
            payload["guild_locale"] = "en-US"
            roles = world.roles_of(self.user["id"], self.channel.guild_id)
            permissions = world.permissions_in(self.channel, self.user["id"])
            payload["member"] = payloads.interacting_member_payload(self.user, roles, permissions)
        if self.source is not None:
            payload["message"] = self.source.payload
        return payload

    def _owners(self, world: World) -> Payload:
        """Tell who let the bot answer: the guild that it was added to, or the user who added it to their account.

        https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-authorizing-integration-owners-object
        """
        return {"0": self.channel.guild_id or "0"} if world.has_bot(self.channel) else {"1": self.user["id"]}

    def message_fields(self, world: World) -> Payload:
        """Give the fields that only an interaction's messages carry."""
        metadata = {
            "id": self.id,
            "type": self.type,
            "user": self.user,
            "authorizing_integration_owners": self._owners(world),
        }
        if self.source is not None:
            metadata["interacted_message_id"] = self.source.id
        else:
            metadata["name"] = self.data["name"]
        return {
            "application_id": world.application_id,
            "webhook_id": world.application_id,
            "interaction_metadata": metadata,
        }


class Interactions:
    """All interactions of this Discord, and how long they may be answered.

    Attributes:
        deadline: seconds in which the first answer must come; Discord's 3 unless a test shortens it
        lifetime: seconds that the token lives, 15 minutes
    """

    def __init__(self) -> None:
        self.deadline = 3.0
        self.lifetime = 900.0
        self._by_token: dict[str, Interaction] = {}

    def add(self, interaction: Interaction) -> None:
        self._by_token[interaction.token] = interaction

    def to_be_answered(self, interaction_id: str, token: str) -> Interaction:
        """Give an interaction that still awaits its first answer."""
        interaction = self._by_token.get(token)
        if interaction is None or interaction.id != interaction_id:
            raise errors.unknown_interaction()
        if interaction.callback is not None:
            raise errors.already_acknowledged()
        if time.monotonic() - interaction.asked_at > self.deadline:
            raise errors.unknown_interaction()
        return interaction

    def answered(self, token: str) -> Interaction:
        """Give an interaction that was answered, so that its webhook exists."""
        interaction = self._by_token.get(token)
        if interaction is None or time.monotonic() - interaction.asked_at > self.lifetime:
            raise errors.invalid_webhook_token()
        if interaction.callback is None:
            raise errors.unknown_webhook()
        return interaction


def check_callback(kind: Any, interaction: Interaction) -> CallbackType:
    """Give the type of an answer, refusing those that don't fit the interaction."""
    allowed = {
        InteractionType.APPLICATION_COMMAND: {4, 5},
        InteractionType.MESSAGE_COMPONENT: {4, 5, 6, 7},
        InteractionType.AUTOCOMPLETE: {8},
    }[interaction.type]
    if kind not in allowed:
        form = errors.FormErrors()
        form.add("type", "BASE_TYPE_CHOICES", f"Value must be one of {sorted(allowed)}.")
        form.refuse_if_any()
    return CallbackType(kind)
