"""The settings: what is read, and how every fault is told."""

import re
import traceback
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.answering.answer import DEFAULT_THRESHOLDS
from bot.chat.asking.courtesy import CourtesyLimits, Limit
from bot.chat.asking.unasked import Unasked
from bot.config import DisclosureSettings, Settings, find_settings_file, read_settings
from bot.demos.disclosure import SAFE, Disclosure, Rule, Scope, Where, Who
from bot.yaml_document import FaultyFileError

EXAMPLE = Path(__file__).parent.parent / "config.example.yaml"
TOKEN = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"


def write(directory: Path, text: str) -> Path:
    path = directory / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def told(directory: Path, text: str) -> list[str]:
    """Give every fault of settings as `line:column: problem`."""
    with pytest.raises(FaultyFileError) as refused:
        read_settings(write(directory, text))
    return [f"{fault.line}:{fault.column}: {fault.problem}" for fault in refused.value.faults]


def leaks(error: BaseException) -> bool:
    """Tell whether more than a few letters of the token are in the message or in the traceback."""
    shown = "".join(traceback.format_exception(error))
    return any(part in shown for part in (TOKEN[:20], TOKEN[-20:]))


# Reading settings


def test_without_a_file_everything_has_its_default() -> None:
    assert read_settings(None) == Settings()


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert read_settings(write(tmp_path, "")) == Settings()


def test_what_the_file_says_is_read(tmp_path: Path) -> None:
    settings = read_settings(
        write(
            tmp_path,
            """\
discord:
  prefix: "?"
  study_channels: [123456789012345678, 223456789012345678]
  api: http://127.0.0.1:8080/api
  gateway: ws://127.0.0.1:8080/
  unasked: shadow
answering: {asked: 0.4, unasked: 0.9}
demos: {at_once: 4, seconds: 2.5}
log: {level: debug}
""",
        )
    )

    assert settings.discord.prefix == "?"
    assert settings.discord.study_channels == (123456789012345678, 223456789012345678)
    assert settings.discord.api == "http://127.0.0.1:8080/api"
    assert settings.discord.gateway == "ws://127.0.0.1:8080/"
    assert settings.discord.unasked is Unasked.SHADOW
    assert (settings.answering.asked, settings.answering.unasked) == (0.4, 0.9)
    assert (settings.demos.at_once, settings.demos.seconds) == (4, 2.5)
    assert settings.log.level == "debug"


