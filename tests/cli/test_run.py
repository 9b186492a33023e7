"""`jshost run` at pipes: answers, exit codes, limits, the trace, harmless output."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from itertools import pairwise
from typing import Any

import pytest

from .conftest import ERROR, SEED, Cli, Outcome, only, posix, records

PICTURE = b"\x89PNG\r\n\x1a\n"
NOBODY = (
    "jshost: scope.record: nobody answered (this is no terminal), so it was denied and not recorded"
    "; use --answer scope.record=allow or --on-prompt allow|deny|dismiss|fail\n"
)


def calls(found: list[dict[str, Any]]) -> list[str]:
    """Return the APIs that were called, in order."""
    return [record["api"] for record in only(found, "call")]


# -- the seed script ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "decision", "by", "recorded"),
    [
        ("--answer scope.record=allow", "granted", "script", "granted"),
        ("--answer scope.record=deny", "denied", "script", "denied"),
        ("--answer scope.record=dismiss", "dismissed", "script", None),
        ("--on-prompt allow", "granted", "default", "granted"),
        ("--on-prompt deny", "denied", "default", "denied"),
        ("--on-prompt dismiss", "dismissed", "default", None),
        ("--on-prompt deny --answer scope.record=allow", "granted", "script", "granted"),
    ],
)
def test_answer(cli: Cli, options: str, decision: str, by: str, recorded: str | None) -> None:
    ran = cli.run(SEED, *options.split(), "--trace", "t.jsonl")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    [prompt] = only(cli.trace(), "prompt")
    assert (prompt["scope"], prompt["api"]) == ("scope.record", "authorize")
    assert (prompt["decision"], prompt["by"]) == (decision, by)
    allowed = decision == "granted"
    assert calls(cli.trace()) == ["getSetting", "authorize", *(["startRecord"] if allowed else [])]
    assert cli.recorded() == ({"scope.record": recorded} if recorded else {})


@pytest.mark.parametrize(
    ("option", "asked", "state"),
    [("--grant", ["getSetting"], "granted"), ("--deny", ["getSetting", "authorize"], "denied")],
)
def test_decided_before_the_run(cli: Cli, option: str, asked: list[str], state: str) -> None:
    ran = cli.run(SEED, option, "scope.record", "--trace", "t.jsonl")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert (calls(cli.trace()), only(cli.trace(), "prompt")) == (asked, [])
    assert cli.recorded() == {"scope.record": state}


def test_denied_by_itself_where_nobody_can_be_asked(cli: Cli) -> None:
    assert cli.run(SEED, "--trace", "t.jsonl") == Outcome(0, "", NOBODY)
    [prompt] = only(cli.trace(), "prompt")
    assert (prompt["decision"], prompt["by"]) == ("denied", "default")
    assert cli.recorded() == {}


def test_says_so_once_for_each_question(cli: Cli) -> None:
    script = """
      const ask = (scope, then) => wx.authorize({ scope, fail: then });
      ask('scope.record', () => ask('scope.record', () => ask('scope.camera', () => {})))
    """
    lines = cli.run(script).err.splitlines()
    assert [line.split(": ")[1] for line in lines] == ["scope.record", "scope.camera"]


def test_the_line_names_an_option_that_answers(cli: Cli) -> None:
    found = re.search(r"--answer \S+", cli.run(SEED).err)
    assert found is not None
    assert cli.run(SEED, *found[0].split()).err == ""
    assert cli.recorded() == {"scope.record": "granted"}


@pytest.mark.parametrize(
    ("script", "key", "error"),
    [
        (
            SEED,
            "scope.record",
            "main.js:4: wx.authorize asks for scope.record, and nothing answers",
        ),
        (
            "wx.showModal({title: 'x'})",
            "showModal",
            "main.js:1: wx.showModal asks the user something, and nothing answers",
        ),
    ],
)
def test_on_prompt_fail(cli: Cli, script: str, key: str, error: str) -> None:
    ran = cli.run(script, "--on-prompt", "fail", "--trace", "t.jsonl")
    assert ran.refused(1).startswith(error)
    assert f"--answer {key}=" in ran.err
    assert cli.trace()[-1]["reason"] == "unanswered"
    assert cli.recorded() == {}


def test_several_answers_for_one_key_are_used_in_order(cli: Cli) -> None:
    script = """
      let n = 0;
      (function ask() {
        wx.showModal({ success(res) { console.log(String(res.confirm)); if (++n < 4) ask() } })
      })()
    """
    answers = ["--answer", "showModal=cancel", "--answer", "scope.record=deny",
               "--answer", "showModal=confirm", "--answer", "showModal=cancel"]  # fmt: skip
    assert cli.run(script, *answers).out == "false\ntrue\nfalse\nfalse\n"


def test_answer_that_does_not_fit_the_question(cli: Cli) -> None:
    script = "wx.showActionSheet({ itemList: ['a', 'b'] })"
    error = cli.run(script, "--answer", "showActionSheet=7").refused(1)
    assert error.startswith(
        "the answer '7' does not fit showActionSheet; possible are 0, 1, cancel"
    )


# -- state ----------------------------------------------------------------------------------------


def test_decision_lasts(cli: Cli) -> None:
    cli.run(SEED, "--answer", "scope.record=deny")
    ran = cli.run(SEED, "--on-prompt", "fail", "--trace", "t.jsonl")
    assert (ran.code, ran.err) == (0, "")
    [_, settled] = only(cli.trace(), "settle")
    assert (settled["outcome"], settled["result"]) == (
        "fail",
        {"errMsg": "authorize:fail auth deny"},
    )


def test_ephemeral_keeps_nothing(cli: Cli) -> None:
    ran = cli.run(SEED, "--ephemeral", "--grant", "scope.record")
    assert (ran.code, ran.err) == (0, "")
    assert not cli.state.exists()
    assert list((cli.folder / "home").iterdir()) == []


def test_ephemeral_does_not_see_what_is_kept(cli: Cli) -> None:
    cli.run(SEED, "--grant", "scope.record")
    assert cli.run(SEED, "--ephemeral") == Outcome(0, "", NOBODY)
    assert cli.recorded() == {"scope.record": "granted"}


def test_state_option_wins_over_the_variable(cli: Cli) -> None:
    assert cli.run("", "--grant", "scope.record", "--state", "other").code == 0
    assert not cli.state.exists()
    assert "scope.record  granted" in cli("settings", "list", "--state", "other").out


@posix
def test_state_is_kept_in_the_users_folder_by_default(cli: Cli) -> None:
    del cli.env["JSHOST_STATE"]
    assert cli.run("", "--grant", "scope.record").code == 0
    assert len(list((cli.folder / "home").rglob("jshost.sqlite3"))) == 1
    assert "scope.record  granted" in cli("settings", "list").out


def test_each_script_is_an_app_of_its_own(cli: Cli) -> None:
    cli.run(SEED, "--grant", "scope.record")
    (cli.folder / "elsewhere").mkdir()
    for name in ("other.js", "elsewhere/main.js"):
        assert cli("run", cli.write(name, SEED)) == Outcome(0, "", NOBODY)
    for path in ("./main.js", str(cli.folder / "main.js"), "elsewhere/../main.js"):
        assert cli("run", path, "--on-prompt", "fail").code == 0


def test_app_id_makes_two_scripts_one_app(cli: Cli) -> None:
    cli.run(SEED, "--app-id", "wx1", "--grant", "scope.record")
    other = cli.write("other.js", SEED)
    assert cli("run", other, "--app-id", "wx1", "--on-prompt", "fail").code == 0
    assert cli("run", other, "--app-id", "wx2", "--on-prompt", "fail").code == 1


def test_scenario_and_its_shorthands(cli: Cli) -> None:
    cli.write("s.toml", 'app_id = "wx1"\ngrant = ["scope.record"]\n[answers]\nshowModal = "cancel"')
    cli.run("", "--scenario", "s.toml", "--deny", "scope.camera")
    assert cli.recorded() == {"scope.camera": "denied", "scope.record": "granted"}
    assert "wx1" in cli("settings", "list").out


# -- how a run ends -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "place", "message", "out"),
    [
        pytest.param(
            "console.log('a')\nfail()\nconsole.log('b')", "2", "fail", "a\n", id="uncaught"
        ),
        pytest.param(
            "wx.getSetting({ success() {\n  throw new Error('oops') } })\n"
            "setTimeout(function () { console.log('on') }, 1)",
            "2", "oops;at api getSetting success callback function", "on\n", id="callback",
        ),
        pytest.param(
            "setTimeout(function () {\n  throw new Error('oops') }, 0)\n"
            "setTimeout(function () { console.log('on') }, 1)",
            "2", "Error: oops", "on\n", id="timer",
        ),
        pytest.param(
            "\nPromise.reject(new Error('oops'))\nsetTimeout(function () { console.log('on') }, 1)",
            "2", "Uncaught (in promise) Error: oops", "on\n", id="rejection",
        ),
        pytest.param(
            "(async function () {\n  await null\n  fail()\n})()",
            "3", "Uncaught (in promise) ReferenceError", "", id="async function",
        ),
    ],
)  # fmt: skip
def test_error_in_the_guest(cli: Cli, script: str, place: str, message: str, out: str) -> None:
    ran = cli.run(script, "--trace", "t.jsonl")
    assert (ran.code, ran.out) == (1, out)
    [error] = ran.errors
    assert re.match(rf"main\.js:{place}(:\d+)?: ", error)
    assert message in error
    assert only(cli.trace(), "error")[0]["where"].split(":")[:2] == ["main.js", place]
    assert (cli.trace()[-1]["type"], cli.trace()[-1]["reason"]) == ("exit", "error")


def test_rejection_that_is_handled_is_no_error(cli: Cli) -> None:
    ran = cli.run("wx.authorize({ scope: 'scope.nothing' }).catch(() => console.log('caught'))")
    assert ran == Outcome(0, "caught\n", "")


def test_stack_shows_the_files_own_frames_only(cli: Cli) -> None:
    ran = cli.run("function inner() {\n  fail()\n}\nfunction outer() {\n  inner()\n}\nouter()")
    frames = [line for line in ran.err.splitlines()[1:] if "main.js" in line]
    assert [frame.split("main.js:")[1][0] for frame in frames] == ["2", "5", "7"]


def test_stack_ends_with_the_guest(cli: Cli) -> None:
    ran = cli.run("fail()")
    assert [line for line in ran.err.splitlines() if "native" in line] == []


IN_PROCESS = os.environ.get("JSHOST_ISOLATION") == "none"
LOOP = "let n = 0; while (true) { n++ }"
# In large pieces: see BOMBS in tests/engine/test_quickjs.py.
BOMB = "const all = []; while (true) all.push(new Uint8Array(1 << 20).fill(1))"


@pytest.mark.parametrize(
    ("script", "options", "expected", "reason"),
    [
        pytest.param(LOOP, "--cpu-limit 0.3",
                     "CPU limit of 0.3 s for one turn reached at main.js:", "limit", id="loop"),
        pytest.param(f"setTimeout(function () {{ {LOOP} }}, 1)", "--cpu-limit 0.3",
                     "CPU limit of 0.3 s", "limit", id="loop in a timer"),
        pytest.param("Promise.resolve().then(function f() { return Promise.resolve().then(f) })",
                     "--cpu-limit 0.3", "CPU limit of 0.3 s", "limit", id="microtasks"),
        pytest.param(BOMB, "--memory-limit 32", "memory limit of 32 MB reached", "limit",
                     id="memory"),
        pytest.param("setInterval(function () {}, 5)", "--timeout 0.4", "timeout of 0.4 s reached",
                     "timeout", id="interval"),
        pytest.param("setInterval(function () {}, 5)", "--timeout 0.4 --clock virtual",
                     "timeout of 0.4 s reached", "timeout", id="interval, virtual clock"),
        pytest.param("setTimeout(function () {}, 60000)", "--timeout 0.4",
                     "timeout of 0.4 s reached", "timeout", id="timer"),
        pytest.param("(function f() { wx.getSetting({ complete: f }) })()", "--timeout 0.4",
                     "timeout of 0.4 s reached", "timeout", id="calls"),
        pytest.param(
            LOOP, "--wall-limit 0.2 --cpu-limit 0.5", "wall limit of 0.2 s", "limit", id="wall",
            marks=pytest.mark.xfail(IN_PROCESS, strict=True, reason="looked at after a turn"),
        ),
    ],
)  # fmt: skip
def test_limit(cli: Cli, script: str, options: str, expected: str, reason: str) -> None:
    ran = cli.run(f"console.log('before');\n{script}", *options.split(), "--trace", "t.jsonl")
    assert ran.refused(3).startswith(expected)
    assert ran.out == "before\n"
    assert {"reason": reason, "code": 3}.items() <= cli.trace()[-1].items()


def test_timer_on_the_virtual_clock_takes_no_time(cli: Cli) -> None:
    ran = cli.run("setTimeout(function () { console.log('late') }, 3600e3)", "--clock", "virtual")
    assert ran == Outcome(0, "late\n", "")


# -- the trace ------------------------------------------------------------------------------------

KEYS = {
    "call": {"id", "api", "args"},
    "prompt": {"scope", "api", "decision", "by"},
    "choice": {"kind", "key", "alternatives", "chosen", "by"},
    "settle": {"id", "api", "outcome", "result"},
    "event": {"name", "detail"},
    "console": {"level", "message"},
    "error": {"where", "message", "stack"},
    "exit": {"reason", "code"},
}

EVERYTHING = """
console.warn('你好 \\ud800')
wx.authorize({ scope: 'scope.record', success() {
  const recorder = wx.getRecorderManager()
  recorder.start()
  wx.showModal({ title: 'q', complete() { recorder.stop(); throw new Error('last') } })
} })
"""


@pytest.mark.parametrize("target", ["t.jsonl", "-"])
def test_trace_has_the_documented_keys(cli: Cli, target: str) -> None:
    options = ("--on-prompt", "allow", "--clock", "virtual", "--trace", target)
    ran = cli.run(EVERYTHING, *options)
    lines = [line for line in ran.out.splitlines() if line.startswith("{")]
    found = records("\n".join(lines)) if target == "-" else cli.trace()
    assert {record["type"] for record in found} == set(KEYS)
    for record in found:
        assert set(record) >= {"type", "seq", "t"} | KEYS[record["type"]]
    assert [record["seq"] for record in found] == list(range(1, len(found) + 1))
    assert all(first["t"] <= second["t"] for first, second in pairwise(found))
    assert [record for record in found if record["type"] == "exit"] == [found[-1]]
    assert found[-1]["code"] == ran.code == 1


def test_trace_is_the_same_each_time_on_the_virtual_clock(cli: Cli) -> None:
    script = "console.log(String([Date.now(), Math.random()])); wx.getSetting()\n" + SEED
    for name in ("a", "b"):
        cli.run(script, "--clock", "virtual", "--trace", name, "--ephemeral")
    assert (cli.folder / "a").read_bytes() == (cli.folder / "b").read_bytes()


def test_trace_replaces_an_older_one(cli: Cli) -> None:
    cli.write("t.jsonl", "older\n" * 100)
    cli.run("", "--trace", "t.jsonl")
    assert [record["type"] for record in cli.trace()] == ["exit"]


def test_bad_options_leave_an_older_trace(cli: Cli) -> None:
    cli.write("t.jsonl", "older\n")
    cli.run("", "--trace", "t.jsonl", "--answer", "scope.recrod=allow").refused(2)
    assert (cli.folder / "t.jsonl").read_text() == "older\n"


# -- output ---------------------------------------------------------------------------------------


def harmful(text: str) -> str:
    """Return the characters of a text that move the cursor, hide, or reorder."""
    return "".join(
        character
        for character in text
        if character not in "\t\n"
        and unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Cs")
    )


HOSTILE = [
    "\\x1b[31mred\\x1b[0m",
    "\\x1b]0;title\\x07",
    "\\x9b2J",
    "back\\x08\\x08space",
    "over\\rwritten",
    "\\u202eright to left\\u202c \\u2066isolated\\u2069",
    "\\u200b\\u200d\\u2060zero\\ufeffwidth",
    "\\u2028separated\\u2029",
    "\\ud800 lone",
    "\\u{e0041}\\u{e007f} tags",
]


@pytest.mark.parametrize("how", ["console.log(text)", "throw new Error(text)"])
def test_characters_that_mislead_are_written_out(cli: Cli, how: str) -> None:
    ran = cli.run(f'const text = "{" ".join(HOSTILE)}"; {how}')
    shown = ran.out + ran.err
    assert harmful(shown) == ""
    for word in ("red", "title", "space", "right to left", "zero", "separated", "lone", "tags"):
        assert word in shown
    assert "\\x1b[31m" in shown
    assert "\\u202e" in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("jshost: error: no", "[guest] jshost: error: no"),
        ("  \\tJSHOST: no", "  \\t[guest] JSHOST: no"),
        ("a\\njshost: no", "a\\n[guest] jshost: no"),
        ("\\u3000jshost: no", "\\u3000[guest] jshost: no"),
        ("see jshost: yes", "see jshost: yes"),
        ("┃ no", "\\\\u2503 no"),
        pytest.param("a\\n\\njshost: no", "a\\n\\n[guest] jshost: no"),
    ],
)  # fmt: skip
def test_guest_cannot_speak_as_jshost(cli: Cli, text: str, shown: str) -> None:
    ran = cli.run(f'console.error("{text}")')
    expected = shown.encode("latin-1", "backslashreplace").decode("unicode_escape")
    expected = expected if "2503" not in shown else "\\u2503 no"
    assert ran == Outcome(0, f"{expected}\n", "")


def test_guest_error_stays_one_line_and_its_stack_indented(cli: Cli) -> None:
    script = """
      const e = new Error('a\\njshost: error: fake\\n┃ b');
      e.stack = 'jshost: error: fake\\n┃ c\\nmore';
      throw e
    """
    ran = cli.run(script)
    first, *rest = ran.err.splitlines()
    assert first.startswith(ERROR)
    assert all(line.startswith("    ") for line in rest)
    assert "┃" not in ran.err


def test_long_text_is_cut(cli: Cli) -> None:
    ran = cli.run("console.log('y'.repeat(50000)); throw new Error('x'.repeat(50000))")
    assert len(ran.out) < 11_000
    assert ran.out.endswith("more characters)\n")
    assert len(ran.errors[0]) < 600


@pytest.mark.parametrize("env", [{}, {"NO_COLOR": "1"}, {"TERM": "xterm-256color"}])
def test_output_at_pipes_is_plain(cli: Cli, env: dict[str, str]) -> None:
    ran = cli.run("console.warn('w'); console.error('e'); console.debug('d'); fail()", **env)
    assert ran.out == "w\ne\nd\n"
    assert "\x1b" not in ran.err


def test_lines_leave_at_once(cli: Cli) -> None:
    cli.write("main.js", "console.log('first'); setTimeout(function () {}, 60000)")
    with cli.start("run", "main.js") as process:
        assert process.stdout is not None
        assert process.stdout.readline().rstrip() == b"first"
        process.kill()


def test_guest_output_goes_to_stdout_whatever_its_level(cli: Cli) -> None:
    levels = ("log", "info", "warn", "error", "debug")
    ran = cli.run("".join(f"console.{level}('{level}');" for level in levels))
    assert ran == Outcome(0, "".join(f"{level}\n" for level in levels), "")


def test_entry_point_is_the_same_command() -> None:
    from importlib.metadata import entry_points

    from jshost.cli import main

    [found] = entry_points(group="console_scripts", name="jshost")
    assert found.load() is main
    assert sys.modules["jshost.cli"].main is main


# -- the album ------------------------------------------------------------------------------------


def test_pictures_are_picked_and_saved(cli: Cli) -> None:
    (cli.folder / "photos").mkdir()
    for number, name in enumerate(("a.png", "b.jpg", "c.png")):
        cli.write(f"photos/{name}", PICTURE + bytes([number]))
    cli.write("phone.toml", 'album = ["photos/a.png", "photos/b.jpg", "photos/c.png"]')
    script = """
      wx.chooseImage({ sizeType: ['original'], success({ tempFilePaths }) {
        for (const filePath of tempFilePaths) wx.saveImageToPhotosAlbum({ filePath });
      } });
    """
    options = ("--scenario", "phone.toml", "--answer", "chooseImage=2,0")
    options += ("--grant", "scope.writePhotosAlbum", "--album-folder", "saved")
    assert cli.run(script, *options).code == 0
    saved = {path.name: path.read_bytes()[-1] for path in (cli.folder / "saved").iterdir()}
    assert saved == {"IMG_0001.png": 2, "IMG_0002.png": 0}
    assert (
        cli.run(script, *options[:-1], "phone.toml")
        .refused(4)
        .startswith("phone.toml: cannot write the album: ")
    )
    ran = cli.run(script, *options, "--answer", "chooseImage=3")
    assert ran.code == 0
    ran = cli.run(script, "--scenario", "phone.toml", "--answer", "chooseImage=3")
    assert ran.refused(1) == (
        "the answer '3' does not fit chooseImage; possible are 0, 1, 2, cancel, "
        "up to 3 numbers, such as 0,1,2"
    )


# -- isolation ------------------------------------------------------------------------------------


@posix
def test_isolation_none_says_what_it_is_for(cli: Cli) -> None:
    cli.write("main.js", "console.log('ran')")
    ran = cli.shell("$J run --isolation none main.js 2>&1")
    assert ran.out == "jshost: note: isolation none: for trusted code only\nran\n"


@posix
def test_isolation_strict_runs_where_nothing_is_missing(cli: Cli) -> None:
    cli.write("main.js", "console.log('ran')")
    ran = cli("run", "--isolation", "strict", "main.js")
    if cli("doctor").code == 0:
        assert ran == Outcome(0, "ran\n", "")
    else:
        assert ran.refused(3).startswith("isolation strict is not to be had here: ")


def test_isolation_by_environment(cli: Cli) -> None:
    cli.write("main.js", "console.log('ran')")
    assert cli("run", "main.js", JSHOST_ISOLATION="process").out == "ran\n"
    wrong = cli("run", "main.js", JSHOST_ISOLATION="some")
    assert "'some' is not one of" in wrong.refused(2)
