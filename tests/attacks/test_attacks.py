"""Hostile scripts, each run by the real command and judged: see README.md."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from ..cli.conftest import Cli, Terminal
from .judging import (
    DEADLINE,
    FORBIDDEN,
    HERE,
    KEYS,
    LIMIT_NAMES,
    SMALLER,
    Ended,
    Runner,
    Script,
    headers,
    run,
    scripts,
    shown,
    unsafe,
)
from .shared import EXPECTED

ALL = scripts()
AT_TERMINAL = [script for script in ALL if script.one("tty")]

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no pseudo-terminals")


def case(script: Script) -> object:
    """Return a script as a parameter; those that run into limits take their time."""
    marks = [pytest.mark.slow] if script.fails() else []
    return pytest.param(script, id=script.name, marks=marks)


# -- the scripts themselves ------------------------------------------------------------------------


def test_names_are_unique() -> None:
    names = [script.name for script in ALL]
    assert len(set(names)) == len(names) >= len(EXPECTED)


def test_every_script_has_an_expectation() -> None:
    assert [script.name for script in ALL if not script.one("judge")] == []
    assert set(EXPECTED) == {path.stem for path in (HERE / "scripts").glob("*.js")}


@pytest.mark.parametrize("script", ALL, ids=lambda script: script.name)
def test_expectation_can_be_read(script: Script) -> None:
    first = headers(script.path.read_text("utf-8"))
    assert list(first)[:2] == ["expect", "group"]
    assert first["group"] == [script.group]
    assert set(script.expected) <= KEYS
    for way in script.one("judge").split(" or "):
        kind, _, rest = way.partition(" ")
        assert kind in ("ok", "error", "limit")
        assert bool(rest) == (kind != "ok")
        assert kind != "limit" or set(rest.split()) <= set(LIMIT_NAMES)


# -- at pipes --------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def ended(request: pytest.FixtureRequest) -> Iterator[Runner]:
    """Run the selected scripts ahead of their tests, as many at once as there are processors."""
    wanted = [
        item.callspec.params["script"]
        for item in request.session.items
        if isinstance(item, pytest.Function) and item.originalname == "test_script"
    ]
    pool = ThreadPoolExecutor(os.cpu_count() or 1)
    runs: dict[str, Future[Ended]] = {script.name: pool.submit(run, script) for script in wanted}
    yield lambda script: runs[script.name].result()
    pool.shutdown(cancel_futures=True)


@pytest.mark.parametrize("script", [case(script) for script in ALL])
def test_script(script: Script, ended: Runner) -> None:
    outcome = ended(script)
    faults = script.faults(outcome)
    assert not faults, f"{faults}\n{outcome.code}\n{outcome.out[:2000]}\n{outcome.err[:2000]}"


SOURCES: dict[str, tuple[str, str]] = {
    "brackets": ("error stack|SyntaxError or limit crash memory", "[" * 100_000 + "]" * 100_000),
    "unclosed": ("error stack|SyntaxError or limit crash memory", "(" * 100_000),
    "functions": (
        "error stack|SyntaxError or limit crash memory",
        "function f() {" * 20_000 + "}" * 20_000,
    ),
    "templates": ("error stack|SyntaxError or limit crash memory", "`${" * 20_000 + "}`" * 20_000),
    "else": (
        "ok or error stack|SyntaxError or limit crash memory",
        "if (0);" + "else if (0);" * 30_000,
    ),
    "sum": ("ok or error stack|SyntaxError or limit crash memory", "1" + "+1" * 100_000),
    "ternary": ("ok or error stack|SyntaxError or limit crash memory", "0?0:" * 50_000 + "1"),
    "long-line": ("ok", f'console.log("{"x" * 3_000_000}".length)'),
    "many-lines": ("error 99999", "\n" * 99_998 + "null.x"),
    "error-in-long-line": ("error SyntaxError", "[1," * 20 + "1," * 60_000 + "var"),
    "names": ("ok or limit memory", "".join(f"var name{i} = {i};" for i in range(30_000))),
    "carriage-returns": ("error :", "\r" * 50_000 + "null.x"),
    "separators": ("error :", "\u2028" * 50_000 + "null.x"),
    "escapes-in-error-line": ("error SyntaxError", "var \x1b[2J\u202e = 1"),
}
"""Files that are hostile by their size or shape: what they may come to, and their text."""


@pytest.mark.parametrize("name", SOURCES)
def test_source(name: str) -> None:
    judge, source = SOURCES[name]
    script = Script(Path(f"{name}.js"), {"judge": [judge]})
    outcome = run(script, source)
    faults = script.faults(outcome)
    assert not faults, f"{faults}\n{outcome.code}\n{outcome.out[:2000]}\n{outcome.err[:2000]}"


NAMES = [
    "\x1b[2J.js",
    "\u202esj.txt.js",
    "a\nb.js",
    "\x9b2J\u200b.js",
    os.fsdecode(b"\xff\xc2\x9b.js"),
]
"""File names that would move, turn or hide what a terminal shows."""


@pytest.mark.skipif(sys.platform != "linux", reason="needs file names of any bytes")
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_file_name(name: str) -> None:
    script = Script(Path(name), {"judge": ["error thirdScriptError x"]})
    outcome = run(
        script,
        "console.log(new Error('y').stack);"
        "wx.authorize({ scope: 'scope.record', fail: () => { throw new Error('x'); } });",
    )
    faults = script.faults(outcome)
    assert not faults, f"{faults}\n{outcome}"


# -- at a terminal ---------------------------------------------------------------------------------


@pytest.fixture
def attend(cli: Cli, terminal: Callable[..., Terminal]) -> Callable[[Script], tuple[int, str]]:
    """Run a script at a terminal, where somebody refuses what is asked; return how it went."""

    def watch(script: Script) -> tuple[int, str]:
        name = cli.write(script.path.name, script.path.read_bytes())
        shown = terminal("run", name, *script.options())
        refuse(shown)
        return shown.end(), shown.seen

    return watch


def refuse(shown: Terminal) -> None:
    """Answer each question with `n`, until the run ends."""
    answered = 0
    deadline = time.monotonic() + DEADLINE
    while shown.receive_until(deadline):
        if shown.seen.count("▸ ") > answered and shown.seen.endswith("▸ "):
            answered = shown.seen.count("▸ ")
            shown.wait_until_asleep()
            shown.type("n\n")
    assert time.monotonic() < deadline, f"did not end:\n{shown.seen[-2000:]}"


@posix
@pytest.mark.parametrize("script", [case(script) for script in AT_TERMINAL])
def test_script_at_terminal(
    script: Script, attend: Callable[[Script], tuple[int, str]], tmp_path: Path
) -> None:
    code, seen = attend(script)
    text = shown(seen)
    assert {f"U+{ord(c):04X}" for c in unsafe(text)} == set()
    assert not FORBIDDEN.search(text)
    assert not list(tmp_path.rglob("jshost-pwned"))
    assert code in (0, 1)
    faults = script.faults(Ended(code, text, text))
    assert not faults, f"{faults}\n{text}"


@posix
def test_flood_asks_once(attend: Callable[[Script], tuple[int, str]]) -> None:
    [script] = [script for script in ALL if script.name == "prompt-prompt-flood"]
    code, seen = attend(script)
    assert code == 0
    assert seen.count("▸ ") == 1


@posix
def test_scopes_are_asked_for_one_at_a_time(attend: Callable[[Script], tuple[int, str]]) -> None:
    [script] = [script for script in ALL if script.name == "prompt-scope-flood"]
    _, seen = attend(script)
    assert seen.count("▸ ") == seen.count("▸ n\n") == 4


@posix
def test_modal_is_marked_as_the_programs(attend: Callable[[Script], tuple[int, str]]) -> None:
    [script] = [script for script in ALL if script.name == "prompt-modal-imitates-permission"]
    _, seen = attend(script)
    titles = [line for line in shown(seen).splitlines() if "申请获得以下权限" in line]
    assert titles == [
        "┃ wx.showModal: app 申请获得以下权限",
        f"┃ {script.path.name} 申请获得以下权限",
    ]


@posix
def test_output_waits_while_a_question_is_open(cli: Cli, terminal: Callable[..., Terminal]) -> None:
    [script] = [script for script in ALL if script.name == "prompt-output-waits"]
    name = cli.write(script.path.name, script.path.read_bytes())
    started = terminal("run", name, *script.options())
    started.expect("▸ ")
    open_since = len(started.seen)
    deadline = time.monotonic() + 0.5
    while started.receive_until(deadline):
        pass
    assert started.seen[open_since:] == ""
    started.type("d\n")
    assert started.end() == 0
    assert "tick" in started.seen[open_since:]


@posix
@pytest.mark.slow
def test_time_at_a_question_is_not_the_programs(
    cli: Cli, terminal: Callable[..., Terminal]
) -> None:
    name = cli.write("main.js", "wx.authorize({ scope: 'scope.record', fail() {} })")
    limits = ("--cpu-limit", "0.3", "--wall-limit", "0.5", "--timeout", "1")
    started = terminal("run", name, *limits)
    started.expect("▸ ")
    deadline = time.monotonic() + 1.5
    while started.receive_until(deadline):
        pass
    started.type("d\n")
    assert started.end() == 0


assert set(SMALLER) <= {script.group for script in ALL}
