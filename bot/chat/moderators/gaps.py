"""`/porter gaps`: what Porter couldn't answer, in groups; each can become the draft of an entry."""

import asyncio
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Self

import discord
from discord import app_commands, ui

from bot.answering.answer import SUGGESTED
from bot.answering.drafting import Draft, draft
from bot.answering.gaps import Cluster, Missing, clusters
from bot.answering.library import Library
from bot.answering.phrasing import phrasing_of
from bot.answering.reading import words_of
from bot.answering.shelf import Shelf
from bot.answering.wording import Passage, counted
from bot.chat.moderators.moderation import ServerModeratorsCommands
from bot.chat.pages.buttons import TakenByTheBot
from bot.chat.pages.page import page
from bot.memory.questions import Questions
from bot.memory.remembered import Unanswered

# As many options as a menu of Discord holds, and of those so many are described as well.
MOST_OFFERED = 25
MOST_DESCRIBED = 10
_LONGEST_QUESTION = 90
_OFF = (
    "I keep no questions here. `/porter gaps keep:on` lets me keep those that I can't answer: their text without who "
    "asked, where and at what hour, for 30 days at most. `/porter gaps keep:off` deletes them."
)
_GONE = "Those questions are no longer kept. `/porter gaps` shows what is."


@dataclass(frozen=True)
class Gap:
    """Questions that are alike, and the numbers under which they are kept."""

    cluster: Cluster
    numbers: frozenset[int]


