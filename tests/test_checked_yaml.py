"""Faulty YAML, and the line and column at which it is told."""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.checked_yaml import check
from bot.yaml_document import MAX_BYTES, MAX_DEPTH, FaultyFileError, read_document

ROOT = Path(__file__).parent.parent


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Room(Part):
    door: Annotated[str, StringConstraints(min_length=2)]
    floor: int = 0


class House(Part):
    """A model for these tests: a value of every kind that the readers of our files use."""

    street: Annotated[str, StringConstraints(pattern=r"^[^\n]+$")] = "Elm Street"
    number: int = Field(default=1, ge=1, le=99)
    heated: bool = False
    price: float = 1.5
    owner: str | None = None
    rooms: tuple[Room, ...] = ()
    hall: Room | None = None
    bells: dict[Annotated[str, StringConstraints(max_length=5)], str] = {}


class Deed(Part):
    buyer: str
    seller: str


def write(directory: Path, content: str | bytes) -> Path:
    path = directory / "house.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def house(directory: Path, content: str | bytes) -> House:
    return check(read_document(write(directory, content)), House)


def told(directory: Path, content: str | bytes, model: type[BaseModel] = House) -> list[str]:
    """Give every fault as `line:column: problem`."""
    with pytest.raises(FaultyFileError) as refused:
        check(read_document(write(directory, content)), model)
    return [f"{fault.line}:{fault.column}: {fault.problem}" for fault in refused.value.faults]


def places(faults: list[str]) -> list[str]:
    return [fault.partition(": ")[0] for fault in faults]


# What is read


def test_plain_values_are_read_as_written(tmp_path: Path) -> None:
    read = house(tmp_path, "street: Rue de l'Église\nnumber: 7\nheated: true\nprice: 0.5\nowner: ~\n")

    assert read == House(street="Rue de l'Église", number=7, heated=True, price=0.5, owner=None)


def test_text_that_looks_like_something_else_is_read_when_quoted(tmp_path: Path) -> None:
    assert house(tmp_path, "street: 'no'\nowner: \"22:22\"\n") == House(street="no", owner="22:22")


@pytest.mark.parametrize("content", ["", "\n\n", "# nothing but a remark\n"])
def test_a_file_without_content_is_read_as_no_keys(tmp_path: Path, content: str) -> None:
    assert house(tmp_path, content) == House()


def test_a_file_of_remarks_below_a_document_start_is_read_as_no_keys(tmp_path: Path) -> None:
    assert house(tmp_path, "---\n# nothing but a remark\n") == House()


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert house(tmp_path, b"\xef\xbb\xbfnumber: 7\n").number == 7


def test_windows_line_ends_are_line_ends(tmp_path: Path) -> None:
    assert places(told(tmp_path, "number: 7\r\nheated: no\r\nnumbr: 1\r\n")) == ["2:9", "3:1"]


def test_values_that_come_from_elsewhere_are_checked_too(tmp_path: Path) -> None:
    document = read_document(write(tmp_path, "seller: Ann\n"))

    assert check(document, Deed, {"buyer": "Bob"}) == Deed(buyer="Bob", seller="Ann")


# How faults are told


def test_every_fault_is_told_in_one_go_with_its_line_and_column(tmp_path: Path) -> None:
    faulty = """\
street: ""
number: 100
heated: no
price: cheap
owner: 017
hall:
  door: x
  flor: 1
rooms:
  - door: oak
    floor: 1_000
  - door: elm
    door: ash
  - [wood]
bells: {first: 2024-01-31, longer: x}
numbr: 3
1: one
"""

    assert places(told(tmp_path, faulty)) == [
        "1:9",  # street is empty
        "2:9",  # number is too large
        "3:9",  # no
        "4:8",  # price is no number
        "5:8",  # 017
        "7:9",  # door is too short
        "8:3",  # flor
        "11:12",  # 1_000
        "13:5",  # door, again
        "14:5",  # a list instead of keys
        "15:16",  # a date
        "15:36",  # a key is too long
        "16:1",  # numbr
        "17:1",  # 1 is no text
    ]


