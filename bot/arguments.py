"""The command line: what can be asked of `porter`, and what its exit codes mean."""

import argparse
from pathlib import Path

DONE, UNFORESEEN, WRONG_ARGUMENTS, FAULTY_FILE, NOT_POSSIBLE, TOKEN_REFUSED, UNREACHABLE = range(7)

_EXIT_CODES = """\
exit codes:
  0  done                      4  not possible here (a demo, a picture, the health file)
  1  an unforeseen fault       5  Discord refused the token, or there is none where one is needed
  2  wrong arguments           6  Discord can't be reached
  3  a faulty file: settings, knowledge or questions       130  interrupted by Ctrl-C

settings: --config FILE, else the file that PORTER_CONFIG names, else ./config.yaml, else the defaults.
token:    DISCORD_TOKEN, else the file that DISCORD_TOKEN_FILE names, else discord.token_file in the settings."""


def parse(arguments: list[str] | None, version: str) -> argparse.Namespace:
    """Read the command line; wrong arguments end the process with code 2 and say why."""
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument(
        "--config", type=Path, metavar="FILE", default=argparse.SUPPRESS, help="the settings, a YAML file"
    )
    parser = argparse.ArgumentParser(
        prog="porter",
        parents=[everywhere],
        description="Teaches ports, sockets and processes. Without a command: on Discord if there is a token, "
        "else in this terminal.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command="", config=None)
    parser.add_argument("--version", action="version", version=f"porter {version}")
    parser.add_argument(
        "--health-file", type=Path, metavar="FILE", help="while connected to Discord, touch this file every 20 seconds"
    )
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")

    def command(name: str, summary: str, more: str = "") -> argparse.ArgumentParser:
        added = commands.add_parser(
            name,
            parents=[everywhere],
            help=summary,
            description=f"{summary[:1].upper()}{summary[1:]}. {more}".strip(),
            epilog=_EXIT_CODES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        added.set_defaults(command=name)
        return added

    command("chat", "talk with Porter in this terminal", "Through a pipe, each line is answered in turn.")
    _add_ask(command("ask", "answer questions", "From the arguments, from a file, or one a line from standard input."))
    _add_demo(command("demo", "show this machine's sockets, or run an experiment on loopback"))
    command("check", "check settings and knowledge, and name every fault with file, line and column")
    health = command("health", "tell whether the Porter that touches this file is connected to Discord")
    health.add_argument("file", type=Path, help="the --health-file of the running Porter")
    return parser.parse_args(arguments)


def _add_ask(ask: argparse.ArgumentParser) -> None:
    ask.add_argument("question", nargs="*", metavar="QUESTION", help="a question, in quotes; several may follow")
    ask.add_argument("--unasked", action="store_true", help="judge them as overheard: answer only what surely fits")
    ask.add_argument(
        "--json",
        action="store_true",
        help="one object a line: question, outcome (found, suggestions, nothing), entries, suggestions, text",
    )
    ask.add_argument(
        "--from", type=Path, metavar="FILE.jsonl", dest="source", help="take the field `text` of each line of a file"
    )


def _add_demo(demo: argparse.ArgumentParser) -> None:
    demo.add_argument("name", nargs="?", default="", metavar="NAME", help="an experiment; without it, this machine")
    demo.add_argument("--json", action="store_true", help="as one JSON object")
    demo.add_argument("--picture", type=Path, metavar="FILE.png", help="draw it there as well")
