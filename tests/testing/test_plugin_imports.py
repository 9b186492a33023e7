"""What a run of pytest that does not use the plugin has to load for it."""

from __future__ import annotations

import pytest

TELL = """
import sys

def pytest_unconfigure(config):
    ours = sorted(name for name in sys.modules if name.partition(".")[0] in {rooms})
    print("loaded:", *ours, file=sys.stderr)
"""
ROOMS = (
    "jshost",
    "click",
    "rich",
    "markdown_it",
    "tree_sitter",
    "tree_sitter_javascript",
    "_quickjs",
    "quickjs",
    "cryptography",
    "sqlite3",
    "tomllib",
    "syrupy",
)
LOADED = ["jshost", "jshost.pytest_plugin"]


def loaded(pytester: pytest.Pytester, *options: str) -> list[str]:
    """Run pytest in a process of its own; return which of these modules it had at its end."""
    pytester.makeconftest(TELL.replace("{rooms}", repr(ROOMS)))
    result = pytester.runpytest_subprocess("-p", "no:syrupy", *options)
    (line,) = [line for line in result.errlines if line.startswith("loaded:")]
    return line.split()[1:]


@pytest.mark.parametrize("options", [[], ["--collect-only"], ["--jshost-docs"], ["--markers"]])
def test_a_run_that_does_not_use_it_loads_one_module(
    pytester: pytest.Pytester, options: list[str]
) -> None:
    source = (
        "import pytest\ndef test_it(tmp_path): pass\n@pytest.mark.xfail\ndef test_no(): assert 0"
    )
    pytester.makepyfile(source)
    for name in ("a.js", "b.toml", "a.py.md.txt", "test.jsx"):
        pytester.path.joinpath(name).write_text("", "utf-8")
    assert loaded(pytester, *options) == LOADED


def test_a_failure_of_others_loads_nothing_more(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(): assert 0")
    assert loaded(pytester) == LOADED


def test_a_run_that_uses_it_loads_more(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(wx_host): pass")
    found = loaded(pytester)
    assert "jshost.host" in found
    assert not {"click", "rich", "markdown_it"} & set(found)


def test_nothing_is_loaded_where_it_is_not_wanted(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(): pass")
    assert loaded(pytester, "-p", "no:jshost") == []