def test_an_unknown_key_is_told_with_the_likely_one(tmp_path: Path) -> None:
    faulty = "discrod: {}\ndiscord:\n  prefx: '?'\n  study_chanels: []\ndemos:\n  at_onec: 1\nlog:\n  levl: info\n"

    assert told(tmp_path, faulty) == [
        "1:1: unknown key `discrod`; did you mean `discord`?",
        "3:3: unknown key `prefx`; did you mean `prefix`?",
        "4:3: unknown key `study_chanels`; did you mean `study_channels`?",
        "6:3: unknown key `at_onec`; did you mean `at_once`?",
        "8:3: unknown key `levl`; did you mean `level`?",
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("discord: {prefix: ", "''}"),
        ("discord: {prefix: ", "'!!!!!!'}"),
        ("discord: {prefix: ", "'a b'}"),
        ("discord: {prefix: ", "5}"),
        ("discord: {prefix: ", "/}"),
        ("discord: {prefix: ", "'@x'}"),
        ("discord: {study_channels: [", "0]}"),
        ("discord: {study_channels: [", "-1]}"),
        ("discord: {study_channels: [1, ", "general]}"),
        ("discord: {study_channels: [1, ", "'18446744073709551616']}"),
        ("discord: {study_channels: ", "123456789012345678}"),
        ("discord: {api: ", "ftp://discord.com}"),
        ("discord: {api: ", "'http://'}"),
        ("discord: {api: ", "'https://discord.com/a b'}"),
        ("discord: {gateway: ", "https://gateway.discord.gg}"),
        ("discord: {unasked: ", "sometimes}"),
        ("discord: {unasked: ", "Shadow}"),
        ("discord: {unasked: ", "no}"),
        ("discord: {unasked: ", "[shadow]}"),
        ("answering: {asked: ", "0}"),
        ("answering: {asked: ", "1}"),
        ("answering: {asked: ", "-0.5}"),
        ("answering: {asked: ", ".nan}"),
        ("answering: {asked: ", "yes}"),
        ("answering: {unasked: ", "80}"),
        ("answering: {unasked: ", "80%}"),
        ("answering: {unasked: ", ".inf}"),
        ("answering: {unasked: ", "high}"),
        ("answering: ", "0.8"),
        ("demos: {at_once: ", "0}"),
        ("demos: {at_once: ", "17}"),
        ("demos: {at_once: ", "many}"),
        ("demos: {seconds: ", "0}"),
        ("demos: {seconds: ", "60.1}"),
        ("disclosure: {host: {who: ", "me}}"),
        ("disclosure: {host: {who: ", "[owner]}}"),
        ("disclosure: {own_host: {where: ", "dm}}"),
        ("disclosure: {experiments: ", "everyone}"),
        ("disclosure: {people: [", "ada]}"),
        ("disclosure: {roles: ", "223456789012345678}"),
        ("disclosure: {channels: [1, ", "0]}"),
        ("disclosure: {rows: ", "0}"),
        ("disclosure: {rows: ", "51}"),
        ("disclosure: {addresses: ", "all}"),
        ("disclosure: {process_names: [", "'']}"),
        ("disclosure: {process_names: ", "nginx}"),
        ("disclosure: {per_person: {times: ", "0}}"),
        ("disclosure: {per_person: {times: ", "2.5}}"),
        ("disclosure: {per_server: {seconds: ", "0}}"),
        ("disclosure: {per_server: ", "20}"),
        ("log: {level: ", "loud}"),
        ("log: {level: ", "INFO}"),
        ("discord: ", "everything"),
        ("discord: ", "[prefix]"),
    ],
)
def test_a_value_out_of_bounds_is_told_with_its_place(tmp_path: Path, key: str, value: str) -> None:
    [fault] = told(tmp_path, key + value)

    assert fault.startswith(f"1:{len(key) + 1}: ")


@pytest.mark.parametrize(
    "text",
    [
        "discord: {prefix: p!}",
        "discord: {study_channels: [1]}",
        "discord: {study_channels: ['18446744073709551615']}",
        "discord: {unasked: never}",
        "answering: {asked: 0.001}",
        "answering: {unasked: 0.999}",
        "demos: {at_once: 1, seconds: 0.1}",
        "demos: {at_once: 16, seconds: 60}",
        "disclosure: {rows: 1}",
        "disclosure: {rows: 50, addresses: own}",
        "disclosure: {process_names: ['*']}",
        "disclosure: {per_person: {times: 1}, per_server: {seconds: 86400}}",
        "log: {level: error}",
    ],
)
def test_a_value_at_its_bound_is_taken(tmp_path: Path, text: str) -> None:
    assert read_settings(write(tmp_path, text)) != Settings()


def test_a_manner_that_does_not_exist_is_told_with_those_that_do(tmp_path: Path) -> None:
    assert told(tmp_path, "discord:\n  unasked: off-and-on\n") == [
        "2:12: `discord.unasked` should be 'answer', 'shadow' or 'never'"
    ]


def test_a_threshold_that_is_no_probability_is_told_with_one_that_is(tmp_path: Path) -> None:
    assert told(tmp_path, "answering:\n  asked: 1\n  unasked: 80\n") == [
        "2:10: `answering.asked`: a threshold is more than 0 and less than 1; for 80 % write 0.8",
        "3:12: `answering.unasked`: a threshold is more than 0 and less than 1; for 80 % write 0.8",
    ]


def test_the_thresholds_are_those_of_the_answers_unless_chosen() -> None:
    answering = Settings().answering

    assert (answering.asked, answering.unasked) == (DEFAULT_THRESHOLDS.asked, DEFAULT_THRESHOLDS.unasked)


