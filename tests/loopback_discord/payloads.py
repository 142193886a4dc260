"""Builders of the objects that Discord sends: users, members, channels, guilds, messages; and their ids.

https://docs.discord.com/developers/reference
"""

import itertools
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

Payload = dict[str, Any]
"""A JSON object on the wire."""

GUILD_TEXT, DM, GROUP_DM, PUBLIC_THREAD, GUILD_FORUM = 0, 1, 3, 11, 15
DEFAULT_MESSAGE, REPLY, CHAT_INPUT_COMMAND = 0, 19, 20
JOINED_AT = "2024-01-01T00:00:00.000000+00:00"

_DISCORD_EPOCH_MS = 1_420_070_400_000
_increments = itertools.count()
MEMBER_PERMISSIONS = "2248473465835073"  # what @everyone may do in a newly made server
ALL_PERMISSIONS = str((1 << 53) - 1)


def new_id() -> str:
    """Make a snowflake: milliseconds since 2015, then a counter, so that later ids are greater.

    https://docs.discord.com/developers/reference#snowflakes
    """
    milliseconds = time.time_ns() // 1_000_000 - _DISCORD_EPOCH_MS
    return str((milliseconds << 22) | (next(_increments) % (1 << 22)))


def now() -> str:
    return datetime.now(UTC).isoformat()


def user_payload(name: str, *, bot: bool = False) -> Payload:
    return {
        "id": new_id(),
        "username": name,
        "discriminator": "0000" if bot else "0",
        "global_name": None if bot else name.title(),
        "avatar": None,
        "bot": bot,
        "public_flags": 0,
        "flags": 0,
    }


def member_payload(user: Payload | None = None, roles: Sequence[str] = ()) -> Payload:
    """Build a guild member; messages carry it without its user, because the author stands beside it.

    `roles` are ids; @everyone is never among them.
    """
    member: Payload = {
        "nick": None,
        "avatar": None,
        "roles": list(roles),
        "joined_at": JOINED_AT,
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
        "communication_disabled_until": None,
    }
    return member if user is None else {"user": user, **member}


def interacting_member_payload(user: Payload, roles: Sequence[str], permissions: str) -> Payload:
    return member_payload(user, roles) | {"permissions": permissions}


def role_payload(role_id: str, name: str, allows: int = 0) -> Payload:
    return {
        "id": role_id,
        "name": name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 0,
        "permissions": str(int(MEMBER_PERMISSIONS) | allows),
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def text_channel_payload(guild_id: str, name: str, position: int) -> Payload:
    return {
        "id": new_id(),
        "type": GUILD_TEXT,
        "guild_id": guild_id,
        "name": name,
        "position": position,
        "permission_overwrites": [],
        "parent_id": None,
        "topic": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
        "last_message_id": None,
        "flags": 0,
    }


def thread_payload(guild_id: str, parent_id: str, owner_id: str, name: str) -> Payload:
    return {
        "id": new_id(),
        "type": PUBLIC_THREAD,
        "guild_id": guild_id,
        "parent_id": parent_id,
        "owner_id": owner_id,
        "name": name,
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "rate_limit_per_user": 0,
        "last_message_id": None,
        "flags": 0,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 1440,
            "archive_timestamp": JOINED_AT,
            "create_timestamp": JOINED_AT,
            "locked": False,
        },
    }


def dm_channel_payload(recipient: Payload) -> Payload:
    return {"id": new_id(), "type": DM, "recipients": [recipient], "last_message_id": None, "flags": 0}


def group_channel_payload(recipients: Sequence[Payload]) -> Payload:
    """Build a conversation of several people, in which a bot is never a member."""
    return {
        "id": new_id(),
        "type": GROUP_DM,
        "name": None,
        "icon": None,
        "owner_id": recipients[0]["id"],
        "recipients": list(recipients),
        "last_message_id": None,
        "flags": 0,
    }


def guild_payload(guild_id: str, name: str, owner_id: str) -> Payload:
    """Build a guild as GUILD_CREATE carries it, still without channels, threads and members."""
    return {
        "id": guild_id,
        "name": name,
        "icon": None,
        "owner_id": owner_id,
        "roles": [role_payload(guild_id, "@everyone")],
        "emojis": [],
        "stickers": [],
        "features": [],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "verification_level": 0,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": "en-US",
        "afk_timeout": 300,
        "afk_channel_id": None,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "joined_at": JOINED_AT,
        "large": False,
        "unavailable": False,
    }


def message_payload(channel_id: str, author: Payload, *, guild_id: str | None, **fields: Any) -> Payload:
    """Build a message; `fields` replace the defaults."""
    message: Payload = {
        "id": new_id(),
        "channel_id": channel_id,
        "author": author,
        "content": "",
        "timestamp": now(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "pinned": False,
        "type": DEFAULT_MESSAGE,
        "flags": 0,
    }
    if guild_id is not None:
        message["guild_id"] = guild_id
        if "webhook_id" not in fields:
            message["member"] = member_payload()
    return message | fields


def application_payload(application_id: str, owner: Payload, flags: int) -> Payload:
    """https://docs.discord.com/developers/resources/application#application-object."""
    return {
        "id": application_id,
        "name": "Porter",
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": owner,
        "team": None,
        "verify_key": "0" * 64,
        "flags": flags,
        "tags": [],
        "interactions_endpoint_url": None,
        "redirect_uris": [],
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "integration_types_config": {"0": {}, "1": {}},
    }
