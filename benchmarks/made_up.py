"""Writes a knowledge directory of any size: the real entries, and made-up ones in pronounceable words."""

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

SEED = 20240601
FEWEST, MOST = 3, 30

_ONSETS = "b bl br c cl d dr f fl g gl gr h k l m n p pl pr qu r s sk sl st t tr v w z".split()  # noqa: SIM905 (reads better as text)
_VOWELS = "a e i o u ai ea oo ou".split()  # noqa: SIM905 (as above)
_CODAS = ["", *"b ck d g l m n nd nk p r rn s sh st t x".split()]  # noqa: SIM905 (as above)
_ASKED = (
    "what is a {it}",
    "whats a {it}",
    "explain {it} please",
    "how does a {it} {do}",
    "why does my {it} {do}",
    "what does a {it} do with the {other}",
    "how do i {do} a {it}",
    "can a {it} {do} without a {other}",
    "how many {other}s does a {it} have",
    "{it} says {other} {do}, what now",
    "where does the {it} keep its {other}",
    "is a {it} the same as a {other}",
)


def write_knowledge(directory: Path, real: Path, entries: int) -> list[str]:
    """Copy the real entries, add made-up ones, and give questions to these, worded differently from their phrasings.

    The same number of entries is always the same ones.
    """
    chance = random.Random(SEED)  # noqa: S311 (nothing here is secret)
    shutil.copytree(real, directory)
    topic = directory / "made-up"
    topic.mkdir()
    words = _words(chance)
    verbs = [next(words) for _ in range(200)]
    things = [next(words) for _ in range(max(200, entries // 4))]
    questions = []
    for _ in range(entries):
        name = f"{next(words)}-{chance.choice(things)}" if chance.random() < 0.5 else next(words)
        (topic / f"{name}.yaml").write_text(json.dumps(_entry(name, verbs, things, chance)), encoding="utf-8")
        questions.append(_question(name, verbs, things, chance))
    return questions


def _words(chance: random.Random) -> Iterator[str]:
    """Yield words without end, each once and none shorter than six letters, so that they are no English ones."""
    seen: set[str] = set()
    while True:
        word = "".join(chance.choice(part) for _ in range(chance.choice((2, 3))) for part in (_ONSETS, _VOWELS, _CODAS))
        if len(word) > 5 and word not in seen:
            seen.add(word)
            yield word


def _entry(name: str, verbs: list[str], things: list[str], chance: random.Random) -> dict[str, object]:
    it = name.replace("-", " ")
    filled = {
        template.format(it=it, do=chance.choice(verbs), other=chance.choice(things))
        for template in chance.choices(_ASKED, k=2 * MOST)
    }
    count = min(chance.randint(FEWEST, MOST), len(filled))
    return {
        "title": it.capitalize(),
        "short": f"A {chance.choice(things)} that can {chance.choice(verbs)}.",
        "analogy": {"picture": "A household has one.", "stands_for": {"household": "process"}, "breaks": "At once."},
        "detail": "It exists to be found.",
        "sources": ["https://example.com"],
        "asked_as": chance.sample(sorted(filled), count),
    }


def _question(name: str, verbs: list[str], things: list[str], chance: random.Random) -> str:
    """Ask for an entry in other words than its own: another verb and thing, and a word too many."""
    template = chance.choice(_ASKED)
    asked = template.format(it=name.replace("-", " "), do=chance.choice(verbs), other=chance.choice(things))
    return f"{chance.choice(('so', 'hey', 'ok but', 'quick question,'))} {asked}?"
