import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from terminal.porter_command import porter

from bot.answering.answer import DEFAULT_THRESHOLDS
from bot.answering.library import Library
from bot.demos.catalogue import DEMOS
from bot.demos.demo import Demo, Shown
from bot.demos.disclosure import EVERYTHING_MASKED, SAFE, Disclosure, Rule, Scope, Sight, Where, Who
from bot.demos.runner import DemoRefusedError, DemoRunner
from bot.terminal.conversation import Conversation

WITH_TERMINAL = pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: Windows has no pseudo-terminals")
PROMPT = "you ›"


class Talk:
    """A conversation, and what was said since the last line."""

    def __init__(self, library: Library, runner: DemoRunner, disclosure: Disclosure = SAFE) -> None:
        self._output = StringIO()
        console = Console(file=self._output, width=92)
        self._conversation = Conversation(library, DEFAULT_THRESHOLDS, runner, disclosure, console)

    async def reply(self, line: str) -> str:
        self._output.seek(0)
        self._output.truncate()
        await self._conversation.reply(line)
        return self._output.getvalue().replace("\u00a0", " ")


@pytest.fixture
def talk(library: Library) -> Iterator[Talk]:
    runner = DemoRunner(at_once=1, seconds=5)
    yield Talk(library, runner)
    runner.close()


async def test_a_question_is_answered_in_short(talk: Talk, library: Library) -> None:
    said = await talk.reply("whats a socket exactly??")

    assert library.entries["socket"].title in said
    assert "In the town" in said
    assert "Sources" not in said


async def test_the_ask_command_is_a_question(talk: Talk) -> None:
    assert await talk.reply("!ask what is a port") == await talk.reply("what is a port")


async def test_a_question_goes_on_from_the_last_answer(talk: Talk, library: Library) -> None:
    await talk.reply("what is a process")
    said = await talk.reply("vs a thread?")

    assert library.entries["process-vs-thread"].title in said.splitlines()[0]
    assert "In the town" in await talk.reply("simpler please")
    assert "Try it" in await talk.reply("how can i try that")
    assert "Sources" in await talk.reply("why?")


async def test_small_talk_is_replied_to_and_the_answer_before_is_kept(talk: Talk, library: Library) -> None:
    await talk.reply("what is a process")

    assert "You're welcome" in await talk.reply("ok thanks")
    assert library.entries["process"].title in (await talk.reply("tell me more")).splitlines()[0]


async def test_what_was_not_found_is_nothing_to_go_on_from(talk: Talk) -> None:
    await talk.reply("what is a process")
    await talk.reply("best pizza in town")

    assert "Sources" not in await talk.reply("tell me more")


async def test_a_number_picks_the_choice_that_it_stands_for(talk: Talk) -> None:
    said = await talk.reply("what is a port")

    assert "1 Deeper" in said
    assert "Sources" in await talk.reply("1")


async def test_the_numbers_stand_for_the_last_choices(talk: Talk, library: Library) -> None:
    await talk.reply("port vs socket")
    said = await talk.reply("what is a process")
    numbers = {
        name: number
        for number in range(1, 7)
        for name in library.entries
        if f"{number} {library.entries[name].title}   " in said
    }
    name, number = next(iter(numbers.items()))

    assert library.entries[name].title in (await talk.reply(str(number))).splitlines()[0]


@pytest.mark.parametrize("number", ["0", "7", "99", "²", "\u0661", "1" * 5_000])
async def test_a_number_that_stands_for_nothing_picks_nothing(talk: Talk, number: str) -> None:
    await talk.reply("what is a port")
    said = await talk.reply(number)

    assert said
    assert "Sources" not in said


async def test_a_demo_is_run_and_those_are_offered_that_it_leads_to(talk: Talk) -> None:
    said = await talk.reply("!demo port-in-use")
    led_to = DEMOS["port-in-use"].leads_to

    assert DEMOS["port-in-use"].title in said
    assert re.findall(r"\d (.+?) \(demo\)", said) == [DEMOS[name].title for name in led_to]


