"""Takes a damaged database file out of the way, without ever overwriting or deleting anything."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

# SQLite's companions of a file in WAL mode. Left behind, they would be taken for those of the new file.
_COMPANIONS = ("-wal", "-shm")

Identity = tuple[int, int]


def identity_of(path: Path) -> Identity:
    """Say which file a path names, so that another one in its place is told from it."""
    status = path.stat()
    return status.st_dev, status.st_ino


def set_aside(path: Path, damaged: Identity) -> Path | None:
    """Rename a damaged file with its companions and return the new name; None if another process has just done so.

    Several processes may have found the same file damaged. Each looks whether `path` still names it while it holds the
    lock on that very file, so that none takes away the new one.

    Raises:
        OSError: it can't be renamed.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        _lock(descriptor)
        status = os.fstat(descriptor)
        if (status.st_dev, status.st_ino) != damaged or identity_of(path) != damaged:
            return None
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        aside = path.with_name(f"{path.name}.damaged-{stamp}")
        for ending in (*_COMPANIONS, ""):
            companion = Path(f"{path}{ending}")
            if companion.exists():
                companion.rename(f"{aside}{ending}")
        return aside
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    if sys.platform != "win32":  # which renames no file that another process has open
        import fcntl  # noqa: PLC0415 (Windows has none)

        fcntl.flock(descriptor, fcntl.LOCK_EX)
