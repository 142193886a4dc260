"""Which database keeps what Porter remembers: a URL with a password comes from where secrets come from."""

from collections.abc import Mapping
from pathlib import Path

from bot.config import Settings
from bot.memory.place import DatabaseFile, Place, PlaceError, own_file, place_of


class DatabasePlaceError(Exception):
    """What stands where a database's URL should stand can't be one. The message never contains it."""


def read_place(settings: Settings, environment: Mapping[str, str]) -> Place:
    """Find the database: `PORTER_DATABASE_URL`, then the file of `PORTER_DATABASE_URL_FILE`, then the settings.

    Raises:
        DatabasePlaceError: a file can't be read, or what it holds can't be a database's URL.
    """
    if written := environment.get("PORTER_DATABASE_URL", "").strip():
        return _place(written, "the environment variable PORTER_DATABASE_URL")
    named = environment.get("PORTER_DATABASE_URL_FILE")
    path = Path(named) if named else settings.memory.url_file
    if path:
        return _from_file(path)
    if settings.memory.database:
        return place_of(settings.memory.database)
    return DatabaseFile(own_file())


def _from_file(path: Path) -> Place:
    # Somebody may have written the URL itself where its file should be named.
    shown = "the file of the database's URL" if ":/" in path.as_posix() else f"the file {path}"
    try:
        written = path.read_text(encoding="utf-8-sig").strip()
    except OSError as error:
        message = f"T{shown[1:]} can't be read ({error.strerror}). Name an existing file, or none."
        raise DatabasePlaceError(message) from None
    except ValueError:
        raise DatabasePlaceError(f"T{shown[1:]} isn't text. It should hold a database's URL alone.") from None
    return _place(written, shown)


def _place(written: str, where: str) -> Place:
    if "://" not in written:
        raise DatabasePlaceError(
            f"What stands in {where} isn't a URL such as postgresql://USER:PASSWORD@HOST/DATABASE."
        )
    try:
        return place_of(written)
    except PlaceError as error:
        raise DatabasePlaceError(f"What stands in {where} can't be used: {error}.") from None
