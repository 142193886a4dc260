"""porter chat: a conversation in the terminal, the same as on Discord, with numbers for buttons."""

import re
import secrets
import sys
import textwrap
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs
from prompt_toolkit import PromptSession
from prompt_toolkit.formatted_text import HTML
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.answering.answer import Answer, Found, Manner, Thresholds, answer
from bot.answering.browsing import entry_at
from bot.answering.comparing import compare, two_names
from bot.answering.depth import Depth
from bot.answering.evidence import with_covered
from bot.answering.library import Library
from bot.answering.next_steps import other_depths, runners_up
from bot.answering.port_lookup import look_up_port
from bot.answering.replies import HELLO
from bot.answering.small_talk import SmallTalk
from bot.answering.wording import demo_of, depth_asked, plain, printable, related
from bot.demos.catalogue import DEMOS, UnknownDemoError, find_demo
from bot.demos.disclosure import AT_THE_TERMINAL, Disclosure, NotAllowedError, grant, may_see
from bot.demos.runner import DemoRefusedError, DemoRunner
from bot.terminal.commands import Commands
from bot.terminal.layout import answer_layout, shown_layout

MOST_TO_READ_NEXT = 4
_LEAVE = frozenset({"exit", "quit", "bye", "!exit", "!quit"})
_HELP = """\
Ask anything about ports, sockets and processes, in your own words. Besides:
  !ask QUESTION   the same as just asking
  !demo NAME      real sockets of this machine, or an experiment; NAME is one of
{demos}
  !topics         everything I can explain; !topics NAME explains one
  !compare A B    how two things differ, such as !compare tcp udp
  !port 443       what a number is for; !port ssh: which port a service uses
  !random         something that you didn't ask for
  1, 2, 3 ...     picks from the list under an answer
  exit            leaves (Ctrl-D as well)"""


@dataclass(frozen=True)
class Choice:
    """What a number under an answer stands for: its words, and the line that it saves typing."""

    label: str
    line: str