async def test_a_demo_that_the_settings_switch_off_is_neither_shown_nor_offered(library: Library) -> None:
    runner = DemoRunner(at_once=1, seconds=5)
    off = Rule(Who.NOBODY, Where.ANYWHERE)
    talk = Talk(library, runner, replace(SAFE, rules={**SAFE.rules, Scope.EXPERIMENTS: off}))
    refused, shown = await talk.reply("!demo port-in-use"), await talk.reply("!demo own-host")
    runner.close()

    assert refused == "Whoever runs me has switched that off.\n"
    assert "LISTEN" in shown
    assert DEMOS["two-clients"].title not in shown


async def test_the_demo_command_alone_shows_this_machine(talk: Talk) -> None:
    assert "LISTEN" in await talk.reply("!DEMO")


async def test_an_unknown_demo_lists_those_that_exist(talk: Talk) -> None:
    said = await talk.reply("!demo [red]no[/red]")

    assert all(name in said for name in DEMOS)


@pytest.mark.parametrize("names", ["tcp udp", "UDP vs tcp", "user datagram protocol, tcp"])
async def test_two_things_are_compared(names: str, talk: Talk, library: Library) -> None:
    said = await talk.reply(f"!compare {names}")

    assert library.entries["tcp-vs-udp"].title in said.splitlines()[0]


async def test_one_thing_is_not_compared(talk: Talk) -> None:
    assert "two things" in await talk.reply("!compare tcp")
    assert "two things" in await talk.reply("!compare")


async def test_a_port_is_looked_up(talk: Talk) -> None:
    assert "Port 443" in await talk.reply("!port 443")
    assert "Not a port number" in await talk.reply("!port \u0668\u0660")


async def test_something_is_explained_that_nobody_asked_for(talk: Talk, library: Library) -> None:
    said = (await talk.reply("!random")).splitlines()[0]

    assert any(entry.title in said for entry in library.entries.values())


async def test_all_topics_are_listed(talk: Talk, library: Library) -> None:
    said = await talk.reply("!topics")

    assert all(name in said for name in library.entries)


async def test_one_topic_is_explained(talk: Talk, library: Library) -> None:
    assert library.entries["port"].title in (await talk.reply("!topics Port")).splitlines()[0]


async def test_an_unknown_topic_lists_those_that_exist(talk: Talk, library: Library) -> None:
    said = await talk.reply("!topics baking bread")

    assert "no topic called" in said
    assert all(name in said for name in library.entries)


def choices(said: str) -> list[str]:
    """Give the words of the choices under an answer, in their order."""
    return re.findall(r"(?<!\S)[1-9] (.+?)(?=   |\n)", said)


async def test_each_answer_offers_what_is_deeper_and_simpler_than_it(talk: Talk) -> None:
    short = choices(await talk.reply("what is a port"))
    simplest = choices(await talk.reply("simpler"))
    deepest = choices(await talk.reply("deeper"))

    assert short[:3] == ["Deeper", "Simpler", "Show me live"]
    assert simplest[:2] == ["Deeper", "Show me live"]
    assert deepest[:2] == ["Simpler", "Show me live"]


async def test_simpler_leaves_out_where_the_picture_breaks(talk: Talk) -> None:
    await talk.reply("what is a port")
    said = await talk.reply("!simpler")

    assert "In the town" in said
    assert "Where the picture breaks" not in said


async def test_who_meant_something_else_is_offered_it(talk: Talk, library: Library) -> None:
    answer = await talk.reply("what is a port")
    offered = choices(await talk.reply("not what i meant"))

    assert choices(answer)[-1] == "Not what I meant"
    assert offered
    assert library.entries["port"].title not in offered
    assert (await talk.reply("1")).startswith(offered[0])


async def test_exact_facts_have_nothing_deeper_or_simpler(talk: Talk) -> None:
    assert {"Deeper", "Simpler"}.isdisjoint(choices(await talk.reply("what is port 22")))


async def test_without_an_answer_nothing_else_was_meant(talk: Talk) -> None:
    assert "nothing that comes close" in await talk.reply("!other")


async def test_nothing_is_deeper_than_no_answer(talk: Talk) -> None:
    assert "Ask me something first" in await talk.reply("!deeper")


async def test_help_names_the_commands(talk: Talk) -> None:
    said = await talk.reply("!help")

    assert all(command in said for command in ("!demo", "!topics", "!compare", "!port", "!random", "exit"))
    assert all(name in said for name in DEMOS)