@pytest.mark.parametrize("level", ["warning", "error"])
def test_a_log_that_would_hide_what_shadow_writes_is_told(tmp_path: Path, level: str) -> None:
    [fault] = told(tmp_path, f"discord:\n  unasked: shadow\nlog:\n  level: {level}\n")

    assert fault.startswith("4:10: this log would hide what `discord.unasked: shadow` writes; choose info")


def test_all_that_only_the_whole_file_shows_is_told_together(tmp_path: Path) -> None:
    faulty = "discord: {unasked: shadow}\nknowledge: {directory: nowhere}\nlog: {level: error}\n"

    assert [fault.partition(": ")[0] for fault in told(tmp_path, faulty)] == ["2:24", "3:14"]


@pytest.mark.parametrize("level", ["info", "debug"])
def test_a_log_that_shows_what_shadow_writes_is_taken(tmp_path: Path, level: str) -> None:
    text = f"discord:\n  unasked: shadow\nlog:\n  level: {level}\n"

    assert read_settings(write(tmp_path, text)).discord.unasked is Unasked.SHADOW


# What demos disclose


def test_without_settings_what_is_safe_is_disclosed() -> None:
    assert Settings().disclosure.policy() == SAFE


def test_what_the_settings_disclose_reaches_the_gate(tmp_path: Path) -> None:
    settings = read_settings(
        write(
            tmp_path,
            """\
disclosure:
  experiments: {where: private}
  own_host: {who: nobody}
  host: {who: listed}
  people: [1]
  roles: ['2', 3]
  channels: [4]
  rows: 5
  addresses: own
  process_names: [nginx, "postgres*"]
  per_person: {times: 6}
  per_server: {seconds: 7}
""",
        )
    )

    assert settings.disclosure.policy() == Disclosure(
        rules={
            Scope.EXPERIMENTS: Rule(Who.EVERYONE, Where.PRIVATE),
            Scope.OWN_HOST: Rule(Who.NOBODY, Where.ANYWHERE),
            Scope.HOST: Rule(Who.LISTED, Where.PRIVATE),
        },
        people=frozenset({1}),
        roles=frozenset({2, 3}),
        channels=frozenset({4}),
        rows=5,
        own_addresses=True,
        process_names=("nginx", "postgres*"),
    )
    assert (settings.disclosure.per_person.times, settings.disclosure.per_person.seconds) == (6, 20)
    assert (settings.disclosure.per_server.times, settings.disclosure.per_server.seconds) == (20, 7)


@pytest.mark.parametrize(
    ("key", "likely"),
    [
        ("  hosts: {}\n", "2:3: unknown key `hosts`; did you mean `host`?"),
        ("  host:\n    whom: owner\n", "3:5: unknown key `whom`; did you mean `who`?"),
        ("  per_person:\n    second: 5\n", "3:5: unknown key `second`; did you mean `seconds`?"),
    ],
)
def test_an_unknown_key_of_the_disclosure_is_told_with_the_likely_one(tmp_path: Path, key: str, likely: str) -> None:
    assert told(tmp_path, f"disclosure:\n{key}") == [likely]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("{host: {who: listed}}", ["1:26"]),
        ("{host: {who: listed}, own_host: {who: listed}}", ["1:26", "1:51"]),
        ("{people: [1], roles: [2]}", ["1:22", "1:34"]),
        ("{host: {who: everyone, where: anywhere}}", ["1:43"]),
    ],
)
def test_a_disclosure_that_contradicts_itself_is_told_with_its_place(
    tmp_path: Path, text: str, places: list[str]
) -> None:
    assert [fault.partition(": ")[0] for fault in told(tmp_path, f"disclosure: {text}")] == places


def test_whoever_lists_nobody_is_told_what_to_name(tmp_path: Path) -> None:
    [fault] = told(tmp_path, "disclosure: {host: {who: listed}}")

    assert fault.endswith("nobody is listed: name people or roles under `disclosure`, or write `who: owner`")


