"""What training found, in one file: the classifier, the gates, and which knowledge it was trained on."""

import json
import math
import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from bot.answering.classifier import Classifier, Rows
from bot.answering.entry import Entry
from bot.answering.gate import Gate
from bot.yaml_document import Fault, FaultyFileError

FORMAT = 1
_MAGIC = b"porter weights\n\0"


@dataclass(frozen=True)
class Weights:
    """The classifier, and the gates that turn evidence into the probability that an answer is right.

    There is a gate for what is `asked` and what is overheard (`unasked`), and one of each for entries that no training
    has seen. `phrasings` holds a digest of each entry's phrasings at the time of training.
    """

    classifier: Classifier
    gates: Mapping[str, Gate]
    phrasings: Mapping[str, str] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """Write them down; the same weights always give the same bytes."""
        classifier = self.classifier
        head = {
            "format": FORMAT,
            "entries": classifier.entries,
            "kinds": classifier.kinds,
            "biases": classifier.biases,
            "scale": classifier.scale,
            "gates": {
                name: {"bias": gate.bias, "coefficients": gate.coefficients} for name, gate in self.gates.items()
            },
            "phrasings": self.phrasings,
        }
        keys = struct.pack(f"<{len(classifier.rows)}I", *classifier.rows)
        body = struct.pack("<I", len(classifier.rows)) + keys + classifier.weights
        text = json.dumps(head, sort_keys=True).encode()
        return _MAGIC + struct.pack("<I", len(text)) + text + zlib.compress(body, 9)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read them from a file.

        Raises:
            FaultyFileError: the file can't be read, isn't one of weights, or is of another format.
        """
        try:
            return cls._parse(path.read_bytes())
        except OSError as error:
            reason = f"the weights can't be read ({error.strerror})"
        except (ValueError, KeyError, TypeError, AttributeError, struct.error, zlib.error):
            reason = "these aren't weights of this version of Porter; run make train, or remove the file"
        raise FaultyFileError([Fault(path, 1, 1, reason)])

    @classmethod
    def _parse(cls, written: bytes) -> Self:
        start = len(_MAGIC) + 4
        (length,) = struct.unpack_from("<I", written, len(_MAGIC))
        head: dict[str, Any] = json.loads(written[start : start + length])
        if not written.startswith(_MAGIC) or head["format"] != FORMAT:
            raise ValueError("another format")
        body = zlib.decompress(written[start + length :])
        (count,) = struct.unpack_from("<I", body)
        keys = struct.unpack_from(f"<{count}I", body, 4)
        entries, kinds = tuple(head["entries"]), tuple(head["kinds"])
        table = body[4 + 4 * count :]
        width = len({*entries, *kinds})
        if not width == len(entries) + len(kinds) == len(head["biases"]) or len(table) != count * width:
            raise ValueError("a table of another size")
        biases = tuple(map(_finite, head["biases"]))
        classifier = Classifier(entries, kinds, biases, _finite(head["scale"]), Rows(keys), table)
        gates = {
            name: Gate(
                _finite(each["bias"]), {signal: _finite(value) for signal, value in each["coefficients"].items()}
            )
            for name, each in head["gates"].items()
        }
        if gates.keys() != UNTRAINED.gates.keys():
            raise ValueError("other gates")
        return cls(classifier, gates, dict(head["phrasings"]))


def _finite(number: object) -> float:
    if not isinstance(number, int | float) or not math.isfinite(number):
        raise ValueError("not a finite number")
    return float(number)


# Without training, likeness to the written phrasings has to do. These coefficients were set by hand, so that a question
# in the words of a phrasing is answered, and one that shares a word with it is not.
_NEW = Gate(-4.0, {"alike a written phrasing": 8.0, "known words": 1.0, "the chosen among all entries": 0.2})
UNTRAINED = Weights(
    Classifier(), {"asked": _NEW, "unasked": _NEW, "asked, new entry": _NEW, "unasked, new entry": _NEW}
)


def digest(entry: Entry) -> str:
    """Give a short digest of what training sees of an entry: its title, names and phrasings."""
    seen = json.dumps([entry.title, entry.also_called, entry.asked_as])
    return sha256(seen.encode()).hexdigest()[:12]


def untrained(entries: Iterable[Entry], weights: Weights) -> tuple[list[str], list[str]]:
    """List the entries that the weights have never seen, and those whose phrasings changed since."""
    new = [entry.name for entry in entries if entry.name not in weights.phrasings]
    changed = [e.name for e in entries if e.name in weights.phrasings and weights.phrasings[e.name] != digest(e)]
    return new, changed
