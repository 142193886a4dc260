"""What the classifier sees of a message."""

from zlib import crc32

from bot.answering.features import LETTERS, MOST_WORDS, WORD, features
from bot.answering.reading import words_of


def of(prose: str) -> dict[int, float]:
    return features(prose, words_of(prose))


def key(name: str) -> int:
    return crc32(name.encode())


def test_a_message_has_its_stems_pairs_letters_and_opening() -> None:
    found = of("listening ports")

    assert found[key("word listen")] == WORD
    assert found[key("word port")] == WORD
    assert found[key("letters <lis")] == LETTERS
    assert {key("pair listen port"), key("near listen port"), key("opening listening ports")} <= found.keys()


def test_content_words_are_near_each_other_in_either_order() -> None:
    assert key("near port socket") in of("socket of the port")
    assert key("near port socket") in of("port of the socket")


def test_the_question_mark_is_seen_and_where_it_stands() -> None:
    assert key("question mark at the end") in of("a port?")
    assert key("question mark inside") in of("a port? thanks")
    assert key("question mark missing") in of("a port")


def test_numbers_are_seen_by_their_kind_as_well() -> None:
    assert key("number system port") in of("80")
    assert key("number port") in of("8080")
    assert key("number large") in of("70000")
    assert key("number address") in of("127.0.0.1")


def test_a_long_message_has_no_more_features_than_its_first_words() -> None:
    words = [f"word{number}" for number in range(MOST_WORDS * 3)]

    assert features("", words).keys() - features("", words[:MOST_WORDS]).keys() == set()


def test_the_same_message_has_the_same_features_in_every_run() -> None:
    assert sum(of("what is a port?")) == 50_898_472_934  # sums of CRC-32; Python's own hashes change from run to run


def test_a_word_without_end_has_no_more_features_than_a_long_one() -> None:
    assert len(features("", ["ab" * 1_000])) == len(features("", ["ab" * 20]))
