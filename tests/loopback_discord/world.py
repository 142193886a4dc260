"""The state of the loopback Discord: guilds with roles, channels and threads, direct messages, users, messages."""

import asyncio
import re
from dataclasses import dataclass, field
from typing import Any, Literal

from loopback_discord import components, errors, payloads
from loopback_discord.limits import EPHEMERAL
from loopback_discord.payloads import Payload

# https://docs.discord.com/developers/resources/application#application-object-application-flags
_LIMITED_CONTENT_FLAG = 1 << 19
_LIMITED_MEMBERS_FLAG = 1 << 15
_LIMITED_PRESENCE_FLAG = 1 << 13

Denial = Literal["view", "send", "closed"]
"""What the bot may not do in a channel: see it, write there, or write to a user who closed the DM."""


@dataclass(frozen=True)
class Button:
    """A button as somebody sees it."""

    label: str
    custom_id: str | None
    url: str | None
    disabled: bool


@dataclass(eq=False)
class Message:
    """A message, and how its sender asked for mentions."""

    payload: Payload
    allowed_mentions: Payload | None = None
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.payload["id"])

    @property
    def author_id(self) -> str:
        return str(self.payload["author"]["id"])

    @property
    def text(self) -> str:
        """Everything that a reader reads: content, text displays, then the embeds' texts."""
        parts = [self.payload["content"], *components.texts(self.payload["components"])]
        for embed in self.payload["embeds"]:
            parts += [embed.get("title") or "", embed.get("description") or ""]
            parts += [f"{entry['name']}\n{entry['value']}" for entry in embed.get("fields") or []]
        return "\n".join(part for part in parts if part)

    @property
    def buttons(self) -> list[Button]:
        found = [c for c in components.walk(self.payload["components"]) if c["type"] == components.BUTTON]
        return [Button(c.get("label") or "", c.get("custom_id"), c.get("url"), bool(c.get("disabled"))) for c in found]

    @property
    def ephemeral(self) -> bool:
        return bool(self.payload["flags"] & EPHEMERAL)

    @property
    def replies_to(self) -> str | None:
        """The id of the message that this one replies to."""
        reference = self.payload.get("message_reference")
        return str(reference["message_id"]) if reference else None

    @property
    def pings(self) -> bool:
        """Whether anybody got a ping by it: @everyone, a role or a user."""
        return bool(self.payload["mention_everyone"] or self.payload["mentions"] or self.payload["mention_roles"])


@dataclass(eq=False)
class Channel:
    """A text channel, thread or DM; `arrivals` are the bot's messages that no test has taken yet.

    `withheld` are permission bits that the bot doesn't have there; interactions tell it so, and messages are refused.
    """

    payload: Payload
    denies: Denial | None = None
    withheld: int = 0
    messages: dict[str, Message] = field(default_factory=dict)
    arrivals: asyncio.Queue[Message] = field(default_factory=asyncio.Queue)

    @property
    def id(self) -> str:
        return str(self.payload["id"])

    @property
    def guild_id(self) -> str | None:
        return self.payload.get("guild_id")

    @property
    def context(self) -> Literal[0, 1, 2]:
        """Whether it is in a guild, a direct message with the bot, or a conversation without it.

        https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-context-types
        """
        if self.guild_id is not None:
            return 0
        return 2 if self.payload["type"] == payloads.GROUP_DM else 1

    @property
    def app_permissions(self) -> str:
        """What the bot may do there, as an interaction tells it."""
        return str(int(payloads.MEMBER_PERMISSIONS) & ~self.withheld)

    def show_only_to(self, *user_ids: str) -> None:
        """Hide the channel from everybody else; the bot learns of it when it connects next.

        https://docs.discord.com/developers/topics/permissions#permission-overwrites
        """
        view = str(1 << 10)
        hidden = {"id": self.guild_id, "type": 0, "allow": "0", "deny": view}
        shown = [{"id": user_id, "type": 1, "allow": view, "deny": "0"} for user_id in user_ids]
        self.payload["permission_overwrites"] = [hidden, *shown]

    def message(self, message_id: str) -> Message:
        try:
            return self.messages[message_id]
        except KeyError:
            raise errors.unknown_message() from None


