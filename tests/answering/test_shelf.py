"""The library in use: exchanged as a whole, or not at all."""

import os
from pathlib import Path

import pytest
from builders import write_entry, write_yaml

from bot.answering.loader import WEIGHTS
from bot.answering.shelf import Shelf
from bot.answering.weights import UNTRAINED
from bot.yaml_document import FaultyFileError

HOUR = 3_600


@pytest.fixture
def shelf(knowledge: Path) -> Shelf:
    return Shelf(knowledge)


def age(path: Path) -> None:
    """Let a file look an hour old, so that the next edit has another time whatever the file system's clock."""
    os.utime(path, (path.stat().st_atime, path.stat().st_mtime - HOUR))


# Exchanging


def test_it_begins_with_what_the_directory_holds(shelf: Shelf) -> None:
    assert list(shelf.library.entries) == ["kettle", "stove"]


def test_a_faulty_directory_makes_no_shelf(knowledge: Path) -> None:
    write_entry(knowledge, "kitchen/stove", title=5)

    with pytest.raises(FaultyFileError):
        Shelf(knowledge)


def test_its_library_is_ready_to_be_asked(shelf: Shelf) -> None:
    assert {"index", "subjects"} <= set(vars(shelf.library))
    assert {"index", "subjects"} <= set(vars(shelf.reload()))


def test_nothing_changes_before_it_is_told_to_reload(shelf: Shelf, knowledge: Path) -> None:
    before = shelf.library
    write_entry(knowledge, "kitchen/pan")

    assert shelf.library is before


def test_a_reload_takes_additions_edits_removals_and_port_numbers_together(shelf: Shelf, knowledge: Path) -> None:
    write_entry(knowledge, "hall/mirror")
    write_entry(knowledge, "kitchen/kettle", short="A new sentence.")
    (knowledge / "kitchen" / "stove.yaml").unlink()
    ssh = {"number": 22, "protocols": ["tcp"], "service": "SSH", "what": "A shell.", "assigned": "iana"}
    write_yaml(knowledge / "port-numbers.yaml", {"ports": [{**ssh, "encrypted": "always"}]})

    given = shelf.reload()

    assert shelf.library is given
    assert list(given.entries) == ["kettle", "mirror"]
    assert given.entries["kettle"].short == "A new sentence."
    assert [port.service for port in given.ports.ports] == ["SSH"]


def test_who_took_the_library_keeps_it(shelf: Shelf, knowledge: Path) -> None:
    taken = shelf.library
    write_entry(knowledge, "kitchen/kettle", short="A new sentence.")
    (knowledge / "kitchen" / "stove.yaml").unlink()

    shelf.reload()

    assert list(taken.entries) == ["kettle", "stove"]
    assert taken.entries["kettle"].short == "The thing in which a household heats its water."
    assert taken.find("stove")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("kitchen/pan.yaml", "title: [\n"),
        ("kitchen/pan.yaml", "title: Pan\n"),
        ("kitchen/pan.yml", ""),
        ("port-numbers.yaml", "ports: []\n"),
        ("not-for-us.yaml", "thanks: thanks\n"),
    ],
)
def test_one_faulty_file_keeps_the_old_library_as_a_whole(shelf: Shelf, knowledge: Path, name: str, text: str) -> None:
    before = shelf.library
    write_entry(knowledge, "kitchen/kettle", short="A new sentence.")
    (knowledge / name).write_text(text, encoding="utf-8")

    with pytest.raises(FaultyFileError) as refused:
        shelf.reload()

    assert shelf.library is before
    assert {fault.path for fault in refused.value.faults} == {knowledge / name}


def test_a_reference_to_an_entry_that_went_keeps_the_old_library(shelf: Shelf, knowledge: Path) -> None:
    before = shelf.library
    write_entry(knowledge, "kitchen/kettle", see_also=["stove"])
    (knowledge / "kitchen" / "stove.yaml").unlink()

    with pytest.raises(FaultyFileError, match=r"kettle\.yaml:14:3: no entry is called `stove`"):
        shelf.reload()

    assert shelf.library is before


