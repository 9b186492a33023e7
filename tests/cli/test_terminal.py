"""`jshost run` at a real terminal: dialogs, what is typed at them, and Ctrl-C."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import ERROR, SEED, Cli, Terminal, only
from .test_run import harmful

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has no pseudo-terminals")

Start = Callable[..., Terminal]

TITLE = "main.js 申请获得以下权限"
COLOR = re.compile(r"\x1b\[\d*m")


def modal(**options: str) -> str:
    """Return a script that shows a modal dialog and the button that was pressed."""
    fields = "".join(f'{name}: "{text}", ' for name, text in options.items())
    return f"wx.showModal({{ {fields}success(res) {{ console.log(String(res.confirm)) }} }})"


@pytest.fixture
def start(cli: Cli, terminal: Start) -> Start:
    """Start a script at a terminal, with a trace in `t.jsonl`."""

    def run(script: str, *options: str, stdout: int | None = None, **env: str) -> Terminal:
        cli.write("main.js", script)
        return terminal("run", "main.js", "--trace", "t.jsonl", *options, stdout=stdout, **env)

    return run


# -- the seed script ------------------------------------------------------------------------------


def test_allowed_at_the_dialog_and_not_asked_again(cli: Cli, start: Start) -> None:
    first = start(SEED)
    first.answer("a\n")
    assert first.end() == 0
    assert first.seen.count(TITLE) == 1
    [prompt] = only(cli.trace(), "prompt")
    assert (prompt["decision"], prompt["by"]) == ("granted", "terminal")
    apis = [call["api"] for call in only(cli.trace(), "call")]
    assert apis == ["getSetting", "authorize", "startRecord"]
    assert cli.recorded() == {"scope.record": "granted"}

    again = start(SEED)
    assert (again.end(), again.seen) == (0, "")


def test_refused_at_the_dialog_and_not_asked_again(cli: Cli, start: Start) -> None:
    first = start(SEED)
    first.answer("d\n")
    assert first.end() == 0
    assert cli.recorded() == {"scope.record": "denied"}

    again = start(SEED)
    assert (again.end(), again.seen) == (0, "")
    [_, settled] = only(cli.trace(), "settle")
    assert (settled["api"], settled["outcome"]) == ("authorize", "fail")
    assert only(cli.trace(), "prompt") == []


def test_dismissed_at_the_dialog_and_asked_again(cli: Cli, start: Start) -> None:
    for _ in range(2):
        shown = start(SEED)
        shown.answer("x\n")
        assert shown.end() == 0
        assert only(cli.trace(), "prompt")[0]["decision"] == "dismissed"
    assert cli.recorded() == {}


@pytest.mark.parametrize("typed", ["A", " a ", "allow", "允许", "y"])
def test_ways_to_say_yes(cli: Cli, start: Start, typed: str) -> None:
    shown = start(SEED)
    shown.answer(f"{typed}\n")
    assert shown.end() == 0
    assert cli.recorded() == {"scope.record": "granted"}


def test_dialog_says_who_asks_for_what(start: Start) -> None:
    shown = start(SEED, NO_COLOR="1")
    dialog = shown.expect("▸ ")
    assert dialog.splitlines() == [
        "",
        f"┃ {TITLE}",
        "┃   使用你的麦克风",
        "┃   scope.record, asked by wx.authorize",
        "┃  a  允许    d  拒绝    x  dismiss",
        "┃ ▸ ",
    ]


def test_scripted_answer_needs_no_dialog(start: Start) -> None:
    shown = start(SEED, "--answer", "scope.record=deny")
    assert (shown.end(), shown.seen) == (0, "")


# -- no answer ------------------------------------------------------------------------------------


def test_end_of_input_is_no_decision(cli: Cli, start: Start) -> None:
    shown = start(SEED)
    shown.answer("\x04")
    assert shown.end() == 0
    assert shown.seen.count("\njshost: scope.record: nobody answered") == 1
    assert only(cli.trace(), "prompt")[0]["decision"] == "denied"
    assert cli.recorded() == {}


def test_garbage_is_asked_again_three_times_at_most(cli: Cli, start: Start) -> None:
    shown = start(SEED)
    for typed in ("perhaps", "", "\x1b[A"):
        shown.answer(f"{typed}\n")
    assert shown.end() == 0
    assert shown.seen.count("▸ ") == 3
    assert shown.seen.count("please answer with a, d or x") == 2
    assert only(cli.trace(), "prompt")[0]["decision"] == "denied"
    assert cli.recorded() == {}


def test_garbage_and_then_an_answer(cli: Cli, start: Start) -> None:
    shown = start(SEED)
    for typed in ("allo", "a d", "a"):
        shown.answer(f"{typed}\n")
    assert shown.end() == 0
    assert cli.recorded() == {"scope.record": "granted"}


def test_typed_before_the_dialog_is_no_consent(cli: Cli, start: Start) -> None:
    later = f"console.log('ready'); setTimeout(function () {{ {SEED} }}, 300)"
    shown = start(later)
    shown.expect("ready\n")
    shown.type("a\na\na\n")
    shown.answer("d\n")
    assert shown.end() == 0
    assert cli.recorded() == {"scope.record": "denied"}


def test_answer_to_one_dialog_is_none_to_the_next(cli: Cli, start: Start) -> None:
    shown = start(
        "wx.authorize({ scope: 'scope.record', complete() {"
        " wx.authorize({ scope: 'scope.camera', fail() {} }) } })"
    )
    shown.answer("a\na\n")
    shown.answer("d\n")
    assert shown.end() == 0
    assert cli.recorded() == {"scope.camera": "denied", "scope.record": "granted"}


@pytest.mark.parametrize("typed", ["\x03", "a\x03"])
def test_ctrl_c_at_a_dialog(cli: Cli, start: Start, typed: str) -> None:
    shown = start(SEED)
    shown.answer(typed)
    assert shown.end() == 130
    assert shown.seen.endswith(f"\n{ERROR}interrupted\n")
    assert {"reason": "interrupted", "code": 130}.items() <= cli.trace()[-1].items()
    assert cli.recorded() == {}


def test_ctrl_c_while_a_timer_runs(cli: Cli, start: Start) -> None:
    shown = start("console.log('waiting'); setTimeout(function () {}, 60000)")
    shown.expect("waiting\n")
    shown.wait_until_asleep()
    shown.type("\x03")
    assert shown.end() == 130
    assert shown.seen.endswith(f"\n{ERROR}interrupted\n")
    assert {"reason": "interrupted", "code": 130}.items() <= cli.trace()[-1].items()


def test_guest_output_waits_while_a_dialog_is_open(cli: Cli, start: Start) -> None:
    shown = start(
        "const ticking = setInterval(() => console.log('tick'), 5);"
        "setTimeout(() => wx.authorize({ scope: 'scope.record', complete() {"
        " console.log('decided'); clearInterval(ticking) } }), 50)"
    )
    shown.expect("▸ ")
    until = time.monotonic() + 0.3
    while shown.receive_until(until):
        pass
    assert shown.seen.endswith("▸ ")  # nothing was written over the dialog
    shown.type("a\n")
    shown.expect("decided\n")
    assert shown.end() == 0
    assert shown.seen.index("tick") < shown.seen.index(TITLE)


def test_time_at_a_dialog_is_not_counted(cli: Cli, start: Start) -> None:
    shown = start(SEED, "--timeout", "0.5")
    shown.expect("▸ ")
    began = time.monotonic()
    while time.monotonic() < began + 0.8:
        assert not shown.receive_until(began + 0.8), shown.seen
    shown.type("a\n")
    assert shown.end() == 0
    assert cli.recorded() == {"scope.record": "granted"}


# -- who is asked ---------------------------------------------------------------------------------


def test_script_from_stdin_is_not_asked_about_there(cli: Cli, terminal: Start) -> None:
    shown = terminal("run", "-")
    shown.type(f"{SEED}\n\x04")
    assert shown.end() == 0
    assert shown.seen.count("jshost: scope.record: nobody answered") == 1
    assert cli.recorded() == {}


@pytest.mark.parametrize("policy", ["allow", "deny", "dismiss", "fail"])
def test_on_prompt_asks_nobody(start: Start, policy: str) -> None:
    shown = start(SEED, "--on-prompt", policy)
    assert shown.end() == (1 if policy == "fail" else 0)
    assert "▸" not in shown.seen


def test_on_prompt_ask(cli: Cli, start: Start) -> None:
    shown = start(SEED, "--on-prompt", "ask")
    shown.answer("a\n")
    assert shown.end() == 0
    assert cli.recorded() == {"scope.record": "granted"}


# -- other questions ------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "pressed"), [("y", "true"), ("n", "false"), ("\x04", "false")])
def test_modal(start: Start, typed: str, pressed: str) -> None:
    shown = start(modal(title="t", content="c"))
    shown.answer(typed if typed == "\x04" else f"{typed}\n")
    assert shown.end() == 0
    assert f"{pressed}\n" in shown.seen


def test_settings_page(cli: Cli, start: Start) -> None:
    shown = start("wx.openSetting()", "--deny", "scope.record", "--grant", "scope.camera")
    rows = shown.expect("▸ ")
    [record] = re.findall(r"(\d) ○ 麦克风", COLOR.sub("", rows))
    [camera] = re.findall(r"(\d) ● 摄像头", COLOR.sub("", rows))
    shown.wait_until_asleep()
    shown.type(f"{record} {camera}\n")
    assert shown.end() == 0
    found = cli.recorded()
    assert (found["scope.record"], found["scope.camera"]) == ("granted", "denied")


# -- what is shown --------------------------------------------------------------------------------


def test_dialog_shows_guest_text_harmless(start: Start) -> None:
    hostile = "\\x1b[2J\\x9b1;1H\\u202ex\\u200b\\n┃ ▸ a\\njshost: error: no\\r"
    shown = start(
        modal(title=hostile, content=hostile, confirmText="\\x1b[2J\\u202e\\n"), NO_COLOR="1"
    )
    dialog = shown.expect("\n┃ ▸ ")
    assert harmful(dialog) == ""
    lines = dialog.splitlines()
    assert [line[:1] for line in lines] == ["", "┃", "┃", "┃", "┃"]
    assert dialog.count("┃") == 4
    shown.wait_until_asleep()
    shown.type("n\n")
    assert shown.end() == 0


def test_dialog_shows_the_name_of_the_script_harmless(cli: Cli, terminal: Start) -> None:
    shown = terminal("run", cli.write("a\x1b[2J\u202e\nb.js", SEED), NO_COLOR="1")
    assert harmful(shown.expect("▸ ")) == ""
    shown.wait_until_asleep()
    shown.type("d\n")
    assert shown.end() == 0


LEVELS = "console.log('l'); console.warn('w'); console.error('e'); console.debug('d')\n" + SEED


def test_colors_at_a_terminal(start: Start) -> None:
    shown = start(LEVELS)
    shown.answer("d\n")
    assert shown.end() == 0
    assert COLOR.search(shown.seen.partition(TITLE)[0])
    assert COLOR.sub("", shown.seen).startswith("l\nw\ne\nd\n")


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "dumb"])
def test_no_colors(start: Start, env: dict[str, str]) -> None:
    shown = start(LEVELS + "; setTimeout(() => fail(), 1)", **env)
    shown.answer("what\n")
    shown.answer("d\n")
    assert shown.end() == 1
    assert "\x1b" not in shown.seen


def test_stdout_elsewhere_is_plain_and_has_no_dialog(tmp_path: Path, start: Start) -> None:
    with (tmp_path / "out.txt").open("wb") as out:
        shown = start(LEVELS, stdout=out.fileno())
        shown.answer("a\n")
        assert shown.end() == 0
    assert (tmp_path / "out.txt").read_text() == "l\nw\ne\nd\n"


def test_locale_c_keeps_texts(start: Start) -> None:
    shown = start(SEED, LC_ALL="C")
    assert TITLE in shown.expect("▸ ")
    shown.wait_until_asleep()
    shown.type("允许\n")
    assert shown.end() == 0


def test_terminal_that_speaks_ascii(cli: Cli, start: Start) -> None:
    shown = start("console.log('你好');" + SEED, PYTHONIOENCODING="ascii", NO_COLOR="1")
    assert "scope.record, asked by wx.authorize" in shown.expect("\n\\u2503 \\u25b8 ")
    shown.wait_until_asleep()
    shown.type("a\n")
    assert shown.end() == 0
    assert cli.recorded() == {"scope.record": "granted"}


def test_error_after_a_dialog_begins_a_line(start: Start) -> None:
    shown = start("wx.authorize({ scope: 'scope.record', complete() { fail() } })")
    shown.answer("a\n")
    assert shown.end() == 1
    assert f"\n{ERROR}main.js:1" in shown.seen
