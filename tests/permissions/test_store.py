"""Grants and storage: alike in memory and in the database; a bad database is left alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jshost.database import FILE_NAME, Database
from jshost.errors import StateError
from jshost.permissions.store import Grants, MemoryGrants, StoredGrants
from jshost.world.storage import DataCache, Entry, MemoryCache, QuotaError, StoredCache


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path)
    yield opened
    opened.close()


@pytest.fixture(params=["memory", "database"])
def grants(request: pytest.FixtureRequest, database: Database) -> Grants:
    return MemoryGrants() if request.param == "memory" else StoredGrants(database, "wx1")


@pytest.fixture(params=["memory", "database"])
def cache(request: pytest.FixtureRequest, database: Database) -> DataCache:
    return MemoryCache() if request.param == "memory" else StoredCache(database, "wx1")


def test_grants_are_kept_changed_and_forgotten(grants: Grants) -> None:
    assert grants.get("scope.record") is None
    grants.put("scope.record", "denied")
    grants.put("scope.camera", "granted")
    grants.put("scope.record", "granted")
    assert grants.all() == {"scope.camera": "granted", "scope.record": "granted"}
    grants.forget("scope.camera")
    assert grants.get("scope.camera") is None
    grants.forget()
    assert grants.all() == {}


def test_values_are_kept_in_the_order_of_their_first_setting(cache: DataCache) -> None:
    for key in ("b", "a", "__proto__", "\ud800", ""):
        cache.put(key, Entry("String", f"value of {key}"))
    cache.put("b", Entry("Number", "1"))
    assert cache.get("b") == Entry("Number", "1")
    assert cache.get("\ud800") == Entry("String", "value of \ud800")
    assert cache.usage().keys == ["b", "a", "__proto__", "\ud800", ""]
    cache.remove("a")
    cache.remove("a")
    assert cache.get("a") is None
    cache.clear()
    assert (cache.usage().keys, cache.usage().size) == ([], 0)


def test_a_value_may_have_one_megabyte_and_all_ten(cache: DataCache) -> None:
    text = "x" * (1024 * 1024 - 1)
    with pytest.raises(QuotaError):
        cache.put("kk", Entry("String", text))
    for index in range(10):
        cache.put(str(index), Entry("String", text))
    with pytest.raises(QuotaError):
        cache.put("a", Entry("String", ""))
    assert cache.usage().size == 10 * 1024 * 1024
    cache.put("3", Entry("String", "short"))
    cache.put("a", Entry("String", "fits now"))
    assert cache.get("a") == Entry("String", "fits now")


def test_apps_do_not_see_each_other(database: Database) -> None:
    StoredGrants(database, "wx1").put("scope.record", "granted")
    StoredCache(database, "wx1").put("k", Entry("String", "v"))
    assert StoredGrants(database, "wx2").all() == {}
    assert StoredCache(database, "wx2").get("k") is None


def test_decisions_outlive_the_process_and_are_seen_at_once(tmp_path: Path) -> None:
    first, second = Database(tmp_path), Database(tmp_path)
    StoredGrants(first, "wx1").put("scope.record", "granted")
    assert StoredGrants(second, "wx1").get("scope.record") == "granted"
    first.close()
    second.close()
    third = Database(tmp_path)
    assert StoredGrants(third, "wx1").get("scope.record") == "granted"
    third.close()


def newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE grants (x)")
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (x)")
    connection.close()


def garbage(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)


def text(path: Path) -> None:
    path.write_text("this is not a database " * 100)


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (newer, "written by a newer jshost"),
        (foreign, "not one of jshost's"),
        (garbage, "damaged"),
        (text, "damaged"),
    ],
)
def test_a_database_that_cannot_be_used_is_left_as_it_is(
    tmp_path: Path, spoil: Callable[[Path], None], expected: str
) -> None:
    path = tmp_path / FILE_NAME
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(StateError, match=expected):
        Database(tmp_path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [FILE_NAME]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StateError, match="state folder cannot be used"):
        Database(tmp_path / "file" / "state")


def test_a_failed_transaction_changes_nothing(database: Database) -> None:
    def fail_halfway() -> None:
        with database.transaction():
            database.rows("INSERT INTO apps VALUES ('wx1', 'half')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail_halfway()
    assert database.rows("SELECT * FROM apps") == []
