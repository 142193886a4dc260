"""Writes to the owner of the application what the log says as well."""

import logging

import aiohttp
import discord
from discord.ext import commands

log = logging.getLogger(__name__)


async def tell_owner(bot: commands.Bot, said: str) -> None:
    """Send the owner a direct message; where that fails, the log says so."""
    try:
        application = await bot.application_info()
        owner: discord.abc.Messageable = application.owner
        if application.team and application.team.owner_id:  # the application's "owner" is then no person
            owner = await bot.fetch_user(application.team.owner_id)
        await owner.send(said)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.warning("The owner couldn't be told: %s", error)
