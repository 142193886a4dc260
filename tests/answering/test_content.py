"""The rules of content: each with what keeps to it and what breaks it. The knowledge itself keeps to all."""

from pathlib import Path
from typing import Any

import pytest
from builders import make_entry, make_library, write_entry

from bot.answering.answer import Found, Manner, answer
from bot.answering.content import RULES, style_faults, unfound_phrasings
from bot.answering.library import Library
from bot.answering.loader import WrittenEntry, own_directory, read_knowledge
from bot.answering.reading import words_of
from bot.demos.catalogue import DEMOS


def analogy(**overrides: Any) -> dict[str, Any]:
    return {
        "picture": "A household hangs a number on its door.",
        "stands_for": {"household": "process", "Door": "socket"},
        "breaks": "Several doors may bear one number.",
        **overrides,
    }


def trial(command: str, *systems: str) -> dict[str, Any]:
    return {"does": "Look", "run": command, "systems": list(systems or ["linux"])}


def told(directory: Path, **overrides: Any) -> list[str]:
    """Give the faults of one entry's content as `line:column: problem`."""
    path = write_entry(directory, **overrides)
    faults = style_faults(read_knowledge(directory).entries, demos={"boil", "cool-down"})
    return [str(fault).removeprefix(f"{path}:") for fault in faults]


HARD = "Institutional organisation of household communication necessitates comprehensive administration."

KEPT: dict[str, list[dict[str, Any]]] = {
    "_nothing_is_left_to_fill_in": [
        {"short": "Where one must FILL IN water.", "asked_as": ["fill in water"], "sources": ["The form to FILL IN"]},
    ],
    "_short_is_one_sentence": [
        {"short": "Where water gets hot."},
        {"short": "Where water gets hot!"},
        {"short": "Water at 99.5 degrees, e.g. in `a.b.c`, is hot; it boils soon."},
    ],
    "_short_does_not_go_in_a_circle": [
        {"short": "A kettle is a pot that heats water."},
        {"short": "A pot that is a friend of every kettle."},
        {"short": "A kettle is a kettle.", "compares": ["kettle"]},
        {"short": "A kettle is a kettle.", "corrects": "A kettle is a stove."},
    ],
    "_stands_for_is_in_the_picture": [{"analogy": analogy()}],
    "_reads_easily": [
        {"short": "Where water gets hot."},
        {"detail": HARD, "example": HARD, "analogy": analogy(breaks=HARD)},
    ],
    "_trials_are_safe": [
        {"trials": [trial("ss --listening --tcp"), trial("ps -e", "macos"), trial("Get-Process", "windows")]},
    ],
    "_uses_the_house_terms": [{"detail": "A listening socket, an ephemeral port and a local port, says the porter."}],
    "_code_is_in_backticks": [
        {"detail": "`bind()` may fail with `EADDRINUSE`, later comes `TIME_WAIT`. TCP, UDP and HTTPS are no code."},
    ],
}
BROKEN: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "_nothing_is_left_to_fill_in": [
        ("2:8: this is still to be written", {"short": "FILL IN the answer in one sentence."}),
        ("4:12: this is still", {"analogy": analogy(picture="FILL IN a household at its door.")}),
        ("8:11: this is still", {"analogy": analogy(breaks="FILL IN")}),
        ("8:9: this is still", {"detail": "FILL IN the truth\n\nand more."}),
        ("10:3: this is still", {"sources": ["FILL IN a source"]}),
        ("13:3: this is still", {"asked_as": ["what is a kettle", "FILL IN what people type"]}),
        ("13:10: this is still", {"example": "FILL IN a case."}),
        ("14:9: this is still", {"trials": [trial("ps") | {"does": "FILL IN what it shows"}]}),
    ],
    "_short_is_one_sentence": [
        ("2:8: `short` is one sentence", {"short": "Where water gets hot"}),
        ("2:8: `short` is one sentence", {"short": "Where water gets hot?"}),
        ("2:8: `short` is one sentence", {"short": "Water gets hot. It boils."}),
    ],
    "_short_does_not_go_in_a_circle": [
        ("2:8: `short` explains the word by itself", {"short": "A kettle is a kettle that heats water."}),
        ("2:8: `short` explains the word by itself", {"short": "Kettles are kettles."}),
    ],
    "_stands_for_is_in_the_picture": [
        ("7:5: `letter` doesn't occur", {"analogy": analogy(stands_for={"household": "process", "letter": "packet"})}),
    ],
    "_reads_easily": [
        (
            "4:12: sentence and picture read like school year 1",
            {"analogy": analogy(picture=f"Household, door: {HARD}")},
        ),
        ("4:12: sentence and picture read like school year", {"short": f"{HARD[:-1]}, {HARD[14:50]}."}),
    ],
    "_trials_are_safe": [
        ("15:8: `rm` isn't known to only look", {"trials": [trial("rm --recursive /")]}),
        ("19:8: `kill` isn't known to only look", {"trials": [trial("ps"), trial("kill 812")]}),
        ("15:8: write options in their long form", {"trials": [trial("ps -e")]}),
    ],
    "_uses_the_house_terms": [
        ("8:9: say `listening socket`, not `server socket`", {"detail": "Two server sockets."}),
        ("8:9: say `ephemeral port`, not `random port`", {"detail": "A Random port."}),
        (
            "4:12: say `local port`, not `source port`",
            {"analogy": analogy(picture="The household's door, a source port.")},
        ),
        ("2:8: say `remote port`, not `destination port`", {"short": "Where the destination port is."}),
        ("13:10: say `IP address`, not `IP number`", {"example": "IP numbers are long."}),
    ],
    "_code_is_in_backticks": [
        ("8:9: put `EADDRINUSE` in backticks", {"detail": "It fails with EADDRINUSE."}),
        ("8:9: put `TIME_WAIT` in backticks", {"detail": "Later comes TIME_WAIT."}),
        ("8:9: put `bind()` in backticks", {"detail": "First `socket()`, then bind()."}),
        ("8:9: a backtick has no partner", {"detail": "First `socket, then more."}),
    ],
}


