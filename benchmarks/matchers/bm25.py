"""BM25 over stemmed words, without those that English has everywhere; each entry a document.

With a document for each phrasing it finds less.
"""

from collections.abc import Iterable

import bm25s
import Stemmer

from matchers import MOST_RANKED, Phrasings


class Peer:
    """Ranks by BM25 in the variant and with the parameters that bm25s has by default."""

    def __init__(self, phrasings: Phrasings) -> None:
        self._stemmer = Stemmer.Stemmer("english")
        self._names = list(phrasings)
        self._index = bm25s.BM25()
        self._index.index(self._words(" ".join(each) for each in phrasings.values()), show_progress=False)

    def ranked(self, question: str) -> list[tuple[str, float]]:
        """See Ranker."""
        most = min(MOST_RANKED, len(self._names))
        numbers, scores = self._index.retrieve(self._words([question]), k=most, show_progress=False)
        found = zip(numbers[0].tolist(), scores[0].tolist(), strict=True)
        return [(self._names[number], score) for number, score in found if score > 0]

    def _words(self, texts: Iterable[str]) -> list[list[str]]:
        return bm25s.tokenize(list(texts), stopwords="en", stemmer=self._stemmer, return_ids=False, show_progress=False)
