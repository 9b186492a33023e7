"""What cannot be used: one line says why, and nothing is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from importlib.metadata import distributions
from pathlib import Path
from unicodedata import east_asian_width

import pytest

from jshost.database import FILE_NAME, VERSION, Database

from .conftest import ERROR, SEED, Cli, outcome, posix

NG = any(found.name == "quickjs-ng" for found in distributions())
"""Whether the engine is quickjs-ng."""

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's /proc or /dev/full")

# -- scripts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"\x7fELF\x02\x01", "an ELF binary, not a script", id="elf"),
        pytest.param(b"PK\x03\x04\0\0", "a zip archive, not a script", id="zip"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0", "a PNG picture, not a script", id="png"),
        pytest.param(b"\x80\x81\0\x82", "a NUL byte at offset 2", id="binary"),
        pytest.param(b"var a;\0", "a NUL byte at offset 6", id="nul"),
        pytest.param(b"// a\nb = '\xff'", "not UTF-8: byte 0xff at offset 10, line 2", id="utf-8"),
        pytest.param(b"'\xe4\xbd'", "not UTF-8: byte 0xe4 at offset 1, line 1", id="cut character"),
        pytest.param("a".encode("utf-16-le"), "a NUL byte at offset 1", id="utf-16 without mark"),
        pytest.param(b"\xff\xfe" + "a()".encode("utf-16-le"), "UTF-16; save it as UTF-8", id="le"),
        pytest.param(b"\xfe\xff" + "a()".encode("utf-16-be"), "UTF-16; save it as UTF-8", id="be"),
        pytest.param(b"a='" + b"x" * 20_000_000 + b"'", "larger than 10 MB", id="20 MB line"),
    ],
)
def test_script_that_is_none(cli: Cli, content: bytes, expected: str) -> None:
    assert cli.run(content).refused(2).startswith(f"main.js: {expected}")
    assert not cli.state.exists()


def test_script_of_50_mb(cli: Cli) -> None:
    with (cli.folder / "big.js").open("wb") as stream:
        stream.truncate(50_000_000)
    assert cli("run", "big.js").refused(2).startswith("big.js: larger than 10 MB")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("missing.js", "missing.js: no such file"),
        ("no/such/folder.js", "no/such/folder.js: no such file"),
        ("home", "home: no app.json"),
        ("", ": a folder"),
        pytest.param("/proc/self/mem", "/proc/self/mem: cannot be read", marks=LINUX),
    ],
)
def test_script_that_cannot_be_opened(cli: Cli, path: str, expected: str) -> None:
    assert expected in cli("run", path).refused(2)


@posix
@pytest.mark.skipif(
    getattr(os, "geteuid", int)() == 0, reason="root may read everything; see /proc/self/mem"
)
def test_script_without_the_right_to_read_it(cli: Cli) -> None:
    (cli.folder / cli.write("main.js", "")).chmod(0)
    assert cli("run", "main.js").refused(2) == "main.js: cannot be read: Permission denied"


@posix
@pytest.mark.parametrize("name", ["a\nb.js", "a\x1b[31mb.js", "a\u202eb.js"])
def test_name_of_a_missing_script_is_shown_harmless(cli: Cli, name: str) -> None:
    error = cli("run", name).refused(2)
    assert error.endswith("b.js: no such file")
    assert error != f"{name}: no such file"
    assert "\\x1b" in error or "\x1b" not in name


@LINUX
@pytest.mark.parametrize(
    "options",
    [
        pytest.param((), id="kept"),
        pytest.param(("--ephemeral",), id="ephemeral"),
        pytest.param(("--app-id", "\udcff"), id="app id"),
    ],
)
def test_names_need_not_be_utf_8(cli: Cli, options: tuple[str, ...]) -> None:
    cli.write("\udcff.js", "console.log('ran'); x()")
    ran = cli("run", "\udcff.js", "--trace", "t.jsonl", *options)
    assert (ran.code, ran.out) == (1, "ran\n")
    assert ran.errors[0].startswith("\\udcff.js:1")
    assert cli.trace()[-1]["code"] == 1


@pytest.mark.parametrize(
    ("content", "out"),
    [
        pytest.param(b"", "", id="empty"),
        pytest.param(b"\xef\xbb\xbf", "", id="only a mark"),
        pytest.param(b"// nothing", "", id="comment without line end"),
        pytest.param(b"\xef\xbb\xbfconsole.log('mark')", "mark\n", id="mark"),
        pytest.param(b"#!/usr/bin/env jshost run", "", id="only a shebang"),
        pytest.param(b"console.log('a')\r\nconsole.log('b')\r\n", "a\nb\n", id="crlf"),
    ],
)
def test_script_that_is_unusual(cli: Cli, content: bytes, out: str) -> None:
    ran = cli.run(content)
    assert (ran.code, ran.out, ran.err) == (0, out, "")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("#!/usr/bin/env jshost\n\nfail()", id="shebang"),
        pytest.param("\ufeff#!/usr/bin/env jshost\n\nfail()", id="mark and shebang"),
        pytest.param("// one\r\n// two\r\nfail()\r\n", id="crlf"),
    ],
)
def test_line_numbers_are_those_of_the_file(cli: Cli, content: str) -> None:
    ran = cli.run(content)
    assert ran.code == 1
    assert ran.errors[0].startswith("main.js:3:")


def test_stdin(cli: Cli) -> None:
    ran = cli("run", "-", stdin="console.log('你好')\nfail()".encode())
    assert (ran.code, ran.out) == (1, "你好\n")
    assert ran.errors[0].startswith("<stdin>:2:")


def test_stdin_with_nothing_in_it(cli: Cli) -> None:
    assert cli("run", "-").code == 0


def test_stdin_is_held_to_the_same_rules(cli: Cli) -> None:
    assert cli("run", "-", stdin=b"a\xff").refused(2).startswith("<stdin>: not UTF-8")


@posix
def test_stdin_closed(cli: Cli) -> None:
    assert cli.shell("$J run - <&-").refused(2) == "-: standard input is closed"


# -- syntax errors --------------------------------------------------------------------------------


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


@pytest.mark.parametrize(
    ("source", "place", "excerpt", "before"),
    [
        pytest.param("var a\nvar b = = 2\n", "2:9", "var b = = 2", "var b = ", id="token"),
        pytest.param("var a\r\nvar b = = 2\r\n", "2:9", "var b = = 2", "var b = ", id="crlf"),
        pytest.param("\tvar\tb = = 2", "1:10", " var b = = 2", " var b = ", id="tabs"),
        pytest.param("#!/bin/x\n= 1", "2:1", "= 1", "", id="shebang"),
        pytest.param("let s = 'abc\n", "1:9", "let s = 'abc", "let s = ", id="string"),
        pytest.param(
            "var s = '中文'; = 1", "1:15", "var s = '中文'; = 1", "var s = '中文'; ", id="wide",
        ),
        pytest.param(
            "var s = 'é'; = 1", "1:14", "var s = 'é'; = 1", "var s = 'é'; ", id="two bytes",
        ),
    ],
)  # fmt: skip
def test_syntax_error(cli: Cli, source: str, place: str, excerpt: str, before: str) -> None:
    ran = cli.run(source)
    first, shown, caret = ran.err.splitlines()
    assert ran.code == 1
    assert first.startswith(f"{ERROR}main.js:{place}: SyntaxError: ")
    assert shown == f"    {excerpt}"
    assert caret == f"    {' ' * cells(before)}^"


def test_syntax_error_in_a_very_long_line_shows_what_is_around_it(cli: Cli) -> None:
    ran = cli.run("a = 1; " * 3000 + "var here = = 2;" + " b = 3;" * 3000)
    first, shown, caret = ran.err.splitlines()
    assert ran.code == 1
    assert first.startswith(f"{ERROR}main.js:1:21012: SyntaxError: ")
    assert len(shown) < 120
    assert shown[: len(caret)].endswith("var here = =")


def test_syntax_error_shows_the_source_harmless(cli: Cli) -> None:
    ran = cli.run("var s = '\x1b[2J\u202e'; = 1")
    assert ran.code == 1
    assert "    var s = '\\x1b[2J\\u202e'; = 1" in ran.err.splitlines()


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("function f() {\n  f()\n", id="function"),
        pytest.param("call(1,\n2\n", id="call"),
        pytest.param("a = [\n1\n", id="array"),
    ],
)
def test_syntax_error_at_the_end_is_told_of_a_line_of_the_file(cli: Cli, source: str) -> None:
    ran = cli.run(source)
    assert ran.code == 1
    number = int(ran.errors[0].removeprefix("main.js:").partition(":")[0])
    assert 1 <= number <= len(source.splitlines())


def test_syntax_error_at_the_end_says_that_the_end_is_the_problem(cli: Cli) -> None:
    assert "end of" in cli.run("function f() {\n").errors[0]


@pytest.mark.parametrize("source", ["}\n\n\n", "})\n\n\n", "a()\n})\nb()\nc()\n"])
def test_bracket_too_many_is_told_where_it_stands(cli: Cli, source: str) -> None:
    ran = cli.run(source)
    assert ran.code == 1
    assert ran.errors[0].startswith(f"main.js:{source.count('a()') + 1}:")


def test_comment_that_does_not_end(cli: Cli) -> None:
    ran = cli.run("a\n/* b\n")
    assert ran.code == 1
    assert ran.errors[0].startswith("main.js:")


@pytest.mark.parametrize(
    "source",
    [
        "}); console.log('outside'); (function () {",
        "}), (function () {",
        "})(), (function () {",
    ],
)
def test_script_cannot_leave_its_wrapper(cli: Cli, source: str) -> None:
    ran = cli.run(source)
    assert (ran.code, ran.out) == (1, "")
    assert "SyntaxError" in ran.err


# -- options --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("--grant scope.recrod", "unknown scope 'scope.recrod'; did you mean scope.record?"),
        ("--deny scope.userlocation", "did you mean scope.userLocation?"),
        ("--deny record", "did you mean scope.record?"),
        ("--grant nothing.like.it", "known are scope.userInfo"),
        ("--grant scope.record --deny scope.record", "scope.record is both granted and denied"),
        ("--timeout 0", "Invalid value for '--timeout'"),
        ("--timeout -1", "Invalid value for '--timeout'"),
        ("--timeout soon", "Invalid value for '--timeout'"),
        pytest.param("--timeout nan", "--timeout"),
        ("--cpu-limit 0", "Invalid value for '--cpu-limit'"),
        pytest.param("--cpu-limit nan", "--cpu-limit"),
        ("--wall-limit -0.5", "Invalid value for '--wall-limit'"),
        pytest.param("--wall-limit nan", "--wall-limit"),
        ("--memory-limit 1", "Invalid value for '--memory-limit'"),
        ("--memory-limit 99999", "Invalid value for '--memory-limit'"),
        ("--memory-limit 64MB", "Invalid value for '--memory-limit'"),
        ("--answer allow", "'allow' should be KEY=CHOICE"),
        ("--answer =allow", "should be KEY=CHOICE"),
        ("--answer scope.record=", "should be KEY=CHOICE"),
        ("--answer scope.record=maybe", "'maybe' is no answer to scope.record; possible are allow"),
        ("--answer scope.recrod=allow", "did you mean scope.record?"),
        ("--answer showModal=allow", "possible are confirm, cancel, confirm=TEXT"),
        ("--answer getStorage=allow", "'getStorage' asks the user nothing"),
        ("--answer openSetting=scope.record", "is no answer to openSetting"),
        pytest.param(
            "--answer openSetting=+scope.recrod", "did you mean scope.record?",
        ),
        ("--base-library newest", "base library 'newest' should be a version"),
        ("--dialect blackberry", "Invalid value for '--dialect'"),
        ("--clock sundial", "Invalid value for '--clock'"),
        ("--on-prompt perhaps", "Invalid value for '--on-prompt'"),
    ],
)  # fmt: skip
def test_option(cli: Cli, options: str, expected: str) -> None:
    assert expected in cli.run("console.log('ran')", *options.split()).refused(2)


# -- scenarios ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a = = 1", "s.toml:1:5: invalid value"),
        (b"a = '\xff'", "s.toml:1: not UTF-8 (byte 0xff)"),
        ("ap_id = 'x'", "s.toml:1: unknown key ap_id; did you mean app_id?"),
        ("[device]\nmodle = 'x'", "s.toml:2: unknown key device.modle; did you mean model?"),
        ("seed = 'x'", "s.toml:1: seed should be a whole number, not 'x'"),
        ("seed = true", "s.toml:1: seed should be a whole number, not true"),
        ("clock = 'x'", "s.toml:1: clock should be one of real, virtual, not 'x'"),
        ("device = 1", "s.toml:1: device should be a table"),
        ("[location]\nlatitude = 'north'", "s.toml:2: location.latitude should be a number"),
        ("grant = ['scope.recrod']", "s.toml:1: grant[1]: unknown scope 'scope.recrod'; did you"),
        ("[answers]\nshowModal = 'maybe'", "s.toml:2: answers.showModal: 'maybe' is no answer"),
    ],
)
def test_scenario(cli: Cli, content: str | bytes, expected: str) -> None:
    cli.write("s.toml", content)
    assert expected in cli.run("console.log('ran')", "--scenario", "s.toml").refused(2)


@pytest.mark.parametrize(("name", "expected"), [("none.toml", "No such file"), ("home", "home: ")])
def test_scenario_that_cannot_be_opened(cli: Cli, name: str, expected: str) -> None:
    assert expected in cli.run("", "--scenario", name).refused(2)


@pytest.mark.parametrize("name", ["none.toml", "home"])
def test_scenario_that_cannot_be_opened_is_told_in_words(cli: Cli, name: str) -> None:
    error = cli.run("", "--scenario", name).refused(2)
    assert "[Errno" not in error
    assert error.count(name) == 1


# -- state ----------------------------------------------------------------------------------------

USES_OF_STATE = pytest.mark.parametrize(
    "command", [("run", "main.js"), ("settings", "list")], ids=["run", "settings"]
)


@USES_OF_STATE
@pytest.mark.parametrize(
    "state",
    [
        "main.js",
        pytest.param("main.js/below", marks=posix),
        pytest.param("/proc/nothing", marks=LINUX),
    ],
)
def test_state_folder_that_cannot_be_made(cli: Cli, state: str, command: tuple[str, ...]) -> None:
    cli.write("main.js", SEED)
    error = cli(*command, "--state", state).refused(4)
    assert error.startswith(f"{state}: the state folder cannot be used")


def damaged(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 32)


def cut_short(path: Path) -> None:
    with closing(Database(path.parent)):
        pass
    os.truncate(path, 5000)


def overwritten(path: Path) -> None:
    with closing(Database(path.parent)):
        pass
    data = bytearray(path.read_bytes())
    data[4096:12288] = b"\xaa" * 8192
    path.write_bytes(data)


def newer(path: Path) -> None:
    with closing(Database(path.parent)) as database:
        database.rows("INSERT INTO grants VALUES ('wx1', 'scope.record', 'granted')")
        database.rows(f"PRAGMA user_version = {VERSION + 1}")


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")


def foreign_of_our_version(path: Path) -> None:
    foreign(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION}")


@USES_OF_STATE
@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (damaged, "damaged ("),
        (cut_short, "damaged ("),
        (newer, f"written by a newer jshost (format {VERSION + 1}, this one knows {VERSION})"),
        (foreign, "a database, but not one of jshost's"),
        (foreign_of_our_version, "no such table"),
    ],
)
def test_database_is_refused_and_left_as_it_is(
    cli: Cli, make: Callable[[Path], None], expected: str, command: tuple[str, ...]
) -> None:
    cli.write("main.js", SEED)
    cli.state.mkdir()
    path = cli.state / FILE_NAME
    make(path)
    before = path.read_bytes()
    error = cli(*command).refused(4)
    assert error.startswith(str(path))
    assert expected in error
    assert path.read_bytes() == before
    assert [each.name for each in cli.state.iterdir()] == [FILE_NAME]


@USES_OF_STATE
def test_database_with_a_broken_table_is_refused(cli: Cli, command: tuple[str, ...]) -> None:
    cli.write("main.js", SEED)
    cli.state.mkdir()
    overwritten(cli.state / FILE_NAME)
    assert "damaged (" in cli(*command).refused(4)


def test_database_with_a_broken_table_is_left_as_it_is(cli: Cli) -> None:
    cli.state.mkdir()
    path = cli.state / FILE_NAME
    overwritten(path)
    before = path.read_bytes()
    assert "it was left as it is" in cli.run(SEED).refused(4)
    assert path.read_bytes() == before


def test_database_of_no_bytes_is_a_new_one(cli: Cli) -> None:
    cli.state.mkdir()
    (cli.state / FILE_NAME).touch()
    assert cli.run(SEED, "--grant", "scope.record").code == 0
    assert cli.recorded() == {"scope.record": "granted"}


# -- outputs --------------------------------------------------------------------------------------

MANY = "for (let i = 0; i < 20000; i++) console.log('line ' + i)"


@LINUX
def test_stdout_is_full(cli: Cli) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = cli.run("console.log('lost')", stdout=full)
    assert ran.refused(4) == "output cannot be written: No space left on device"


@LINUX
@pytest.mark.parametrize(
    "command", [("--help",), ("--version",), ("settings", "list")], ids=" ".join
)
def test_stdout_is_full_in_other_commands(cli: Cli, command: tuple[str, ...]) -> None:
    cli.run("", "--grant", "scope.record")
    with Path("/dev/full").open("wb") as full:
        assert "No space left on device" in cli(*command, stdout=full).refused(4)


@LINUX
def test_trace_to_a_full_stdout(cli: Cli) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = cli.run("wx.getSetting()", "--trace", "-", stdout=full)
    assert ran.refused(4) == "the trace cannot be written: No space left on device"


@LINUX
def test_trace_to_a_full_disk(cli: Cli) -> None:
    ran = cli.run("console.log('shown')", "--trace", "/dev/full")
    assert (ran.refused(4).endswith("No space left on device"), ran.out) == (True, "shown\n")


@LINUX
def test_trace_to_a_full_disk_is_named(cli: Cli) -> None:
    error = cli.run("", "--trace", "/dev/full").refused(4)
    assert "trace" in error


@pytest.mark.parametrize("target", ["nowhere/t.jsonl", "home"])
def test_trace_that_cannot_be_opened(cli: Cli, target: str) -> None:
    ran = cli.run("console.log('ran')", "--trace", target)
    assert ran.refused(4).startswith(f"{target}: the trace cannot be written: ")
    assert ran.out == ""


@LINUX
def test_trace_ends_when_stdout_is_full(cli: Cli) -> None:
    with Path("/dev/full").open("wb") as full:
        cli.run("console.log('lost')", "--trace", "t.jsonl", stdout=full)
    assert [record["type"] for record in cli.trace()] == ["console", "exit"]
    assert cli.trace()[-1]["code"] == 4


def read_one_line(cli: Cli, *options: str) -> tuple[bytes, str]:
    """Run a script that writes much and listen to its first line only, as `| head -1` does."""
    process = cli.start("run", cli.write("main.js", MANY), *options)
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
    return first, outcome(process.returncode, b"", err).refused(4)


@posix
@pytest.mark.parametrize("options", [(), ("--trace", "-")], ids=["console", "trace"])
def test_stdout_closed_by_its_reader(cli: Cli, options: tuple[str, ...]) -> None:
    first, error = read_one_line(cli, *options)
    assert first == b"line 0\n"
    assert error == "standard output was closed before the run ended"


@posix
def test_stdout_closed_by_its_reader_shows_no_traceback(cli: Cli) -> None:
    cli.write("main.js", MANY)
    ran = cli.shell("$J run main.js | head -1")
    assert ran.out == "line 0\n"
    assert ran.err == "" or len(ran.errors) == 1


@posix
def test_trace_ends_when_stdout_is_closed(cli: Cli) -> None:
    cli.write("main.js", MANY)
    cli.shell("$J run main.js --trace t.jsonl | head -1")
    assert cli.trace()[-1]["type"] == "exit"


@posix
@pytest.mark.parametrize(
    "script",
    [
        pytest.param("console.log('unheard')", id="console"),
        pytest.param("wx.getSetting()", id="nothing to say"),
    ],
)
def test_stdout_closed_from_the_start(cli: Cli, script: str) -> None:
    cli.write("main.js", script)
    ran = cli.shell("$J run main.js >&-")
    assert ran.code in (0, 4)


@posix
def test_stderr_closed_from_the_start(cli: Cli) -> None:
    cli.write("main.js", f"console.log('heard'); {SEED}; fail()")
    ran = cli.shell("$J run main.js 2>&-")
    assert (ran.code, ran.out) == (1, "heard\n")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-16"])
def test_output_that_cannot_say_it_escapes_it(cli: Cli, encoding: str) -> None:
    cli.write("main.js", "console.log('你好 é'); throw new Error('错误')")
    done = subprocess.run(
        [sys.executable, "-m", "jshost", "run", "main.js"],
        capture_output=True,
        cwd=cli.folder,
        env={**cli.env, "PYTHONIOENCODING": encoding},
        check=False,
    )
    # click writes UTF-8 to streams that say they are ASCII.
    readable = "utf-8" if encoding == "ascii" else encoding
    out, err = done.stdout.decode(readable), done.stderr.decode(readable)
    assert done.returncode == 1
    assert out.strip() in ("你好 é", "\\u4f60\\u597d é", "\\u4f60\\u597d \\xe9")
    assert "Error: 错误" in err or "Error: \\u9519\\u8bef" in err
    assert "Traceback" not in err


def test_trace_to_an_ascii_stdout_is_json(cli: Cli) -> None:
    ran = cli.run("wx.getSetting({'你': '好'})", "--trace", "-", PYTHONIOENCODING="ascii")
    assert ran.code == 0
    assert '"args"' in ran.out


def test_locale_c_keeps_texts(cli: Cli) -> None:
    ran = cli.run("console.log('你好 😀'); throw new Error('错误')", LC_ALL="C")
    assert (ran.code, ran.out) == (1, "你好 😀\n")
    assert "Error: 错误" in ran.errors[0]
