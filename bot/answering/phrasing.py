"""Makes a phrasing of a stranger's message: one line that asks, and nothing that tells who asked."""

import re
import unicodedata
from ipaddress import AddressValueError, IPv4Address
from textwrap import shorten

from bot.answering.question_shape import is_question, without_lead_in
from bot.answering.reading import clean, sentences, words_of

# What an entry allows (`Line`), and what a phrasing of several sentences should keep to.
LONGEST = 300
LONG = 120
# Stands for any public address: it belongs to nobody (RFC 5737, section 3).
SOMEBODYS_ADDRESS = "203.0.113.7"

_TELLING_WHO = re.compile(
    r"[A-Za-z][\w+.-]{0,20}://\S+"  # links of all kinds, and those without a scheme
    r"|(?<![\w.-])(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}/\S*"
    r"|[^\s@]{0,64}@[^\s@]+"  # mail addresses, a shell's user@host, names as they are typed after an @
    r"|(?<!\w)[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}(?!\w)"  # MAC addresses
    r"|(?<!\d)\d{15,}(?!\d)|\b\w{2,32}#\d{4}\b"  # ids of messages and accounts
    r"|(?<![\w-])(?=[\w-]*\d)[\w-]{25,}"  # keys and tokens
    r"|(?<!\S):[a-z_]\w{1,30}:(?!\S)"  # emoji by name
)
_HOME = re.compile(r"((?:/home|/Users|\\Users)[/\\])[^/\\\s]+")
_IPV4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)")
# Marks that are piled upon letters (what composes to one letter has done so), and what colours or frames an emoji.
_PILED = re.compile("[\u0300-\u036f\u20e3\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]+")


def phrasing_of(message: str) -> str:
    """Give what a message asks as one line of at most `LONGEST` characters; empty if it has no word.

    Code, quotes, mentions, links, emoji, ids, mail addresses, names in home directories, public IP addresses, greetings
    and characters that aren't shown are taken out. Of a long message only the questions stay, if there are any.
    """
    prose = _IPV4.sub(_unless_private, _HOME.sub(r"\1me", _TELLING_WHO.sub(" ", clean(message))))
    prose = prose if prose.isascii() else _without_pictures(prose)
    if len(prose) > LONG:
        asking = [part for part in sentences(prose) if is_question(part) and len(words_of(part)) > 2]
        prose = " ".join(asking) or prose
    line = shorten(without_lead_in(" ".join(prose.split())), LONGEST, placeholder="")
    return line if words_of(line) else ""


def _without_pictures(prose: str) -> str:
    # Emoji are of the category So, "other symbols" (Unicode Standard, chapter 4.5).
    return "".join(" " if unicodedata.category(each) == "So" else each for each in _PILED.sub("", prose))


def _unless_private(match: re.Match[str]) -> str:
    try:
        return SOMEBODYS_ADDRESS if IPv4Address(match[0]).is_global else match[0]
    except AddressValueError:
        return match[0]
