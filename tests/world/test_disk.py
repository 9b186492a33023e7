"""The disk of a mini program: chunks against a model, a full disk, several processes, damage."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from jshost.database import Database, FileDatabase, files_of, remove_files
from jshost.differences import Platform
from jshost.differences.files import room
from jshost.errors import ApiError, StateError
from jshost.world.disk import CHUNK, Disk, FileFault
from jshost.world.files import Files, place
from jshost.world.storage import Entry, QuotaError, StoredCache

A = ("usr", "a")


def disk_at(folder: Path | None, app_id: str = "wx1", size: int = 50 << 20) -> Disk:
    return Disk(lambda: FileDatabase(folder, app_id), size, lambda: 1_000_000.0)


@pytest.fixture(params=["memory", "database"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    disk = disk_at(tmp_path if request.param == "database" else None)
    yield disk
    disk.close()


def content(disk: Disk, parts: tuple[str, ...] = A) -> bytes:
    node = disk.find(parts)
    assert node is not None
    return disk.read(node)


@pytest.mark.parametrize("seed", range(6))
def test_like_a_bytearray(disk: Disk, seed: int) -> None:
    """Writing, cutting and reading anywhere is what it is with bytes in memory."""
    chance = random.Random(seed)
    node = disk.replace(A, b"")
    model = bytearray()
    for _ in range(60):
        place = chance.choice([0, chance.randrange(4 * CHUNK), CHUNK, len(model)])
        match chance.randrange(4):
            case 0:
                data = chance.randbytes(chance.choice([0, 1, 5, CHUNK, 2 * CHUNK + 3]))
                disk.write(node, place, data)
                model.extend(bytes(max(0, place + len(data) - len(model))))
                model[place : place + len(data)] = data
            case 1:
                disk.truncate(node, place)
                model = model[:place].ljust(place, b"\0")
            case 2:
                data = chance.randbytes(chance.randrange(CHUNK + 2))
                disk.append(A, data)
                model += data
            case _:
                length = chance.choice([None, 0, 1, CHUNK, 3 * CHUNK])
                end = len(model) if length is None else place + length
                assert disk.read(node, place, length) == model[place:end]
        assert disk.fresh(node).size == len(model)
    assert content(disk) == model


def test_what_is_in_use(disk: Disk, tmp_path: Path) -> None:
    small = disk_at(None, size=10)
    small.replace(A, b"12345678")
    small.replace(A, b"1234567890")
    for change in (
        lambda: small.append(A, b"x"),
        lambda: small.replace(("usr", "b"), b"x"),
        lambda: small.replace(A, b"x" * 11),
        lambda: small.save(b"x", "txt"),
        lambda: small.truncate(small.replace(A, b"1234567890"), 11),
    ):
        with pytest.raises(FileFault, match="full"):
            change()
    assert content(small) == b"1234567890"
    assert [name for name, _ in small.children(("store",))] == []
    small.remove_file(A)
    assert small.save(b"1234567890", "txt")
    small.close()


def test_all_or_nothing(disk: Disk) -> None:
    disk.replace(A, b"before")

    def change() -> None:
        with disk.all_or_nothing():
            disk.replace(A, b"after")
            disk.make_folder(("usr", "d"))
            disk.append(("usr", "none"), b"")

    with pytest.raises(FileFault, match="missing"):
        change()
    assert content(disk) == b"before"
    assert [name for name, _ in disk.children(("usr",))] == ["a"]


def test_names_of_saved_files_are_never_used_twice(disk: Disk) -> None:
    first = disk.save(b"1", "png")
    disk.remove_file(("store", first))
    assert disk.save(b"2", "png") != first


def test_nothing_is_left_of_what_is_deleted(tmp_path: Path) -> None:
    disk = disk_at(tmp_path)
    disk.make_folder(("usr", "d", "e"), recursive=True)
    disk.replace(("usr", "d", "e", "f"), b"x" * CHUNK * 3)
    disk.remove_folder(("usr", "d"), recursive=True)
    disk.close()
    database = FileDatabase(tmp_path, "wx1")
    assert database.rows("SELECT count(*) FROM nodes") == [(0,)]
    assert database.rows("SELECT count(*) FROM chunks") == [(0,)]
    assert database.rows("SELECT size, nodes FROM usage") == [(0, 0)]
    database.close()


# -- where it is ----------------------------------------------------------------------------------


IDS = [
    "wx1",
    "WX1",
    "Wx1",
    "../x",
    "a/b",
    "a\\b",
    "CON",
    "",
    ".",
    "微信",
    "a=b",
    "=61",
    "x" * 300,
    "X" * 300,
    "a b",
    "a.",
]


def test_every_app_has_a_place_of_its_own(tmp_path: Path) -> None:
    places = [files_of(tmp_path, app_id) for app_id in IDS]
    assert len({path.name.casefold() for path in places}) == len(IDS)
    assert {path.parent for path in places} == {tmp_path / "files"}
    for path in places:
        assert len(path.name) < 150
        assert not set(path.name) & set('/\\:*?"<>| ')


@pytest.mark.parametrize("app_id", IDS)
def test_files_of_any_app_and_their_end(tmp_path: Path, app_id: str) -> None:
    with ExitStack() as stack:
        for other in (app_id, "other"):
            disk = disk_at(tmp_path, other)
            stack.callback(disk.close)
            disk.replace(A, other.encode())
    remove_files(tmp_path, app_id)
    remove_files(tmp_path, app_id)
    assert disk_at(tmp_path, app_id).find(A) is None
    assert content(disk_at(tmp_path, "other")) == b"other"


def test_a_damaged_database_is_left_alone(tmp_path: Path) -> None:
    path = files_of(tmp_path, "wx1")
    path.parent.mkdir()
    path.write_bytes(b"not a database, and never was one" * 100)
    with pytest.raises(StateError, match=r"app-wx1\.sqlite3: damaged"):
        disk_at(tmp_path).find(A)
    assert path.read_bytes().startswith(b"not a database")


def test_paths() -> None:
    assert place("http://usr/a//b/") == ("disk", ("usr", "a", "b"))
    assert place("wxfile://usr") == ("disk", ("usr",))
    assert place("wxfile://store_1.png") == place("http://store/1.png")
    assert place("wxfile://tmp_1.png") == ("temporary", ())
    assert place("/a/b") == ("package", ("a", "b"))
    assert place("wxfile://usrx/a") == ("nowhere", ())
    assert place("https://a.b/c") == ("nowhere", ())


@pytest.mark.parametrize(
    ("library", "size"), [("1.0.0", 10), ("2.2.3", 10), ("2.10.4", 200), ("3.17.0", 200)]
)
def test_room(library: str, size: int) -> None:
    assert room(Platform(library).has) == size << 20


# -- a disk that is full --------------------------------------------------------------------------


@pytest.fixture
def limit_files() -> Iterator[Callable[[int], None]]:
    """Let no file of this process become longer."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk(tmp_path: Path, limit_files: Callable[[int], None]) -> None:
    disk = disk_at(tmp_path)
    files = Files(None, {}, disk)
    files.write("http://usr/a", b"before")
    limit_files(1 << 20)
    with pytest.raises(ApiError, match="the maximum size of the file storage limit is exceeded"):
        files.write("http://usr/a", b"x" * (5 << 20))
    assert files.read("http://usr/a") == b"before"
    files.write("http://usr/a", b"small")
    assert files.read("http://usr/a") == b"small"
    disk.close()


