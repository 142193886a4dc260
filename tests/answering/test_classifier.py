"""The classifier's arithmetic, against the plain one."""

import math
import random

import pytest

from bot.answering.classifier import ZERO, Classifier, Rows


def small(rows: int = 40, entries: int = 7, kinds: int = 3, seed: int = 1) -> Classifier:
    chance = random.Random(seed)  # noqa: S311 (any numbers do)
    width = entries + kinds
    return Classifier(
        tuple(f"entry-{number}" for number in range(entries)),
        tuple(f"kind-{number}" for number in range(kinds)),
        tuple(chance.uniform(-1, 1) for _ in range(width)),
        0.05,
        Rows(row * 1_000 for row in range(rows)),
        bytes(chance.randrange(1, 256) for _ in range(rows * width)),
    )


def plainly(classifier: Classifier, features: dict[int, float]) -> list[float]:
    width = len(classifier.biases)
    length = math.sqrt(sum(weight**2 for weight in features.values())) or 1.0
    logits = list(classifier.biases)
    for feature in features:
        if feature in classifier.rows:
            row = classifier.rows[feature]
            for label in range(width):
                logits[label] += (classifier.weights[row * width + label] - ZERO) * classifier.scale / length
    whole = sum(math.exp(logit) for logit in logits)
    return [math.exp(logit) / whole for logit in logits]


@pytest.mark.parametrize("count", [0, 1, 3, 40])
def test_adding_whole_rows_gives_what_adding_each_weight_gives(count: int) -> None:
    classifier = small()
    features = {row * 1_000: 0.5 + row % 3 for row in range(count)}

    given = classifier.probabilities(features)

    assert list(given) == [*classifier.entries, *classifier.kinds]
    assert list(given.values()) == pytest.approx(plainly(classifier, features))


def test_features_that_nobody_trained_only_make_the_message_longer() -> None:
    classifier = small()

    with_strangers = classifier.probabilities({0: 1.0, 77: 1.0, 78: 1.0})

    assert list(with_strangers.values()) == pytest.approx(plainly(classifier, {0: 1.0, 77: 1.0, 78: 1.0}))
    assert with_strangers != classifier.probabilities({0: 1.0})


def test_an_odd_number_of_labels_is_added_as_well() -> None:
    classifier = small(entries=8)

    given = classifier.probabilities({0: 1.0, 1_000: 0.3})

    assert list(given.values()) == pytest.approx(plainly(classifier, {0: 1.0, 1_000: 0.3}))


def test_rows_are_found_by_their_features_alone() -> None:
    rows = Rows([3, 7, 4_294_967_295])

    assert dict(rows) == {3: 0, 7: 1, 4_294_967_295: 2}
    assert rows.of([4_294_967_295, 0, 3, 5, 7, 8]) == [2, 0, 1]
    assert 5 not in rows
    assert rows == Rows([3, 7, 4_294_967_295])
    assert rows != Rows([3, 7])


@pytest.mark.parametrize("features", [[7, 3], [3, 3]])
def test_features_of_rows_come_in_order(features: list[int]) -> None:
    with pytest.raises(ValueError, match="out of order"):
        Rows(features)


def test_probabilities_add_up_to_one() -> None:
    assert sum(small().probabilities({0: 1.0, 1_000: 0.3}).values()) == pytest.approx(1.0)


def test_the_longest_messages_stay_within_the_lanes() -> None:
    many = 20_000  # far more features than 2,000 characters can have
    classifier = Classifier(("a", "b"), (), (0.0, 0.0), 1e-6, Rows(range(many)), bytes([255, 1]) * many)

    given = classifier.probabilities(dict.fromkeys(range(many), 1.0))

    assert list(given.values()) == pytest.approx(plainly(classifier, dict.fromkeys(range(many), 1.0)))


def test_without_training_it_says_nothing() -> None:
    assert Classifier().probabilities({1: 1.0}) == {}
    assert Classifier().known == frozenset()
