"""Why a question gets its answer, in words and numbers."""

import pytest

from bot.answering.answer import DEFAULT_THRESHOLDS, Found, Manner, NothingFound, answer
from bot.answering.explaining import MOST_ENTRIES, MOST_REASONS, explain
from bot.answering.library import Library

QUESTIONS = [
    "what is a port",
    "difference between a socket and a flurbel",
    "best pizza in town?",
    "what is port 5432",
    "thanks!",
    "x" * 2_001,
    "",
]


@pytest.mark.parametrize("manner", Manner)
@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_explained_is_what_would_be_answered(library: Library, question: str, manner: Manner) -> None:
    assert explain(question, library, manner, DEFAULT_THRESHOLDS).answer == answer(question, library, manner)


def test_an_answer_was_sure_enough_and_a_silence_was_not(library: Library) -> None:
    answered = explain("what is a port?", library, Manner.UNASKED, DEFAULT_THRESHOLDS)
    silent = explain("does the port of hamburg have a museum?", library, Manner.UNASKED, DEFAULT_THRESHOLDS)

    assert isinstance(answered.answer, Found)
    assert answered.confidence >= answered.needed == DEFAULT_THRESHOLDS.unasked
    assert isinstance(silent.answer, NothingFound)
    assert silent.confidence < silent.needed


def test_what_is_weighed_is_told_from_its_words_to_its_reasons(library: Library) -> None:
    explained = explain("who is sitting on my prot 3000", library, Manner.ASKED, DEFAULT_THRESHOLDS)

    assert explained.reading
    assert "prot → port" in explained.reading["repaired"]
    assert explained.candidates[0].entry == "port-usage"
    assert len(explained.candidates) <= MOST_ENTRIES
    assert explained.weighing
    assert len(explained.weighing.reasons) == MOST_REASONS
    summands = [*(reason.log_odds for reason in explained.weighing.reasons), explained.weighing.others]
    assert sum(summands) == pytest.approx(explained.weighing.together)


def test_what_is_not_weighed_has_nothing_below_its_verdict(library: Library) -> None:
    explained = explain("thanks!", library, Manner.ASKED, DEFAULT_THRESHOLDS)

    assert "Small talk" in explained.verdict
    assert explained.reading is None
    assert explained.weighing is None
    assert not explained.candidates
