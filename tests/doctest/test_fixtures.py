"""jshost.toml: what examples are given, and everything that can be wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jshost.doctest.fixtures import Folder, find

GOOD = """\
[names]
deviceId = "A4:C1"
size = [1, 2]
ctx = { js = "({ fill() {} })" }

[files]
"wxfile://tmp_a.png" = "a.png"

[pages."en/ble.md"]
names = { deviceId = "B5" }
scenario = "slow.toml"

[pages."en/ble.md".blocks."Connect #2"]
names = { other = 1 }

[broken]
"en/ble.md: Connect #1" = "shows a mistake"
"""


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder with a page, a picture and a scenario."""
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "ble.md").write_text("# Connect", "utf-8")
    (tmp_path / "a.png").write_bytes(b"")
    (tmp_path / "slow.toml").write_text('dialect = "ios"', "utf-8")
    return tmp_path


def read(docs: Path, text: str) -> Folder:
    (docs / "jshost.toml").write_text(text, "utf-8")
    return find(docs / "en" / "ble.md", {})


def test_what_is_given(docs: Path) -> None:
    folder = read(docs, GOOD)
    page = docs / "en" / "ble.md"
    assert folder.faults == []
    everywhere = folder.of(docs / "other.md", "Connect #2")
    assert everywhere.names == {
        "deviceId": '"A4:C1"',
        "size": "[1, 2]",
        "ctx": "(({ fill() {} })\n)",
    }
    assert everywhere.scenario is None
    assert [path.name for path in everywhere.files.values()] == ["a.png"]
    on_page = folder.of(page, "Connect #1")
    assert on_page.names["deviceId"] == '"B5"'
    assert on_page.scenario is not None
    assert on_page.scenario.dialect == "ios"
    in_block = folder.of(page, "Connect #2")
    assert in_block.names == {**on_page.names, "other": "1"}
    assert folder.broken(page, "Connect #1") == "shows a mistake"
    assert folder.broken(page, "Connect #2") == ""
    assert list(folder.unused([page])) == []


def test_the_nearest_counts(docs: Path) -> None:
    (docs / "jshost.toml").write_text("[names]\na = 1", "utf-8")
    (docs / "en" / "jshost.toml").write_text("[names]\nb = 1", "utf-8")
    known: dict[Path, Folder] = {}
    assert set(find(docs / "en" / "ble.md", known).of(docs / "en" / "ble.md", "#1").names) == {"b"}
    assert set(find(docs / "x.md", known).of(docs / "x.md", "#1").names) == {"a"}
    assert len(known) == 2


def test_without_one_nothing_is_given(docs: Path) -> None:
    folder = find(docs / "en" / "ble.md", {})
    assert folder.of(docs / "en" / "ble.md", "#1").names == {}
    assert folder.faults == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[name]\na = 1", ":1: name: unknown key; there are names, files, pages, broken"),
        ("names = 3", ":1: names: should be a table"),
        ("[names]\n\n1a = 1", ":3: names.1a: can be no name in JavaScript"),
        ("[names]\n'a b' = 1", ":2: names.a b: can be no name in JavaScript"),
        ("[names]\nwx = 1", ":2: names.wx: the platform has that name already"),
        ("[names]\na = 2026-01-01", ":2: names.a: should be JSON"),
        ("[names]\na = nan", ":2: names.a: should be JSON"),
        ("[files]\na = 1", ":2: files.a: should be the path of a file"),
        ("[files]\n'a.js' = 'gone.js'", ":2: files.a.js: there is no file 'gone.js'"),
        ("pages = 1", ":1: pages: should be a table"),
        ("[pages]\n'en/ble.md' = 1", ":2: pages.en/ble.md: should be a table"),
        ("[pages.'en/ble.md']\nscenario = 1", ":2: pages.en/ble.md.scenario: should be the path"),
        ("[pages.'en/ble.md']\nscenario = 'no'", "no: cannot be read"),
        ("[pages.'en/ble.md']\nblocks = 1", ":2: pages.en/ble.md.blocks: should be a table"),
        ("[pages.'en/ble.md'.blocks]\n'#1' = 1", ":2: pages.en/ble.md.blocks.#1: should be a tab"),
        ("[broken]\na = 1", ":2: broken.a: should be the reason, a string"),
        ("[broken]\na = ''", ":2: broken.a: should be the reason, a string"),
        ("a = ", ":1: invalid value"),
    ],
)
def test_faults(docs: Path, text: str, fault: str) -> None:
    (found,) = read(docs, text).faults
    assert fault in found
    assert "jshost.toml:" in found


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[pages.'gone.md']\n", "pages.gone.md: there is no such page"),
        ("[pages.'en/ble.md'.blocks.'No #1']\n", "en/ble.md has no block 'No #1'"),
        ("[broken]\n'en/ble.md: No #1' = 'x'", "there is no block 'en/ble.md: No #1'"),
        ("[broken]\n'gone.md: No #1' = 'x'", "there is no block 'gone.md: No #1'"),
    ],
)
def test_settings_of_what_is_not_there(docs: Path, text: str, fault: str) -> None:
    folder = read(docs, text)
    page = docs / "en" / "ble.md"
    folder.of(page, "Connect #1")
    folder.broken(page, "Connect #1")
    (found,) = folder.unused([page])
    assert fault in found


def test_pages_that_are_not_looked_at_are_not_missed(docs: Path) -> None:
    folder = read(docs, GOOD)
    assert list(folder.unused([docs / "other.md"])) == []


def test_scenario_faults_are_told(docs: Path) -> None:
    (docs / "slow.toml").write_text("\ndialect = 'pc'", "utf-8")
    (found,) = read(docs, "[pages.'en/ble.md']\nscenario = 'slow.toml'").faults
    assert "slow.toml:2: dialect should be one of devtools, android, ios" in found


def test_a_name_is_shown_safely(docs: Path) -> None:
    (found,) = read(docs, '[names]\n"\\u001b[2J" = 1').faults
    assert "\\x1b[2J" in found
