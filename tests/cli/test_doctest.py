"""`jshost doctest`, as people and CI run it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import SEED, Cli, Terminal, posix

PAGE = f"""\
# wx.authorize

Asks the user.

```js
{SEED}```

```sh
npm install
```
"""
CAREFUL = """\
# Careful

    wx.authorize({
      scope: 'scope.record',
      success() { console.log('yes') },
      fail(err) { console.log(err.errMsg) }
    })
"""


def test_a_page(cli: Cli) -> None:
    ran = cli("doctest", cli.write("page.md", PAGE))
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "✓ page.md:6  wx.authorize #1  ok"
    assert lines[1].startswith("    page.md:9: warning: nobody handles that the user refuses")
    assert lines[-1].split() == ["page.md", "1", "1", "·", "·", "2"]


def test_a_page_without_anything_to_say(cli: Cli) -> None:
    ran = cli("doctest", cli.write("page.md", CAREFUL))
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 2


def test_strict_fails_at_warnings(cli: Cli) -> None:
    cli.write("page.md", PAGE)
    assert cli("doctest", "page.md", "--strict").code == 1
    cli.write("page.md", CAREFUL)
    assert cli("doctest", "page.md", "--strict").code == 0


def test_update_and_compare(cli: Cli) -> None:
    cli.write("page.md", CAREFUL)
    first = cli("doctest", "page.md", "--update")
    assert (first.code, first.err) == (0, "jshost: note: page.md.expected written\n")
    assert cli("doctest", "page.md").code == 0
    cli.write("page.md", CAREFUL.replace("yes", "no"))
    changed = cli("doctest", "page.md")
    assert changed.code == 1
    assert "      -console log: yes\n      +console log: no\n" in changed.out
    assert cli("doctest", "page.md", "--update").code == 0
    assert cli("doctest", "page.md").code == 0


def test_expectations_elsewhere(cli: Cli) -> None:
    cli.write("page.md", CAREFUL)
    cli("doctest", "page.md", "--update", "--expect", "kept")
    assert (cli.folder / "kept" / "page.md.expected").is_file()
    assert cli("doctest", "page.md", "--expect", "kept").code == 0


def test_errors_fail(cli: Cli) -> None:
    ran = cli("doctest", cli.write("page.md", "```js\nwx.formatDisk()\n```"))
    assert ran.code == 1
    assert "page.md:2: error: wx.formatDisk: the platform has no such API" in ran.out


def test_json(cli: Cli) -> None:
    ran = cli("doctest", cli.write("page.md", PAGE), "--json", "--situation", "fresh+deny")
    assert ran.code == 0
    example, shell = json.loads(ran.out)
    assert [run["scenario"] for run in example["runs"]] == ["fresh+deny"]
    assert (example["ordinal"], shell["ordinal"], shell["kind"]) == (1, 2, "shell")


def test_junit(cli: Cli) -> None:
    cli("doctest", cli.write("page.md", PAGE), "--junit", "out.xml")
    text = (cli.folder / "out.xml").read_text("utf-8")
    assert 'tests="4"' in text
    ran = cli("doctest", "page.md", "--junit", "no/out.xml")
    assert (ran.code, ran.errors) == (
        4,
        ["no/out.xml: cannot be written: No such file or directory"],
    )


def test_list(cli: Cli) -> None:
    ran = cli("doctest", cli.write("page.md", PAGE), "--list")
    assert ran.code == 0
    assert [line.split() for line in ran.out.splitlines()] == [
        ["place", "block", "kind", "needs"],
        ["page.md:6", "wx.authorize", "#1", "js"],
        ["page.md:21", "wx.authorize", "#2", "shell"],
    ]


def test_base_libraries(cli: Cli) -> None:
    cli.write("page.md", "```js\nwx.getUpdateManager()\n```")
    ran = cli("doctest", "page.md", "--base-library", "1.5.0", "--base-library", "2.0.0", "--json")
    (block,) = json.loads(ran.out)
    assert [run["base_library"] for run in block["runs"]] == ["1.5.0"] * 4 + ["2.0.0"] * 4
    assert ran.code == 1


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["--situation", "no"], "'no' is no situation; there are fresh+allow, "),
        (["--base-library", "two"], "base library 'two'"),
        (["--timeout", "0"], "Invalid value for '--timeout'"),
        (["--jobs", "0"], "Invalid value for '--jobs'"),
    ],
)
def test_wrong_use(cli: Cli, arguments: list[str], error: str) -> None:
    assert cli("doctest", cli.write("page.md", PAGE), *arguments).refused(2).startswith(error)


def test_no_page(cli: Cli) -> None:
    assert "PATH…" in cli("doctest").refused(2)


def bad_pages(cli: Cli) -> dict[str, str]:
    """Write pages that cannot be used, and return what is said of each."""
    (cli.folder / "large.md").write_bytes(b"")
    with (cli.folder / "large.md").open("r+b") as stream:
        stream.truncate(50 * 1024 * 1024)
    cli.write("latin.md", b"# caf\xe9\n")
    cli.write("many.md", "    x\n\na\n\n" * 20_000)
    cli.write("open.md", "# a\n\n```js\nwx.login({ fail() {} })\n")
    cli.write("expected.md", CAREFUL)
    cli.write("expected.md.expected", "<<<<<<< HEAD\n")
    return {
        "large.md": "larger than 10 MB",
        "latin.md:1": "not UTF-8",
        "many.md:40001": "more than 10,000 code blocks",
        "expected.md.expected:1": "has no place here",
        "gone.md": "",
    }


def test_bad_pages_are_told_and_the_others_run(cli: Cli) -> None:
    told = bad_pages(cli)
    cli.write("good.md", CAREFUL)
    names = ("large.md", "latin.md", "many.md", "open.md", "expected.md", "gone.md", "good.md")
    ran = cli("doctest", *names)
    assert ran.code == 2
    for place, what in told.items():
        (error,) = [e for e in ran.errors if e.startswith(f"{place}:")]
        assert what in error
    assert len(ran.errors) == len(told)
    assert "jshost: note: open.md:3: " in ran.err
    pages = [line.split()[0] for line in ran.out.splitlines()]
    assert pages == ["page", "open.md", "expected.md", "good.md", "all"]


def test_update_mends_what_it_says_it_mends(cli: Cli) -> None:
    cli.write("page.md", CAREFUL)
    cli.write("page.md.expected", "<<<<<<< HEAD\n")
    assert "--update writes the file anew" in cli("doctest", "page.md").refused(2)
    assert cli("doctest", "page.md", "--update").code == 0
    assert cli("doctest", "page.md").code == 0


def test_a_folder_is_walked(cli: Cli) -> None:
    for name in ("b.md", "a.html", "c.txt"):
        cli.write(name, "<pre>\nwx.login({ fail() {} })\n</pre>" if "html" in name else CAREFUL)
    (cli.folder / "node_modules").mkdir()
    cli.write("node_modules/d.md", CAREFUL)
    ran = cli("doctest", ".")
    pages = [line.split()[0] for line in ran.out.splitlines()]
    assert [Path(page).name for page in pages] == ["page", "a.html", "b.md", "all"]


def test_text_of_a_page_cannot_pass_for_jshosts(cli: Cli) -> None:
    page = "# \x1b[31mx\n\n```js\nthrow new Error('\\n\\x1b[2Jjshost: error: all is lost')\n```"
    ran = cli("doctest", cli.write("page.md", page))
    assert ran.code == 1
    assert "\x1b" not in ran.out
    assert not [line for line in ran.out.splitlines() if line.startswith("jshost:")]


@posix
def test_at_a_terminal(cli: Cli, terminal: Callable[..., Terminal]) -> None:
    cli.write("page.md", CAREFUL)
    cli("doctest", "page.md", "--update")
    cli.write("page.md", CAREFUL.replace("yes", "no"))
    shown = terminal("doctest", "page.md")
    assert shown.end() == 1
    assert "\x1b[31m-console log: yes" in shown.seen
    assert "\x1b[32m+console log: no" in shown.seen


@posix
def test_it_can_be_interrupted(cli: Cli) -> None:
    blocks = "```js\nfor (;;) {}\n```\n\n" * 20
    with cli.start("doctest", cli.write("page.md", blocks)) as process:
        try:
            process.wait(1.5)
        except subprocess.TimeoutExpired:  # as it should be
            os.kill(process.pid, 2)
        assert process.wait(20) == 130
