"""The bot itself: one door for every message, and a start and an end in good order."""

import asyncio
import contextlib
import logging
import sys
import time
from collections import OrderedDict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
from discord.ext import commands, tasks

from bot.answering.answer import Thresholds
from bot.answering.shelf import Shelf
from bot.chat.asking.ask import Ask
from bot.chat.asking.courtesy import Courtesy, CourtesyLimits
from bot.chat.asking.explain import Explain
from bot.chat.asking.following import Following
from bot.chat.asking.kept_answers import KeptAnswers
from bot.chat.asking.last_answers import LastAnswers
from bot.chat.asking.listening import Heard, Listening
from bot.chat.asking.places import Places
from bot.chat.asking.remembering import Memory, Upkeep
from bot.chat.asking.unasked import Unasked
from bot.chat.browsing.browse import Browse
from bot.chat.browsing.help import Help
from bot.chat.browsing.map_menus import MapMenu
from bot.chat.command_sync import sync_if_changed
from bot.chat.demos.show import Show
from bot.chat.errors import tell_command_error, tell_interaction_error, tell_message_error
from bot.chat.health import SECONDS_BETWEEN
from bot.chat.moderators.channels import Channels
from bot.chat.moderators.doctor import Doctor
from bot.chat.moderators.gaps import DropGap, GapMenu, Gaps
from bot.chat.moderators.moderation import ModeratorsCommands, porter_commands
from bot.chat.moderators.reasons import Rules
from bot.chat.moderators.stats import Stats
from bot.chat.moderators.why import Why
from bot.chat.owner import tell_owner
from bot.chat.pace import DemoPace
from bot.chat.pages.buttons import PorterButton, ReadNext
from bot.chat.pages.pressed import Pressed
from bot.chat.privacy import ForgetMe, Privacy
from bot.chat.reload import Reload
from bot.chat.replying import reply_to
from bot.chat.translation import translate
from bot.demos.disclosure import Disclosure
from bot.demos.runner import DemoRunner
from bot.pictures.press import Press

log = logging.getLogger(__name__)

# What an invite asks for: no more than answering with a picture needs.
PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    read_message_history=True,
    attach_files=True,
)
REMEMBERED_MESSAGES = 2_000
SECONDS_TO_FINISH = 4.0
SECONDS_TO_CLOSE = 0.5
TOO_FAST = "One moment, please: that is faster than I can teach. Ask me again in half a minute."
# How discord.py 2.7 names the tasks in which it handles events, slash commands and buttons.
_HANDLING = (
    "discord.py: on_message",
    "discord.py: on_raw_message_edit",
    "discord.py: on_raw_message_delete",
    "discord.py: on_raw_bulk_message_delete",
    "discord.py: on_porter_button",
    "discord.py: on_porter_pick",
    "discord.py: on_porter_gap",
    "discord.py: on_command_error",
    "CommandTree-invoker",
)


