"""The floor of `discord.py` beside it: the smallest bot that answers whoever mentions it.

    DISCORD_TOKEN=... python -P benchmarks/echo_bot.py API GATEWAY

`-P` keeps this directory out of the import path, where `discord` would be the benchmark.
"""

import os
import sys

import discord
import yarl

discord.http.Route.BASE, gateway = sys.argv[1:3]
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
bot = discord.Client(intents=discord.Intents(guilds=True, messages=True, message_content=True))


@bot.event
async def on_message(message: discord.Message) -> None:
    """Reply to a mention."""
    if not message.author.bot and bot.user in message.mentions:
        await message.reply("You said something.")


bot.run(os.environ["DISCORD_TOKEN"], log_handler=None)
