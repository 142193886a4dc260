"""What helps an author: the schema for editors, and the skeleton of a new entry."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.answering.entry import Entry

SCHEMA_FILE = "entry.schema.json"
MODELINE = f"# yaml-language-server: $schema=../{SCHEMA_FILE}"
# Stands where an author is to write; the check refuses whatever still begins so.
FILL_IN = "FILL IN"


class EntryExistsError(Exception):
    """There is an entry of that name already; the message says where."""


def entry_schema() -> str:
    """Give the JSON Schema of an entry's file, as editors read it by the line `# yaml-language-server: ...`."""
    schema: dict[str, Any] = Entry.model_json_schema(by_alias=True)
    for key in ("name", "topic"):  # these come from the file's place
        del schema["properties"][key]
        schema["required"].remove(key)
    schema["title"] = "An entry of Porter's knowledge"
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write_skeleton(directory: Path, topic: str, name: str) -> Path:
    """Write `<topic>/<name>.yaml` with everything to fill in, and give its path.

    Raises:
        EntryExistsError: an entry of that name exists, in this topic or another.
        OSError: the file can't be written.
    """
    existing = next(directory.rglob(f"{name}.yaml"), None)
    if existing:
        raise EntryExistsError(f"There is an entry of that name already: {existing}")
    path = directory / topic / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    words = name.replace("-", " ")
    path.write_text(skeleton(words.capitalize(), [f"what is {words}", f"{FILL_IN} what people type"]), encoding="utf-8")
    return path


def skeleton(title: str, asked_as: Sequence[str], see_also: Sequence[str] = ("process", "socket", "port")) -> str:
    """Give the file of an entry in which all but its title, its phrasings and what to read next is to be filled in.

    They are single lines without characters that aren't shown; `see_also` are names of entries.
    """
    phrasings = "".join(f"  - {_scalar(phrasing)}\n" for phrasing in asked_as)
    return f"""\
{MODELINE}
title: {_scalar(title)}
# One sentence of at most 160 characters, the answer itself, for somebody who met the word five minutes ago.
short: {FILL_IN} the answer in one sentence.
analogy:
  # Two or three short sentences in the town: household = process, door = socket, number on the door = port.
  picture: {FILL_IN} the picture; a household does something at its door.
  # Which word of the picture stands for what; each word occurs in the picture.
  stands_for:
    household: process
    door: socket
  breaks: {FILL_IN} where the picture is wrong.
# The exact truth, at most 1,500 characters: what differs between Linux, macOS and Windows? Code in `backticks`.
detail: |-
  {FILL_IN} the exact truth.
example: {FILL_IN} one case with real numbers.
try:
  # Safe commands that only look, with long options where they exist; `systems` are linux, macos, windows.
  - does: {FILL_IN} what it shows
    run: ss --all --tcp --numeric
    systems: [linux]
also_called: []
# This entry is ... to another: {{is: the owner of, to: socket}}
relations: []
see_also: [{", ".join(map(_scalar, see_also))}]
# What proves the facts: RFCs, man pages, IANA, books.
sources:
  - {FILL_IN} a source
# How people ask for it, as they type: definitions, whys, how-tos, troubles, error texts; each in its own words.
# Three are enough to be found; thirty make it found surely.
asked_as:
{phrasings}"""


def _scalar(text: str) -> str:
    """Write a line so that YAML takes it for text: `no`, `10061` and `what: that` need quotes."""
    # Several words, or one that is nothing else to YAML 1.1; in JSON's quotes any text is safe (YAML 1.2.2, 5.7).
    plain = re.fullmatch(r"[A-Za-z][\w',.?!-]*(?: [\w',.?!-]+)*", text, re.ASCII)
    taken = text.lower() in {"false", "n", "no", "null", "off", "on", "true", "y", "yes"}
    return text if plain and not taken else json.dumps(text, ensure_ascii=False)
