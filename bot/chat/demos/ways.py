"""The ways to ask for a demo on Discord, and how each of them answers for one person's eyes only."""

import contextlib
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from typing import Any, ClassVar

import discord
from discord.ext import commands

from bot.chat.replying import reply_to, sent_as_allowed
from bot.demos.disclosure import Asker

SENT_DIRECTLY = "Sent to you directly."


class UnreachableError(Exception):
    """Discord takes no direct message to that person; the message says so without a word of what it would hold."""

    def __init__(self) -> None:
        super().__init__("I can't write to you directly: allow direct messages from this server, or use `/demo`.")


class Way(ABC):
    """How somebody asked: the person, the ids of server and channel (0 where there is none), and how to answer them."""

    wants_a_reply: ClassVar[bool]
    """Whether Discord tells the person of a failure where no reply comes."""

    def __init__(
        self, person: discord.User | discord.Member, guild: discord.Guild | None, channel: Any, *, alone: bool
    ) -> None:
        """Let it be asked in a channel; `alone` tells whether nobody but the person sees what is answered there."""
        self.person = person
        self.server = guild.id if guild else 0
        self.channel: int = channel.id if channel else 0
        self._parent: int = channel.parent_id if isinstance(channel, discord.Thread) else 0
        self._alone = alone

    def asker(self, *, owner: bool) -> Asker:
        """Make the value that the gate decides by, for somebody of whom is known whether they are the owner."""
        roles = self.person.roles if isinstance(self.person, discord.Member) else []
        return Asker(
            owner=owner,
            person=self.person.id,
            # @everyone is a role as well, with the server's own id; it singles out nobody.
            roles=frozenset(role.id for role in roles if not role.is_default()),
            channels=frozenset({self.channel, self._parent} - {0}),
            private=self._alone,
        )

    @abstractmethod
    async def tell(self, sentence: str) -> None:
        """Reply with a sentence that anybody may read, where nothing else was replied."""

    @abstractmethod
    def thinking(self, *, private: bool) -> contextlib.AbstractAsyncContextManager[None]:
        """Show that an answer will come, no more openly than the answer itself."""

    @abstractmethod
    async def show(self, message: dict[str, Any], *, private: bool) -> None:
        """Send an answer, given as discord.py's `send` takes it; a private one to nobody but who asked.

        Raises:
            UnreachableError: it is private, and Discord doesn't let it through.
            discord.HTTPException: Discord refuses for another reason.
        """


def way_of(context: commands.Context[Any]) -> Way:
    """Tell by which way a command was given."""
    return ByInteraction(context.interaction) if context.interaction else ByMessage(context.message)


class ByInteraction(Way):
    """A slash command, or a button that was `pressed`: what that shows, only who pressed it sees."""

    wants_a_reply = True

    def __init__(self, interaction: discord.Interaction[Any], *, pressed: bool = False) -> None:
        # Told by Discord, because a direct message may be one between two people who use a bot there.
        with_porter_alone = interaction.context.dm_channel
        super().__init__(interaction.user, interaction.guild, interaction.channel, alone=pressed or with_porter_alone)
        self._interaction = interaction
        # What nobody else sees anyway may stay; what is ephemeral is gone after a restart of the app.
        self._may_stay = with_porter_alone and not pressed

    async def tell(self, sentence: str) -> None:
        """Reply so that only who asked reads it."""
        await self._interaction.response.send_message(sentence, ephemeral=True)

    @contextlib.asynccontextmanager
    async def thinking(self, *, private: bool) -> AsyncIterator[None]:
        """Defer: Discord waits 3 s for the first response, and 15 minutes after a deferral."""
        await self._interaction.response.defer(ephemeral=self._ephemeral(private=private), thinking=True)
        yield

    async def show(self, message: dict[str, Any], *, private: bool) -> None:
        """Send it in place of the deferral."""
        ephemeral = self._ephemeral(private=private)

        async def send(reduced: dict[str, Any], _: object) -> None:
            await self._interaction.followup.send(**reduced, ephemeral=ephemeral)

        await sent_as_allowed((self.channel, "interaction"), send, message)

    def _ephemeral(self, *, private: bool) -> bool:
        return private and not self._may_stay


class ByMessage(Way):
    """A command with its prefix. A private answer goes by direct message, and never into the channel."""

    wants_a_reply = False

    def __init__(self, message: discord.Message) -> None:
        alone = isinstance(message.channel, discord.DMChannel)
        super().__init__(message.author, message.guild, message.channel, alone=alone)
        self._message = message

    async def tell(self, sentence: str) -> None:
        """Reply where it was asked."""
        await reply_to(self._message, content=sentence)

    @contextlib.asynccontextmanager
    async def thinking(self, *, private: bool) -> AsyncIterator[None]:
        """Seem to type, where the answer will stand."""
        if private and not self._alone:
            yield
            return
        async with self._message.channel.typing():
            yield

    async def show(self, message: dict[str, Any], *, private: bool) -> None:
        """Send it as a reply; a private one directly, and in the channel only that it was sent."""
        if self._alone or not private:
            await reply_to(self._message, **message)
            return
        try:
            # A nonce of its own: Discord takes a second message of the same author with the same one for the first
            # again, whatever the channel, and the reply below would be lost.
            await self.person.send(nonce=f"{self._message.id}-dm", **message)
        except discord.Forbidden:  # 50007 where the person takes none
            raise UnreachableError from None
        await self.tell(SENT_DIRECTLY)