class Conversation:
    """What is said so far, as far as the next line depends on it: the last answer and the choices under it."""

    def __init__(
        self, library: Library, thresholds: Thresholds, runner: DemoRunner, disclosure: Disclosure, console: Console
    ) -> None:
        self._library = library
        self._thresholds = thresholds
        self._runner = runner
        self._disclosure = disclosure
        self._console = console
        self._choices: list[Choice] = []
        self._last: Answer | None = None
        self._shown = Depth.SHORT
        self._question = ""

    async def reply(self, line: str) -> None:
        """Answer one line: a question, a command, or the number of a choice."""
        line = line.strip()
        by_label = {choice.label.lower(): choice.line for choice in self._choices}
        if re.fullmatch("[0-9]{1,2}" if self._choices else "[0-9]", line):
            if not 1 <= int(line) <= len(self._choices):
                self._console.print(
                    f"Pick a number from 1 to {len(self._choices)}, or ask something else."
                    if self._choices
                    else "There is no list to pick from; ask me something."
                )
                return
            line = self._choices[int(line) - 1].line
        else:
            line = by_label.get(line.lower(), line)
        command, _, rest = line.partition(" ")
        commands: dict[str, Callable[[str], Coroutine[Any, Any, None]]] = {
            "!demo": self._demo,
            "!topics": self._topics,
            "!compare": self._compare,
            "!port": self._port,
            "!random": self._random,
            "!help": self._help,
            "!deeper": lambda _: self._again(lambda depth: depth.step_deeper),
            "!simpler": lambda _: self._again(lambda depth: depth.step_simpler),
            "!other": self._other,
            "!ask": self._ask,
        }
        if known := commands.get(command.lower()):
            await known(rest.strip())
        elif re.fullmatch("![a-z]+", command):
            self._console.print("I have no such command. !help says which there are.")
        else:
            await self._ask(line)

    async def _ask(self, question: str) -> None:
        previous = self._last if isinstance(self._last, Found) else None
        found = answer(question, self._library, Manner.ASKED, self._thresholds, previous)
        if not isinstance(found, SmallTalk):
            self._question = question
        self._say(found, depth_asked(found))

    async def _again(self, step: Callable[[Depth], Depth]) -> None:
        if self._last is None:
            self._console.print("Ask me something first; then I can say it in another way.")
        else:
            self._say(self._last, step(self._shown))

    async def _other(self, _: str) -> None:
        near = runners_up(self._last, self._library, self._question) if self._last else ()
        self._console.print("Which of these did you mean?" if near else "I know nothing that comes close.")
        self._offer([Choice(plain(entry.title), f"!topics {entry.name}") for entry in near])

    async def _topics(self, name: str) -> None:
        if name and (entry := self._library.find(name)):
            self._say_picked(Found(with_covered(entry, self._library)))
            return
        for topic, entries in self._library.by_topic().items():
            self._console.print(Text(topic.capitalize(), style="bold"))
            names = Text(", ".join(entry.name for entry in entries), style="cyan")
            self._console.print(Padding(names, (0, 0, 0, 2)))
        closing = f"I have no topic called {printable(name)[:60]}." if name else "!topics NAME explains one of them."
        self._console.print(closing, markup=False)

    async def _compare(self, names: str) -> None:
        one, other = two_names(names) or names.partition(" ")[::2]
        if one and other:
            self._say_picked(compare(one, other, self._library))
        else:
            self._console.print("Name two things: !compare tcp udp")

    async def _port(self, number: str) -> None:
        self._say_picked(look_up_port(number, self._library))

    async def _random(self, _: str) -> None:
        if entry := entry_at(secrets.randbits(32), self._library):
            self._say_picked(Found(with_covered(entry, self._library)))

    async def _demo(self, name: str) -> None:
        try:
            wanted = find_demo(name)
            granted = grant(self._disclosure, wanted.scope, AT_THE_TERMINAL)
            with self._console.status("Looking at the machine …"):
                shown = await self._runner.run(wanted, {}, granted.sight)
        except (UnknownDemoError, NotAllowedError, DemoRefusedError) as error:
            self._console.print(plain(str(error)), markup=False)
            return
        self._console.print(shown_layout(shown))
        led_to = [DEMOS[name] for name in wanted.leads_to]
        seen = [demo for demo in led_to if may_see(self._disclosure, demo.scope, AT_THE_TERMINAL)]
        self._offer([Choice(f"{demo.title} (demo)", f"!demo {demo.name}") for demo in seen])

    async def _help(self, _: str) -> None:
        indent = " " * 18
        names = f"{', '.join(DEMOS)}, port 8080"
        demos = textwrap.fill(names, 76, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
        self._console.print(_HELP.format(demos=demos), markup=False)

    def _say_picked(self, found: Answer) -> None:
        """Say what was picked by a name, not asked for by a question."""
        self._question = ""
        self._say(found, Depth.SHORT)

    def _say(self, found: Answer, depth: Depth) -> None:
        self._console.print(answer_layout(found, depth))
        if isinstance(found, SmallTalk):
            return  # the last answer, and the choices under it, stay
        self._last, self._shown = found, depth
        others = other_depths(found, depth)
        choices = [Choice("Deeper", "!deeper")] if depth.step_deeper in others else []
        choices += [Choice("Simpler", "!simpler")] if depth.step_simpler in others else []
        if demo := demo_of(found):
            choices.append(Choice("Show me live", f"!demo {demo}"))
        titles = {name: plain(self._library.entries[name].title) for name in related(found)}
        choices += [Choice(title, f"!topics {name}") for name, title in titles.items()][:MOST_TO_READ_NEXT]
        if isinstance(found, Found):
            choices.append(Choice("Not what I meant", "!other"))
        self._offer(choices)

    def _offer(self, choices: list[Choice]) -> None:
        self._choices = choices
        line = Text()
        for number, choice in enumerate(choices, 1):
            # A line breaks between choices, and not within one.
            if line and len(line) + len(f"{number} {choice.label}") > self._console.width:
                self._console.print(line)
                line = Text()
            line.append(f"{number} ", "bold cyan").append(f"{choice.label}   ")
        if line:
            line.rstrip()
            self._console.print(line)


async def converse(
    library: Library,
    thresholds: Thresholds,
    runner: DemoRunner,
    disclosure: Disclosure,
    console: Console,
    because: str,
) -> None:
    """Hold a conversation until its end; without a terminal, answer standard input line by line."""
    conversation = Conversation(library, thresholds, runner, disclosure, console)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        await _line_by_line(conversation, console)
        return
    console.print(f"{because}\n", style="dim", markup=False)
    console.print(f"{plain(HELLO)}\n!demo shows real sockets, !help says what else; exit leaves.\n", markup=False)
    session: PromptSession[str] = PromptSession(history=_history(), completer=Commands(library.entries))
    while True:
        try:
            line = await session.prompt_async(HTML("<ansicyan><b>you ›</b></ansicyan> "))
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if line.strip().lower() in _LEAVE:
            return
        if line.strip():
            console.print()
            await conversation.reply(line)
            console.print()


async def _line_by_line(conversation: Conversation, console: Console) -> None:
    for line in sys.stdin:
        if line.strip().lower() in _LEAVE:
            return
        if line.strip():
            console.print(f"> {printable(line.strip())}", markup=False)
            await conversation.reply(line)
            console.print()


def _history() -> History:
    """Keep what was typed for the next time, where this system keeps such files; in memory where it can't."""
    try:
        path = Path(platformdirs.user_state_dir("porter", appauthor=False)) / "history"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except (OSError, RuntimeError):  # no such place, or no home directory at all
        return InMemoryHistory()
    return FileHistory(path)
