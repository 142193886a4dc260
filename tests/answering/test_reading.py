"""What of a message is prose, and which words it has."""

import pytest

from bot.answering.reading import MAX_CHARACTERS, clean, sentences, stem, words_of


def read(message: str) -> str:
    return " ".join(words_of(clean(message)))


# What is no prose


@pytest.mark.parametrize(
    "message",
    [
        "```\ns = socket.socket()\n``` what is a port",
        "```python\nprint('>')\n```\nwhat is a port",
        "what is a port ```never closed\nlisten()",
        "what is a port ```one``` ```two```",
        "> somebody asked what tcp is\nwhat is a port",
        "what is a port\n  > and a quote below",
        "https://example.com/what?socket=1 what is a port",
        "<https://example.com> what is a port",
        "what is a port www.example.com/tcp",
        "<@123456789012345678> what is a port",
        "<@!123456789012345678> <@&223456789012345678> <#323456789012345678> what is a port",
        "<:socket:123456789012345678> what is a port <a:tcp:123456789012345678>",
        "</ask:123456789012345678> what is a port </demo run:123456789012345678>",
        "what is a port 🙂🔌",
        "**what** is *a* __port__",
        "`what` is a `port`",
        "||what is a port||",
        "\u202ewhat is\u202c a port",
        "what is a po\u200brt",
        "what\x00 is a p\x07ort",
        "\ud800what is a port\udfff",
        "what\u3000is\u3000a\u3000\uff50\uff4f\uff52\uff54",
        "\ufeffwhat is a port",
    ],
)
def test_only_prose_is_read(message: str) -> None:
    assert read(message) == "what is a port"


@pytest.mark.parametrize(
    "message", ["", " \n\t", "```port```", "> what is a port", "🙂", "<@123456789012345678>", "???"]
)
def test_a_message_without_prose_has_no_words(message: str) -> None:
    assert read(message) == ""


def test_the_text_of_a_masked_link_is_prose_and_its_address_is_not() -> None:
    assert read("what is [a port](https://example.com/socket)") == "what is a port"


def test_everything_after_a_triple_arrow_is_a_quote() -> None:
    assert read("what is a port\n>>> tcp is\nreliable") == "what is a port"


def test_a_time_stamp_is_no_prose() -> None:
    assert read("what is a port <t:1618953630:R>") == "what is a port"


def test_a_quote_keeps_its_neighbours_apart() -> None:
    assert read("one\n> two\nthree") == "one three"


# Unicode


@pytest.mark.parametrize("message", ["\ufdfa" * 2_000, "\ufdfa" * 1_999 + "x", "㌀" * 2_000])
def test_normalising_does_not_make_a_message_longer_than_allowed(message: str) -> None:
    assert len(clean(message)) <= MAX_CHARACTERS


def test_a_message_longer_than_allowed_is_cut_before_it_is_read() -> None:
    assert clean("x" * MAX_CHARACTERS + " port") == "x" * MAX_CHARACTERS
    assert clean("https://example.com/" + "x" * MAX_CHARACTERS + " port") == ""


def test_letters_written_in_two_ways_are_one() -> None:
    assert read("cafe\u0301") == read("caf\u00e9")


def test_look_alike_letters_of_another_script_stay_what_they_are() -> None:
    assert read("р\u043ert") != "port"  # noqa: RUF001 (the look-alikes are the point)


# Words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("whats a port", "what is a port"),
        ("What's a port?", "what is a port"),
        ("what’s a port", "what is a port"),
        ("wats a port", "what is a port"),
        ("wut r ports", "what are ports"),
        ("hows tcp work", "how is tcp work"),
        ("y do u need ports", "why do you need ports"),
        ("diff b/w tcp n udp", "difference between tcp and udp"),
        ("tcp versus udp", "tcp vs udp"),
        ("i dont get it", "i do not get it"),
        ("can't bind", "can not bind"),
        ("proc", "process"),
        ("my app", "my program"),
        ("pls explain", "please explain"),
        ("the server's port", "the server port"),
    ],
)
def test_chat_spelling_is_written_out(typed: str, meant: str) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("127.0.0.1:8080", ("127.0.0.1", "8080")),
        ("TIME_WAIT", ("time_wait",)),
        ("SO_REUSEADDR?", ("so_reuseaddr",)),
        ("listen(5)", ("listen", "5")),
        ("tcp/ip", ("tcp", "ip")),
        ("[Errno 98]", ("errno", "98")),
        ("syn-ack", ("syn", "ack")),
        ("{0.__class__}", ("0", "class")),
    ],
)
def test_addresses_and_identifiers_are_words(message: str, words: tuple[str, ...]) -> None:
    assert words_of(message) == words


def test_sentences_end_at_marks_and_lines() -> None:
    assert sentences("Hi! What is a port? I saw 127.0.0.1.\nthanks; bye") == [
        "Hi!",
        "What is a port?",
        "I saw 127.0.0.1.",
        "thanks;",
        "bye",
    ]


def test_blank_lines_are_no_sentences() -> None:
    assert sentences("\n \n") == []


@pytest.mark.parametrize("word", ["listening", "listens", "listened"])
def test_forms_of_a_word_have_one_stem(word: str) -> None:
    assert stem(word) == stem("listen")


def test_a_very_long_word_is_its_own_stem() -> None:
    assert stem("listening" * 200) == "listening" * 200
