"""Reads a message as a learner types it: chat spelling, code blocks, links and mentions, into plain words."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

MAX_CHARACTERS = 2_000
MOST_SENTENCES = 12

_NOT_PROSE = re.compile(
    r"```(?s:.*?)(?:```|\Z)"  # code blocks
    r"|^[ \t]*>>>\s(?s:.*)"  # a quote to the end
    r"|^[ \t]*>[^\n]*"  # quoted lines
    r"|https?://\S+|www\.\S+"  # links
    r"|<(?:@[!&]?|#|a?:\w{1,40}:)\d{1,20}>"  # mentions and custom emoji
    r"|<t:-?\d{1,20}(?::[A-Za-z])?>"  # time stamps
    r"|</[^>\n]{1,100}:\d{1,20}>"  # mentions of slash commands
    r"|\x1b\[[0-9;?]*[ -/]*[@-~]",  # a terminal's escape sequences
    re.MULTILINE,
)
# A full stop ends a sentence, but for those of "vs.", "e.g." and "i.e.".
_SENTENCE_END = re.compile(r"(?i)(?<=[?!.;])(?<!\bvs\.)(?<!\be\.g\.)(?<!\bi\.e\.)\s+|\n+")
# An IP address, an identifier with underscores, or a plain word.
_WORD = re.compile(
    r"(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}|\d{1,3}(?:\.\d{1,3}){3}|[^\W_]+(?:_[^\W_]+)+|[^\W_]+(?:'[^\W_]+)?"
)

# How people spell in chat, and the words they mean.
CHAT_SPELLING: dict[str, tuple[str, ...]] = {
    "whats": ("what", "is"), "what's": ("what", "is"), "wats": ("what", "is"), "wat": ("what",), "wut": ("what",),
    "wot": ("what",), "whts": ("what", "is"), "wht": ("what",), "whos": ("who", "is"), "who's": ("who", "is"),
    "hows": ("how", "is"), "how's": ("how", "is"), "wheres": ("where", "is"), "where's": ("where", "is"),
    "whys": ("why", "is"), "y": ("why",), "r": ("are",), "u": ("you",), "ur": ("your",), "n": ("and",),
    "pls": ("please",), "plz": ("please",), "sry": ("sorry",), "thx": ("thanks",), "ppl": ("people",),
    "diff": ("difference",), "diffrence": ("difference",), "diffs": ("difference",), "b/w": ("between",),
    "btwn": ("between",), "dont": ("do", "not"), "don't": ("do", "not"), "doesnt": ("does", "not"),
    "doesn't": ("does", "not"), "cant": ("can", "not"), "can't": ("can", "not"), "cannot": ("can", "not"),
    "isnt": ("is", "not"), "isn't": ("is", "not"), "wont": ("will", "not"), "won't": ("will", "not"),
    "arent": ("are", "not"), "aren't": ("are", "not"), "im": ("i", "am"), "i'm": ("i", "am"), "ive": ("i", "have"),
    "i've": ("i", "have"), "its": ("it", "is"), "it's": ("it", "is"), "thats": ("that", "is"),
    "that's": ("that", "is"), "versus": ("vs",), "v": ("vs",), "num": ("number",), "nr": ("number",),
    "proc": ("process",), "procs": ("processes",), "prog": ("program",), "conn": ("connection",),
    "addr": ("address",), "app": ("program",), "apps": ("programs",), "application": ("program",),
    "applications": ("programs",), "pc": ("computer",), "machine": ("computer",), "laptop": ("computer",),
}  # fmt: skip


def clean(message: str) -> str:
    """Strip from a message what isn't prose: code blocks, quotes, links, mentions, invisible characters.

    At most `MAX_CHARACTERS` come back, also where normalising (Unicode NFKC) would make more of them.
    """
    normal = unicodedata.normalize("NFKC", prose_of(message))[:MAX_CHARACTERS].replace("\u2019", "'")
    return "".join(each for each in normal if each in "\n\t" or unicodedata.category(each)[0] != "C").strip()


def prose_of(message: str) -> str:
    """Strip what isn't prose from a message, and leave its characters as they were typed."""
    return _NOT_PROSE.sub(" ", message[:MAX_CHARACTERS])


def sentences(prose: str) -> list[str]:
    """Split prose at its sentence marks and line ends; of many or repeated sentences the first different ones."""
    found = dict.fromkeys(sentence for sentence in _SENTENCE_END.split(prose) if sentence.strip())
    return list(found)[:MOST_SENTENCES]


def words_of(sentence: str) -> tuple[str, ...]:
    """Give a sentence's words in lower case, chat spelling written out."""
    found: list[str] = []
    for word in _WORD.findall(sentence.lower().replace("b/w", "btwn")):
        found.extend(CHAT_SPELLING.get(word) or (word.removesuffix("'s"),))
    return tuple(found)


def stem(word: str) -> str:
    """Reduce an English word to its stem, by Snowball's rules: `listening` and `listens` become `listen`."""
    return _stem(word) if len(word) < 40 else word


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")
