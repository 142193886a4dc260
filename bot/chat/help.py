"""How to ask: !help and /help."""

from collections.abc import Awaitable, Callable, Iterator

from discord.ext import commands

from bot.answering.replies import HELLO
from bot.chat.anywhere import anywhere
from bot.chat.layout import text_view
from bot.chat.replying import reply_to
from bot.chat.ways import Way, way_of
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
        text = _text(await self._demos_for(way_of(context)), "/" if context.interaction else self._prefix)
        await reply_to(context, view=text_view(text), ephemeral=True)


def _text(demos: list[Demo], prefix: str) -> str:
    lines = [
        HELLO,
        "Mention me, write to me directly, or use a command:",
        f"- `{prefix}ask`: a question" + ("" if prefix == "/" else "; as a reply, it answers somebody else's message"),
        f"- `{prefix}topics`: the map of everything I can explain",
        f"- `{prefix}compare tcp udp`: how two things differ",
        f"- `{prefix}port 443`: what a port number is for",
        f"- `{prefix}random`: something that you didn't ask for",
        f"- `{prefix}demo`: real sockets on the computer that I run on",
        *_demo_lines(demos, prefix),
        "- *Apps › Explain this*, in the menu of a message: an answer to that message",
    ]
    return "\n".join(lines)


def _demo_lines(demos: list[Demo], prefix: str) -> Iterator[str]:
    """Say what each demo of the host shows, and the experiments by their names alone: they are many."""
    for demo in demos:
        if demo.scope is not Scope.EXPERIMENTS:
            yield f"- `{prefix}demo {demo.name}`: {demo.shows}"
    experiments = [f"`{demo.name}`" for demo in demos if demo.scope is Scope.EXPERIMENTS]
    if experiments:
        yield f"- `{prefix}demo NAME`: an experiment; there are {', '.join(experiments)}"