async def test_an_unknown_command_is_a_question(talk: Talk) -> None:
    assert await talk.reply("!rm -rf /")


class RefusingRunner(DemoRunner):
    """A runner on a machine where something always comes between."""

    async def run(self, demo: Demo, known_doors: Mapping[int, str], sight: Sight = EVERYTHING_MASKED) -> Shown:
        raise DemoRefusedError("Somebody `else` knocked.")


async def test_a_demo_that_the_machine_refuses_does_not_end_the_chat(library: Library) -> None:
    said = await Talk(library, RefusingRunner(at_once=1, seconds=1)).reply("!demo two-clients")

    assert said == "Somebody else knocked.\n"


def test_without_a_terminal_each_line_is_answered_in_turn_until_the_end(tmp_path: Path) -> None:
    ran = porter(home=tmp_path, stdin="whats a socket exactly??\n\n!demo port-in-use\n¿y 端口?\n")

    assert ran.returncode == 0
    assert [line for line in ran.stdout.splitlines() if line.startswith("> ")] == [
        "> whats a socket exactly??",
        "> !demo port-in-use",
        "> ¿y 端口?",
    ]
    assert "EADDRINUSE" in ran.stdout
    assert "\x1b" not in ran.stdout


def test_without_a_terminal_exit_is_the_last_line(tmp_path: Path) -> None:
    ran = porter("chat", home=tmp_path, stdin="!topics\n EXIT\nwhat is a port\n")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert "what is a port" not in ran.stdout


@WITH_TERMINAL
def test_a_person_asks_picks_shows_lists_and_leaves(library: Library, tmp_path: Path) -> None:
    from terminal.pseudo_terminal import ENTER, in_terminal  # noqa: PLC0415 (Windows lacks what it imports)

    with in_terminal(home=tmp_path) as terminal:
        terminal.sees("No Discord token", "I'm Porter", "!demo", "exit leaves", PROMPT)
        terminal.type(f"whats a socket exactly??{ENTER}")
        terminal.sees(library.entries["socket"].title, "In the town", "1 Deeper", PROMPT)
        terminal.type(f"1{ENTER}")
        terminal.sees("Exactly", "Sources", PROMPT)
        terminal.type(f"!demo two-clients{ENTER}")
        terminal.sees(DEMOS["two-clients"].title, "ESTABLISHED", "Remember", PROMPT)
        terminal.type(f"!topics{ENTER}")
        terminal.sees("how-they-fit-together", PROMPT)
        terminal.type(f"exit{ENTER}")

        assert terminal.ends() == 0
        assert "Traceback" not in terminal.screen


@WITH_TERMINAL
def test_control_c_drops_the_line_and_the_end_of_file_leaves(tmp_path: Path) -> None:
    from terminal.pseudo_terminal import CONTROL_C, CONTROL_D, ENTER, in_terminal  # noqa: PLC0415 (as above)

    with in_terminal("chat", home=tmp_path) as terminal:
        terminal.sees(PROMPT)
        terminal.type(f"!topics{CONTROL_C}")
        terminal.sees(PROMPT)
        terminal.type(f"!help{ENTER}")
        terminal.sees("picks from the list", PROMPT)
        terminal.type(CONTROL_D)

        assert terminal.ends() == 0
        assert "Traceback" not in terminal.screen


@WITH_TERMINAL
def test_what_was_typed_is_kept_for_the_next_time_and_for_nobody_else(tmp_path: Path) -> None:
    from terminal.pseudo_terminal import ENTER, in_terminal  # noqa: PLC0415 (as above)

    state = tmp_path / "state"
    with in_terminal("chat", home=tmp_path, XDG_STATE_HOME=str(state)) as terminal:
        terminal.sees(PROMPT)
        terminal.type(f"what is a port{ENTER}")
        terminal.sees("In the town", PROMPT)
        terminal.type(f"exit{ENTER}")
        assert terminal.ends() == 0
    (history,) = [path for path in tmp_path.rglob("history") if path.is_file()]

    assert "what is a port" in history.read_text(encoding="utf-8")
    assert history.stat().st_mode & 0o077 == 0
