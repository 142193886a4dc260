"""python -m training [DIRECTORY]: trains on a knowledge directory, Porter's own if none is named."""

import sys
import time
from dataclasses import replace
from pathlib import Path

from bot.answering.loader import WEIGHTS, own_directory, read_knowledge
from bot.answering.weights import UNTRAINED
from training.material import collect
from training.train import trained

SEED = 1


def main() -> int:
    """Train, write the weights beside the entries, and say what came out."""
    directory = Path(sys.argv[1]) if len(sys.argv) > 1 else own_directory()
    knowledge = read_knowledge(directory)
    path = directory / WEIGHTS
    if faults := [fault for fault in knowledge.faults if fault.path != path]:
        print(*faults, sep="\n", file=sys.stderr)
        return 1
    library = replace(knowledge.library(), weights=UNTRAINED)
    examples = collect(knowledge, library)
    started = time.monotonic()
    print(f"{len(examples)} examples, {len(library.entries)} entries, seed {SEED}", flush=True)
    # Written beside and then put in place, so that a running Porter never reads half of it.
    beside = path.with_suffix(".new")
    beside.write_bytes(trained(examples, library, SEED).to_bytes())
    beside.replace(path)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB, {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
