"""How many years of school a text asks for: an estimate, so only its order and its bounds are tested."""

import pytest

from bot.answering.reading_ease import school_grade

EASY = "The cat sat on the mat. It saw a dog."
HARDER = "A server waits at an address and a port, so that others can begin a conversation with it."
HARD = "Institutional interoperability considerations necessitate comprehensive organisational characterisation."


def test_longer_words_and_longer_sentences_read_harder() -> None:
    assert school_grade(EASY) < school_grade(HARDER) < school_grade(HARD)


def test_easy_prose_is_for_beginners_and_hard_prose_for_no_school() -> None:
    assert school_grade(EASY) < 1
    assert school_grade(HARD) > 13


def test_it_is_kincaids_formula() -> None:
    # 6 words of 1 syllable each in 1 sentence: 0.39 * 6 + 11.8 * 1 - 15.59
    assert school_grade("The cat sat on the mat.") == pytest.approx(-1.45)
    # 9 words, 12 syllables (wa-ter, ket-tle, kitch-en), 2 sentences
    text = "The water is in the kettle. Find the kitchen."
    assert school_grade(text) == pytest.approx(0.39 * 9 / 2 + 11.8 * 12 / 9 - 15.59)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("door", 1), ("the", 1), ("make", 1), ("walked", 1), ("rhythm", 1), ("port", 1),
        ("table", 2), ("wanted", 2), ("ended", 2), ("agree", 2), ("socket", 2), ("process", 2),
        ("connection", 3), ("ephemeral", 4), ("SOCKET", 2), ("don't", 1),
    ],
)  # fmt: skip
def test_syllables_are_told_by_the_vowels(word: str, syllables: int) -> None:
    assert school_grade(word) == pytest.approx(0.39 + 11.8 * syllables - 15.59)


@pytest.mark.parametrize("end", [".", "!", "?", ":", ";", "...", ".\n", "\n\n"])
def test_a_sentence_ends_at_its_mark(end: str) -> None:
    assert school_grade(f"He ran{end} She sat") == pytest.approx(0.39 * 2 + 11.8 - 15.59)


@pytest.mark.parametrize("text", ["Go to 192.0.2.10 now", "Take 80:80 now", "It's at example.com now"])
def test_a_mark_inside_a_word_ends_nothing(text: str) -> None:
    assert school_grade(text) > school_grade(text.replace(" ", ". "))


def test_code_counts_as_one_short_word() -> None:
    code = "Call `ss --listening --tcp --processes 'sport = :8080'` now."

    assert school_grade(code) == school_grade("Call code now.")


@pytest.mark.parametrize("text", ["", " \n ", "123 456.", "...", "→ ✓"])
def test_what_has_no_words_is_no_burden(text: str) -> None:
    assert school_grade(text) == 0
