"""What is a link to a message, and what isn't."""

import pytest

from bot.chat.message_links import MessageLink, UnreadableError, parse


@pytest.mark.parametrize(
    "link",
    [
        "https://discord.com/channels/1/2/3",
        "  https://discord.com/channels/1/2/3 ",
        "<https://discord.com/channels/1/2/3>",
        "https://discordapp.com/channels/1/2/3",
        "https://ptb.discord.com/channels/1/2/3",
        "https://canary.discord.com/channels/1/2/3/",
    ],
)
def test_a_link_is_read_as_every_edition_of_the_app_copies_it(link: str) -> None:
    assert parse(link) == MessageLink(1, 2, 3)


def test_a_direct_message_is_in_no_server() -> None:
    assert parse("https://discord.com/channels/@me/2/3") == MessageLink(0, 2, 3)


@pytest.mark.parametrize(
    "link",
    [
        "",
        "why?",
        "https://discord.com/channels/1/2",
        "https://discord.com.evil.invalid/channels/1/2/3",
        "https://evil.invalid/?https://discord.com/channels/1/2/3",
        "http://discord.com/channels/1/2/3",
        "https://discord.com/channels/1/2/٣",
        "https://discord.com/channels/1/2/" + "3" * 21,
        "https://discord.com/channels/1/2/3 and more",
        "https://discord.com/channels/1/2/3\n@everyone",
    ],
)
def test_anything_else_is_refused(link: str) -> None:
    with pytest.raises(UnreadableError, match="no link to a message"):
        parse(link)
