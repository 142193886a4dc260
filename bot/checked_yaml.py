"""Checks a YAML document against a model, and translates what the model refuses into faults with line and remedy."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.yaml_document import Document, Fault, FaultyFileError, Key, Place

Model = TypeVar("Model", bound=BaseModel)

# What pydantic means, in the words of somebody who writes YAML.
_MEANT = {
    "model_type": "holds keys with values, like `key: value`",
    "dict_type": "holds keys with values, like `key: value`",
    "tuple_type": "is a list, like `[one, two]`",
    "list_type": "is a list, like `[one, two]`",
    "int_parsing": "is a whole number",
    "int_type": "is a whole number",
    "float_parsing": "is a number",
    "float_type": "is a number",
    "string_type": "is text; write some, in quotes if it looks like a number",
    "path_type": "is the name of a file or directory",
}


def check(document: Document, model: type[Model], more: Mapping[str, str] | None = None) -> Model:
    """Build a model from a document's mapping and from `more`, values that don't come from the file.

    Raises:
        FaultyFileError: with every fault of the document, and one for everything that the model refuses.
    """
    if not isinstance(document.content, dict):
        raise FaultyFileError([document.fault((), "here should stand keys with values, like `key: value`")])
    given = [
        document.fault((key,), f"`{key}` doesn't stand in the file: its name and folder say it", at_key=True)
        for key in more or {}
        if key in document.content
    ]
    faults = [*document.faults, *given]
    # What is wrong in the writing already, the model would only say again.
    told = {(fault.line, fault.column) for fault in faults}
    try:
        checked = model.model_validate({**document.content, **(more or {})})
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
        for each in errors:
            inside = [
                other for other in errors if other["loc"][: len(each["loc"])] == each["loc"] and other is not each
            ]
            if each["type"] == "too_short" and inside:
                continue  # a list is only short of the items that are faulty
            fault = _fault_of(document, model, each)
            if (fault.line, fault.column) not in told:
                faults.append(fault)
        raise FaultyFileError(faults) from None
    if faults:
        raise FaultyFileError(faults)
    return checked


def _fault_of(document: Document, model: type[BaseModel], error: ErrorDetails) -> Fault:
    place = _place_in(document.content, error["loc"])
    key = str(error["loc"][-1]) if error["loc"] else ""
    match error["type"]:
        case "extra_forbidden":
            return document.fault(place, _unknown_key(model, error["loc"]), at_key=True)
        case "missing":
            return document.fault(place[:-1], f"the key `{key}` is missing", at_key=place[:-1] in document.key_marks)
        case "string_pattern_mismatch" if "\\n" in str(error.get("ctx", {}).get("pattern")):
            return document.fault(place, f"`{_dotted(place)}` is one line that isn't empty; join its lines")
        case kind if kind in _MEANT:
            return document.fault(place, f"`{_dotted(place)}` {_MEANT[kind]}")
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
    # Nothing is repeated that may be a pasted secret.
    called = f" `{key}`" if re.fullmatch(r"[A-Za-z][\w-]{0,30}", key) else ""
    known = _keys_at(model, loc[:-1])
    likely = difflib.get_close_matches(key, known, n=1)
    remedy = f"did you mean `{likely[0]}`?" if likely else f"known here: {', '.join(f'`{each}`' for each in known)}"
    return f"unknown key{called}; {remedy}"


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
