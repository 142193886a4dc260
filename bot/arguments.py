"""The command line: what can be asked of `porter`, and what its exit codes mean."""

import argparse
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

DONE, UNFORESEEN, WRONG_ARGUMENTS, FAULTY_FILE, NOT_POSSIBLE, TOKEN_REFUSED, UNREACHABLE = range(7)

_EXIT_CODES = """\
exit codes:
  0  done                      4  not possible here (a demo, pictures, the database, the health file)
  1  an unforeseen fault       5  Discord refused the token, or there is none that could be one
  2  wrong arguments           6  Discord can't be reached
  3  a faulty file: settings, knowledge or questions       130  interrupted by Ctrl-C

settings: --config FILE, else the file that PORTER_CONFIG names, else ./config.yaml, else the defaults.
token:    DISCORD_TOKEN, else the file that DISCORD_TOKEN_FILE names, else discord.token_file in the settings."""


def parse(arguments: list[str] | None, version: str, demos: Iterable[str]) -> argparse.Namespace:
    """Read the command line; wrong arguments end the process with code 2 and say why. `demos` are the demos' names."""
    parser = argparse.ArgumentParser(
        prog="porter",
        description="Teaches ports, sockets and processes. Without a command: on Discord if there is a token, "
        "else in this terminal.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command="")
    _add_config(parser, default=None)
    parser.add_argument("--version", action="version", version=f"porter {version}")
    parser.add_argument(
        "--health-file", type=Path, metavar="FILE", help="while connected to Discord, touch this file every 20 seconds"
    )
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")
    _add(commands, "chat", "talk with Porter in this terminal", "Through a pipe, each line is answered in turn.")
    ask = _add(
        commands, "ask", "answer questions", "From the arguments, from a file, or one a line from standard input."
    )
    _add_ask(ask)
    demo = _add(commands, "demo", "show this machine's sockets, or run an experiment on loopback")
    _add_demo(demo, demos)
    _add_picture(_add(commands, "picture", "draw a concept as a still picture", "Without a name, list them."))
    _add(commands, "check", "check settings and knowledge, and name every fault with file, line and column")
    measure = _add(
        commands,
        "measure",
        "ask messages whose right answers are known, and count how they are answered",
        "Each line of the file is an object: text, class (A answerable, B out of scope, C chatter), concepts (the "
        "entries that answer it, the main one first), intent (compare and relate ask for several).",
    )
    _add_measure(measure)
    new = _add(commands, "new", "write the skeleton of a new entry", "It says what to fill in; then run porter check.")
    new.add_argument("name", type=_entry_name, metavar="NAME", help="the concept in kebab-case, like file-descriptor")
    new.add_argument("--topic", type=_entry_name, default="more", help="the folder; more, if left out")
    _add(commands, "schema", "print the JSON Schema of an entry, for editors")
    health = _add(commands, "health", "tell whether the Porter that touches this file is connected to Discord")
    health.add_argument("file", type=Path, help="the --health-file of the running Porter")
    return parser.parse_args(arguments)


def _add_config(parser: argparse.ArgumentParser, default: object) -> None:
    parser.add_argument("--config", type=Path, metavar="FILE", default=default, help="the settings, a YAML file")


def _add(commands: Any, name: str, summary: str, more: str = "") -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=summary,
        description=f"{summary[:1].upper()}{summary[1:]}. {more}".strip(),
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(command=name)
    # Suppressed, so that a --config before the command isn't overwritten by the lack of one after it.
    _add_config(command, default=argparse.SUPPRESS)
    return command


def _entry_name(written: str) -> str:
    if len(written) > 60 or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", written):
        raise argparse.ArgumentTypeError(
            f"{written!r} isn't in kebab-case: lower-case letters, digits and hyphens, at most 60"
        )
    return written


def _add_ask(ask: argparse.ArgumentParser) -> None:
    ask.add_argument("question", nargs="*", metavar="QUESTION", help="a question, in quotes; several may follow")
    ask.add_argument("--unasked", action="store_true", help="judge them as overheard: answer only what surely fits")
    ask.add_argument(
        "--json",
        action="store_true",
        help="one object a line: question, outcome (found, suggestions, nothing), entries, suggestions, text",
    )
    ask.add_argument(
        "--why",
        action="store_true",
        help="explain instead: how the question was read, the entries that fit best, and what spoke for and against",
    )
    ask.add_argument(
        "--from", type=Path, metavar="FILE.jsonl", dest="source", help="take the field `text` of each line of a file"
    )


def _add_measure(measure: argparse.ArgumentParser) -> None:
    measure.add_argument("file", type=Path, metavar="FILE.jsonl", help="the labelled messages")
    measure.add_argument("--json", action="store_true", help="all of it as one JSON object, times in seconds")
    measure.add_argument(
        "--mistakes",
        type=_count,
        default=10,
        metavar="N",
        help="how many mistakes to name of each sort; 10, if left out",
    )


def _count(written: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", written):
        raise argparse.ArgumentTypeError(f"{written!r} isn't a whole number from 0 on")
    return int(written)


def _add_demo(demo: argparse.ArgumentParser, names: Iterable[str]) -> None:
    known = ", ".join(names)
    demo.add_argument("name", nargs="*", metavar="NAME", help=f"{known}; own-host, if left out")
    demo.add_argument("--json", action="store_true", help="as one JSON object")
    demo.add_argument("--picture", type=Path, metavar="FILE.png", help="draw it there as well")


def _add_picture(picture: argparse.ArgumentParser) -> None:
    picture.add_argument("name", nargs="?", metavar="NAME", help="the concept, like port-vs-socket")
    picture.add_argument("file", nargs="?", type=Path, metavar="FILE.png", help="draw it there")
    picture.add_argument("--light", action="store_true", help="in light colours instead of dark ones")