def test_every_rule_has_what_keeps_to_it_and_what_breaks_it() -> None:
    assert [rule.__name__ for rule in RULES] == list(KEPT) == list(BROKEN)


@pytest.mark.parametrize(
    ("rule", "overrides"), [(rule, overrides) for rule, examples in KEPT.items() for overrides in examples], ids=str
)
def test_what_keeps_to_a_rule_passes(tmp_path: Path, rule: str, overrides: dict[str, Any]) -> None:
    assert told(tmp_path, **overrides) == []


@pytest.mark.parametrize(
    ("rule", "fault", "overrides"),
    [(rule, fault, overrides) for rule, examples in BROKEN.items() for fault, overrides in examples],
    ids=str,
)
def test_what_breaks_a_rule_is_told_with_its_place(
    tmp_path: Path, rule: str, fault: str, overrides: dict[str, Any]
) -> None:
    [only] = told(tmp_path, **overrides)

    assert only.startswith(fault)


def test_a_word_that_is_only_part_of_one_in_the_picture_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, analogy=analogy(picture="The porter sorts the letters.", stands_for={"port": "number"}))


def test_every_broken_rule_is_told_in_the_order_of_the_file(tmp_path: Path) -> None:
    faults = told(tmp_path, short="A kettle is a kettle", detail="Use bind().", trials=[trial("rm x")], demo="burn")

    assert [fault.partition(": ")[0] for fault in faults] == ["2:8", "2:8", "8:9", "13:7", "16:8"]


# Demos


def test_a_demo_that_exists_passes(tmp_path: Path) -> None:
    assert told(tmp_path, demo="boil") == []


def test_a_demo_that_does_not_exist_is_told_with_those_that_do(tmp_path: Path) -> None:
    assert told(tmp_path, demo="burn") == ["13:7: no demo is called `burn`; known: `boil`, `cool-down`"]


# Phrasings


def unfound(directory: Path) -> list[str]:
    written = read_knowledge(directory).entries
    faults = unfound_phrasings(written, Library.of(each.entry for each in written))
    return [str(fault).removeprefix(f"{directory}/") for fault in faults]


def test_phrasings_that_find_their_entry_pass(tmp_path: Path) -> None:
    write_entry(tmp_path, "kitchen/kettle", asked_as=["what is a kettle", "how to boil water"])
    write_entry(tmp_path, "kitchen/stove")

    assert unfound(tmp_path) == []


def test_a_phrasing_that_finds_another_entry_is_told_with_its_place(tmp_path: Path) -> None:
    write_entry(tmp_path, "kitchen/kettle", asked_as=["what is a kettle", "stoves"])
    write_entry(tmp_path, "kitchen/hob", title="Stove")

    [fault] = unfound(tmp_path)

    assert fault == "kitchen/kettle.yaml:13:3: `stoves` finds hob instead of this entry; word it otherwise"


def test_a_phrasing_that_finds_nothing_is_told(tmp_path: Path) -> None:
    write_entry(tmp_path, "kitchen/kettle", asked_as=["what is a kettle", "???"])

    [fault] = unfound(tmp_path)

    assert fault == "kitchen/kettle.yaml:13:3: `???` finds nothing instead of this entry; word it otherwise"


# The knowledge


@pytest.fixture(scope="module")
def written() -> list[WrittenEntry]:
    return list(read_knowledge(own_directory()).entries)


def test_the_knowledge_keeps_to_every_rule(written: list[WrittenEntry]) -> None:
    assert list(map(str, style_faults(written, DEMOS))) == []


def test_every_phrasing_of_the_knowledge_finds_its_entry_first(written: list[WrittenEntry], library: Library) -> None:
    assert list(map(str, unfound_phrasings(written, library))) == []


def test_every_phrasing_of_the_knowledge_belongs_to_one_entry(library: Library) -> None:
    owners: dict[tuple[str, ...], set[str]] = {}
    for entry in library.entries.values():
        for phrasing in entry.asked_as:
            owners.setdefault(words_of(phrasing), set()).add(entry.name)

    assert [names for names in owners.values() if len(names) > 1] == []


def test_everything_the_knowledge_refers_to_exists(library: Library) -> None:
    for entry in library.entries.values():
        referred = {*entry.see_also, *entry.compares, *(relation.to for relation in entry.relations)}
        assert referred <= set(library.entries), entry.name
        assert entry.name not in referred, entry.name
        assert entry.demo is None or entry.demo in DEMOS, entry.name


def test_every_entry_is_found_by_its_name_and_by_its_title(library: Library) -> None:
    for entry in library.entries.values():
        assert library.find(entry.name) == entry
        found = answer(entry.title, library, Manner.ASKED)
        assert isinstance(found, Found), entry.title
        assert entry.name in {each.name for each in found.entries}


def test_rules_are_checked_without_the_knowledge() -> None:
    assert make_library(make_entry()).entries["kettle"].title == "Kettle"
