"""Reports for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

from jshost.doctest.reports import as_json, as_junit
from jshost.doctest.session import Report
from tests.doctest.conftest import Doctest, run

Page = Callable[..., Path]
ASK = "wx.authorize({ scope: 'scope.record', fail() {} })"


def report(session: Doctest, *paths: Path) -> Report:
    used = session("fresh+allow", "fresh+deny")
    return Report(tuple(run(used, *paths)), tuple(used.faults))


def test_json(page: Page, session: Doctest) -> None:
    path = page(ASK, "null.x")
    first, second = json.loads(as_json(report(session, path)))
    assert {key: first[key] for key in ("file", "heading", "ordinal", "line", "kind", "needs")} == {
        "file": str(path),
        "heading": "Block 1",
        "ordinal": 1,
        "line": 4,
        "kind": "js",
        "needs": [],
    }
    allowed, refused = first["runs"]
    assert (allowed["scenario"], refused["scenario"]) == ("fresh+allow", "fresh+deny")
    assert allowed["base_library"] == refused["base_library"]
    assert (allowed["outcome"], refused["outcome"]) == ("ok", "ok")
    assert [run["prompts"][0]["decision"] for run in first["runs"]] == ["granted", "denied"]
    assert allowed["calls"] == ["authorize"]
    assert [run["outcome"] for run in second["runs"]] == ["error", "error"]
    assert "TypeError" in second["runs"][0]["errors"][0]["message"]


def test_blocks_that_are_no_examples_are_listed_too(session: Doctest, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("```json\n{}\n```", "utf-8")
    (block,) = json.loads(as_json(report(session, path)))
    assert (block["kind"], block["runs"], block["outcome"]) == ("json", [], "")


def test_junit(page: Page, session: Doctest) -> None:
    path = page(ASK, "console.log('\\u0000]]>'); null.x")
    root = ElementTree.fromstring(as_junit(report(session, path)))
    (suite,) = root
    assert suite.attrib == {"name": str(path), "tests": "4", "failures": "2", "skipped": "0"}
    assert [case.get("name") for case in suite] == [
        "Block 1 #1 [fresh+allow]",
        "Block 1 #1 [fresh+deny]",
        "Block 2 #1 [fresh+allow]",
        "Block 2 #1 [fresh+deny]",
    ]
    failure = suite[2].find("failure")
    assert failure is not None
    assert "TypeError" in str(failure.text)


def test_what_xml_cannot_hold_is_replaced(session: Doctest, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# \x1b[2J \ufffe <b>\n\n```js\nthrow new Error('\\x01\\uD800')\n```", "utf-8")
    root = ElementTree.fromstring(as_junit(report(session, path)))
    assert len(root[0]) == 2


def test_skipped(session: Doctest, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("<!-- jshost skip: no phone -->\n\n```js\nwx.login()\n```", "utf-8")
    root = ElementTree.fromstring(as_junit(report(session, path)))
    skipped = root.find("testsuite/testcase/skipped")
    assert skipped is not None
    assert skipped.get("message") == "no phone"
