"""The file of weights: read back as written, refused when it is something else, and noticed when it is old."""

from dataclasses import replace
from pathlib import Path

import pytest
from builders import make_entry, write_entry

from bot.answering.answer import Found, Manner, answer
from bot.answering.classifier import Classifier, Rows
from bot.answering.gate import Gate
from bot.answering.library import Library
from bot.answering.loader import WEIGHTS, load_library, own_directory, read_knowledge
from bot.answering.weights import UNTRAINED, Weights, digest, untrained
from bot.yaml_document import FaultyFileError

KETTLE = make_entry("kettle")
SMALL = Weights(
    Classifier(
        ("kettle", "stove"), ("chatter",), (0.5, -0.25, 0.0), 0.01, Rows([7, 4_294_967_295]), bytes(range(1, 7))
    ),
    {"asked": Gate(-1.0, {"alike": 2.5}), **{name: Gate(0.0, {}) for name in UNTRAINED.gates if name != "asked"}},
    {"kettle": digest(KETTLE), "stove": "another"},
)


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_weights_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    assert Weights.read(written(tmp_path / WEIGHTS, SMALL.to_bytes())) == SMALL


def test_the_same_weights_give_the_same_bytes() -> None:
    turned = replace(
        SMALL,
        gates=dict(reversed(SMALL.gates.items())),
        phrasings=dict(reversed(SMALL.phrasings.items())),
    )

    assert turned.to_bytes() == SMALL.to_bytes()


WHOLE = SMALL.to_bytes()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"porter",
        b"something else altogether, and longer than the head of the file",
        WHOLE[:40],
        WHOLE[:-20],
        WHOLE.replace(b'"format": 1', b'"format": 9'),
        WHOLE.replace(b'"kinds": ["chatter"]', b'"kinds": ["c", "d"]'),
        WHOLE.replace(b'"gates"', b'"goats"'),
        WHOLE.replace(b'"unasked"', b'"unasken"'),
        WHOLE.replace(b'"scale": 0.01', b'"scale":  NaN'),
        WHOLE.replace(b'"alike": 2.5', b'"alike": "2"'),
    ],
)
def test_what_are_no_weights_is_refused_with_a_remedy(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path / WEIGHTS, content)

    with pytest.raises(FaultyFileError, match="make train") as refused:
        Weights.read(path)

    assert str(path) in str(refused.value)


def test_weights_that_cannot_be_opened_are_told(tmp_path: Path) -> None:
    with pytest.raises(FaultyFileError, match="can't be read"):
        Weights.read(tmp_path)


def test_faulty_weights_are_a_fault_of_the_knowledge(tmp_path: Path) -> None:
    write_entry(tmp_path)
    written(tmp_path / WEIGHTS, b"nonsense")

    assert [fault.path.name for fault in read_knowledge(tmp_path).faults] == [WEIGHTS]


def test_weights_beside_the_entries_are_used(tmp_path: Path) -> None:
    write_entry(tmp_path)
    written(tmp_path / WEIGHTS, SMALL.to_bytes())

    assert load_library(tmp_path).weights == SMALL


def test_entries_without_weights_of_their_own_use_those_that_porter_brings(tmp_path: Path) -> None:
    write_entry(tmp_path)

    assert load_library(tmp_path).weights == Weights.read(own_directory() / WEIGHTS)


def test_new_and_changed_entries_are_noticed() -> None:
    stove, pan = make_entry("stove"), make_entry("pan")

    assert untrained([KETTLE, stove, pan], SMALL) == (["pan"], ["stove"])


def test_the_weights_that_porter_brings_are_of_its_knowledge_as_it_stands(library: Library) -> None:
    assert untrained(library.entries.values(), library.weights) == ([], [])
    assert set(library.classifier.entries) == set(library.entries)


def test_the_weights_that_porter_brings_give_the_same_scores_everywhere(library: Library) -> None:
    found = answer("who is sitting on my port 3000", library, Manner.ASKED)

    assert isinstance(found, Found)
    assert [entry.name for entry in found.entries] == ["port-usage"]
    assert found.confidence == pytest.approx(CONFIDENCE, abs=1e-6)


# As `make train` left it; another value without new weights means that the same input no longer gives the same scores.
CONFIDENCE = 0.9238271
