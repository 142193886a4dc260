import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot import __version__
from bot.config import read_settings

REPOSITORY = Path(__file__).parents[1]
PYPROJECT = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
PROJECT: dict[str, Any] = tomllib.loads(PYPROJECT)
GROUPS: dict[str, list[str]] = PROJECT["dependency-groups"]
EXAMPLE = REPOSITORY / "config.example.yaml"
EACH_REQUIREMENTS_FILE = pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-dev.txt", "requirements-build.txt"]
)


def dependencies() -> list[str]:
    project = PROJECT["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values(), *GROUPS.values()]
    return [dependency for each in lists for dependency in each]


def packages(name: str) -> dict[str, str]:
    """Give what stands in a requirements file for each package, without comments."""
    text = re.sub(r"^\s*#.*\n", "", (REPOSITORY / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    blocks = re.split(r"\n(?=\S)", text.strip())
    return {re.split(r"[=<>~!\[; ]", block)[0]: block for block in blocks}


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[=<>~!\[; ]", name)[0]).lower()


def test_the_example_settings_explain_every_setting() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    lone = [
        line.strip()
        for before, line in zip(["", *text.splitlines()], text.splitlines(), strict=False)
        if re.match(r"  \w+:", line) and not before.startswith("  ")
    ]

    assert lone == []


def test_ids_of_channels_may_stand_in_quotes_as_the_example_says(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(
        EXAMPLE.read_text(encoding="utf-8").replace("study_channels: []", 'study_channels: ["1234567890123456789", 7]'),
        encoding="utf-8",
    )

    assert read_settings(tmp_path / "config.yaml").discord.study_channels == (1234567890123456789, 7)


@pytest.mark.parametrize("dependency", dependencies())
def test_every_dependency_has_its_reason(dependency: str) -> None:
    line = next(line for line in PYPROJECT.splitlines() if line.strip().startswith(f'"{dependency}"'))

    assert re.search(r"# \S.{10,}$", line)


@EACH_REQUIREMENTS_FILE
def test_every_package_is_pinned_with_its_hashes(name: str) -> None:
    loose = [
        package
        for package, block in packages(name).items()
        if not re.match(r"\S+==\S+", block) or "--hash=sha256:" not in block
    ]

    assert packages(name)
    assert loose == []


@EACH_REQUIREMENTS_FILE
def test_no_address_and_no_path_stands_in_the_requirements(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")

    assert "://" not in text
    assert not re.search(r"^\s*(?:-e|-i|--index-url|--extra-index-url|--find-links|\.|/)(?:\s|$)", text, re.MULTILINE)


def test_what_porter_needs_is_in_the_requirements() -> None:
    project = PROJECT["project"]
    needed = {normalised(each) for each in (*project["dependencies"], *project["optional-dependencies"]["pictures"])}

    assert needed <= {normalised(each) for each in packages("requirements.txt")}


def test_what_developers_need_is_in_their_requirements() -> None:
    needed = {normalised(each) for each in dependencies() if each not in {*GROUPS["build"], *GROUPS["peers"]}}

    assert needed <= {normalised(each) for each in packages("requirements-dev.txt")}


def test_what_builds_the_package_is_in_its_requirements() -> None:
    needed = {normalised(each) for each in (*GROUPS["build"], *PROJECT["build-system"]["requires"])}

    assert needed <= {normalised(each) for each in packages("requirements-build.txt")}


def test_both_requirements_files_agree_on_versions() -> None:
    for_users, for_developers = packages("requirements.txt"), packages("requirements-dev.txt")
    heads = {name: block.split("\\")[0].strip() for name, block in for_users.items()}

    assert heads == {name: for_developers[name].split("\\")[0].strip() for name in heads}


def test_the_wheel_carries_the_knowledge_where_porter_looks_for_it() -> None:
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]

    assert wheel["packages"] == ["bot"]
    assert wheel["force-include"] == {"knowledge": "bot/knowledge"}


def test_the_source_distribution_names_what_exists() -> None:
    included = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    missing = [pattern for pattern in included if not list(REPOSITORY.glob(pattern.removeprefix("/")))]

    assert {"/bot", "/knowledge", "/tests"} <= set(included)
    assert missing == []


def test_the_command_is_the_way_in() -> None:
    assert PROJECT["project"]["scripts"] == {"porter": "bot.__main__:main"}


def test_the_version_is_written_once() -> None:
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert PROJECT["tool"]["hatch"]["version"] == {"path": "bot/__init__.py"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)