class Porter(commands.Bot):
    """Talks on Discord: answers questions, runs demos."""

    def __init__(
        self,
        *,
        shelf: Shelf,
        watch_seconds: float,
        runner: DemoRunner,
        press: Press,
        disclosure: Disclosure,
        demo_pace: DemoPace,
        prefix: str,
        thresholds: Thresholds,
        study_channels: frozenset[int],
        unasked: Unasked,
        memory: Memory,
        troubles: asyncio.Queue[str],
        courtesy: CourtesyLimits,
        health_file: Path | None,
        message_content: bool,
    ) -> None:
        """Prepare; `message_content` asks for the privileged intent, `study_channels` are ids.

        From `troubles` come sentences for the owner, on what is wrong with the memory.
        """
        intents = discord.Intents(guilds=True, messages=True, message_content=message_content)
        super().__init__(
            command_prefix=self._prefixes,
            help_command=None,
            intents=intents,
            # Said in full, so that they can be compared with what Discord gives back.
            allowed_contexts=discord.app_commands.AppCommandContext(guild=True, dm_channel=True),
            allowed_installs=discord.app_commands.AppInstallationType(guild=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self.shelf = shelf
        self._reload = Reload(self, shelf, watch_seconds)
        self.runner = runner
        self._press = press
        self._show = Show(runner, press, disclosure, demo_pace, self._known_doors, self.is_owner)
        self._thresholds = thresholds
        self.memory = memory
        self._troubles = troubles
        self._telling: asyncio.Task[None] | None = None
        self._places = Places(study_channels, unasked, memory.database, memory.study_channels)
        self._kept = KeptAnswers(memory)
        self._courtesy = Courtesy(courtesy)
        self.prefix = prefix
        self._health_file = health_file
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._finishing = False
        self.tree.error(tell_interaction_error)
        self.tree.interaction_check = self.takes  # type: ignore[method-assign]

    async def setup_hook(self) -> None:
        """Add commands and buttons, and register them with Discord if they changed."""
        if self.user is None:
            raise RuntimeError("the set-up hook comes after the log-in")
        last_answers = LastAnswers()
        self._openings = (self.prefix, f"<@{self.user.id}>", f"<@!{self.user.id}>")
        self._listening = Listening(self.user, self._places)
        self._ask = Ask(
            self.user,
            self.shelf,
            self._thresholds,
            self._listening,
            self._courtesy,
            last_answers,
            self._kept,
            self.memory.claims,
        )
        following = Following(self, self._ask, self.shelf, self._courtesy, self._kept)
        upkeep = Upkeep(self.memory, self._places)
        browse = Browse(self.shelf, last_answers, self._ask.reply)
        pressed = Pressed(self.shelf, self._press, last_answers, self._courtesy, self.memory)
        helping = Help(self.prefix, self._show.demos_for)
        privacy = Privacy(self.memory.forgetting, last_answers, self.memory.keeps_answers)
        for cog in (self._ask, following, upkeep, self._show, pressed, browse, helping, privacy, self._reload):
            await self.add_cog(cog)
        self.tree.add_command(porter_commands(self._for_moderators(privacy)))
        explain = Explain(self.shelf, self._thresholds, last_answers, self._places, self._ask.answer_for_all)
        self.tree.add_command(explain.menu)
        self.add_dynamic_items(PorterButton, ReadNext, MapMenu, GapMenu, DropGap)
        await self._places.take_over()
        self._telling = asyncio.create_task(self._tell_troubles())
        # Discord is asked once who the owner is; so no command has to wait for it.
        await self.is_owner(self.user)
        await translate(self.tree)
        await sync_if_changed(self.tree, self.http, self.application_id or 0)

    def _for_moderators(self, privacy: Privacy) -> list[ModeratorsCommands]:
        """Make what hangs below `/porter`."""
        memory = self.memory
        rules = Rules(self._thresholds, self._courtesy.limits, memory.keeps_answers)
        gaps = Gaps(self.shelf, memory.questions)
        self.add_listener(gaps.on_porter_gap)
        return [
            Channels(self._places, reads_content=self.intents.message_content),
            Doctor(self, self.shelf, self._reload, self._places, memory.database),
            gaps,
            Stats(self.shelf, memory.counts, self._press),
            Why(self, self.shelf, self._listening, self._places, memory.answers, rules),
            ForgetMe(privacy),
        ]

    def _prefixes(self, _: commands.Bot, __: discord.Message) -> list[str]:
        """Take a command with its prefix, and with a mention before it."""
        prefix, *mentions = self._openings
        return [*(f"{mention} {prefix}" for mention in mentions), prefix]

    async def on_ready(self) -> None:
        """Say who is there, and how to invite it."""
        if self._health_file and not self._touch_health_file.is_running():
            self._touch_health_file.start()
        invite = discord.utils.oauth_url(
            self.application_id or 0, permissions=PERMISSIONS, scopes=("bot", "applications.commands")
        )
        log.info("Ready as %s in %d servers. Invite: %s", self.user, len(self.guilds), invite)
        # Discord documentation, OAuth2, Installation Context; discord.py's function has no argument for it.
        alone = discord.utils.oauth_url(self.application_id or 0, scopes=("applications.commands",))
        log.info("To take Porter along into any server and conversation: %s&integration_type=1", alone)

    async def on_message(self, message: discord.Message) -> None:
        """Take every message in: once, and from people only. A command runs; all else may be a question."""
        typed = message.type in {discord.MessageType.default, discord.MessageType.reply}
        if message.author.bot or message.webhook_id or not typed or self._finishing or self._was_seen(message.id):
            return
        self._listening.note(message)
        # Few messages begin as a command does; the others are spared the search for one.
        context = await self.get_context(message) if message.content.startswith(self._openings) else None
        if context and context.valid:
            if not await self._too_fast(message) and await self.memory.claims.claim(message.id, datetime.now(UTC)):
                await self.invoke(context)
        elif context is None or context.prefix is None or message.guild is None:
            hearing = self._listening.hear(message)
            if hearing.heard is Heard.NOT_FOR_US or (hearing.heard is Heard.ASKED and await self._too_fast(message)):
                return
            await self._ask.message(message, hearing)

    async def on_thread_create(self, thread: discord.Thread) -> None:
        """Remember that a thread is new, so that its first message is read as a question."""
        self._listening.thread_begins(thread)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget a server that Porter was removed from."""
        self.memory.counts.drop(guild.id)
        await self.memory.forgetting.server(guild.id)
        await self._places.take_over()

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Close a study channel that is gone."""
        if self._places.is_open(channel.id):
            await self._places.close(channel.id, channel.guild.id)

    async def _too_fast(self, message: discord.Message) -> bool:
        """Count a message to Porter, and tell whether its person is over the limit, which gets one notice."""
        over = self._courtesy.asked_too_fast(message.author.id, time.monotonic())
        if over == 1:
            await reply_to(message, content=TOO_FAST)
        return over > 0

    async def on_command_error(self, context: commands.Context["Porter"], error: commands.CommandError) -> None:  # type: ignore[override]
        """Tell the person what went wrong with a command."""
        await tell_command_error(context, error)

    async def on_error(self, event: str, /, *arguments: object, **_: object) -> None:
        """Tell the person, where one asked, that handling an event went wrong."""
        error = sys.exc_info()[1] or RuntimeError(event)
        match arguments:
            case (discord.Interaction() as interaction, *_):
                await tell_interaction_error(interaction, error)
            case (discord.Message() as message, *_):
                await tell_message_error(message, error, asked=self._listening.is_asked(message))
            case _:
                log.error("unforeseen in %s", event, exc_info=error)

    async def takes(self, interaction: discord.Interaction[Any]) -> bool:
        """Tell whether a slash command or a press is taken: not while stopping, and not from a flood."""
        if self._finishing:
            return False
        if interaction.type is discord.InteractionType.autocomplete:
            return True
        over = self._courtesy.asked_too_fast(interaction.user.id, time.monotonic())
        if over:  # each time: without a reply, Discord says that Porter failed
            await interaction.response.send_message(TOO_FAST, ephemeral=True)
        return not over

    async def finish(self) -> None:
        """Take nothing new, finish the answers in hand within some seconds, and close."""
        self._finishing = True
        log.info("Stopping: finishing what is in hand.")
        in_hand = [task for task in asyncio.all_tasks() if task.get_name().startswith(_HANDLING)]
        if in_hand:
            await asyncio.wait(in_hand, timeout=SECONDS_TO_FINISH)
        await self.close()

    async def _tell_troubles(self) -> None:
        """Tell the owner what is wrong with the memory, as it comes."""
        while True:
            await tell_owner(self, await self._troubles.get())

    async def reload_knowledge(self) -> None:
        """Read the knowledge anew, and tell the owner where that fails."""
        await self._reload.exchange_and_tell_owner()

    @property
    def finishing(self) -> bool:
        """Whether Porter was told to stop."""
        return self._finishing

    async def close(self) -> None:
        """Close the connection, and let go of the demos' threads and of the process that draws."""
        self._touch_health_file.cancel()
        if self._telling:
            self._telling.cancel()
        self.runner.close()
        with contextlib.suppress(TimeoutError):  # it would be in the midst of a picture, and ends after us
            await asyncio.wait_for(self._press.close(), SECONDS_TO_CLOSE)
        await super().close()

    def _was_seen(self, message_id: int) -> bool:
        """Remember a message id; Discord may send an event twice, after a resume for example."""
        if message_id in self._seen:
            return True
        self._seen[message_id] = None
        if len(self._seen) > REMEMBERED_MESSAGES:
            self._seen.popitem(last=False)
        return False

    def _known_doors(self) -> dict[int, str]:
        """Tell what Porter's own live connection to Discord is, by its local port."""
        websocket = getattr(self.ws, "socket", None)
        name = websocket.get_extra_info("sockname") if websocket else None
        if not name:
            return {}
        return {name[1]: f"Our live line to Discord: what you send me comes in by this door, {name[1]}."}

    @tasks.loop(seconds=SECONDS_BETWEEN)
    async def _touch_health_file(self) -> None:
        """Show a health check that the connection is alive."""
        if self._health_file and self.is_ready() and not self.is_closed() and self.ws.open:
            try:
                await asyncio.to_thread(self._health_file.touch)
            except OSError as error:
                log.warning("The health file can't be written (%s); a health check will fail.", error)
