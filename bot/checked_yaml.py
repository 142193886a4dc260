"""Reads a YAML file into a checked model: every fault with file, line, column and remedy."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

MAX_BYTES = 512 * 1024
MAX_DEPTH = 12

# libyaml's scanner where PyYAML was built with it, ten times the speed of the one in Python.
Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Key = str | int
Place = tuple[Key, ...]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in a file. `line` and `column` count from 1."""

    path: Path
    line: int
    column: int
    problem: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.problem}"


class FaultyFileError(Exception):
    """A file can't be used. `faults` holds everything wrong with it, in the order of the file."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True)
class Document:
    """A file's content as plain values, where each value and each key stands, and what was wrong with them."""

    path: Path
    content: Any
    value_marks: Mapping[Place, tuple[int, int]]
    key_marks: Mapping[Place, tuple[int, int]]
    faults: tuple[Fault, ...]

    def fault(self, place: Sequence[Key], problem: str, *, at_key: bool = False) -> Fault:
        """Name a problem at the value (or key) at `place`, or at the nearest part around it that exists."""
        marks = self.key_marks if at_key else self.value_marks
        at = tuple(place)
        while at and at not in marks:
            at = at[:-1]
        line, column = marks.get(at, (1, 1))
        return Fault(self.path, line, column, problem)


