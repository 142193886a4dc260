"""rapidfuzz: how alike two texts are letter by letter, their words sorted."""

from rapidfuzz import fuzz, process, utils

from matchers import MOST_RANKED, Phrasings


class Peer:
    """Ranks by the best token_sort_ratio."""

    def __init__(self, phrasings: Phrasings) -> None:
        self._names = [name for name, each in phrasings.items() for _ in each]
        self._phrasings = [utils.default_process(phrasing) for each in phrasings.values() for phrasing in each]

    def ranked(self, question: str) -> list[tuple[str, float]]:
        """See Ranker."""
        plain = utils.default_process(question)
        found = process.extract(plain, self._phrasings, scorer=fuzz.token_sort_ratio, limit=MOST_RANKED)
        return [(self._names[number], score) for _, score, number in found]
