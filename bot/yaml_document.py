"""Reads one YAML document safely: plain values, where each stands, and what is wrong with the writing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

MAX_BYTES = 512 * 1024
MAX_DEPTH = 12
# What a terminal would obey, and what turns the direction of writing; YAML lets "\\e" in quotes become one.
_CONTROL = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")

# libyaml's scanner where PyYAML was built with it, ten times the speed of the one in Python.
Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Key = str | int
Place = tuple[Key, ...]


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
        # libyaml counts bytes.
        before = text.encode()[: error.position] if Loader is not yaml.SafeLoader else text[: error.position].encode()
        line = before.count(b"\n") + 1
        problem = "a control character stands here; delete it"
        raise FaultyFileError([Fault(path, line, 1, problem)]) from None
    reading = _NodeReading(path)
    content = None if root is None else reading.value(root, ())
    return Document(
        path, {} if content is None else content, reading.value_marks, reading.key_marks, tuple(reading.faults)
    )


def _read_text(path: Path) -> str:
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise FaultyFileError([Fault(path, 1, 1, "this isn't a plain file; name one")])
        with path.open("rb") as file:
            written = file.read(MAX_BYTES + 1)
        if len(written) > MAX_BYTES:
            raise FaultyFileError([Fault(path, 1, 1, f"the file is larger than {MAX_BYTES // 1024} KiB; split it")])
        return written.decode("utf-8-sig")
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
                called = f"`{key}`" if re.fullmatch(r"[A-Za-z][\w-]{0,30}", key) else "this key"
                self._fault(key_node, f"{called} stands here for the second time; keep one")
                continue
            self.key_marks[(*place, key)] = _mark(key_node)
            mapping[key] = self.value(value_node, (*place, key))
        return mapping

    def _scalar(self, node: ScalarNode) -> Any:
        kind = node.tag.rpartition(":")[2]
        if kind == "str":
            if _CONTROL.search(node.value):
                self._fault(node, "a control character stands in this text; take it out")
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
