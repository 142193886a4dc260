"""Measures Porter on Discord over the wire, side by side with a minimal discord.py echo bot.

    PYTHONPATH=tests .venv/bin/python benchmarks/discord.py [--quick] [--json]

Both bots run in processes of their own, each on a loopback Discord of its own (tests/loopback_discord), and take turns.
Each round begins with an empty database. Shown are the medians of the rounds, and of the ratios within the rounds.
What people say is taken from training/messages. What passes by the bots is talk among people; a third has the form
of a question and words of ours, which is the hard case: Porter must read on to know that it isn't meant.
"""

import argparse
import asyncio
import gc
import itertools
import json
import os
import random
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from loopback_discord import LoopbackDiscord
from many_people import CHANNELS, Outcome, Said, conversation, hold
from running_bot import SECONDS_UNTIL_ON_READY, TOKEN, Home, RunningBot

from bot.answering.answer import Found, Manner, answer
from bot.answering.library import Library
from bot.answering.loader import load_library, own_directory
from bot.chat.asking.courtesy import subject

SEED = 6
MESSAGES = Path(__file__).parents[1] / "training" / "messages"
ASKED = ("asked", "asked-in-chats-and-forums")
TALK = ("talk", "talk-in-our-words")
BLOCKS = 10
PORTER, ECHO_BOT = "Porter", "echo bot"
LOADED = 0.5  # of the machine's cores

Figures = dict[str, float]


@dataclass(frozen=True)
class Extent:
    """How much is measured: rounds, and in each of them starts, questions one by one, and messages at a time."""

    rounds: int
    starts: int
    questions: int
    messages: int


FULL, QUICK = Extent(5, 3, 300, 5_000), Extent(1, 1, 100, 1_000)


@dataclass(frozen=True)
class Target:
    """What a figure of Porter's may be: so many times that of the echo bot, or so much more."""

    figure: str
    unit: str
    times: float | None = None
    more: float | None = None

    def beside(self, porter: float, echo: float) -> float:
        """Compare two figures, as a ratio or a difference."""
        return porter / echo if self.times else porter - echo

    def is_met(self, compared: float) -> bool:
        """Judge what `beside` gave."""
        return compared <= (self.times or self.more or 0)

    def say(self, compared: float | None) -> str:
        """Say a comparison or, without one, the target itself."""
        if self.times:
            return f"{self.times if compared is None else compared:.2f} x"
        return f"{self.more if compared is None else compared:+.1f}"


TARGETS = (
    Target("message to answer, median", "ms", times=1.5),
    Target("message to answer, p99", "ms", times=3),
    Target("processor per ignored message, in a study channel", "us", times=1.3),
    Target("processor per ignored message, in another channel", "us", times=1.3),
    Target("start to READY", "ms", times=2),
    Target("memory when ready", "MiB", more=40),
    Target("memory after many people talked", "MiB", more=40),
)


@dataclass(frozen=True)
class Material:
    """What people say: questions, what Porter keeps quiet about, and what many people say at once."""

    questions: list[str]
    ignored: list[str]
    talk: list[Said]


def material(extent: Extent) -> Material:
    """Choose it, the same at every time."""
    library, chance = load_library(own_directory()), random.Random(SEED)  # noqa: S311 (nothing here is secret)
    questions, talk = list(_texts(ASKED)), list(_texts(TALK))
    chance.shuffle(questions)
    chance.shuffle(talk)
    ignored = [text for text in talk if _overheard(text, library) is None]
    known = [(text, subject(found)) for text in questions if (found := _overheard(text, library))]
    return Material(
        questions[: extent.questions],
        list(itertools.islice(itertools.cycle(ignored), extent.messages)),
        conversation(extent.messages, known, ignored, chance),
    )