def read_document(path: Path) -> Document:
    """Read one YAML document.

    Plain scalars that YAML 1.1 takes for something else than what is written (`no`, `22:22`, `017`) and duplicate
    keys are noted as the document's faults, so that `check` can tell them together with the model's.

    Raises:
        FaultyFileError: the file can't be read, isn't YAML, has aliases, tags or several documents, or is too deep.
    """
    text = _read_text(path)
    try:
        refused = next(_refused_events(path, text), None)
        if refused:
            raise FaultyFileError([refused])
        root = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise FaultyFileError([Fault(path, line, column, f"this isn't YAML: {error.problem}")]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        problem = "a control character stands here; delete it"
        raise FaultyFileError([Fault(path, line, 1, problem)]) from None
    reading = _NodeReading(path)
    content = {} if root is None else reading.value(root, ())
    return Document(path, content, reading.value_marks, reading.key_marks, tuple(reading.faults))


def check(document: Document, model: type[Model], more: Mapping[str, str] | None = None) -> Model:
    """Build a model from a document's mapping and from `more`, values that don't come from the file.

    Raises:
        FaultyFileError: with every fault of the document, and one for everything that the model refuses.
    """
    if not isinstance(document.content, dict):
        raise FaultyFileError([document.fault((), "here should stand keys with values, like `key: value`")])
    faults = {(fault.line, fault.column): fault for fault in document.faults}
    try:
        checked = model.model_validate({**document.content, **(more or {})})
    except ValidationError as error:
        for each in error.errors(include_url=False, include_input=False):
            fault = _fault_of(document, model, each)
            faults.setdefault((fault.line, fault.column), fault)
        raise FaultyFileError([*faults.values()]) from None
    if faults:
        raise FaultyFileError([*faults.values()])
    return checked


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FaultyFileError([Fault(path, 1, 1, f"the file is larger than {MAX_BYTES // 1024} KiB; split it")])
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        problem = f"the file can't be read ({error.strerror})"
        raise FaultyFileError([Fault(path, 1, 1, problem)]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problem = "this isn't UTF-8 text; save the file as UTF-8"
        raise FaultyFileError([Fault(path, line, 1, problem)]) from None


def _refused_events(path: Path, text: str) -> Iterator[Fault]:
    """Yield what must not even be composed: composing recurses, and an alias may unfold without end."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=Loader):
        at = _mark(event)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                yield Fault(path, *at, "a second document begins here; one file holds one, so remove the `---`")
        elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield Fault(path, *at, "anchors and aliases (`&`, `*`) are not used here; write it out, or quote it")
        elif getattr(event, "tag", None):
            yield Fault(path, *at, "tags (`!`) are not used here; remove it, or quote the text")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                yield Fault(path, *at, f"this is nested more than {MAX_DEPTH} deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class _NodeReading:
    """Turns composed nodes into plain values, and remembers where they stood and what was wrong with them."""

    _kinds: Mapping[str, str] = {
        "bool": "true or false", "int": "a number", "float": "a number", "timestamp": "a date",
        "merge": "a merge", "value": "a default value",
    }  # fmt: skip

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[Fault] = []
        self.value_marks: dict[Place, tuple[int, int]] = {}
        self.key_marks: dict[Place, tuple[int, int]] = {}

    def value(self, node: Node, place: Place) -> Any:
        self.value_marks[place] = _mark(node)
        if isinstance(node, MappingNode):
            return self._mapping(node, place)
        if isinstance(node, SequenceNode):
            return [self.value(child, (*place, number)) for number, child in enumerate(node.value)]
        assert isinstance(node, ScalarNode)  # noqa: S101 (the three kinds of node; YAML 1.1, 3.2.1.1)
        return self._scalar(node)

    def _mapping(self, node: MappingNode, place: Place) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else None
            if key is None or key_node.tag != "tag:yaml.org,2002:str":
                self._fault(key_node, "a key is text here; put it in quotes")
                continue
            if key in mapping:
                self._fault(key_node, f"`{key}` stands here for the second time; keep one")
                continue
            self.key_marks[(*place, key)] = _mark(key_node)
            mapping[key] = self.value(value_node, (*place, key))
        return mapping

    def _scalar(self, node: ScalarNode) -> Any:
        kind = node.tag.rpartition(":")[2]
        if kind == "str":
            return node.value
        if kind == "null":
            return None
        if kind == "bool" and node.value in {"true", "false"}:
            return node.value == "true"
        if kind == "int" and re.fullmatch(r"-?(0|[1-9][0-9]{0,18})", node.value):
            return int(node.value)
        if kind == "float" and re.fullmatch(r"-?(0|[1-9][0-9]*)\.[0-9]+", node.value):
            return float(node.value)
        meant = self._kinds.get(kind, kind)
        self._fault(
            node,
            f"YAML takes `{node.value[:40]}` for {meant}, not for what is written; if it is text, put it in quotes",
        )
        return None

    def _fault(self, node: Node, problem: str) -> None:
        self.faults.append(Fault(self.path, *_mark(node), problem))


def _mark(marked: Any) -> tuple[int, int]:
    """Say where a node or an event begins; PyYAML counts from 0."""
    return marked.start_mark.line + 1, marked.start_mark.column + 1


def _fault_of(document: Document, model: type[BaseModel], error: ErrorDetails) -> Fault:
    place = _place_in(document.content, error["loc"])
    key = str(error["loc"][-1]) if error["loc"] else ""
    match error["type"]:
        case "extra_forbidden":
            return document.fault(place, _unknown_key(model, error["loc"]), at_key=True)
        case "missing":
            return document.fault(place[:-1], f"the key `{key}` is missing", at_key=len(place) > 1)
        case "string_pattern_mismatch" if "\\n" in str(error.get("ctx", {}).get("pattern")):
            return document.fault(place, f"`{_dotted(place)}` is one line; join its lines")
        case "string_type":
            return document.fault(place, f"`{_dotted(place)}` is text; write some, in quotes if it looks like a number")
        case "value_error":
            return document.fault(place, f"`{_dotted(place)}`: {error['msg'].removeprefix('Value error, ')}")
        case _:
            said = error["msg"].replace("Input should", "should").replace("String should", "should")
            return document.fault(place, f"`{_dotted(place)}` {said[:1].lower()}{said[1:]}")


def _place_in(content: Any, loc: Sequence[Key]) -> Place:
    """Keep of pydantic's location what stands in the file; it also names types, and `[key]` for a key itself."""
    place: list[Key] = []
    for number, part in enumerate(loc):
        if isinstance(content, dict) and part in content:
            content = content[str(part)]
        elif isinstance(content, list) and isinstance(part, int) and part < len(content):
            content = content[part]
        elif number + 1 < len(loc):
            continue
        if part != "[key]":
            place.append(part)
    return tuple(place)


def _dotted(place: Place) -> str:
    text = ""
    for part in place:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".")


def _unknown_key(model: type[BaseModel], loc: Sequence[Key]) -> str:
    key = str(loc[-1])
    known = _keys_at(model, loc[:-1])
    likely = difflib.get_close_matches(key, known, n=1)
    remedy = f"did you mean `{likely[0]}`?" if likely else f"known here: {', '.join(f'`{each}`' for each in known)}"
    return f"unknown key `{key[:40]}`; {remedy}"


def _keys_at(model: type[BaseModel], loc: Sequence[Key]) -> list[str]:
    for part in loc:
        for name, field in model.model_fields.items():
            if part in {name, field.alias}:
                inner = [each for each in (field.annotation, *_flat(field.annotation)) if _is_model(each)]
                model = inner[0] if inner else model
    return [field.alias or name for name, field in model.model_fields.items()]


def _flat(annotation: Any) -> Iterator[Any]:
    for each in get_args(annotation):
        yield each
        yield from _flat(each)


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