def test_a_fault_is_told_as_path_line_column_and_problem(tmp_path: Path) -> None:
    path = write(tmp_path, "street: Elm\nnumbr: 3\n")

    with pytest.raises(FaultyFileError) as refused:
        check(read_document(path), House)

    assert str(refused.value) == f"{path}:2:1: unknown key `numbr`; did you mean `number`?"


def test_an_unknown_key_that_resembles_none_is_told_with_the_known_ones(tmp_path: Path) -> None:
    [fault] = told(tmp_path, "hall: {door: oak, xyz: 1}\n")

    assert fault == "1:19: unknown key `xyz`; known here: `door`, `floor`"


def test_a_missing_key_is_told_at_the_part_that_lacks_it(tmp_path: Path) -> None:
    assert told(tmp_path, "street: Elm\nhall:\n  floor: 1\n") == ["2:1: the key `door` is missing"]


def test_a_missing_key_of_the_file_is_told_at_its_begin(tmp_path: Path) -> None:
    assert told(tmp_path, "buyer: Bob\n", Deed) == ["1:1: the key `seller` is missing"]


def test_every_missing_key_is_told(tmp_path: Path) -> None:
    faults = told(tmp_path, "", Deed)

    assert [fault.partition(": ")[2] for fault in faults] == [
        "the key `buyer` is missing",
        "the key `seller` is missing",
    ]


def test_a_mistyped_first_key_is_told_though_a_key_is_missing(tmp_path: Path) -> None:
    assert "1:1: unknown key `byuer`; did you mean `buyer`?" in told(tmp_path, "byuer: Bob\nseller: Ann\n", Deed)


def test_a_key_missing_in_a_list_is_told_at_its_item(tmp_path: Path) -> None:
    assert places(told(tmp_path, "rooms:\n  - door: oak\n  - floor: 1\n")) == ["3:5"]


def test_an_empty_part_is_told_in_the_words_of_the_file(tmp_path: Path) -> None:
    class Hotel(Part):
        hall: Room = Room(door="oak")

    assert not [fault for fault in told(tmp_path, "hall:\n", Hotel) if "Room" in fault or "dictionary" in fault]


def test_text_of_several_lines_in_place_of_one_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, "street: |-\n  Elm\n  Street\n") == [
        "1:9: `street` is one line that isn't empty; join its lines"
    ]


def test_a_number_in_place_of_text_is_told_with_the_remedy(tmp_path: Path) -> None:
    [fault] = told(tmp_path, "street: 5\n")

    assert fault == "1:9: `street` is text; write some, in quotes if it looks like a number"


def test_a_value_in_a_list_is_told_by_its_number_from_one(tmp_path: Path) -> None:
    [fault] = told(tmp_path, "rooms: [{door: oak}, {door: x}]\n")

    assert fault.startswith("1:29: `rooms[2].door` should have at least 2 characters")


# YAML's surprises


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "true or false"),
        ("Yes", "true or false"),
        ("off", "true or false"),
        ("True", "true or false"),
        ("22:22", "a number"),
        ("017", "a number"),
        ("0x1F", "a number"),
        ("0b11", "a number"),
        ("1_000", "a number"),
        ("+80", "a number"),
        ("1.0e+3", "a number"),
        (".inf", "a number"),
        (".5", "a number"),
        ("2024-01-31", "a date"),
        ("=", "a default value"),
    ],
)
def test_what_yaml_takes_for_something_else_is_told(tmp_path: Path, written: str, meant: str) -> None:
    [fault] = told(tmp_path, f"street: Elm\nowner: {written}\n")

    assert fault.startswith(f"2:8: YAML takes `{written}` for {meant}, not for what is written")


