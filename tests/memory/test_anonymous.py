import pytest

from bot.memory.anonymous import without_people


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("what is a port <@123456789012345678>?", "what is a port [mention] ?"),
        ("<@!1> and <@&2> in <#3>", "[mention] and [mention] in [mention]"),
        ("</ask:123456789012345678> port <:porter:123456789012345678>", "[mention] port [mention]"),
        ("@ann what is a port", "[mention] what is a port"),
        ("@everyone\nwhat is  a port", "[mention] what is a port"),
        ("ask 123456789012345678 why", "ask [number] why"),
        ("write to ann.smith@example.org please", "write to [address] please"),
        ("ssh ann@203.0.113.5", "ssh [address]"),
        ("see https://example.org/ann?x=1, www.example.org and discord.gg/abc", "see [link] [link] and [link]"),
        ("what runs on 8.8.8.8", "what runs on [address]"),
        ("what runs on 8.8.8.8:53", "what runs on [address]:53"),
        ("why 2001:4860:4860::8888?", "why [address]?"),
    ],
)
def test_what_names_people_is_taken_out(text: str, kept: str) -> None:
    assert without_people(text, 300) == kept


@pytest.mark.parametrize(
    "text",
    [
        "why does 127.0.0.1:8080 refuse me",
        "is ::1 the same as localhost, or 0.0.0.0?",
        "who has 192.168.0.10 in my home",
        "port 65535, RFC 9293, version 3.11.2, at 12:30:15",
        "std::net::TcpListener in rust",
        "was ist ein Port, né 界 مرحبا 🫖",
        "error 10048 on Windows",
        "a < b > c @ d",
    ],
)
def test_what_questions_are_about_stays(text: str) -> None:
    assert without_people(text, 300) == text


def test_what_cannot_be_seen_is_taken_out() -> None:
    assert without_people("a\x00b\x1b\u202e\u200b\ud800c\td\u2028e", 300) == "abc d e"


def test_a_text_is_cut() -> None:
    assert without_people("why " * 100, 10) == "why why wh"
