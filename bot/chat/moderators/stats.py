"""`/porter stats`: what Porter did in a server day by day, as a small table and a picture."""

import logging
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

import discord
from discord import app_commands

from bot.answering.library import Library
from bot.answering.shelf import Shelf
from bot.answering.wording import Passage, plain
from bot.chat.moderators.moderation import ServerModeratorsCommands
from bot.chat.pages.page import page, picture_file
from bot.memory.counts import Counts
from bot.memory.remembered import DayCounts, EntryCounts, VoteSums
from bot.pictures.activity import Activity, Day, Liked
from bot.pictures.drawing import Picture
from bot.pictures.press import PictureFailedError, Press
from bot.pictures.rasterising import PicturesUnavailableError

log = logging.getLogger(__name__)

# The table shows so many days, the latest of those on which anything happened; the picture shows all.
MOST_ROWS = 7
MOST_LIKED = 3
MOST_ASKED = 5
_MOST_ENTRIES = 1_000
_WHAT_COUNTS = (
    "-# Quiet: what I overheard in a study channel and left alone, and what I was asked and couldn't answer. "
    "Suggestions say that I wasn't sure. Days are those of UTC; nobody's name and no text is counted."
)


class Stats(ServerModeratorsCommands):
    """Shows how often Porter answered, and what people thought of it."""

    def __init__(self, shelf: Shelf, counts: Counts, press: Press) -> None:
        """Show what was counted, drawn by the press."""
        super().__init__()
        self._shelf = shelf
        self._counts = counts
        self._press = press

    @app_commands.command(description="See what I did in this server: answers, suggestions, silences and votes")
    @app_commands.describe(days="How many days back, today included; 14, if left out")
    async def stats(self, interaction: discord.Interaction[Any], days: Literal[7, 14, 30] = 14) -> None:
        """Show the table and the picture."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        server, today = interaction.guild_id or 0, datetime.now(UTC).date()
        since = today - timedelta(days=days - 1)
        counted = await self._counts.days(server, since)
        entries = await self._counts.entries(server, since, limit=_MOST_ENTRIES)
        shown = activity(counted, entries, today, days, self._shelf.library)
        # A picture that may not be attached, or that shows nothing, isn't drawn.
        picture = await self._picture(shown) if counted and interaction.app_permissions.attach_files else None
        said = tuple(passages(counted, entries, shown.title, self._shelf.library))
        files = [picture_file(picture)] if picture else []
        await interaction.followup.send(view=page(said, picture=picture), files=files, ephemeral=True)

    async def _picture(self, shown: Activity) -> Picture | None:
        try:
            return await self._press.picture(shown)
        except (PicturesUnavailableError, PictureFailedError) as error:
            log.warning("%s", error)
            return None


def activity(
    counted: Sequence[DayCounts], entries: Sequence[EntryCounts], today: date, days: int, library: Library
) -> Activity:
    """Give what the picture shows: every day, also those on which nothing happened."""
    by_day = {each.day: each for each in counted}
    dates = [today - timedelta(days=back) for back in range(days - 1, -1, -1)]
    nothing = DayCounts(today, 0, 0, 0, VoteSums())
    found = [(each, by_day.get(each, nothing)) for each in dates]
    return Activity(
        title=f"The last {days} days, to {today.day} {today:%B %Y}",
        days=tuple(Day(each.day, what.answers, what.suggestions, what.silences) for each, what in found),
        best=_liked(sorted(entries, key=lambda each: _margin(each.votes), reverse=True), library, best=True),
        worst=_liked(sorted(entries, key=lambda each: _margin(each.votes)), library, best=False),
    )


def passages(
    counted: Sequence[DayCounts], entries: Sequence[EntryCounts], title: str, library: Library
) -> Iterator[Passage]:
    """Say the same as a table, with the entries that were asked for most."""
    yield Passage("", f"## {title}")
    if not counted:
        yield Passage("", "Nothing was counted here: nobody asked, and I overheard no question.")
        return
    sums = [sum(column) for column in zip(*map(_numbers, counted), strict=True)]
    rows = [_row(f"{each.day:%d %b}", _numbers(each)) for each in counted[-MOST_ROWS:]]
    head = f"{'':<7}{'answer':>7}{'sugg.':>6}{'quiet':>6}{'up':>4}{'down':>5}"
    earlier = [f"… and {len(counted) - MOST_ROWS} days before"] if len(counted) > MOST_ROWS else []
    yield Passage("", "\n".join(["```", head, *earlier, *rows, _row("all", sums), "```"]))
    asked = [f"{_title(each.entry, library)} ({each.answers})" for each in entries[:MOST_ASKED]]
    if asked:
        yield Passage("Asked for most", ", ".join(asked))
    yield Passage("", _WHAT_COUNTS)


def _numbers(day: DayCounts) -> tuple[int, ...]:
    return day.answers, day.suggestions, day.silences, day.votes.up, day.votes.down


def _row(name: str, numbers: Sequence[int]) -> str:
    answers, suggestions, silences, ups, downs = numbers
    return f"{name:<7}{answers:>7}{suggestions:>6}{silences:>6}{ups:>4}{downs:>5}"


def _liked(entries: Sequence[EntryCounts], library: Library, *, best: bool) -> tuple[Liked, ...]:
    """Keep the entries that more people found helpful than not, or the others; who has no votes is in neither list."""
    kept = [
        each for each in entries if (_margin(each.votes) > 0 if best else _margin(each.votes) <= 0 < each.votes.down)
    ]
    return tuple(Liked(_title(each.entry, library), each.votes.up, each.votes.down) for each in kept[:MOST_LIKED])


def _margin(votes: VoteSums) -> int:
    return votes.up - votes.down


def _title(name: str, library: Library) -> str:
    """Name an entry as people see it; one that is gone since keeps its name."""
    return plain(library.entries[name].title) if name in library.entries else name