@pytest.mark.parametrize("key", ["1", "no", "1.5", "2024-01-31", "~", "? [a, b]\n", "? {a: b}\n"])
def test_a_key_that_is_no_text_is_told(tmp_path: Path, key: str) -> None:
    faults = told(tmp_path, f"street: Elm\n{key}: x\n")

    assert faults == [f"2:{3 if '?' in key else 1}: a key is text here; put it in quotes"]


def test_a_key_that_stands_twice_is_told_at_its_second_place(tmp_path: Path) -> None:
    assert told(tmp_path, "street: Elm\nnumber: 1\nstreet: Oak\n") == [
        "3:1: `street` stands here for the second time; keep one"
    ]


def test_a_key_that_stands_twice_deeper_down_is_told(tmp_path: Path) -> None:
    assert places(told(tmp_path, "rooms:\n  - door: oak\n    floor: 1\n    door: ash\n")) == ["4:5"]


def test_a_merge_key_is_refused(tmp_path: Path) -> None:
    assert told(tmp_path, "hall:\n  door: oak\n  <<: {floor: 2}\n") == ["3:3: a key is text here; put it in quotes"]


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.system", "!!python/name:os.system", "!!str", "!!binary", "!mine", "!"]
)
def test_a_tag_is_refused(tmp_path: Path, tag: str) -> None:
    canary = tmp_path / "canary"

    [fault] = told(tmp_path, f"street: Elm\nowner: {tag} 'touch {canary}'\n")

    assert fault == "2:8: tags (`!`) are not used here; remove it, or quote the text"
    assert not canary.exists()


@pytest.mark.parametrize("tagged", ["[touch, me]", "{args: [x]}"])
def test_a_tag_of_a_collection_is_refused(tmp_path: Path, tagged: str) -> None:
    [fault] = told(tmp_path, f"owner: !!python/object/apply:os.system {tagged}\n")

    assert fault.startswith("1:8: tags (`!`) are not used here")


# Files that bite


def bomb(letters: str) -> str:
    """A list of nine, and then lists of nine times the list before."""
    lists = [f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in pairwise(letters)]
    return f"{letters[0]}: &{letters[0]} [x, x, x, x, x, x, x, x, x]\n{''.join(lists)}"


DEEP = {
    "open-brackets": "[" * 100_000,
    "brackets": "a: " + "[" * 100_000 + "]" * 100_000,
    "braces": "{a: " * 100_000,
    "dashes": "- " * 100_000,
    "keys": "? " * 100_000,
}


def test_an_alias_bomb_is_refused_at_its_first_anchor(tmp_path: Path) -> None:
    [fault] = told(tmp_path, "# boom\n" + bomb("abc"))

    assert fault.startswith("2:4: anchors and aliases (`&`, `*`) are not used here")


@pytest.mark.parametrize("content", ["&a [*a]\n", "a: &a {b: *a}\n", "a: *unheard\n", "a: &lonely x\n"])
def test_an_anchor_or_an_alias_is_refused(tmp_path: Path, content: str) -> None:
    [fault] = told(tmp_path, content)

    assert "anchors and aliases (`&`, `*`) are not used here" in fault


@pytest.mark.parametrize("content", DEEP.values(), ids=DEEP)
def test_nesting_without_end_is_refused(tmp_path: Path, content: str) -> None:
    [fault] = told(tmp_path, content)

    assert fault.endswith(f"this is nested more than {MAX_DEPTH} deep")
    assert fault.startswith("1:")


def test_as_deep_as_allowed_is_read(tmp_path: Path) -> None:
    document = read_document(write(tmp_path, "[" * MAX_DEPTH + "]" * MAX_DEPTH))

    assert str(document.content) == "[" * MAX_DEPTH + "]" * MAX_DEPTH


