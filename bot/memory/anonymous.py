"""Takes out of a text what names people: mentions, ids, addresses and links."""

import ipaddress
import re

_MENTION = re.compile(r"<(?:@[!&]?|#|a?:\w{1,32}:|/[\w -]{1,100}:)\d{1,20}>|(?<!\S)@\w+")
_ID = re.compile(r"\d{15,}")
_LINK = re.compile(r"\w+://|www\.|discord\.gg/", re.IGNORECASE)
_MAIL = re.compile(r"[^@]@[^@]")
_ADDRESS = re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,8}|\d{1,3}(?:\.\d{1,3}){3})(?!\w)")


def without_people(text: str, longest: int) -> str:
    """Give a text in one line of at most `longest` characters, with placeholders for what could tell whose it was.

    What can't be seen goes as well, such as NUL and lone surrogates, which PostgreSQL refuses.
    Loopback and private addresses stay: they are what questions are about, and everybody has the same ones.
    """
    text = "".join(character for character in text[: 4 * longest] if character.isprintable() or character.isspace())
    words = _MENTION.sub(" [mention] ", text).split()
    return " ".join(map(_without_people, words))[:longest]


def _without_people(word: str) -> str:
    if _LINK.search(word):
        return "[link]"
    if _MAIL.search(word):
        return "[address]"
    return _ADDRESS.sub(_unless_public, _ID.sub("[number]", word))


def _unless_public(match: re.Match[str]) -> str:
    try:
        public = ipaddress.ip_address(match[0]).is_global
    except ValueError:  # a time, a version, an endpoint such as 127.0.0.1:80
        return match[0]
    return "[address]" if public else match[0]
