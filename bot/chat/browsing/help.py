"""How to ask: !help and /help."""

from collections.abc import Awaitable, Callable, Iterator

from discord.ext import commands

from bot.answering.replies import HELLO
from bot.chat.anywhere import anywhere
from bot.chat.demos.ways import Way, way_of
from bot.chat.pages.layout import text_view
from bot.chat.replying import reply_to
from bot.chat.translation import Languages
from bot.demos.demo import Demo
from bot.demos.disclosure import Scope


class Help(commands.Cog):
    """Says how to ask Porter."""

    def __init__(self, prefix: str, demos_for: Callable[[Way], Awaitable[list[Demo]]]) -> None:
        """Name commands with their prefix; `demos_for` lists the demos that somebody may see."""
        self._prefix = prefix
        self._demos_for = demos_for

    @commands.hybrid_command(name="help", description="How to ask Porter, and what it can show")  # type: ignore[arg-type]
    @anywhere
    async def help(self, context: commands.Context[commands.Bot]) -> None:
        """Say how to ask."""
        text = _text(await self._demos_for(way_of(context)), self._written(context))
        await reply_to(context, view=text_view(text), ephemeral=True)

    def _written(self, context: commands.Context[commands.Bot]) -> Callable[[str], str]:
        """Give how a command is written there: with the prefix, or as a slash command in the person's language."""
        interaction, languages = context.interaction, context.bot.tree.translator
        if interaction is None:
            return lambda name: f"{self._prefix}{name}"
        if not isinstance(languages, Languages):
            return lambda name: f"/{name}"
        return lambda name: f"/{languages.name_of(name, interaction.locale)}"


def _text(demos: list[Demo], written: Callable[[str], str]) -> str:
    lines = [
        HELLO,
        "Mention me, write to me directly, or use a command:",
        f"- `{written('ask')}`: a question; a mention alone, as a reply, answers the message replied to",
        f"- `{written('topics')}`: the map of everything I can explain",
        f"- `{written('compare')} tcp udp`: how two things differ",
        f"- `{written('port')} 443`: what a port number is for",
        f"- `{written('random')}`: something that you didn't ask for",
        f"- `{written('demo')}`: real sockets on the computer that I run on",
        *_demo_lines(demos, written("demo")),
        "- *Apps › Explain this*, in the menu of a message: an answer to that message",
    ]
    return "\n".join(lines)


def _demo_lines(demos: list[Demo], command: str) -> Iterator[str]:
    """Say what each demo of the host shows, and the experiments by their names alone: they are many."""
    for demo in demos:
        if demo.scope is not Scope.EXPERIMENTS:
            yield f"- `{command} {demo.name}`: {demo.shows}"
    experiments = [f"`{demo.name}`" for demo in demos if demo.scope is Scope.EXPERIMENTS]
    if experiments:
        yield f"- `{command} NAME`: an experiment; there are {', '.join(experiments)}"
