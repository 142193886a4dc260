"""How a question's words are weighed against phrasings."""

import pytest

from bot.answering.reading import words_of
from bot.answering.scoring import PhrasingIndex, is_function_word

PHRASINGS = {
    "kettle": ("what is a kettle", "why does the kettle whistle", "how many kettles does a kitchen need"),
    "stove": ("what is a stove", "where does the stove stand", "which stove heats the kettle"),
    "teapot": ("what is a teapot", "how do teapots pour", "is a porcelain teapot fragile"),
}


@pytest.fixture(scope="module")
def index() -> PhrasingIndex:
    return PhrasingIndex(PHRASINGS, names=PHRASINGS)


def scores(index: PhrasingIndex, question: str) -> dict[str, float]:
    return index.scores(index.read(words_of(question)))


def best(index: PhrasingIndex, question: str) -> str:
    scored = scores(index, question)
    return max(scored, key=lambda name: scored[name])


@pytest.mark.parametrize(("name", "phrasing"), [(name, each) for name, all_ in PHRASINGS.items() for each in all_])
def test_a_phrasing_itself_scores_all_but_one(index: PhrasingIndex, name: str, phrasing: str) -> None:
    scored = scores(index, phrasing)

    assert 0.99 < scored[name] <= 1 + 1e-9
    assert all(score < scored[name] for other, score in scored.items() if other != name)


def test_every_score_lies_between_zero_and_one(index: PhrasingIndex) -> None:
    for question in ("kettle", "kettle stove teapot", "what", "why why why", "kettle " * 300, "the quick brown fox"):
        assert all(0 < score <= 1 + 1e-9 for score in scores(index, question).values())


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("kettles whistling, why", "kettle"),
        ("the whistle of it", "kettle"),
        ("is there a porcelain one", "teapot"),
        ("where should stoves stand", "stove"),
    ],
)
def test_forms_of_a_word_find_its_entry(index: PhrasingIndex, question: str, entry: str) -> None:
    assert best(index, question) == entry


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    index = PhrasingIndex({"one": ("door bell",), "two": ("door number",), "three": ("door handle",)}, names=())

    assert best(index, "door bell") == "one"
    assert index.read(("bell",)).norm > index.read(("door",)).norm


def test_unknown_words_lower_every_score(index: PhrasingIndex) -> None:
    plain, with_unknown = scores(index, "what is a kettle"), scores(index, "what is a quantum kettle of bananas")

    assert all(with_unknown[name] < plain[name] for name in plain)


def test_nothing_is_scored_without_a_word_in_common(index: PhrasingIndex) -> None:
    assert scores(index, "zebra quartz") == {}


def test_an_empty_question_scores_nothing(index: PhrasingIndex) -> None:
    assert scores(index, "") == {}


def test_an_index_without_phrasings_scores_nothing() -> None:
    assert scores(PhrasingIndex({}, names=()), "what is a kettle") == {}


def test_words_side_by_side_weigh_more_than_apart() -> None:
    index = PhrasingIndex({"one": ("red door key", "red door lamp"), "two": ("door mat red", "red rug door")}, names=())

    assert scores(index, "red door")["one"] > scores(index, "red door")["two"]


def test_questions_of_one_shape_are_more_alike() -> None:
    index = PhrasingIndex({"number": ("how many kettles",), "reason": ("why kettles",)}, names=())

    assert best(index, "max kettle") == "number"
    assert best(index, "reason for kettle") == "reason"


def test_a_mistyped_word_is_read_as_the_known_one(index: PhrasingIndex) -> None:
    reading = index.read(words_of("what is a tepaot"))

    assert reading.words == ("what", "is", "a", "teapot")
    assert reading.repaired == {"tepaot": "teapot"}
    assert reading.coverage == 1


def test_a_mistyped_word_weighs_a_little_less(index: PhrasingIndex) -> None:
    assert scores(index, "porcelain tepaot")["teapot"] < scores(index, "porcelain teapot")["teapot"]


@pytest.mark.parametrize("question", ["waht is a kettle", "whihc stove", "how deos it pour", "whree does it stand"])
def test_a_mistyped_function_word_is_read(index: PhrasingIndex, question: str) -> None:
    reading = index.read(words_of(question))

    assert reading.repaired
    assert not reading.unknown


@pytest.mark.parametrize("word", ["what", "explains", "explaining", "meanings", "differences"])
def test_the_forms_of_function_words_are_function_words(word: str) -> None:
    assert is_function_word(word)


@pytest.mark.parametrize("word", ["port", "user", "ports", "kettle", "us-east", "notes"])
def test_other_words_are_no_function_words(word: str) -> None:
    assert not is_function_word(word)


def test_a_slip_in_a_phrasing_is_repaired_when_a_name_proves_it() -> None:
    index = PhrasingIndex({"kettle": ("what is a ketlte", "kettle")}, names=("kettle",))

    assert index.read(("ketlte",)).words == ("kettle",)
    assert index.read(("kettle",)).coverage == 1


@pytest.mark.parametrize(
    ("question", "known", "unknown", "coverage"),
    [
        ("what is a kettle", {"kettl"}, set(), 1),
        ("what is a quantum kettle", {"kettl"}, {"quantum"}, 0.5),
        ("kettle kettle kettles", {"kettl"}, set(), 1),
        ("what is it", set(), set(), 0),
        ("zebra", set(), {"zebra"}, 0),
    ],
)
def test_known_and_unknown_words_are_told(
    index: PhrasingIndex, question: str, known: set[str], unknown: set[str], coverage: float
) -> None:
    reading = index.read(words_of(question))

    assert (reading.known, reading.unknown) == (known, unknown)
    assert reading.coverage == coverage


def test_a_phrasing_can_be_left_out(index: PhrasingIndex) -> None:
    reading = index.read(words_of(PHRASINGS["kettle"][1]))

    assert index.scores(reading, without={1})["kettle"] < index.scores(reading)["kettle"]


def test_an_entry_is_preferred_that_is_mostly_about_the_word() -> None:
    about, aside = ("kettle red", "kettle blue", "kettle green"), ("kettle old", *(f"lamp {n}" for n in range(20)))
    index = PhrasingIndex({"about": about, "aside": aside}, names=())

    assert best(index, "kettle") == "about"
