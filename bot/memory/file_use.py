"""A database file in use, and how a damaged one is taken out of the way without overwriting or deleting anything."""

import asyncio
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

# SQLite's companions of a file in WAL mode. Left behind, they would be taken for those of the new file.
_COMPANIONS = ("-wal", "-shm")


class StillInUseError(Exception):
    """Another process uses the damaged file, so it can't be renamed yet."""


class FileUse:
    """The use of a file by this process, as a lock that all of them share while they have the file open.

    Only who holds that lock alone may rename the file: a process that still had the old file open would write into the
    companions of the new one (SQLite documentation, How To Corrupt An SQLite Database File, section 2.4). It is a lock
    on a file beside it, because closing the database file itself would end SQLite's own locks on it (section 2.2).
    """

    def __init__(self, path: Path) -> None:
        """Begin to use a file. It is made if there is none, for its owner alone; its companions get the same rights.

        Raises:
            OSError: it can't be made.
        """
        self._path = path
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._take(alone=False)
            path.touch(mode=0o600)
            self._identity = self._identity_of_file()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Use it no longer."""
        os.close(self._lock)

    async def set_aside(self, within: float) -> Path | None:
        """Rename the file with its companions and return the new name; None if another process has just done so.

        Nothing of this process may have the file open.

        Raises:
            StillInUseError: other processes still use it after `within` seconds.
            OSError: it can't be renamed.
        """
        try:
            async with asyncio.timeout(within):
                while self._identity_of_file() == self._identity:
                    if self._take(alone=True):
                        return self._renamed() if self._identity_of_file() == self._identity else None
                    await asyncio.sleep(0.01)
        except TimeoutError:
            raise StillInUseError from None
        return None

    def _renamed(self) -> Path:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        aside = Path(f"{self._path}.damaged-{stamp}")
        for ending in (*_COMPANIONS, ""):
            companion = Path(f"{self._path}{ending}")
            if companion.exists():
                companion.rename(f"{aside}{ending}")
        return aside

    def _identity_of_file(self) -> tuple[int, int] | None:
        """Say which file the path names at the moment."""
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return None
        return status.st_dev, status.st_ino

    def _take(self, *, alone: bool) -> bool:
        """Take the lock: shared, for which a renaming is waited for, or alone, if nobody else has it."""
        if sys.platform == "win32":  # where nobody can rename a file that is open
            return True
        import fcntl  # noqa: PLC0415 (Windows has none)

        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB if alone else fcntl.LOCK_SH)
        except BlockingIOError:
            return False
        return True
