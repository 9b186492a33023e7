"""The files of a package: those below its folder, and no others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jshost.errors import InputError
from jshost.project.files import Overlay, Package, normalize

OUTSIDE = [
    "../secret.js",
    "pages/../../secret.js",
    "/../secret.js",
    "..",
    "C:/Windows/win.ini",
    "c:secret.js",
    "/C:/x.js",
    "..\\secret.js",
    "pages\\a.js",
    "a.js\0",
    "a/" * 600 + "b.js",
]


@pytest.fixture
def package(tmp_path: Path) -> Package:
    """A package with a secret beside it, and links of all kinds in it."""
    root = tmp_path / "app"
    (root / "pages" / "qr.js").mkdir(parents=True)
    (root / "a.js").write_bytes(b"\xef\xbb\xbf1")
    (root / "pages" / "中文.js").write_text("2", "utf-8")
    (tmp_path / "secret.js").write_text("secret", "utf-8")
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "secret.js").write_text("secret", "utf-8")
    try:
        (root / "to_secret.js").symlink_to(tmp_path / "secret.js")
        (root / "to_others").symlink_to(tmp_path / "others", target_is_directory=True)
        (root / "inside.js").symlink_to("a.js")
        (root / "self").symlink_to(".", target_is_directory=True)
        (root / "loop").symlink_to("loop")
        (root / "nowhere.js").symlink_to("absent.js")
    except OSError:
        pytest.skip("no links on this system")
    return Package(root)


@pytest.mark.parametrize(
    ("path", "base", "expected"),
    [
        ("a.js", "", "a.js"),
        ("/a.js", "pages", "a.js"),
        ("./b.js", "pages/a", "pages/a/b.js"),
        ("../b.js", "pages/a", "pages/b.js"),
        ("../../b", "pages/a", "b"),
        ("../../../b", "pages/a", None),
        ("a//b/./c/", "", "a/b/c"),
        ("..", "pages", ""),
        ("", "pages", "pages"),
        ("/", "pages", ""),
        ("a:b.js", "x", None),
        ("pages/a:b.js", "", "pages/a:b.js"),
    ],
)
def test_paths_are_joined_and_collapsed(path: str, base: str, expected: str | None) -> None:
    assert normalize(path, base) == expected


@pytest.mark.parametrize("path", OUTSIDE)
def test_what_leads_outside_is_not_there(package: Package, path: str) -> None:
    assert package.read(path) is None
    assert package.locate(path) is None
    assert not package.is_file(path)
    assert not package.is_folder(path)
    assert package.canonical(path) is None
    assert package.names(path) == ()


@pytest.mark.parametrize(
    "path", ["to_secret.js", "to_others/secret.js", "loop", "loop/a.js", "nowhere.js"]
)
def test_links_that_lead_outside_or_nowhere_are_not_followed(package: Package, path: str) -> None:
    assert package.read(path) is None
    assert not package.is_file(path)


def test_links_inside_are_followed(package: Package) -> None:
    assert package.read("inside.js") == package.read("self/self/a.js") == b"\xef\xbb\xbf1"
    assert package.canonical("self/inside.js") == "a.js"
    assert package.names("self") == package.names("")


def test_files_are_found(package: Package) -> None:
    assert package.read("pages/中文.js") == b"2"
    assert package.text("/a.js") == "1"
    found = package.locate("pages/../a.js")
    assert found
    assert found.samefile(package.root / "a.js")


def test_a_folder_is_no_file_whatever_its_name(package: Package) -> None:
    assert not package.is_file("pages/qr.js")
    assert package.is_folder("pages/qr.js")
    assert package.is_folder("")
    assert not package.is_folder("a.js")
    assert package.names("pages") == ("qr.js", "中文.js")


def test_upper_and_lower_case_are_told_apart(package: Package) -> None:
    assert not package.is_file("A.js")
    assert not package.is_folder("Pages")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.js")
    package = Package(tmp_path)
    assert package.read("pipe.js") is None
    with pytest.raises(InputError, match=r"^pipe\.js: neither file nor folder; expected a file$"):
        package.text("pipe.js")


def test_a_root_that_is_not_there_is_empty(tmp_path: Path) -> None:
    package = Package(tmp_path / "absent")
    assert not package.is_file("a.js")
    assert package.names("") == ()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("absent.js", "absent.js: no such file"),
        ("absent/a.js", "absent/a.js: no such file"),
        ("pages/qr.js", "pages/qr.js: a folder; expected a file"),
        ("to_secret.js", "to_secret.js: a link that leads to no file in the package"),
        ("../secret.js", "../secret.js: no path of a file in the package"),
        ("a\n\x1b.js\0", "a \\x1b.js\\x00: no path of a file in the package"),
    ],
)
def test_text_says_why_there_is_none(package: Package, path: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        package.text(path)
    assert str(caught.value) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xff\xfe{\0}\0", "x.json:1:1: UTF-16; expected UTF-8"),
        ("// 中\n// 文\0".encode(), "x.json:2:5: a NUL byte; expected text"),
        ("中\n中 \xe9".encode() + b"\xe9", "x.json:2:4: byte 0xe9; expected UTF-8"),
        (b" " * (10 * 1024 * 1024 + 1), "x.json: larger than 10 MB, the most a file may be"),
    ],
)
def test_bytes_that_are_no_text_are_told(tmp_path: Path, data: bytes, expected: str) -> None:
    (tmp_path / "x.json").write_bytes(data)
    with pytest.raises(InputError) as caught:
        Package(tmp_path).text("x.json")
    assert str(caught.value) == expected


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "x.js").open("wb") as stream:
        stream.truncate(10 * 1024 * 1024 + 1)
    assert Package(tmp_path).read("x.js") is None


def test_a_folder_is_listed_once(tmp_path: Path) -> None:
    package = Package(tmp_path)
    assert not package.is_file("late.js")
    (tmp_path / "late.js").write_text("", "utf-8")
    assert not package.is_file("late.js")
    assert Package(tmp_path).is_file("late.js")


def test_texts_are_files_of_a_package_without_a_folder() -> None:
    package = Overlay(None, {"app.json": "{}", "pages/a/a.js": "Page({})"})
    assert package.text("pages/a/a.js") == "Page({})"
    assert package.read("/pages/./a/a.js") == b"Page({})"
    assert package.is_file("app.json")
    assert not package.is_file("pages/a")
    assert package.is_folder("pages/a")
    assert package.names("pages") == ("a",)
    assert package.names("") == ("app.json", "pages")
    assert package.canonical("pages/b/../a/a.js") == "pages/a/a.js"
    assert package.locate("app.json") is None
    assert package.read("../app.json") is None
    with pytest.raises(InputError, match=r"app\.js: no such file"):
        package.text("app.js")


def test_texts_hide_what_lies_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "app.json").write_text("below", "utf-8")
    (tmp_path / "app.js").write_text("below", "utf-8")
    package = Overlay(tmp_path, {"app.json": "above"})
    assert package.text("app.json") == "above"
    assert package.text("app.js") == "below"
    assert package.names("") == ("app.js", "app.json")
    assert package.locate("app.json") is None
    assert package.locate("app.js") is not None
    assert package.canonical("app.js") == "app.js"
