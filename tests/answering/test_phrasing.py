"""What is left of a stranger's message when it becomes a phrasing."""

import unicodedata

import pytest

from bot.answering.phrasing import LONGEST, phrasing_of


@pytest.mark.parametrize(
    ("message", "phrasing"),
    [
        ("what is mtu", "what is mtu"),
        ("  what   is\n\tmtu ??", "what is mtu ??"),
        ("hey guys, quick question: what is mtu", "what is mtu"),
        ("<@123456789012345678> what is mtu", "what is mtu"),
        ("what is mtu <:thinking:123456789012345678> <#123456789012345678> <t:1700000000:R>", "what is mtu"),
        ("what is mtu 🤔👍🏽 ❤️", "what is mtu"),
        ("what is mtu :thinking:", "what is mtu"),
        ("@everyone what is mtu @somebody", "what is mtu"),
        ("what is mtu, asks anna#1234", "what is mtu, asks"),
        ("message 123456789012345678 says mtu, why", "message says mtu, why"),
        ("what is mtu https://example.com/?a=1 discord.gg/abc ftp://anna:pw@example.com", "what is mtu"),
        ("write to anna.b+c@example.com what is mtu", "write to what is mtu"),
        ("anna@laptop:~$ ip link, what is mtu", "ip link, what is mtu"),
        ("can't open /home/anna/s or C:\\Users\\anna\\s", "can't open /home/me/s or C:\\Users\\me\\s"),
        ("is 1b:2c:3d:4e:5f:6a my mac address", "is my mac address"),
        ("is ghp_16C7e42F292c6912E7710c838347Ae178B4a a port", "is a port"),
        ("what does 93.184.216.34:8080 mean", "what does 203.0.113.7:8080 mean"),
        ("```py\nsock.bind()\n```\nwhy does this fail", "why does this fail"),
        ("> somebody said\nwhat is mtu", "what is mtu"),
        ("what\u202e is\u200b m\u0007tu\x1b[31m", "what is mtu"),
        ("wh\u0337\u0336at i\u0337s mtu", "what is mtu"),
    ],
)  # fmt: skip
def test_a_phrasing_asks_and_tells_nobody_who_asked(message: str, phrasing: str) -> None:
    assert phrasing_of(message) == phrasing


@pytest.mark.parametrize(
    "message",
    [
        "what is 127.0.0.1",
        "is 192.168.0.5:8080 an endpoint",
        "what is 999.1.1.1",
        "bind: EADDRINUSE (errno 98)",
        "what does ERR_SOCKET_BAD_PORT_SOMETHING_AND_MORE mean",
        "org.springframework.boot.web.server.PortInUseException",
        "is tcp/ip one protocol",
        "what is ::1",
        "was ist ein anschlüß",
        "что такое порт",
        "it's 100% used: why?",
    ],
)
def test_what_a_question_is_about_stays(message: str) -> None:
    assert phrasing_of(message) == message


@pytest.mark.parametrize("message", ["", " \n\t", "???", "🤔", "<@123456789012345678>", "\ud800\udfff", "```code```"])
def test_a_message_without_a_word_leaves_nothing(message: str) -> None:
    assert phrasing_of(message) == ""


def test_of_a_long_message_the_questions_stay() -> None:
    background = "I moved the whole thing to a new machine last week and everything was fine until this morning. " * 5

    assert phrasing_of(f"{background}Why is port 8080 taken? Thanks!") == "Why is port 8080 taken?"


@pytest.mark.parametrize(
    "message", ["mtu " * 1_000, "m" * 4_000, "what is mtu? " * 300, "\u0600\u0337" * 2_000, "٣" * 4_000]
)
def test_a_phrasing_is_never_too_long_for_an_entry(message: str) -> None:
    assert len(phrasing_of(message)) <= LONGEST


def test_a_phrasing_is_one_line_of_characters_that_are_shown() -> None:
    every = "".join(map(chr, range(0x3000))) + "".join(map(chr, range(0xD7F0, 0x10FFFF, 97)))

    for start in range(0, len(every), 200):
        phrasing = phrasing_of("what is " + every[start : start + 200])
        assert {unicodedata.category(each)[0] for each in phrasing} <= set("LMNPSZ")
        assert phrasing.splitlines() == [phrasing]