@pytest.mark.parametrize(
    "text",
    [
        "{host: {who: listed}, roles: [1]}",
        "{host: {who: listed, where: anywhere}, people: [1]}",
        "{host: {who: everyone}}",
        "{host: {who: everyone, where: anywhere}, channels: [1]}",
        "{people: [1], addresses: own}",
    ],
)
def test_a_disclosure_that_somebody_may_have_meant_is_taken(tmp_path: Path, text: str) -> None:
    assert read_settings(write(tmp_path, f"disclosure: {text}")) != Settings()


def test_an_empty_section_within_a_section_changes_nothing(tmp_path: Path) -> None:
    assert read_settings(write(tmp_path, "disclosure:\n  host:\n    # who: listed\n  per_person:\n")) == Settings()


# The whole


def test_settings_cannot_be_changed_after_reading() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().discord.prefix = "?"


def test_a_section_whose_keys_are_all_commented_out_changes_nothing(tmp_path: Path) -> None:
    assert read_settings(write(tmp_path, "discord:\n  # prefix: '?'\n")) == Settings()


# Which file


def test_the_chosen_file_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "")

    assert find_settings_file(Path("mine.yaml"), {"PORTER_CONFIG": "other.yaml"}) == Path("mine.yaml")


def test_the_file_of_the_environment_comes_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "")

    assert find_settings_file(None, {"PORTER_CONFIG": "other.yaml"}) == Path("other.yaml")


@pytest.mark.parametrize("environment", [{}, {"PORTER_CONFIG": ""}])
def test_the_file_of_the_working_directory_comes_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert find_settings_file(None, environment) is None
    write(tmp_path, "")
    assert find_settings_file(None, environment) == Path("config.yaml")


def test_a_file_that_is_named_but_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(FaultyFileError, match=r"none\.yaml:1:1: the file can't be read"):
        read_settings(tmp_path / "none.yaml")


def test_relative_paths_count_from_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "mine").mkdir(parents=True)
    path = write(elsewhere, "discord: {token_file: secrets/token}\nknowledge: {directory: mine}\n")
    monkeypatch.chdir(tmp_path)

    for named in (path, path.relative_to(tmp_path)):
        settings = read_settings(named)
        assert settings.discord.token_file == elsewhere / "secrets/token"
        assert settings.knowledge.directory == elsewhere / "mine"


def test_absolute_paths_and_home_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))

    settings = read_settings(
        write(tmp_path, "discord: {token_file: /run/secrets/token}\nknowledge: {directory: ~/mine}\n")
    )

    assert settings.discord.token_file == Path("/run/secrets/token")
    assert settings.knowledge.directory == tmp_path / "mine"


def test_a_knowledge_directory_that_does_not_exist_is_told(tmp_path: Path) -> None:
    [fault] = told(tmp_path, "knowledge: {directory: nowhere}\n")

    assert fault.startswith(f"1:24: there is no directory {tmp_path / 'nowhere'}")


def test_the_home_of_nobody_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, "knowledge: {directory: ~nobody-of-that-name/mine}\n")


# The token in the wrong place


@pytest.mark.parametrize(
    ("text", "place"),
    [(f"token: {TOKEN}\n", "1:1"), (f"log: {{}}\ndiscord:\n  prefix: '?'\n  token: {TOKEN}\n", "4:3")],
)
def test_a_token_in_the_settings_is_refused_with_the_remedy(tmp_path: Path, text: str, place: str) -> None:
    [fault] = told(tmp_path, text)

    assert fault.startswith(f"{place}: the token doesn't belong in this file: put it in the environment variable")


@pytest.mark.parametrize(
    "text",
    [
        f"token: {TOKEN}",
        f"discord: {{token: {TOKEN}}}",
        f"discord: {{token: &t {TOKEN}}}",
        f"discord: {{token: !secret {TOKEN}}}",
        f"discord: {{token: '{TOKEN}}}",
        f"discord: {{token: {TOKEN}, token: {TOKEN}}}",
        f"discord: {{bot_token: {TOKEN}}}",
        f"discord: {{prefix: {TOKEN}}}",
        f"discord: {{study_channels: [{TOKEN}]}}",
        f"discord: {TOKEN}",
        f"log: {{level: {TOKEN}}}",
        f"DISCORD_TOKEN: {TOKEN}",
        f"DISCORD_TOKEN={TOKEN}",
    ],
)
def test_a_token_in_the_settings_is_never_echoed(tmp_path: Path, text: str) -> None:
    with pytest.raises(FaultyFileError) as refused:
        read_settings(write(tmp_path, text))

    assert not leaks(refused.value)


