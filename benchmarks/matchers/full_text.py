"""SQLite's full-text search: a porter tokenizer, and its own bm25() to rank by; each entry a row."""

import re
import sqlite3

from matchers import MOST_RANKED, Phrasings


class Peer:
    """Ranks by bm25() any entry that has a word of the question."""

    def __init__(self, phrasings: Phrasings) -> None:
        self._rows = sqlite3.connect(":memory:")
        self._rows.execute(
            "CREATE VIRTUAL TABLE entry USING fts5(name UNINDEXED, asked, tokenize = 'porter unicode61')"
        )
        self._rows.executemany(
            "INSERT INTO entry VALUES (?, ?)", ((name, "\n".join(phrasings[name])) for name in phrasings)
        )
        self._rows.execute("INSERT INTO entry (entry) VALUES ('optimize')")

    def ranked(self, question: str) -> list[tuple[str, float]]:
        """See Ranker."""
        words = dict.fromkeys(re.findall(r"\w+", question.lower()))
        if not words:
            return []
        found = self._rows.execute(
            "SELECT name, -rank FROM entry WHERE entry MATCH ? ORDER BY rank LIMIT ?",
            (" OR ".join(f'"{word}"' for word in words), MOST_RANKED),
        )
        return found.fetchall()
