"""`jshost scenario`, and running the program that a scenario names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from .conftest import SEED, Cli

ROOT = Path(__file__).parent.parent.parent

# -- schema ---------------------------------------------------------------------------------------


def test_schema(cli: Cli) -> None:
    shown = cli("scenario", "schema")
    assert (shown.code, shown.err) == (0, "")
    schema = json.loads(shown.out)
    Draft202012Validator.check_schema(schema)
    assert schema["properties"]["clock"]["enum"] == ["real", "virtual"]
    assert "showModal" in schema["properties"]["answers"]["properties"]


def test_schema_is_the_same_each_time_and_everywhere(cli: Cli) -> None:
    shown = cli("scenario", "schema").out
    assert shown.isascii()
    assert shown == cli("scenario", "schema", PYTHONIOENCODING="latin-1", PYTHONHASHSEED="1").out


# -- check ----------------------------------------------------------------------------------------


def test_scenarios_that_are_right(cli: Cli) -> None:
    files = [str(path) for path in sorted(ROOT.glob("samples/*/scenarios/*.toml"))]
    checked = cli("scenario", "check", *files)
    assert (checked.code, checked.out, checked.err) == (0, "", "")


def test_every_fault_of_every_file_is_a_line(cli: Cli) -> None:
    cli.write("a.toml", "clok = 1\n\n[answers]\nshowModal = 'maybe'\n")
    cli.write("b.toml", "")
    cli.write("c.toml", "seed = [\n")
    checked = cli("scenario", "check", "a.toml", "b.toml", "c.toml", "d.toml")
    assert (checked.code, checked.err) == (2, "")
    assert checked.out.splitlines() == [
        "a.toml:1: unknown key clok; did you mean clock?",
        (
            "a.toml:4: answers.showModal: 'maybe' is no answer to showModal; "
            "possible are confirm, cancel, confirm=TEXT"
        ),
        "c.toml:1: invalid value, at the end of the file",
        "d.toml: cannot be read: No such file or directory",
    ]


def test_more_faults_than_a_run_tells(cli: Cli) -> None:
    cli.write("a.toml", "".join(f"k{number} = 1\n" for number in range(40)))
    assert len(cli("scenario", "check", "a.toml").out.splitlines()) == 40
    assert len(cli.run("", "--scenario", "a.toml").errors) == 21


FILES = {
    "mark": (b"\xef\xbb\xbfseed = 1", ""),
    "crlf": (b"seed = 1\r\n[device]\r\n", ""),
    "nul": (b"seed = 1\n\0", ":2: a NUL byte"),
    "utf-16": ("seed = 1".encode("utf-16"), ":1: UTF-16"),
    "utf-8": (b"\n\nseed = '\xff'", ":3: not UTF-8"),
    "50 MB": (b"\n" * 50_000_000, ": larger than 1 MB"),
    "deep": (b"a = " + b"[" * 100_000, ":1: nested too deep"),
    "key of many parts": (b"a." * 400_000 + b"a = 1", ":1: nested too deep"),
    "twice": (b"seed = 1\nseed = 2\n", ":2:9: this key, or one around it, has a value already"),
    "digits": (b"seed = " + b"9" * 5_000, ":1: 5,000 characters without quotes"),
    "key that moves the cursor": (b'"\\u001b[2J" = 1', ':1: unknown key "\\u001b[2J"; known'),
    "key that is a line": (b'"\\njshost: ok" = 1', ':1: unknown key "\\njshost: ok"; known'),
    "value that is a line": (b'seed = "\\n\\u202e"', ":1: seed should be a whole number, not '\\n"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), FILES.values(), ids=FILES)
def test_files_of_every_kind(cli: Cli, content: bytes, expected: str) -> None:
    checked = cli("scenario", "check", cli.write("s.toml", content))
    assert (checked.code, checked.err) == (2 if expected else 0, "")
    assert checked.out.count("\n") == bool(expected)
    assert checked.out.startswith(f"s.toml{expected}" if expected else "")
    assert checked.out.replace("\n", "").isprintable()


def test_folder(cli: Cli) -> None:
    assert cli("scenario", "check", "home").out == "home: a folder, not a file\n"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("check",), "Missing argument 'FILE...'."),
        (("chekc", "a.toml"), "No such command 'chekc'."),
        (("schema", "a.toml"), "Got unexpected extra argument (a.toml)"),
    ],
)
def test_wrong_usage(cli: Cli, arguments: tuple[str, ...], expected: str) -> None:
    assert cli("scenario", *arguments).refused(2).startswith(expected)


# -- the program of a scenario --------------------------------------------------------------------


def test_the_program_of_a_scenario_is_run(cli: Cli) -> None:
    (cli.folder / "scenarios").mkdir()
    cli.write("main.js", SEED)
    cli.write("scenarios/s.toml", 'program = "../main.js"\nanswers."scope.record" = "allow"')
    ran = cli("run", "--scenario", "scenarios/s.toml")
    assert (ran.code, ran.err) == (0, "")
    assert cli.recorded() == {"scope.record": "granted"}


def test_it_is_the_same_app_as_when_its_path_is_given(cli: Cli) -> None:
    cli.write("main.js", SEED)
    cli.write("s.toml", 'program = "main.js"\nanswers."scope.record" = "allow"')
    cli("run", "--scenario", "s.toml")
    assert cli("run", "main.js", "--on-prompt", "fail").code == 0


def test_a_mini_program_with_its_steps(cli: Cli) -> None:
    recorder = json.dumps(str(ROOT / "samples" / "recorder"))
    steps = '[[steps]]\nexpect.page = "pages/index/index"\n' * 2
    cli.write("s.toml", f'program = {recorder}\nclock = "virtual"\n{steps}')
    ran = cli("run", "--scenario", "s.toml", "--ephemeral")
    assert (ran.code, ran.err) == (0, "jshost: note: 2 steps taken, all as expected\n")


def test_path_wins_over_the_program(cli: Cli) -> None:
    cli.write("s.toml", 'program = "none.js"')
    assert cli.run("console.log('this')", "--scenario", "s.toml").out == "this\n"


def test_program_named_like_standard_input(cli: Cli) -> None:
    cli.write("-", "console.log('the file')")
    cli.write("s.toml", 'program = "-"')
    ran = cli("run", "--scenario", "s.toml", stdin=b"console.log('standard input')")
    assert ran.out == "the file\n"


def test_program_that_is_not_there(cli: Cli) -> None:
    cli.write("s.toml", 'program = "none.js"')
    assert cli("run", "--scenario", "s.toml").refused(2) == "none.js: no such file"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), "Missing argument 'PATH'."),
        (("--scenario", "s.toml"), "Missing argument 'PATH'; s.toml names no program."),
    ],
)
def test_nothing_to_run(cli: Cli, arguments: tuple[str, ...], expected: str) -> None:
    cli.write("s.toml", "seed = 1")
    said = cli("run", *arguments).refused(2)
    assert said == f"{expected} (see python -m jshost run --help)"