def test_a_token_file_whose_name_cannot_be_one_is_told(tmp_path: Path) -> None:
    [fault] = told(tmp_path, 'discord: {token_file: "to\\0ken"}\n')

    assert fault.startswith("1:23: a control character stands in this text")


# The page on disclosure

PAGE = (EXAMPLE.parent / "docs" / "disclosure.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("example", re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
def test_every_example_of_the_page_on_disclosure_is_taken(tmp_path: Path, example: str) -> None:
    assert read_settings(write(tmp_path, example)).disclosure.policy() != SAFE


def test_the_page_on_disclosure_tells_every_setting() -> None:
    keys = (*DisclosureSettings.model_fields, *Who, *Where)

    assert [key for key in keys if (key.value if isinstance(key, Enum) else key) not in PAGE] == []


# Memory and courtesy


def test_a_database_counts_from_the_directory_of_the_settings(tmp_path: Path) -> None:
    memory = read_settings(write(tmp_path, "memory:\n  database: data/porter.db\n")).memory
    secret = read_settings(write(tmp_path, "memory:\n  url_file: secrets/url\n")).memory

    assert memory.database == str(tmp_path / "data" / "porter.db")
    assert secret.url_file == tmp_path / "secrets" / "url"


def test_a_url_of_a_database_stays_as_it_is(tmp_path: Path) -> None:
    memory = read_settings(write(tmp_path, "memory:\n  database: postgresql://porter@host/porter\n")).memory

    assert memory.database == "postgresql://porter@host/porter"


def test_a_password_of_a_database_does_not_belong_in_the_file(tmp_path: Path) -> None:
    [fault] = told(tmp_path, "memory:\n  database: postgresql://porter:hunter2@host/porter\n")

    assert fault.startswith("2:13: `memory.database`: a password doesn't belong in this file")
    assert "PORTER_DATABASE_URL" in fault
    assert "hunter2" not in fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("memory:\n  database: mysql://host/porter\n", "2:13: `memory.database`: a database is a path for SQLite"),
        ("memory:\n  datebase: x\n", "2:3: unknown key `datebase`; did you mean `database`?"),
        ("memory:\n  keep_answers_hours: 0\n", "2:23: `memory.keep_answers_hours` should be greater than 0"),
        ("memory:\n  database: a\n  url_file: b\n", "3:13: `memory.database` names a database already"),
        ("courtesy:\n  per_channel:\n    times: 0\n", "3:12: `courtesy.per_channel.times` should be greater than"),
        ("courtesy:\n  repeat_seconds: -1\n", "2:19: `courtesy.repeat_seconds` should be greater than or equal to 0"),
    ],
)
def test_faults_of_memory_and_courtesy_are_told(tmp_path: Path, text: str, fault: str) -> None:
    [said] = told(tmp_path, text)

    assert said.startswith(fault)


def test_courtesy_is_what_the_settings_say(tmp_path: Path) -> None:
    assert Settings().courtesy.limits() == CourtesyLimits()
    limits = read_settings(write(tmp_path, "courtesy:\n  per_channel:\n    times: 3\n")).courtesy.limits()

    assert limits.channel == Limit(3, 60)


# The example


def test_the_example_loads_and_changes_nothing() -> None:
    assert read_settings(EXAMPLE) == Settings()


def test_the_example_names_every_setting() -> None:
    example = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))

    assert keys_of(example) == keys_of(Settings().model_dump())


def keys_of(settings: Any) -> Any:
    """Keep of nested mappings the keys alone."""
    return {key: keys_of(value) for key, value in settings.items()} if isinstance(settings, dict) else None
