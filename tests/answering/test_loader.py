"""The knowledge as a directory of files: what is read, and what is refused."""

from pathlib import Path

import pytest
from builders import write_entry

from bot.answering.library import Library
from bot.answering.loader import load_library, own_directory, read_knowledge
from bot.yaml_document import FaultyFileError


def told(directory: Path) -> list[str]:
    """Give every fault as `path:line:column: problem`, the path from the knowledge on."""
    with pytest.raises(FaultyFileError) as refused:
        load_library(directory)
    return [str(fault).removeprefix(f"{directory}/") for fault in refused.value.faults]


# What is read


def test_an_entry_is_named_after_its_file_and_its_folder_is_its_topic(knowledge: Path) -> None:
    write_entry(knowledge, "hall/coat-rack")

    library = load_library(knowledge)

    assert {entry.name: entry.topic for entry in library.entries.values()} == {
        "coat-rack": "hall",
        "kettle": "kitchen",
        "stove": "kitchen",
    }


def test_each_entry_is_read_with_the_places_of_its_file(knowledge: Path) -> None:
    kettle, stove = read_knowledge(knowledge).entries

    assert (kettle.entry.name, stove.entry.name) == ("kettle", "stove")
    assert kettle.document.path == knowledge / "kitchen" / "kettle.yaml"
    assert str(kettle.document.fault(("title",), "odd")) == f"{kettle.document.path}:1:8: odd"


def test_files_that_are_no_entries_are_left_alone(knowledge: Path) -> None:
    for name in ("README.md", "kitchen/notes.txt", "kitchen/kettle.yaml~", "kitchen/picture.png"):
        (knowledge / name).write_bytes(b"\x00not: [yaml")

    assert list(load_library(knowledge).entries) == ["kettle", "stove"]