def _texts(files: Sequence[str]) -> Iterator[str]:
    for name in files:
        for line in (MESSAGES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"]


def _overheard(text: str, library: Library) -> Found | None:
    found = answer(text, library, Manner.UNASKED)
    return found if isinstance(found, Found) else None


class Round:
    """Both bots in turns, once through everything; `figures` are those of each."""

    def __init__(self, extent: Extent, said: Material) -> None:
        self._extent = extent
        self._said = said
        self._homes: dict[str, Home] = {}
        self._bots: dict[str, RunningBot] = {}
        self.figures: dict[str, Figures] = {PORTER: {}, ECHO_BOT: {}}
        self.outcome: Outcome | None = None

    async def run(self) -> None:
        """Measure."""
        async with AsyncExitStack() as stack:
            for name in self.figures:
                discord = await stack.enter_async_context(LoopbackDiscord(TOKEN))
                directory = Path(stack.enter_context(tempfile.TemporaryDirectory()))
                self._homes[name] = Home.of(discord, directory, echoes=name == ECHO_BOT)
            await self._start(stack)
            await self._memory("memory when ready")
            await self._many_people()
            await self._memory("memory after many people talked")
            await self._questions()
            await self._ignored()

    async def _start(self, stack: AsyncExitStack) -> None:
        """Start both several times, and let them stay; the first time, commands are registered, which isn't counted."""
        times: dict[str, list[float]] = {name: [] for name in self._homes}
        for last in [False] * self._extent.starts + [True]:
            for name, home in self._homes.items():
                async with AsyncExitStack() as here:
                    bot = await here.enter_async_context(home.bot())
                    times[name].append(bot.ready_ms)
                    if last:
                        self._bots[name] = bot
                        stack.push_async_exit(here.pop_all())
        self._note("start to READY", {name: statistics.median(each[1:]) for name, each in times.items()})

    async def _memory(self, figure: str) -> None:
        await asyncio.sleep(SECONDS_UNTIL_ON_READY)
        self._note(figure, {name: bot.resident_mib() for name, bot in self._bots.items()})
        self._note("processes that it started", {name: bot.companions() for name, bot in self._bots.items()})

    async def _many_people(self) -> None:
        for name, home in self._homes.items():
            settle()
            outcome = await hold(home.discord, home.study[-CHANNELS:], home.lobby, self._said.talk)
            if name == PORTER:
                self.outcome = outcome

    async def _questions(self) -> None:
        """Ask both the same, each question in a channel of its own, so that none was answered there already."""
        times: dict[str, list[float]] = {name: [] for name in self._bots}
        numbered = list(enumerate(self._said.questions))
        for block in range(BLOCKS):
            for name, bot in self._bots.items():
                settle()
                for number, question in numbered[block::BLOCKS]:
                    times[name].append(await bot.answer_ms(self._homes[name].study[number], question))
        self._note("message to answer, median", {name: statistics.median(each) for name, each in times.items()})
        worst = {name: statistics.quantiles(each, n=100)[98] for name, each in times.items()}
        self._note("message to answer, p99", worst)

    async def _ignored(self) -> None:
        for name, bot in self._bots.items():
            home = self._homes[name]
            for where, channel in (("a study channel", home.study[-CHANNELS - 1]), ("another channel", home.lobby)):
                settle()
                cost = await bot.ignored_us(channel, self._said.ignored)
                self.figures[name][f"processor per ignored message, in {where}"] = cost

    def _note(self, figure: str, of_each: dict[str, float]) -> None:
        for name, value in of_each.items():
            self.figures[name][figure] = value


def settle() -> None:
    """Spare this process, which plays Discord, long collections while it measures."""
    gc.collect()
    gc.freeze()


async def measure(extent: Extent) -> list[Round]:
    """Run the rounds."""
    said = material(extent)
    rounds = []
    for number in range(extent.rounds):
        print(f"round {number + 1} of {extent.rounds} ...", file=sys.stderr)
        rounds.append(Round(extent, said))
        await rounds[-1].run()
    return rounds


def report(rounds: list[Round]) -> list[dict[str, object]]:
    """Put the rounds together, one row a target."""
    rows: list[dict[str, object]] = []
    for target in TARGETS:
        porters, echoes = ([each.figures[name][target.figure] for each in rounds] for name in (PORTER, ECHO_BOT))
        compared = statistics.median(map(target.beside, porters, echoes))
        row = {"figure": f"{target.figure}, {target.unit}", PORTER: statistics.median(porters)}
        row |= {ECHO_BOT: statistics.median(echoes), "compared": target.say(compared), "target": target.say(None)}
        rows.append(row | {"met": target.is_met(compared), "rounds": {PORTER: porters, ECHO_BOT: echoes}})
    return rows


def main() -> None:
    """Print one table, or JSON."""
    parser = argparse.ArgumentParser(description="Porter on Discord, beside a minimal echo bot.")
    parser.add_argument("--quick", action="store_true", help="one small round, to see whether it works")
    parser.add_argument("--json", action="store_true", help="everything that was measured, as JSON")
    chosen = parser.parse_args()
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    rounds = asyncio.run(measure(QUICK if chosen.quick else FULL))
    rows, outcomes = report(rounds), [each.outcome for each in rounds if each.outcome]
    if chosen.json:
        crowd = [asdict(outcome) | {"met": outcome.met} for outcome in outcomes]
        print(json.dumps({"load before": load, "cores": cores, "rows": rows, "many people": crowd}, indent=2))
        return
    print(f"{'':54}{PORTER:>10}{ECHO_BOT:>10}{'compared':>10}{'at most':>9}")
    for row in rows:
        figures = f"{row[PORTER]:>10.1f}{row[ECHO_BOT]:>10.1f}{row['compared']:>10}{row['target']:>9}"
        print(f"{row['figure']:54}{figures}  {'met' if row['met'] else 'MISSED'}")
    for outcome in outcomes:
        print(f"{outcome}  {'met' if outcome.met else 'MISSED'}")
    children = max(each.figures[PORTER]["processes that it started"] for each in rounds)
    print(
        f"Memory is that of the bot's own process; {children:.0f} others ran (one draws pictures, on demand, and ends)."
    )
    if load > LOADED * cores:
        print(f"The machine was loaded by others: {load:.1f} processes on {cores} cores before it began.")


if __name__ == "__main__":
    main()
