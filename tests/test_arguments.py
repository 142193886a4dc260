from pathlib import Path

import pytest

from bot import arguments
from bot.arguments import parse

DEMOS = ("own-host", "two-clients")


@pytest.mark.parametrize("typed", [["--config", "a.yaml", "ask"], ["ask", "--config", "a.yaml"]])
def test_the_settings_may_be_named_before_and_after_the_command(typed: list[str]) -> None:
    chosen = parse(typed, "0", DEMOS)

    assert (chosen.command, chosen.config) == ("ask", Path("a.yaml"))


def test_the_settings_may_be_named_without_a_command() -> None:
    assert parse(["--config", "a.yaml"], "0", DEMOS).config == Path("a.yaml")


def test_without_a_command_nothing_is_chosen() -> None:
    chosen = parse([], "0", DEMOS)

    assert (chosen.command, chosen.config, chosen.health_file) == ("", None, None)


def test_several_questions_may_follow() -> None:
    assert parse(["ask", "what is a port", "and a socket"], "0", DEMOS).question == ["what is a port", "and a socket"]


def test_a_demo_without_a_name_is_this_machine() -> None:
    chosen = parse(["demo"], "0", DEMOS)

    assert (chosen.name, chosen.json, chosen.picture) == ([], False, None)


def test_a_demos_name_may_be_several_words() -> None:
    assert parse(["demo", "port", "8080", "--json"], "0", DEMOS).name == ["port", "8080"]


@pytest.mark.parametrize(
    "typed",
    [
        ["nonsense"],
        ["--nonsense"],
        ["ask", "--nonsense"],
        ["health"],
        ["--config"],
        ["new"],
        ["schema", "x"],
        ["measure"],
        ["measure", "a.jsonl", "b.jsonl"],
        ["measure", "a.jsonl", "--mistakes", "-1"],
        ["measure", "a.jsonl", "--mistakes", "many"],
        ["measure", "a.jsonl", "--mistakes"],
    ],
)
def test_wrong_arguments_end_with_2_and_a_usage(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        parse(typed, "0", DEMOS)

    assert end.value.code == 2
    assert capsys.readouterr().err.startswith("usage: porter")


def test_a_new_entry_has_a_name_and_a_topic() -> None:
    chosen = parse(["new", "file-descriptor", "--topic", "processes"], "0", DEMOS)

    assert (chosen.command, chosen.name, chosen.topic) == ("new", "file-descriptor", "processes")
    assert parse(["new", "tls13"], "0", DEMOS).topic == "more"


@pytest.mark.parametrize(
    "name",
    [
        "File",
        "file_descriptor",
        "file descriptor",
        "-file",
        "file-",
        "a--b",
        "../port",
        "a/b",
        "port.yaml",
        "",
        "é",
        "x\n",
    ],
)
@pytest.mark.parametrize("place", ["name", "topic"])
def test_names_and_topics_are_in_kebab_case(place: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    typed = ["new", name] if place == "name" else ["new", "port", f"--topic={name}"]
    with pytest.raises(SystemExit) as end:
        parse(typed, "0", DEMOS)

    assert end.value.code == 2
    assert "usage: porter new" in capsys.readouterr().err


def test_a_name_that_is_too_long_is_refused() -> None:
    with pytest.raises(SystemExit):
        parse(["new", "a" * 61], "0", DEMOS)


@pytest.mark.parametrize(
    "typed", [[], ["chat"], ["ask"], ["demo"], ["check"], ["measure"], ["new"], ["schema"], ["health"]]
)
def test_every_help_tells_the_exit_codes_and_where_the_token_comes_from(
    typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        parse([*typed, "--help"], "0", DEMOS)
    shown = capsys.readouterr().out

    assert end.value.code == 0
    assert all(f"{code}  " in shown for code in range(7))
    assert all(word in shown for word in ("DISCORD_TOKEN", "DISCORD_TOKEN_FILE", "PORTER_CONFIG"))


def test_ten_mistakes_are_named_unless_another_number_is_wanted() -> None:
    chosen = parse(["measure", "a.jsonl"], "0", DEMOS)

    assert (chosen.command, chosen.file, chosen.mistakes, chosen.json) == ("measure", Path("a.jsonl"), 10, False)
    assert parse(["measure", "--mistakes", "0", "--json", "a.jsonl"], "0", DEMOS).mistakes == 0


def test_the_exit_codes_are_those_that_scripts_rely_on() -> None:
    codes = {
        "DONE": 0,
        "UNFORESEEN": 1,
        "WRONG_ARGUMENTS": 2,
        "FAULTY_FILE": 3,
        "NOT_POSSIBLE": 4,
        "TOKEN_REFUSED": 5,
        "UNREACHABLE": 6,
    }

    assert {name: getattr(arguments, name) for name in codes} == codes


def test_the_help_of_demo_names_the_demos(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["demo", "--help"], "0", DEMOS)

    assert "own-host, two-clients" in " ".join(capsys.readouterr().out.split())