def test_a_directory_that_went_keeps_the_old_library(shelf: Shelf, knowledge: Path) -> None:
    before = shelf.library
    knowledge.rename(knowledge.with_name("elsewhere"))

    with pytest.raises(FaultyFileError, match="no entries here"):
        shelf.reload()

    assert shelf.library is before
    assert shelf.stamp() == frozenset()


def test_once_mended_it_is_exchanged(shelf: Shelf, knowledge: Path) -> None:
    write_entry(knowledge, "kitchen/kettle", title=5)
    with pytest.raises(FaultyFileError):
        shelf.reload()
    write_entry(knowledge, "kitchen/kettle", title="Water kettle")

    assert shelf.reload().entries["kettle"].title == "Water kettle"


# Noticing


def test_the_stamp_stays_while_nothing_changes(shelf: Shelf) -> None:
    before = shelf.stamp()
    shelf.reload()

    assert shelf.stamp() == before


def test_an_edit_changes_the_stamp(shelf: Shelf, knowledge: Path) -> None:
    age(knowledge / "kitchen" / "kettle.yaml")
    before = shelf.stamp()
    text = (knowledge / "kitchen" / "kettle.yaml").read_text(encoding="utf-8")
    (knowledge / "kitchen" / "kettle.yaml").write_text(text.replace("water", "Water"), encoding="utf-8")

    assert shelf.stamp() != before


def test_an_edit_that_keeps_the_time_changes_the_stamp_by_its_size(shelf: Shelf, knowledge: Path) -> None:
    path = knowledge / "kitchen" / "kettle.yaml"
    before, status = shelf.stamp(), path.stat()
    path.write_text(path.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    assert shelf.stamp() != before


def test_new_weights_change_the_stamp(shelf: Shelf, knowledge: Path) -> None:
    before = shelf.stamp()
    (knowledge / WEIGHTS).write_bytes(UNTRAINED.to_bytes())

    assert shelf.stamp() != before
    assert shelf.reload().weights == UNTRAINED


@pytest.mark.parametrize("place", ["kitchen/pan", "cellar/pan", "port-numbers"])
def test_an_addition_changes_the_stamp(shelf: Shelf, knowledge: Path, place: str) -> None:
    before = shelf.stamp()
    write_entry(knowledge, place)

    assert shelf.stamp() > before


def test_a_removal_changes_the_stamp(shelf: Shelf, knowledge: Path) -> None:
    before = shelf.stamp()
    (knowledge / "kitchen" / "stove.yaml").unlink()

    assert shelf.stamp() < before


def test_a_new_name_changes_the_stamp(shelf: Shelf, knowledge: Path) -> None:
    before = shelf.stamp()
    (knowledge / "kitchen" / "stove.yaml").rename(knowledge / "kitchen" / "hob.yaml")

    assert shelf.stamp() != before


def test_what_is_no_knowledge_changes_no_stamp(shelf: Shelf, knowledge: Path) -> None:
    before = shelf.stamp()
    for name in ("README.md", "kitchen/.kettle.yaml.swp", "kitchen/kettle.yaml~", "entry.schema.json"):
        (knowledge / name).write_text("something", encoding="utf-8")

    assert shelf.stamp() == before


def test_whatever_the_loader_reads_changes_the_stamp(shelf: Shelf, knowledge: Path) -> None:
    before = shelf.stamp()
    (knowledge / "kitchen" / "pan.yml").write_text("", encoding="utf-8")

    assert shelf.stamp() != before


def test_a_link_that_leads_nowhere_does_not_hinder_the_stamp(shelf: Shelf, knowledge: Path) -> None:
    before = shelf.stamp()
    (knowledge / "kitchen" / "pan.yaml").symlink_to("nowhere.yaml")

    assert shelf.stamp() == before