def test_a_relative_directory_is_read(knowledge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(knowledge.parent)

    assert list(load_library(Path("knowledge")).entries) == ["kettle", "stove"]


def test_a_link_that_stays_in_the_directory_is_followed(knowledge: Path) -> None:
    (knowledge / "cellar").mkdir()
    (knowledge / "kitchen" / "stove.yaml").rename(knowledge / "cellar" / "stove.txt")
    (knowledge / "kitchen" / "stove.yaml").symlink_to("../cellar/stove.txt")

    assert list(load_library(knowledge).entries) == ["kettle", "stove"]


def test_entries_may_refer_to_each_other(knowledge: Path) -> None:
    write_entry(
        knowledge,
        "kitchen/kettle-vs-stove",
        compares=["kettle", "stove"],
        relations=[{"is": "about", "to": "kettle"}],
        see_also=["stove"],
    )

    assert load_library(knowledge).entries["kettle-vs-stove"].compares == ("kettle", "stove")


def test_porter_brings_knowledge(library: Library) -> None:
    assert own_directory().is_dir()
    assert {"port", "socket", "process"} <= set(library.entries)


# What is refused


def test_several_faulty_files_are_told_at_once(knowledge: Path) -> None:
    write_entry(knowledge, "kitchen/pan", title=5, colour="red")
    write_entry(knowledge, "kitchen/ladle", short=None)
    (knowledge / "kitchen" / "spoon.yaml").write_text("title: [\n")
    write_entry(knowledge, "hall/mirror", see_also=["unheard-of"])

    assert [fault.partition(": ")[0] for fault in told(knowledge)] == [
        "hall/mirror.yaml:14:3",
        "kitchen/ladle.yaml:1:1",
        "kitchen/pan.yaml:1:8",
        "kitchen/pan.yaml:13:1",
        "kitchen/spoon.yaml:2:1",
    ]


def test_a_faulty_entry_is_no_unknown_one(knowledge: Path) -> None:
    write_entry(knowledge, "kitchen/stove", title=5)

    [fault] = told(knowledge)

    assert fault.startswith("kitchen/stove.yaml:1:8: `title` is text")


def test_a_link_out_of_the_directory_is_refused(knowledge: Path, tmp_path: Path) -> None:
    outside = write_entry(tmp_path, "outside/pan")
    (knowledge / "kitchen" / "pan.yaml").symlink_to(outside)

    assert told(knowledge) == ["kitchen/pan.yaml:1:1: a link that leads out of the knowledge directory; copy the file"]


def test_a_link_out_of_the_directory_is_not_even_read(knowledge: Path) -> None:
    (knowledge / "kitchen" / "pan.yaml").symlink_to("/dev/zero")

    assert told(knowledge) == ["kitchen/pan.yaml:1:1: a link that leads out of the knowledge directory; copy the file"]


def test_a_link_to_nothing_is_told(knowledge: Path) -> None:
    (knowledge / "kitchen" / "pan.yaml").symlink_to("nowhere.yaml")

    assert told(knowledge) == ["kitchen/pan.yaml:1:1: the file can't be read (No such file or directory)"]


def test_a_link_to_itself_is_told(knowledge: Path) -> None:
    (knowledge / "kitchen" / "pan.yaml").symlink_to("pan.yaml")

    [fault] = told(knowledge)

    assert fault.startswith("kitchen/pan.yaml:1:1: ")


def test_a_linked_topic_is_read_or_refused_but_not_passed_over(knowledge: Path, tmp_path: Path) -> None:
    write_entry(tmp_path, "outside/pan")
    (knowledge / "pans").symlink_to(tmp_path / "outside")

    assert told(knowledge)


@pytest.mark.parametrize("place", ["pan.yaml", "kitchen/drawer/pan.yaml", "kitchen/pan.yml", "pan.yml"])
def test_a_file_in_the_wrong_place_is_refused(knowledge: Path, place: str) -> None:
    path = write_entry(knowledge, "kitchen/pan")
    (knowledge / place).parent.mkdir(exist_ok=True)
    path.rename(knowledge / place)

    assert told(knowledge) == [f"{place}:1:1: an entry's file is <topic>/<name>.yaml; move or rename it"]


def test_a_directory_that_is_named_like_an_entry_is_told(knowledge: Path) -> None:
    (knowledge / "kitchen" / "pan.yaml").mkdir()

    assert told(knowledge) == ["kitchen/pan.yaml:1:1: the file can't be read (Is a directory)"]


@pytest.mark.parametrize("place", ["kitchen/Pan", "kitchen/frying pan", "kitchen/frying_pan", "Kitchen/pan"])
def test_a_name_that_cannot_be_one_is_refused(knowledge: Path, place: str) -> None:
    write_entry(knowledge, place)

    [fault] = told(knowledge)

    assert fault.startswith(f"{place}.yaml:1:1: ")
    assert "should match pattern" in fault


@pytest.mark.parametrize("key", ["name", "topic"])
def test_a_name_or_topic_in_the_file_is_refused(knowledge: Path, key: str) -> None:
    path = write_entry(knowledge, "kitchen/pan")
    path.write_text(f"{path.read_text()}{key}: frying-pan\n")

    [fault] = told(knowledge)

    assert fault == f"kitchen/pan.yaml:13:1: `{key}` doesn't stand in the file: its name and folder say it"


def test_one_name_in_two_topics_is_told(knowledge: Path) -> None:
    write_entry(knowledge, "hall/stove", asked_as=["stove of the hall"])

    [fault] = told(knowledge)

    assert fault.startswith("kitchen/stove.yaml:1:1: an entry `stove` exists already: ")
    assert fault.endswith("hall/stove.yaml; rename one")


@pytest.mark.parametrize("phrasing", ["what is a kettle", "What's a  KETTLE?!", "whats a kettle"])
def test_a_phrasing_of_two_entries_is_told_at_the_second(knowledge: Path, phrasing: str) -> None:
    write_entry(knowledge, "kitchen/pan", asked_as=["what is a pan", phrasing])

    assert told(knowledge) == [f"kitchen/pan.yaml:13:3: `{phrasing}` asks for `kettle` already; keep one of the two"]


def test_another_name_of_two_entries_is_told_at_the_second(knowledge: Path) -> None:
    write_entry(knowledge, "kitchen/pan", also_called=["hot thing"])
    write_entry(knowledge, "kitchen/pot", also_called=["Hot thing"])

    assert told(knowledge) == ["kitchen/pot.yaml:14:3: `Hot thing` asks for `pan` already; keep one of the two"]


@pytest.mark.parametrize(
    ("overrides", "place"),
    [
        ({"see_also": ["kettle", "kettel"]}, "15:3"),
        ({"compares": ["kettle", "kettel"]}, "15:3"),
        ({"relations": [{"is": "about", "to": "kettel"}]}, "15:7"),
    ],
)
def test_a_reference_to_nothing_is_told(knowledge: Path, overrides: dict[str, object], place: str) -> None:
    write_entry(knowledge, "kitchen/pan", **overrides)

    assert told(knowledge) == [
        f"kitchen/pan.yaml:{place}: no entry is called `kettel`; known: `kettle`, `pan`, `stove`"
    ]


def test_a_directory_without_entries_is_told(tmp_path: Path) -> None:
    for directory in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(FaultyFileError) as refused:
            load_library(directory)
        assert str(refused.value) == f"{directory}:1:1: no entries here; an entry is a file <topic>/<name>.yaml"


def test_one_fault_keeps_everything_from_being_read(knowledge: Path) -> None:
    write_entry(knowledge, "kitchen/pan", colour="red")

    with pytest.raises(FaultyFileError):
        load_library(knowledge)
