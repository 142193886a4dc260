"""Measures start, memory and one answer, each beside a floor in the same run.

    PYTHONPATH=tests .venv/bin/python benchmarks/start.py

Floors: an empty Python for the cold start of `porter ask`, a minimal discord.py echo bot for the rest. The bots talk
to the loopback Discord of the tests, in their own processes.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from loopback_discord import LoopbackDiscord

TOKEN = "made.up.token"  # noqa: S105 (the loopback Discord takes any)
ROUNDS = 15
QUESTIONS = 200

ECHO_BOT = """
import os, discord, yarl
discord.http.Route.BASE = os.environ["API"]
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["GATEWAY"])
bot = discord.Client(intents=discord.Intents(guilds=True, messages=True, message_content=True))
@bot.event
async def on_message(message):
    if not message.author.bot:
        await message.reply("You said something.")
bot.run(os.environ["DISCORD_TOKEN"], log_handler=None)
"""


def main() -> None:
    """Print one table."""
    print(f"{'':44}{'Porter':>10}{'floor':>10}{'ratio':>8}")
    show("cold start, ms (porter ask | python -c pass)", *map(cold_start, (PORTER_ASK, ["-c", "pass"])))
    porter, echo = asyncio.run(on_discord("porter")), asyncio.run(on_discord("echo"))
    for name in porter:
        show(name, porter[name], echo[name])


PORTER_ASK = ["-m", "bot", "ask", "--json", "whats a socket exactly??"]


def show(name: str, porter: float, floor: float) -> None:
    """Print one line of the table."""
    print(f"{name:44}{porter:>10.1f}{floor:>10.1f}{porter / floor:>8.2f}")


def cold_start(arguments: list[str]) -> float:
    """Give the median time of a process from start to end, in ms."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 (our own)
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1_000


async def on_discord(which: str) -> dict[str, float]:
    """Start a bot, wait until it is ready, ask it questions one after the other; memory before and after."""
    async with LoopbackDiscord(TOKEN) as discord:
        channel = discord.text_channel("study")
        with tempfile.TemporaryDirectory() as directory:
            config = Path(directory) / "config.yaml"
            config.write_text(
                f"discord: {{api: '{discord.api_url}', gateway: '{discord.gateway_url}', "
                f"study_channels: ['{channel.id}']}}\n"
            )
            environment = {**os.environ, "DISCORD_TOKEN": TOKEN, "API": discord.api_url, "GATEWAY": discord.gateway_url}
            command = ["-m", "bot", "--config", str(config)] if which == "porter" else ["-c", ECHO_BOT]
            began = time.perf_counter()
            bot = await asyncio.create_subprocess_exec(
                sys.executable, *command, env=environment, stderr=asyncio.subprocess.DEVNULL
            )
            try:
                await discord.bot_ready()
                ready = time.perf_counter() - began
                await asyncio.sleep(3)  # discord.py waits 2 s after READY before it says it is ready
                resident = psutil.Process(bot.pid).memory_info().rss
                times = []
                for number in range(QUESTIONS):
                    learner = discord.user(f"learner {number}")  # one alone would be too fast for Porter
                    asked = time.perf_counter()
                    await learner.says(channel, "whats a socket exactly??")
                    await discord.next_message(channel)
                    times.append(time.perf_counter() - asked)
            finally:
                bot.terminate()
                await bot.wait()
    return {
        "start to READY, ms": ready * 1_000,
        "memory when ready, MiB": resident / 2**20,
        "message to answer, median ms": statistics.median(times) * 1_000,
        "message to answer, 99th percentile ms": statistics.quantiles(times, n=100)[98] * 1_000,
    }


if __name__ == "__main__":
    main()
