"""A bot that runs on a loopback Discord of its own, and what it costs: time, processor, memory."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from loopback_discord import Channel, LoopbackDiscord, PorterProcess

TOKEN = "made.up.token"  # noqa: S105 (the loopback Discord takes any)
SECONDS_UNTIL_ON_READY = 3  # discord.py says it is ready 2 s after READY
SECONDS_TO_CATCH_UP = 60
SECONDS_BETWEEN_QUESTIONS = 0.02  # so that a question doesn't wait for what a bot still does after an answer
STUDY_CHANNELS = 320


@dataclass(frozen=True)
class Home:
    """A Discord with one server, the home directory of a bot on it, and the command that starts that bot."""

    discord: LoopbackDiscord
    directory: Path
    command: tuple[str, ...]
    study: list[Channel]
    lobby: Channel

    @classmethod
    def of(cls, discord: LoopbackDiscord, directory: Path, *, echoes: bool) -> "Home":
        """Furnish a Discord for Porter, or for the bot that echoes."""
        echo_bot = ("-P", str(Path(__file__).with_name("echo_bot.py")), discord.api_url, discord.gateway_url)
        study = [discord.text_channel(f"study-{number}") for number in range(STUDY_CHANNELS)]
        (directory / "config.yaml").write_text(
            f"discord:\n  api: {discord.api_url}\n  gateway: {discord.gateway_url}\n"
            f"  study_channels: {[channel.id for channel in study]}\nlog:\n  level: warning\n"
        )
        command = echo_bot if echoes else ("-m", "bot")
        return cls(discord, directory, command, study, discord.text_channel("lobby"))

    @asynccontextmanager
    async def bot(self) -> AsyncIterator["RunningBot"]:
        """Start the bot, and stop it in the end; it is connected and knows its server."""
        config = self.directory / "config.yaml"
        began = time.perf_counter()
        async with PorterProcess(config, token=TOKEN, home=self.directory, command=self.command) as process:
            await process.outlives(self.discord.bot_ready())
            yield RunningBot(self.discord, psutil.Process(process.pid), (time.perf_counter() - began) * 1_000)
            await process.terminate()


@dataclass
class RunningBot:
    """A bot that is connected; `ready_ms` is how long it took from the start of its process."""

    discord: LoopbackDiscord
    process: psutil.Process
    ready_ms: float

    def processor_ms(self) -> float:
        """Give the processor time that it used so far, all threads together."""
        used = self.process.cpu_times()
        return float(used.user + used.system) * 1_000

    def resident_mib(self) -> float:
        """Give its memory; processes that it started count apart."""
        return float(self.process.memory_info().rss) / 2**20

    def companions(self) -> int:
        """Count the processes that it started."""
        return len(self.process.children(recursive=True))

    async def answer_ms(self, channel: Channel, question: str) -> float:
        """Let somebody new mention it with a question, and give the time until Discord has the answer."""
        learner = self.discord.user()
        await asyncio.sleep(SECONDS_BETWEEN_QUESTIONS)
        began = time.perf_counter()
        asked = await learner.says(channel, question, mentions_bot=True)
        answer = await self.discord.next_message(channel, within=SECONDS_TO_CATCH_UP)
        took = (time.perf_counter() - began) * 1_000
        if answer.replies_to != asked.id:
            raise RuntimeError(f"that answers another message: {answer.text}")
        return took

    async def ignored_us(self, channel: Channel, texts: Sequence[str]) -> float:
        """Let messages pass that are not for it, and give the processor time of each, in microseconds."""
        people = [self.discord.user(f"person {number}") for number in range(20)]
        before = self.processor_ms()
        for number, text in enumerate(texts):
            await people[number % len(people)].says(channel, text)
        # Events are handled in their order, so the answer to the last says that all were.
        await self.answer_ms(channel, "what is a socket?")
        return (self.processor_ms() - before) / len(texts) * 1_000
