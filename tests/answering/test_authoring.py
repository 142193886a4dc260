"""What helps an author: the schema that editors read, and the skeleton of a new entry."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders import entry_content, write_entry

from bot.answering.authoring import FILL_IN, MODELINE, SCHEMA_FILE, EntryExistsError, entry_schema, write_skeleton
from bot.answering.content import style_faults
from bot.answering.entry import Entry
from bot.answering.loader import own_directory, read_knowledge
from bot.demos.catalogue import DEMOS

REPOSITORY = Path(__file__).parents[2]
SCHEMA: dict[str, Any] = json.loads(entry_schema())


# The schema


def test_the_schema_in_the_repository_is_in_step() -> None:
    written = (REPOSITORY / "knowledge" / SCHEMA_FILE).read_text(encoding="utf-8")

    assert written == entry_schema(), "run `porter schema > knowledge/entry.schema.json`"


def test_the_schema_knows_the_keys_of_a_file_and_no_more() -> None:
    fields = {field.alias or name for name, field in Entry.model_fields.items()} - {"name", "topic"}

    assert set(SCHEMA["properties"]) == fields
    assert SCHEMA["additionalProperties"] is False


def test_the_schema_requires_what_an_entry_requires() -> None:
    assert set(SCHEMA["required"]) == {"title", "short", "analogy", "detail", "sources", "asked_as"}


def test_no_part_of_an_entry_takes_unknown_keys() -> None:
    assert {name: part["additionalProperties"] for name, part in SCHEMA["$defs"].items()} == {
        "Analogy": False,
        "Relation": False,
        "Trial": False,
    }


def test_every_key_of_the_schema_is_explained_to_authors() -> None:
    explained = (REPOSITORY / "knowledge" / "README.md").read_text(encoding="utf-8")

    assert [key for key in SCHEMA["properties"] if f"`{key}" not in explained] == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (entry_content(title="x" * 61), "title"),
        (entry_content(short=None), "short"),
        (entry_content(short="Two\nlines."), "short"),
        (entry_content(asked_as=[]), "asked_as"),
        (entry_content(colour="red"), "colour"),
        (entry_content(analogy={"picture": "A door."}), "analogy"),
        (entry_content(trials=[{"does": "Look", "run": "ps", "systems": ["beos"]}]), "try"),
        (entry_content(relations=[{"verb": "is a", "to": "stove"}]), "relations"),
        (entry_content(see_also=["Not Kebab"]), "see_also"),
    ],
)
def test_the_schema_refuses_what_the_check_refuses(content: dict[str, Any], fault: str) -> None:
    [refused, *_] = schema_faults(content, SCHEMA)

    assert refused.lstrip(".").startswith(fault)


# The knowledge


@pytest.mark.parametrize("path", sorted(own_directory().glob("*/*.yaml")), ids=lambda path: path.stem)
def test_an_entry_of_the_knowledge_keeps_to_the_schema(path: Path) -> None:
    assert schema_faults(yaml.safe_load(path.read_text(encoding="utf-8")), SCHEMA) == []


@pytest.mark.parametrize("path", sorted(own_directory().glob("*/*.yaml")), ids=lambda path: path.stem)
def test_an_entry_of_the_knowledge_begins_with_the_line_for_editors(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]

    assert first == MODELINE
    assert (path.parent / first.partition("$schema=")[2]).resolve().is_file()


# The skeleton


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A directory with the entries that a skeleton points to."""
    for name in ("process", "socket", "port"):
        write_entry(tmp_path, f"kitchen/{name}")
    return tmp_path


def faults_of(directory: Path) -> list[str]:
    written = read_knowledge(directory)
    faults = [*written.faults, *style_faults(written.entries, DEMOS)]
    return [str(fault).removeprefix(f"{directory}/") for fault in faults]


def fill_in(path: Path) -> None:
    """Do what the skeleton asks for."""
    text = path.read_text(encoding="utf-8")
    text = text.replace(f"{FILL_IN} the answer in one sentence.", "Where water gets hot.")
    text = re.sub(rf"{FILL_IN} (what people type)", "how do i boil water", text)
    path.write_text(re.sub(rf"{FILL_IN} (the|a|where|one|what) ", "A household and its ", text), encoding="utf-8")


def test_a_skeleton_stands_where_its_topic_and_name_say(knowledge: Path) -> None:
    assert write_skeleton(knowledge, "cellar", "water-kettle") == knowledge / "cellar" / "water-kettle.yaml"


def test_a_skeleton_is_an_entry_with_a_title_and_a_first_phrasing(knowledge: Path) -> None:
    path = write_skeleton(knowledge, "kitchen", "water-kettle")

    text = path.read_text(encoding="utf-8")
    content = yaml.safe_load(text)
    assert text.startswith(MODELINE + "\n")
    assert (content["title"], content["asked_as"][0]) == ("Water kettle", "what is water kettle")
    assert schema_faults(content, SCHEMA) == []