@dataclass
class Portal:
    """The switches of the developer portal for privileged intents.

    https://docs.discord.com/developers/events/gateway#privileged-intents
    """

    message_content: bool = True
    members: bool = False
    presences: bool = False

    @property
    def application_flags(self) -> int:
        flags = _LIMITED_CONTENT_FLAG if self.message_content else 0
        flags |= _LIMITED_MEMBERS_FLAG if self.members else 0
        return flags | (_LIMITED_PRESENCE_FLAG if self.presences else 0)


@dataclass
class Guild:
    """A server: who owns it, its roles by id, what they allow, and the ids of those that each member holds.

    Without the bot in it, only those use the bot there who added it to their account.
    """

    name: str
    owner_id: str
    roles: dict[str, str] = field(default_factory=dict)
    allowed: dict[str, int] = field(default_factory=dict)
    held: dict[str, list[str]] = field(default_factory=dict)
    has_bot: bool = True


class World:
    """Everything that exists on this Discord; `guild_id` is where everybody is a member."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.application_id = payloads.new_id()
        self.bot = payloads.user_payload("porter", bot=True)
        self.owner = payloads.user_payload("owner")
        self.guild_id = payloads.new_id()
        self.guilds = {self.guild_id: Guild("Network class", self.owner["id"])}
        self.users: dict[str, Payload] = {user["id"]: user for user in (self.bot, self.owner)}
        self.channels: dict[str, Channel] = {}
        self._new_roles: list[Payload] = []

    def add_user(self, name: str, *, bot: bool = False) -> Payload:
        user = payloads.user_payload(name, bot=bot)
        self.users[user["id"]] = user
        return user

    def add_guild(self, name: str, owner_id: str, *, has_bot: bool = True) -> str:
        """Add a guild and give its id; the bot, if it's in it, learns of it when it connects next."""
        guild_id = payloads.new_id()
        self.guilds[guild_id] = Guild(name, owner_id, has_bot=has_bot)
        return guild_id

    @property
    def joined(self) -> list[str]:
        """The ids of the guilds that the bot is in."""
        return [guild_id for guild_id, guild in self.guilds.items() if guild.has_bot]

    def has_bot(self, channel: Channel) -> bool:
        """Tell whether the bot is a member where a channel is, and so learns what happens there."""
        return channel.context == 1 or channel.guild_id in self.joined

    def add_role(self, name: str, *holders: str, guild_id: str | None = None, allows: int = 0) -> str:
        """Add a role and give its id; `holders` are the members' ids, `allows` what it adds to everybody's permissions.

        https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags
        """
        role_id = payloads.new_id()
        guild = self.guilds[guild_id or self.guild_id]
        guild.roles[role_id] = name
        guild.allowed[role_id] = allows
        role = payloads.role_payload(role_id, name, allows)
        self._new_roles.append({"guild_id": guild_id or self.guild_id, "role": role})
        for user_id in holders:
            self.give_role(role_id, user_id)
        return role_id

    def take_new_roles(self) -> list[Payload]:
        """Give what GUILD_ROLE_CREATE tells of the roles that were added since this was last asked."""
        new, self._new_roles = self._new_roles, []
        return [each for each in new if each["guild_id"] in self.joined]

    def give_role(self, role_id: str, user_id: str) -> None:
        [guild] = [guild for guild in self.guilds.values() if role_id in guild.roles]
        guild.held.setdefault(user_id, []).append(role_id)

    def roles_of(self, user_id: str, guild_id: str) -> list[str]:
        """Give the ids of the roles that somebody holds in a guild."""
        return self.guilds[guild_id].held.get(user_id, [])

    def permissions_in(self, channel: Channel, user_id: str) -> str:
        """Give what somebody may do in a guild's channel, with what its overwrites add for them alone."""
        permissions = int(self.permissions_of(user_id, channel.guild_id or ""))
        for overwrite in channel.payload.get("permission_overwrites", []):
            permissions |= int(overwrite["allow"]) if overwrite["id"] == user_id else 0
        return str(permissions)

    def permissions_of(self, user_id: str, guild_id: str) -> str:
        """Give what somebody may do in a guild, as the bit set that Discord sends."""
        guild = self.guilds[guild_id]
        if guild.owner_id == user_id:
            return payloads.ALL_PERMISSIONS
        permissions = int(payloads.MEMBER_PERMISSIONS)
        for role_id in self.roles_of(user_id, guild_id):
            permissions |= guild.allowed[role_id]
        return str(permissions)

    def add_text_channel(self, name: str, *, denies: Denial | None = None, guild_id: str | None = None) -> Channel:
        payload = payloads.text_channel_payload(guild_id or self.guild_id, name, len(self.channels))
        return self._keep(Channel(payload, denies))

    def add_thread(self, parent: Channel, name: str) -> Channel:
        guild_id = parent.guild_id or self.guild_id
        return self._keep(Channel(payloads.thread_payload(guild_id, parent.id, self.owner["id"], name)))

    def add_group(self, *user_ids: str) -> Channel:
        """Add a conversation of these users, without the bot."""
        return self._keep(Channel(payloads.group_channel_payload([self.users[user_id] for user_id in user_ids])))

    def direct_messages(self, user_id: str) -> Channel:
        """Give the DM between the bot and a user, opening it when there is none."""
        if user_id not in self.users:
            raise errors.unknown_user()
        for channel in self.channels.values():
            recipients = channel.payload.get("recipients", [])
            if channel.context == 1 and any(recipient["id"] == user_id for recipient in recipients):
                return channel
        return self._keep(Channel(payloads.dm_channel_payload(self.users[user_id])))

    def channel(self, channel_id: str) -> Channel:
        """Give a channel that the bot may see."""
        if channel_id not in self.channels:
            raise errors.unknown_channel()
        channel = self.channels[channel_id]
        if channel.denies == "view" or not self.has_bot(channel):
            raise errors.missing_access()
        return channel

    def guild(self, guild_id: str) -> Payload:
        """Build what GUILD_CREATE carries."""
        guild = self.guilds[guild_id]
        visible = [c for c in self.channels.values() if c.guild_id == guild_id and c.denies != "view"]
        threads = [c.payload for c in visible if c.payload["type"] == payloads.PUBLIC_THREAD]
        payload = payloads.guild_payload(guild_id, guild.name, guild.owner_id)
        roles = [payloads.role_payload(role_id, name, guild.allowed[role_id]) for role_id, name in guild.roles.items()]
        return payload | {
            "roles": payload["roles"] + roles,
            "channels": [
                c.payload for c in visible if c.payload["type"] in (payloads.GUILD_TEXT, payloads.GUILD_FORUM)
            ],
            "threads": threads,
            "members": [payloads.member_payload(self.bot)],
            "member_count": len(self.users),
        }

    def mentions(self, text: str, allowed: Payload | None, replied: Message | None = None) -> Payload:
        """Give the mention fields of a message with this text.

        Without `allowed_mentions` everything in the text pings, and so does a reply.
        https://docs.discord.com/developers/resources/message#allowed-mentions-object
        """
        everything: dict[str, Any] = {"parse": ["users", "roles", "everyone"], "replied_user": True}
        rules = everything if allowed is None else allowed
        parse = rules.get("parse") or []
        pinged = [
            user_id
            for user_id in re.findall(r"<@!?(\d+)>", text)
            if "users" in parse or user_id in map(str, rules.get("users") or [])
        ]
        if replied is not None and rules.get("replied_user"):
            pinged.append(replied.author_id)
        roles = [
            role_id
            for role_id in re.findall(r"<@&(\d+)>", text)
            if "roles" in parse or role_id in map(str, rules.get("roles") or [])
        ]
        return {
            "mention_everyone": "everyone" in parse and bool(re.search(r"@(everyone|here)\b", text)),
            "mentions": [self.users[user_id] for user_id in dict.fromkeys(pinged) if user_id in self.users],
            "mention_roles": list(dict.fromkeys(roles)),
        }

    def without_content(self, payload: Payload) -> Payload:
        """Blank what an application may not read without the message-content intent.

        Its own messages, those that mention it and DMs stay readable.
        https://docs.discord.com/developers/events/gateway#message-content-intent
        """
        mentioned = any(user["id"] == self.bot["id"] for user in payload["mentions"])
        own = payload["author"]["id"] == self.bot["id"]
        shown = dict(payload)
        if shown.get("referenced_message"):
            shown["referenced_message"] = self.without_content(shown["referenced_message"])
        if mentioned or own or self.channels[payload["channel_id"]].guild_id is None:
            return shown
        return shown | {"content": "", "embeds": [], "attachments": [], "components": []}

    def _keep(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        return channel
