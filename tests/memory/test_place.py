from pathlib import Path

import pytest

from bot.memory.place import DatabaseFile, Place, PlaceError, PostgresqlDatabase, own_file, place_of

URL = "postgresql://porter:sword%2Ffish@db.example:5433/town?sslmode=require"


def postgresql(url: str) -> PostgresqlDatabase:
    place = place_of(url)
    assert isinstance(place, PostgresqlDatabase)
    return place


def test_a_path_is_a_file(tmp_path: Path) -> None:
    assert place_of(tmp_path / "porter.db") == DatabaseFile(tmp_path / "porter.db")
    assert place_of("some/porter.db") == DatabaseFile(Path("some/porter.db"))


def test_the_home_directory_may_be_written_as_a_tilde() -> None:
    assert place_of("~/porter.db") == DatabaseFile(Path.home() / "porter.db")


def test_the_own_file_is_an_absolute_path() -> None:
    assert own_file().is_absolute()
    assert own_file().name == "porter.db"


def test_a_url_is_taken_apart() -> None:
    assert postgresql(URL) == PostgresqlDatabase("db.example", 5433, "town", "porter", "sword/fish", "require")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_what_a_url_leaves_out_is_left_to_the_driver(scheme: str) -> None:
    assert postgresql(f"{scheme}://") == PostgresqlDatabase("", 0, "", "", "", "")


def test_a_directory_of_unix_sockets_may_be_the_host() -> None:
    assert postgresql("postgresql:///town?host=/run/postgresql").host == "/run/postgresql"
    assert postgresql("postgresql://%2Frun%2Fpostgresql/town").host == "/run/postgresql"


@pytest.mark.parametrize(
    ("place", "called"),
    [
        (place_of("a/porter.db"), "the file a/porter.db"),
        (place_of(URL), "the PostgreSQL database town at db.example:5433"),
        (place_of("postgres://db.example/town"), "the PostgreSQL database town at db.example"),
        (place_of("postgres://"), "the PostgreSQL database of the environment"),
    ],
)
def test_a_place_is_called_by_what_an_operator_knows(place: Place, called: str) -> None:
    assert str(place) == called


def test_no_password_is_shown() -> None:
    for shown in (str(place_of(URL)), repr(place_of(URL)), f"{place_of(URL)}"):
        assert "fish" not in shown


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://porter:swordfish@db.example/town", "a database is a path for SQLite"),
        ("sqlite:///swordfish.db", "a database is a path for SQLite"),
        ("postgresql://porter:swordfish@db.example:port/town", "can't be read"),
        ("postgresql://porter:swordfish@[db.example/town", "can't be read"),
        ("postgresql://db.example/town?sslmode=swordfish", "sslmode is one of"),
        ("postgresql://db.example/town?password=swordfish", "host and sslmode"),
    ],
)
def test_a_url_that_cannot_be_used_is_refused_without_being_repeated(url: str, said: str) -> None:
    with pytest.raises(PlaceError, match=said) as refused:
        place_of(url)

    assert "swordfish" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
