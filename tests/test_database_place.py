"""Where the database is; a password in its URL is never shown."""

import traceback
from pathlib import Path

import pytest

from bot.config import MemorySettings, Settings
from bot.database_place import DatabasePlaceError, read_place
from bot.memory.place import DatabaseFile, PostgresqlDatabase, own_file

PASSWORD = "hunter2-and-more"
URL = f"postgresql://porter:{PASSWORD}@db.example/porter"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A directory with files that hold URLs."""
    (tmp_path / "named").write_text("postgresql://named@host/porter\n")
    (tmp_path / "chosen").write_text("  postgresql://chosen@host/porter \r\n")
    return tmp_path


def test_without_a_word_it_is_a_file_of_this_system() -> None:
    assert read_place(Settings(), {}) == DatabaseFile(own_file())


def test_the_settings_name_a_file_or_a_database() -> None:
    named = Settings(memory=MemorySettings(database="/srv/porter.db"))
    postgresql = Settings(memory=MemorySettings(database="postgresql://porter@/porter"))

    assert read_place(named, {}) == DatabaseFile(Path("/srv/porter.db"))
    assert read_place(postgresql, {}) == PostgresqlDatabase("", 0, "porter", "porter", "", "")


def test_the_environment_comes_first_then_its_file_then_that_of_the_settings(files: Path) -> None:
    settings = Settings(memory=MemorySettings(url_file=files / "chosen"))
    file = {"PORTER_DATABASE_URL_FILE": str(files / "named")}

    def user(environment: dict[str, str]) -> str:
        place = read_place(settings, environment)
        assert isinstance(place, PostgresqlDatabase)
        return place.user

    assert user({"PORTER_DATABASE_URL": URL, **file}) == "porter"
    assert user({"PORTER_DATABASE_URL": " ", **file}) == "named"
    assert user({"PORTER_DATABASE_URL_FILE": ""}) == "chosen"


@pytest.mark.parametrize("written", [PASSWORD, f"mysql://porter:{PASSWORD}@host/porter", URL + "?secret=" + PASSWORD])
def test_what_is_no_url_is_refused_without_repeating_it(written: str, tmp_path: Path) -> None:
    (tmp_path / "url").write_text(written)
    for environment in ({"PORTER_DATABASE_URL": written}, {"PORTER_DATABASE_URL_FILE": str(tmp_path / "url")}):
        with pytest.raises(DatabasePlaceError) as refused:
            read_place(Settings(), environment)

        assert PASSWORD not in "".join(traceback.format_exception(refused.value))


@pytest.mark.parametrize("named", [URL, "/no/such/file"])
def test_a_file_that_cannot_be_read_is_told(named: str) -> None:
    with pytest.raises(DatabasePlaceError, match=r"can't be read \(No such file or directory\)") as refused:
        read_place(Settings(), {"PORTER_DATABASE_URL_FILE": named})

    assert PASSWORD not in "".join(traceback.format_exception(refused.value))


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "url").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(DatabasePlaceError, match="isn't text"):
        read_place(Settings(), {"PORTER_DATABASE_URL_FILE": str(tmp_path / "url")})
