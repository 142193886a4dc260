"""The way in: reads the settings, builds the objects, starts. Nothing else knows all rooms."""

import asyncio
import gc
import io
import logging
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bot import __version__, arguments
from bot.answering.answer import Manner, Thresholds
from bot.answering.authoring import EntryExistsError, entry_schema, write_skeleton
from bot.answering.library import Library
from bot.answering.loader import load_library, own_directory
from bot.answering.shelf import Shelf
from bot.bot_token import TokenError, read_token
from bot.chat.asking.unasked import Unasked
from bot.chat.health import UnhealthyError, check_health
from bot.config import Settings, find_settings_file, read_settings
from bot.database_place import DatabasePlaceError, read_place
from bot.demos.catalogue import DEMOS, UnknownDemoError, find_demo
from bot.demos.disclosure import AT_THE_TERMINAL, NotAllowedError, grant
from bot.demos.runner import DemoRefusedError, DemoRunner
from bot.log import start_log
from bot.pictures.rasterising import PicturesUnavailableError
from bot.yaml_document import FaultyFileError

# What may go wrong and is told in a sentence, with its exit code; everything else is logged with its traceback.
_FORESEEN: dict[type[Exception], int] = {
    FaultyFileError: arguments.FAULTY_FILE,
    TokenError: arguments.TOKEN_REFUSED,
    DatabasePlaceError: arguments.FAULTY_FILE,
    UnknownDemoError: arguments.WRONG_ARGUMENTS,
    DemoRefusedError: arguments.NOT_POSSIBLE,
    NotAllowedError: arguments.NOT_POSSIBLE,
    PicturesUnavailableError: arguments.NOT_POSSIBLE,
    UnhealthyError: arguments.NOT_POSSIBLE,
}


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code, as `porter --help` documents them."""
    chosen = arguments.parse(argv, __version__, DEMOS)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # what isn't in the encoding becomes a question mark, not a traceback
    start_log("warning", secrets=(os.environ.get("DISCORD_TOKEN", "").strip(),))
    try:
        return _run(chosen)
    except tuple(_FORESEEN) as error:
        return _refuse(str(error), next(code for kind, code in _FORESEEN.items() if isinstance(error, kind)))
    except BrokenPipeError:
        # Whoever read our output has left, as `head` does; leave quietly, and don't let Python flush once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return arguments.DONE
    except KeyboardInterrupt:
        return 130
    except Exception:
        logging.getLogger(__name__).exception("unforeseen; please report this")
        return arguments.UNFORESEEN


def _run(chosen: Namespace) -> int:
    if chosen.command == "health":
        check_health(chosen.file)
        return arguments.DONE
    settings = read_settings(find_settings_file(chosen.config, os.environ))
    commands: dict[str, Callable[[Namespace, Settings], int]] = {
        "ask": _ask,
        "chat": _local_chat,
        "check": _check,
        "demo": _demo,
        "measure": _measure,
        "new": _new,
        "picture": _picture,
        "schema": _schema,
    }
    return commands.get(chosen.command, _discord_or_chat)(chosen, settings)


def _ask(chosen: Namespace, settings: Settings) -> int:
    from bot.terminal.ask import answer_all, questions_from, questions_typed
    from bot.terminal.layout import new_console

    if chosen.why and chosen.json:
        return _refuse("Give --why or --json, not both.", arguments.WRONG_ARGUMENTS)
    if chosen.source and chosen.question:
        return _refuse("Give questions or --from, not both.", arguments.WRONG_ARGUMENTS)
    questions = chosen.question or (questions_from(chosen.source) if chosen.source else questions_typed())
    manner = Manner.UNASKED if chosen.unasked else Manner.ASKED
    if chosen.why:
        from bot.terminal.why import explain_all

        explain_all(questions, _library(settings), manner, _thresholds(settings), new_console())
        return arguments.DONE
    answer_all(questions, _library(settings), manner, _thresholds(settings), new_console(), as_json=chosen.json)
    return arguments.DONE


def _demo(chosen: Namespace, settings: Settings) -> int:
    from bot.terminal.layout import new_console
    from bot.terminal.show import show

    async def run() -> None:
        demo = find_demo(" ".join(chosen.name))
        granted = grant(settings.disclosure.policy(), demo.scope, AT_THE_TERMINAL)
        runner = DemoRunner(settings.demos.at_once, settings.demos.seconds)
        shown = await runner.run(demo, {}, granted.sight)
        runner.close()
        show(shown, new_console(), chosen.picture, as_json=chosen.json)

    asyncio.run(run())
    return arguments.DONE


def _picture(chosen: Namespace, _: Settings) -> int:
    from bot.pictures.stills.catalogue import UnknownStillError
    from bot.terminal.picture import draw_picture, list_pictures

    if chosen.name is None:
        list_pictures()
    elif chosen.file is None:
        message = f"Name a file to draw it in, as in: porter picture {chosen.name} {chosen.name}.png"
        return _refuse(message, arguments.WRONG_ARGUMENTS)
    else:
        try:
            draw_picture(chosen.name, chosen.file, "light" if chosen.light else "dark")
        except UnknownStillError as error:
            return _refuse(str(error), arguments.WRONG_ARGUMENTS)
    return arguments.DONE


def _check(chosen: Namespace, settings: Settings) -> int:
    from bot.terminal.check import check_knowledge
    from bot.terminal.layout import new_console

    path = find_settings_file(chosen.config, os.environ)
    print(f"Settings: {path or 'all defaults'}, no fault.")
    check_knowledge(_knowledge(settings), new_console())
    return arguments.DONE


def _measure(chosen: Namespace, settings: Settings) -> int:
    from bot.terminal.layout import new_console
    from bot.terminal.measure import measure_file

    measure_file(
        chosen.file,
        _library(settings),
        _thresholds(settings),
        new_console(),
        most_mistakes=chosen.mistakes,
        as_json=chosen.json,
    )
    return arguments.DONE


def _new(chosen: Namespace, settings: Settings) -> int:
    directory = _knowledge(settings)
    if directory == own_directory() and directory.parent == Path(__file__).parent:
        message = "Porter's own knowledge is installed with it; name a directory of yours as knowledge.directory."
        return _refuse(message, arguments.NOT_POSSIBLE)
    try:
        path = write_skeleton(directory, chosen.topic, chosen.name)
    except EntryExistsError as error:
        return _refuse(str(error), arguments.WRONG_ARGUMENTS)
    except OSError as error:
        return _refuse(f"{directory} can't be written to ({error.strerror}).", arguments.NOT_POSSIBLE)
    print(f"{path}\nFill it in, then run porter check.")
    return arguments.DONE


def _schema(_: Namespace, __: Settings) -> int:
    print(entry_schema(), end="")
    return arguments.DONE


def _local_chat(_: Namespace, settings: Settings) -> int:
    return _chat(settings, "This is the local chat.")


def _chat(settings: Settings, because: str) -> int:
    from bot.terminal.conversation import converse
    from bot.terminal.layout import new_console

    async def run() -> None:
        runner = DemoRunner(settings.demos.at_once, settings.demos.seconds)
        disclosure = settings.disclosure.policy()
        await converse(_library(settings), _thresholds(settings), runner, disclosure, new_console(), because)
        runner.close()

    asyncio.run(run())
    return arguments.DONE


def _discord_or_chat(chosen: Namespace, settings: Settings) -> int:
    token = read_token(settings, os.environ)
    if token is None and chosen.health_file:
        return _refuse(
            "A health file is for Discord, and there is no token: set DISCORD_TOKEN.", arguments.TOKEN_REFUSED
        )
    if token is None:
        because = "No Discord token (see porter --help), so this is the local chat."
        if not sys.stdin.isatty():
            print(because, file=sys.stderr)
        return _chat(settings, because)
    # As the first process of a container, Porter would ignore the signal until it has a handler.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(arguments.DONE))
    if hasattr(signal, "SIGHUP") and not sys.stdin.isatty():
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # it asks to read the knowledge anew, which is being read now
    # What is made from here on stays; to look through it again and again would take a tenth of the start.
    gc.disable()
    from bot.chat.pace import DemoPace, Pace
    from bot.chat.start import Ending, start

    place = read_place(settings, os.environ)
    start_log(settings.log.level, secrets=(token.secret.get_secret_value(),))
    log = logging.getLogger(__name__)
    log.info("There is a token in %s, so Porter talks on Discord.", token.place)
    study_channels = frozenset(settings.discord.study_channels)
    if settings.discord.unasked is Unasked.SHADOW:
        log.info("shadow: questions overheard in the study channels (%d) are only logged.", len(study_channels))
    person, server = settings.disclosure.per_person, settings.disclosure.per_server
    ending = start(
        token.secret,
        api=settings.discord.api,
        gateway=settings.discord.gateway,
        prefix=settings.discord.prefix,
        thresholds=_thresholds(settings),
        study_channels=study_channels,
        unasked=settings.discord.unasked,
        shelf=Shelf(_knowledge(settings)),
        watch_seconds=settings.knowledge.watch_seconds,
        runner=lambda: DemoRunner(settings.demos.at_once, settings.demos.seconds),
        disclosure=settings.disclosure.policy(),
        demo_pace=DemoPace(Pace(person.times, person.seconds), Pace(server.times, server.seconds)),
        health_file=chosen.health_file,
        place=place,
        keeps_answers=timedelta(hours=settings.memory.keep_answers_hours),
        courtesy=settings.courtesy.limits(),
    )
    codes = {
        Ending.STOPPED: arguments.DONE,
        Ending.TOKEN_REFUSED: arguments.TOKEN_REFUSED,
        Ending.UNREACHABLE: arguments.UNREACHABLE,
        Ending.MEMORY_UNUSABLE: arguments.NOT_POSSIBLE,
    }
    return codes[ending]


def _library(settings: Settings) -> Library:
    return load_library(_knowledge(settings))


def _thresholds(settings: Settings) -> Thresholds:
    return Thresholds(settings.answering.asked, settings.answering.unasked)


def _knowledge(settings: Settings) -> Path:
    return settings.knowledge.directory or own_directory()


def _refuse(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