class GapMenu(TakenByTheBot, ui.DynamicItem[ui.Select[ui.LayoutView]], template="porter:gap:pick"):
    """Picks a group by one of its questions. A choice is dispatched as the event `porter_gap`."""

    def __init__(self, options: list[discord.SelectOption]) -> None:
        """Offer some groups."""
        super().__init__(
            ui.Select(custom_id="porter:gap:pick", placeholder="Draft an entry for …", options=options, max_values=1)
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """Read a menu that was chosen from, possibly one from before a restart."""
        return cls(item.options if isinstance(item, ui.Select) else [])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Pass the choice on."""
        interaction.client.dispatch("porter_gap", interaction, "pick", int(self.item.values[0]))


class DropGap(
    TakenByTheBot, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"porter:gap:drop:(?P<number>[0-9]{1,19})"
):
    """Deletes the group that a question belongs to. A press is dispatched as the event `porter_gap`."""

    def __init__(self, number: int, label: str) -> None:
        """Name the group by the number of one of its questions."""
        super().__init__(
            ui.Button(style=discord.ButtonStyle.danger, label=label[:80], custom_id=f"porter:gap:drop:{number}")
        )
        self.number = number

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read a pressed button, possibly one from before a restart."""
        return cls(int(match["number"]), (item.label if isinstance(item, ui.Button) else None) or "Drop")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Pass the press on."""
        interaction.client.dispatch("porter_gap", interaction, "drop", self.number)


class Gaps(ServerModeratorsCommands):
    """Shows what is missing, to moderators of the server where it was asked."""

    def __init__(self, shelf: Shelf, questions: Questions) -> None:
        """Compare the questions with what is on the shelf."""
        super().__init__()
        self._shelf = shelf
        self._questions = questions

    @app_commands.command(description="See what I couldn't answer here, and draft entries for it")
    @app_commands.describe(keep="Begin to keep unanswered questions, or stop and delete them; they are shown otherwise")
    async def gaps(self, interaction: discord.Interaction[Any], keep: Literal["on", "off"] | None = None) -> None:
        """Switch it on or off, or show the groups."""
        server = interaction.guild_id or 0
        # A database in trouble takes as long as Discord waits.
        await interaction.response.defer(ephemeral=True, thinking=True)
        if keep == "on":
            await self._questions.switch_on(server)
            said = "From now on I keep the questions here that I can't answer, without who asked, for 30 days at most."
            await interaction.followup.send(f"{said} `/porter gaps` shows them.", ephemeral=True)
        elif keep == "off":
            deleted = await self._questions.switch_off(server)
            said = f"I keep no questions here any more. Deleted: {deleted}."
            await interaction.followup.send(said, ephemeral=True)
        elif server not in await self._questions.servers():
            await interaction.followup.send(_OFF, ephemeral=True)
        else:
            kept = await self._questions.of_server(server)
            gaps = await asyncio.to_thread(gaps_among, kept, self._shelf.library)
            await interaction.followup.send(view=gaps_view(gaps, kept), ephemeral=True)

    async def on_porter_gap(
        self, interaction: discord.Interaction[Any], wish: Literal["pick", "drop"], number: int
    ) -> None:
        """Draft an entry for a group, or delete it: for moderators, like the command."""
        await self.interaction_check(interaction)
        server = interaction.guild_id or 0
        await interaction.response.defer(ephemeral=True, thinking=True)
        kept = await self._questions.of_server(server)
        gaps = await asyncio.to_thread(gaps_among, kept, self._shelf.library)
        gap = next((each for each in gaps if number in each.numbers), None)
        if gap is None:
            await interaction.followup.send(_GONE, ephemeral=True)
        elif wish == "drop":
            deleted = await self._questions.delete(gap.numbers, server)
            await interaction.followup.send(f"Dropped: {deleted}. They are deleted.", ephemeral=True)
        else:
            drafted = await asyncio.to_thread(draft, gap.cluster, self._shelf.library)
            message = draft_message(drafted, gap.cluster, number, attach=interaction.app_permissions.attach_files)
            await interaction.followup.send(**message, ephemeral=True)


def gaps_among(kept: Sequence[Unanswered], library: Library) -> list[Gap]:
    """Put kept questions together, the largest group first; takes up to some seconds, so call it in a thread."""
    numbers: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for each in kept:
        numbers[words_of(phrasing_of(each.text))].add(each.number)
    found = clusters([each.text for each in kept], library)
    return [
        Gap(cluster, frozenset().union(*(numbers[words_of(question)] for question in cluster.questions)))
        for cluster in found
    ]


def gaps_view(gaps: Sequence[Gap], kept: Sequence[Unanswered]) -> ui.LayoutView:
    """Show the largest groups with their counts, and a menu to pick one."""
    if not gaps:
        return page(
            (Passage("", "Nothing is kept yet: since you switched it on, there was no question without answer."),)
        )
    since = min(each.day for each in kept)
    questions, groups = counted(len(kept), "question"), counted(len(gaps), "group")
    count = f"{questions} since {since.day} {since:%B %Y}, in {groups}"
    lines = [
        f"- **{_times(each.times)}** {_quoted(each.representative)}\n-# {_advice(each)}"
        for each in (gap.cluster for gap in gaps[:MOST_DESCRIBED])
    ]
    said = (Passage("", f"## Questions without an answer\n{count}, the largest first."), Passage("", "\n".join(lines)))
    return page(said, [[GapMenu(list(_options(gaps)))]])


def draft_message(drafted: Draft, cluster: Cluster, number: int, *, attach: bool) -> dict[str, Any]:
    """Give what `send` takes to show a draft: attached as a file, or written out where nothing may be attached."""
    name = f"{drafted.name}.yaml"
    asked = f"{counted(cluster.times, 'question')} in {counted(len(cluster.questions), 'wording')}."
    said = [
        Passage("", f"## Draft: {name}"),
        Passage("", f"{asked} {_advice(cluster)}"),
        Passage(
            "",
            f"Fill in what says `FILL IN`, save it as `{drafted.topic}/{name}` where the knowledge is, and run "
            "`porter check`.",
        ),
    ]
    drop = [DropGap(number, f"Drop these questions ({cluster.times})")]
    if not attach:
        block = drafted.text.replace("```", "'''")
        return {"view": page([*said, Passage("", f"```yaml\n{block}```")], [drop])}
    view = page(said, [drop])
    view.add_item(ui.File(f"attachment://{name}"))
    return {"view": view, "files": [discord.File(io.BytesIO(drafted.text.encode()), name)]}


def _options(gaps: Sequence[Gap]) -> Iterator[discord.SelectOption]:
    for gap in gaps[:MOST_OFFERED]:
        label = f"{_times(gap.cluster.times)}: {gap.cluster.representative}"
        yield discord.SelectOption(
            label=label[:100], value=str(min(gap.numbers)), description=_advice(gap.cluster)[:100]
        )


def _advice(cluster: Cluster) -> str:
    if cluster.missing is Missing.PHRASING:
        return f"Probably a phrasing is missing in {cluster.nearest[0].entry.name}."
    near = next((each.entry.name for each in cluster.nearest if each.nearness >= SUGGESTED), "")
    return f"Probably an entry is missing; the nearest is {near}." if near else "Probably an entry is missing."


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _quoted(question: str) -> str:
    """Show what somebody typed as code, in which nothing is a link, a mention or Markdown."""
    short = question if len(question) <= _LONGEST_QUESTION else question[: _LONGEST_QUESTION - 1].rstrip() + "…"
    return f"`{short.replace('`', chr(39))}`"
