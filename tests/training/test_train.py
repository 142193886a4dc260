"""Training on a small kitchen: reproducible, and better than nothing."""

from dataclasses import replace

import pytest
from builders import make_entry, make_library

from bot.answering.answer import Found, Manner, answer
from bot.answering.evidence import features_of
from bot.answering.library import Library
from bot.answering.loader import own_directory, read_knowledge
from bot.answering.measuring import Label
from bot.answering.weights import Weights, digest
from training.material import KINDS, MESSAGES, Example, collect
from training.train import trained

KETTLE = make_entry("kettle", asked_as=["what boils water", "how do i make tea", "what is a kettle"])
STOVE = make_entry("stove", asked_as=["what makes a pot hot", "where does the flame burn", "what is a stove"])
KITCHEN = make_library(KETTLE, STOVE)
EXAMPLES = [
    *(Example(text, ("kettle",), "", "written") for text in ("my tea water stays cold, why?", "what to boil tea in")),
    *(Example(text, ("stove",), "", "written") for text in ("what do i put the pot on?", "how to light the flame")),
    *(Example(text, (name,), "", "phrasings", phrasing_of=name) for name, entry in KITCHEN.entries.items()
      for text in entry.asked_as),
    *(Example(text, (), "chatter", "talk") for text in ("lunch was great", "see you tomorrow", "lol", "ok thanks")),
    *(Example(text, (), "everyday", "talk") for text in ("who won the match?", "how far is the moon?", "is it late?")),
] * 3  # fmt: skip


@pytest.fixture(scope="module")
def weights() -> Weights:
    return trained(EXAMPLES, KITCHEN, seed=1)


def test_the_same_examples_and_seed_give_the_same_weights(weights: Weights) -> None:
    assert trained(EXAMPLES, KITCHEN, seed=1).to_bytes() == weights.to_bytes()


def test_another_seed_gives_other_weights(weights: Weights) -> None:
    assert trained(EXAMPLES, KITCHEN, seed=2).to_bytes() != weights.to_bytes()


def test_the_weights_name_what_they_were_trained_on(weights: Weights) -> None:
    assert weights.classifier.entries == ("kettle", "stove")
    assert weights.classifier.kinds == KINDS
    assert weights.phrasings == {"kettle": digest(KETTLE), "stove": digest(STOVE)}


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("what to boil my tea in", "kettle"),
        ("how do i light a flame", "stove"),
        ("how far is the sun?", "Everyday"),
        ("see you later", "Chatter"),
    ],
)
def test_what_was_learnt_is_told_apart(weights: Weights, question: str, label: str) -> None:
    library = replace(KITCHEN, weights=weights)

    probabilities = library.classifier.probabilities(features_of(question, library))

    assert max(probabilities, key=probabilities.__getitem__) == label


def test_a_trained_kitchen_answers_what_its_phrasings_do_not_say(weights: Weights) -> None:
    found = answer("what do i put the pot on, please?", replace(KITCHEN, weights=weights), Manner.ASKED)

    assert isinstance(found, Found)
    assert found.entries == (STOVE,)


# The material that Porter's own weights are trained on


@pytest.fixture(scope="module")
def examples(library: Library) -> list[Example]:
    return collect(read_knowledge(own_directory()), library)


def test_there_is_material_of_every_label_and_kind(examples: list[Example]) -> None:
    labels = [example.label for example in examples]

    assert min(labels.count(label) for label in Label) > 2_500
    assert {example.kind_label for example in examples} - {""} == set(KINDS)


def test_every_entry_has_material_beside_its_phrasings(library: Library, examples: list[Example]) -> None:
    written = {example.entries[0] for example in examples if example.entries and not example.phrasing_of}

    assert written == set(library.entries)


def test_no_line_is_written_twice(examples: list[Example]) -> None:
    messages = [example.text for example in examples if example.source not in {"phrasings", "not-for-us"}]

    assert len(messages) == len(set(messages)) > 10_000


def test_every_file_of_messages_is_read() -> None:
    assert len(list(MESSAGES.glob("*.jsonl"))) >= 8