def test_hostile_files_leave_the_process_alive_and_small(tmp_path: Path) -> None:
    for name, content in {
        **DEEP,
        "bomb": bomb("abcdefgh"),
        "self": "&a [*a]",
        "tag": "!!python/object/apply:os.abort []",
    }.items():
        (tmp_path / f"{name}.yaml").write_text(content, encoding="utf-8")
    script = """
import pathlib, resource, sys
from bot.yaml_document import FaultyFileError, read_document
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    try:
        read_document(path)
    except FaultyFileError:
        print("refused", path.stem)
"""

    ran = subprocess.run(
        [sys.executable, "-c", script, tmp_path], cwd=ROOT, check=False, capture_output=True, text=True, timeout=30
    )

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split("\n")[:-1] == [f"refused {name}" for name in sorted([*DEEP, "bomb", "self", "tag"])]


def test_a_second_document_is_refused(tmp_path: Path) -> None:
    [fault] = told(tmp_path, "street: Elm\n---\nstreet: Oak\n")

    assert fault == "2:1: a second document begins here; one file holds one, so remove the `---`"


@pytest.mark.parametrize("content", ["- street\n", "just text\n", "7\n", "[]\n"])
def test_a_file_without_keys_at_its_top_is_refused(tmp_path: Path, content: str) -> None:
    assert told(tmp_path, content) == ["1:1: here should stand keys with values, like `key: value`"]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("street: Elm\n\tnumber: 1\n", "2:1"),
        ("street: 'Elm\nnumber: 1\n", "3:1"),
        ("street: Elm: Oak\n", "1:12"),
        ("street: [Elm\nnumber: 1\n", "2:7"),
        ("%YAML 9.9\n---\nstreet: Elm\n", "1:1"),
    ],
)
def test_what_is_no_yaml_is_told_where_it_stops_to_be(tmp_path: Path, content: str, place: str) -> None:
    [fault] = told(tmp_path, content)

    assert fault.startswith(f"{place}: this isn't YAML: ")


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"street: Elm\nowner: Ren\xe9\n", 2), ("street: Elm\n".encode("utf-16"), 1), (b"a\n\n\xed\xa0\x80\n", 3)],
    ids=["latin-1", "utf-16", "surrogate"],
)
def test_what_is_no_utf_8_is_told_with_its_line(tmp_path: Path, content: bytes, line: int) -> None:
    assert told(tmp_path, content) == [f"{line}:1: this isn't UTF-8 text; save the file as UTF-8"]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\ufffe"])
def test_a_control_character_is_told_with_its_line(tmp_path: Path, character: str) -> None:
    [fault] = told(tmp_path, f"street: Elm\nowner: a{character}b\nnumber: 1\n")

    assert fault == "2:1: a control character stands here; delete it"


def test_a_control_character_is_told_with_its_line_after_an_accent(tmp_path: Path) -> None:
    faults = told(tmp_path, "street: Rue de l'Église Élevée d'Été\nowner: \x00\n\n\n\n\n")

    assert faults == ["2:1: a control character stands here; delete it"]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = write(tmp_path, b"#" * MAX_BYTES)
    with path.open("ab") as file:
        file.truncate(50 * 2**30)

    with pytest.raises(FaultyFileError, match="1:1: the file is larger than 512 KiB; split it"):
        read_document(path)


def test_a_file_that_is_as_large_as_allowed_is_read(tmp_path: Path) -> None:
    assert house(tmp_path, b"#" * MAX_BYTES) == House()


def test_a_directory_is_told(tmp_path: Path) -> None:
    with pytest.raises(FaultyFileError, match=r"1:1: the file can't be read \(Is a directory\)"):
        read_document(tmp_path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FaultyFileError, match=r"none\.yaml:1:1: the file can't be read \(No such file or directory\)"):
        read_document(tmp_path / "none.yaml")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, "street: Elm\n")
    path.chmod(0)

    with pytest.raises(FaultyFileError, match=r"the file can't be read \(Permission denied\)"):
        read_document(path)