def test_a_skeleton_names_every_key_that_an_ordinary_entry_has(knowledge: Path) -> None:
    content = yaml.safe_load(write_skeleton(knowledge, "kitchen", "kettle").read_text(encoding="utf-8"))

    assert set(content) == set(SCHEMA["properties"]) - {"demo", "compares", "corrects"}


def test_a_skeleton_has_no_fault_but_what_is_still_to_be_written(knowledge: Path) -> None:
    path = write_skeleton(knowledge, "kitchen", "kettle")
    to_fill_in = [
        f"kitchen/kettle.yaml:{number}:"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if FILL_IN in line
    ]

    faults = faults_of(knowledge)
    assert {fault.partition(": ")[2] for fault in faults} == {"this is still to be written"}
    # The detail's fault stands at its key, one line before the text.
    assert len(faults) == len(to_fill_in) == 8
    assert sum(fault.startswith(tuple(to_fill_in)) for fault in faults) == 7


def test_a_skeleton_that_is_filled_in_passes(knowledge: Path) -> None:
    fill_in(write_skeleton(knowledge, "kitchen", "kettle"))

    assert faults_of(knowledge) == []


@pytest.mark.parametrize("topic", ["kitchen", "cellar"])
def test_a_name_is_given_once_in_whatever_topic(knowledge: Path, topic: str) -> None:
    before = (knowledge / "kitchen" / "socket.yaml").read_bytes()

    with pytest.raises(EntryExistsError, match=r"kitchen/socket\.yaml"):
        write_skeleton(knowledge, topic, "socket")
    assert (knowledge / "kitchen" / "socket.yaml").read_bytes() == before
    assert not (knowledge / "cellar").exists()


@pytest.mark.parametrize("name", ["10061", "no", "null", "on"])
def test_a_title_that_looks_like_something_else_is_quoted(knowledge: Path, name: str) -> None:
    write_skeleton(knowledge, "kitchen", name)

    assert {fault.partition(": ")[2] for fault in faults_of(knowledge)} == {"this is still to be written"}


# A JSON Schema, as far as ours goes


def schema_faults(value: Any, schema: dict[str, Any], place: str = "") -> list[str]:
    """Check a value against a schema made of what pydantic writes; give the places of what it refuses."""
    unknown = set(schema) - KNOWN_WORDS
    assert not unknown, f"this checker doesn't know {unknown}"
    if "$ref" in schema:
        return schema_faults(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], place)
    if "anyOf" in schema:
        outcomes = [schema_faults(value, each, place) for each in schema["anyOf"]]
        return min(outcomes, key=len)
    kinds = {"object": dict, "array": list, "string": str, "null": type(None)}
    if "type" in schema and not isinstance(value, kinds[schema["type"]]):
        return [f"{place}: is no {schema['type']}"]
    if isinstance(value, str):
        return _text_faults(value, schema, place)
    if isinstance(value, list):
        short = [f"{place}: too short"] * (len(value) < schema.get("minItems", 0))
        return short + [
            fault for n, each in enumerate(value) for fault in schema_faults(each, schema["items"], f"{place}[{n}]")
        ]
    return _object_faults(value, schema, place) if isinstance(value, dict) else []


KNOWN_WORDS = {
    "$defs", "$ref", "additionalProperties", "anyOf", "default", "description", "enum", "items", "maxLength",
    "minItems", "minLength", "minProperties", "pattern", "patternProperties", "properties", "propertyNames",
    "required", "title", "type",
}  # fmt: skip


def _text_faults(value: str, schema: dict[str, Any], place: str) -> list[str]:
    good = (
        schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
        and re.search(schema.get("pattern", ""), value)
        and value in schema.get("enum", [value])
    )
    return [] if good else [f"{place}: {value[:40]!r} is refused"]


def _object_faults(value: dict[str, Any], schema: dict[str, Any], place: str) -> list[str]:
    known = schema.get("properties", {})
    faults = [f"{place}.{key}: is missing" for key in schema.get("required", []) if key not in value]
    if len(value) < schema.get("minProperties", 0):
        faults.append(f"{place}: too short")
    for key, each in value.items():
        patterns = [part for pattern, part in schema.get("patternProperties", {}).items() if re.search(pattern, key)]
        if key in known:
            faults += schema_faults(each, known[key], f"{place}.{key}")
        elif patterns:
            faults += schema_faults(each, patterns[0], f"{place}.{key}")
        elif schema.get("additionalProperties") is False:
            faults.append(f"{place}.{key}: is unknown")
    return faults
