"""People on the loopback Discord: they write, run commands, press buttons."""

import asyncio
from collections.abc import Sequence
from typing import Any

from loopback_discord import components, payloads
from loopback_discord.command_data import CommandData
from loopback_discord.commands import Commands
from loopback_discord.gateway import GUILDS, Gateway
from loopback_discord.interactions import Interaction, Interactions, InteractionType
from loopback_discord.payloads import Payload
from loopback_discord.posting import reference_fields
from loopback_discord.world import Button, Channel, Message, World


class User:
    """Somebody who talks with the bot; `locale` is the language of their Discord."""

    def __init__(
        self, account: Payload, world: World, gateway: Gateway, commands: Commands, interactions: Interactions
    ) -> None:
        self.account = account
        self.locale = "en-US"
        self._world = world
        self._gateway = gateway
        self._commands = commands
        self._command_data = CommandData(commands, world)
        self._interactions = interactions

    @property
    def id(self) -> str:
        return str(self.account["id"])

    @property
    def direct_messages(self) -> Channel:
        return self._world.direct_messages(self.id)

    async def says(
        self,
        channel: Channel,
        text: str,
        *,
        reply_to: Message | None = None,
        mentions_bot: bool = False,
        webhook: bool = False,
        delivered: int = 1,
        message_id: str | None = None,
    ) -> Message:
        """Write a message.

        Args:
            channel: where to
            text: as typed
            reply_to: the message replied to, whose author is pinged, as Discord's app does by default
            mentions_bot: begin with a mention of the bot
            webhook: let a webhook say it instead of this user
            delivered: how many times the gateway delivers the event
            message_id: its id, where that isn't a new one
        """
        if mentions_bot:
            text = f"<@{self._world.bot['id']}> {text}".rstrip()
        fields: Payload = {"content": text, **self._world.mentions(text, None, reply_to)}
        if reply_to is not None:
            fields |= {"type": payloads.REPLY, **reference_fields(channel, reply_to)}
        if channel.guild_id:
            fields["member"] = payloads.member_payload(roles=self._world.roles_of(self.id, channel.guild_id))
        if webhook:
            fields.pop("member", None)
            fields["webhook_id"] = payloads.new_id()
        payload = payloads.message_payload(channel.id, self.account, guild_id=channel.guild_id, **fields)
        payload["id"] = message_id or payload["id"]
        message = Message(payload)
        channel.messages[message.id] = message
        await self._gateway.announce("MESSAGE_CREATE", channel, payload, times=delivered)
        return message

    async def writes_dm(self, text: str) -> Message:
        return await self.says(self.direct_messages, text)

    async def edits(self, channel: Channel, message: Message, text: str, *, delivered: int = 1) -> None:
        """Change an own message."""
        message.payload |= {"content": text, "edited_timestamp": payloads.now()}
        message.payload |= self._world.mentions(text, None)
        await self._gateway.announce("MESSAGE_UPDATE", channel, message.payload, times=delivered)

    async def gets_a_preview(self, channel: Channel, message: Message) -> None:
        """Let Discord add a link's preview to a message, which changes neither its text nor the time of its edit."""
        message.payload |= {"embeds": [{"type": "link", "url": "https://example.com/", "title": "Example"}]}
        await self._gateway.announce("MESSAGE_UPDATE", channel, message.payload)

    async def deletes_together(self, channel: Channel, messages: Sequence[Message]) -> None:
        """Delete messages in bulk, as moderators' bots do."""
        for message in messages:
            del channel.messages[message.id]
        gone = {"ids": [message.id for message in messages], "channel_id": channel.id, "guild_id": channel.guild_id}
        await self._gateway.announce("MESSAGE_DELETE_BULK", channel, gone)

    async def deletes(self, channel: Channel, message: Message) -> None:
        """Delete an own message."""
        del channel.messages[message.id]
        gone = {"id": message.id, "channel_id": channel.id}
        gone |= {"guild_id": channel.guild_id} if channel.guild_id else {}
        await self._gateway.announce("MESSAGE_DELETE", channel, gone)

    async def runs_command(self, name: str, /, *, where: Channel | None = None, **options: Any) -> Message:
        """Run a slash command, such as "ask" or "porter channel add", and give its first answer, also after a deferral.

        Raises:
            LookupError: the command or an option isn't registered, or an option is missing.
        """
        return await self._answer(await self.runs_without_waiting(name, where=where, **options))

    async def runs_without_waiting(self, name: str, /, *, where: Channel | None = None, **options: Any) -> Interaction:
        data = self._command_data.run(name, options, self.id)
        return await self._interact(InteractionType.APPLICATION_COMMAND, data, where)

    async def types_ahead(self, name: str, /, *, where: Channel | None = None, **option: str) -> list[Payload]:
        """Type into an option with autocompletion, and give the choices shown."""
        [(option_name, typed)] = option.items()
        data = self._command_data.type_ahead(name, option_name, typed)
        interaction = await self._interact(InteractionType.AUTOCOMPLETE, data, where)
        return await asyncio.wait_for(interaction.choices.get(), self._interactions.deadline)

    async def uses_menu(self, name: str, message: Message) -> Message:
        """Use a command of a message's context menu, such as "Explain this", and give its first answer."""
        return await self._answer(await self.uses_menu_without_waiting(name, message))

    async def uses_menu_without_waiting(self, name: str, message: Message) -> Interaction:
        data = self._command_data.use_menu(name, message)
        channel = self._world.channels[message.payload["channel_id"]]
        return await self._interact(InteractionType.APPLICATION_COMMAND, data, channel)

    async def picks(self, message: Message, value: str) -> Message:
        """Pick an option, named by its value or label, from a select menu, and give the answer.

        Raises:
            LookupError: no menu of the message has such an option.
        """
        menu, chosen = _find_option(message, value)
        channel = self._world.channels[message.payload["channel_id"]]
        data = {"component_type": menu["type"], "custom_id": menu["custom_id"], "id": 1, "values": [chosen]}
        return await self._answer(await self._interact(InteractionType.MESSAGE_COMPONENT, data, channel, message))

    async def presses(self, message: Message, button: str) -> Message:
        """Press a button, named by its custom id or label, and give the answer.

        Raises:
            LookupError: the message has no such button, or it is disabled.
        """
        return await self._answer(await self.presses_without_waiting(message, button))

    async def presses_without_waiting(self, message: Message, button: str) -> Interaction:
        pressed = _find_button(message, button)
        channel = self._world.channels[message.payload["channel_id"]]
        data = {"component_type": components.BUTTON, "custom_id": pressed.custom_id, "id": 1}
        return await self._interact(InteractionType.MESSAGE_COMPONENT, data, channel, message)

    async def _interact(
        self, kind: InteractionType, data: Payload, channel: Channel | None, source: Message | None = None
    ) -> Interaction:
        where = channel or next(c for c in self._world.channels.values() if c.guild_id)
        if kind is not InteractionType.MESSAGE_COMPONENT:
            self._commands.check_offered(data["id"], context=where.context, has_bot=self._world.has_bot(where))
        interaction = Interaction(kind, data, self.account, where, source, locale=self.locale)
        self._interactions.add(interaction)
        for role in self._world.take_new_roles():
            await self._gateway.dispatch("GUILD_ROLE_CREATE", role, intent=GUILDS)
        await self._gateway.dispatch("INTERACTION_CREATE", interaction.payload(self._world))
        return interaction

    async def _answer(self, interaction: Interaction, within: float = 10) -> Message:
        try:
            return await asyncio.wait_for(interaction.answers.get(), within)
        except TimeoutError:
            shown = interaction.callback.name if interaction.callback else "nothing"
            raise AssertionError(f"the interaction got no message within {within} s, but {shown}") from None


def _find_option(message: Message, wanted: str) -> tuple[Payload, str]:
    menus = [
        each for each in components.walk(message.payload["components"]) if each["type"] == components.STRING_SELECT
    ]
    options = [(menu, option) for menu in menus for option in menu["options"]]
    for menu, option in options:
        if wanted in (option["value"], option["label"]):
            return menu, option["value"]
    known = ", ".join(f"{option['label']!r} ({option['value']})" for _, option in options) or "none"
    raise LookupError(f"no option {wanted!r}; there are: {known}")


def _find_button(message: Message, wanted: str) -> Button:
    for button in message.buttons:
        if wanted in (button.custom_id, button.label):
            if button.disabled or button.custom_id is None:
                raise LookupError(f"{wanted!r} can't be pressed")
            return button
    known = ", ".join(f"{button.label!r} ({button.custom_id})" for button in message.buttons) or "none"
    raise LookupError(f"no button {wanted!r}; there are: {known}")