def test_a_full_disk_and_stored_values(tmp_path: Path, limit_files: Callable[[int], None]) -> None:
    database = Database(tmp_path)
    cache = StoredCache(database, "wx1")
    cache.put("k", Entry("String", "before"))
    limit_files(200_000)
    with pytest.raises(QuotaError, match="exceed storage max size 10MB"):
        cache.put("k", Entry("String", "x" * 1_000_000))
    assert cache.get("k") == Entry("String", "before")
    cache.put("k", Entry("String", "after"))
    assert cache.get("k") == Entry("String", "after")
    database.close()


# -- several processes ----------------------------------------------------------------------------


def write_in_rounds(folder: Path, letter: bytes, rounds: int, barrier: Any, results: Any) -> None:
    disk = disk_at(folder)
    database = Database(folder)
    cache = StoredCache(database, "wx1")
    barrier.wait()
    for number in range(rounds):
        disk.replace(("usr", "shared"), letter * (2 * CHUNK + 7))
        disk.replace(("usr", f"{letter.decode()}{number}"), letter)
        disk.append(("usr", "log"), letter)
        disk.save(letter, "txt")
        cache.put("shared", Entry("String", letter.decode() * 1000))
        cache.put(f"{letter.decode()}{number}", Entry("String", "x"))
        found = content(disk, ("usr", "shared"))
        stored = cache.get("shared")
        assert stored is not None
        results.put((len(found), len(set(found)), len(set(stored.text))))
    disk.close()
    database.close()


def test_two_processes_write_the_same_files(tmp_path: Path) -> None:
    disk_at(tmp_path).replace(("usr", "log"), b"")
    Database(tmp_path).close()
    context = get_context("spawn")
    rounds, letters = 25, (b"a", b"b")
    barrier, results = context.Barrier(len(letters)), context.SimpleQueue()
    writers = [
        context.Process(target=write_in_rounds, args=(tmp_path, letter, rounds, barrier, results))
        for letter in letters
    ]
    for writer in writers:
        writer.start()
    seen = {results.get() for _ in range(rounds * len(letters))}
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    assert seen == {(2 * CHUNK + 7, 1, 1)}, "torn"
    disk = disk_at(tmp_path)
    assert len(disk.children(("usr",))) == 2 + rounds * len(letters)
    assert len(disk.children(("store",))) == rounds * len(letters)
    assert sorted(content(disk, ("usr", "log"))) == sorted(b"ab" * rounds)
    disk.close()
    database = Database(tmp_path)
    assert len(StoredCache(database, "wx1").usage().keys) == 1 + rounds * len(letters)
    database.close()
